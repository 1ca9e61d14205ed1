"""How many dates and sums of the gold are among the values that the rules find in the same article, by language.

python benchmarks/values.py corpus/train               annotated articles
python benchmarks/values.py ARTICLES_DIR GOLD_DIR      articles and gold as JSON, a file each
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.components.amounts import find_amounts
from pipelines.components.times import find_times
from pipelines.corpus import gold, load

Pair = tuple[str, str | None, dict[str, Any]]


def annotated(folder: Path) -> Iterator[Pair]:
    for article in load(folder):
        yield article.text, article.published, gold(article)


def stored(articles: Path, gold_folder: Path) -> Iterator[Pair]:
    for path in sorted(articles.glob("*.json")):
        article = json.loads(path.read_text("utf-8"))
        yield article["text"], article.get("date"), json.loads((gold_folder / path.name).read_text("utf-8"))


def count(pair: Pair, counts: Counter[tuple[str, str]]) -> None:
    text, published, wanted = pair
    code, started = wanted["language"], time.perf_counter()
    times = find_times(text, code, date.fromisoformat(published) if published else None)
    amounts = {(a.value, a.currency) for a in find_amounts(text, code)}
    counts[code, "seconds"] += time.perf_counter() - started  # type: ignore[assignment]
    counts[code, "articles"] += 1
    values, ahead = {t.value for t in times}, {t.ahead for t in times}
    for action in wanted["actions"]:
        dates = action["date"] if isinstance(action["date"], list) else [action["date"]]
        if None not in dates:
            counts[code, "dates"] += 1
            counts[code, "dates found"] += bool(values & {*dates})
            counts[code, "found, or ahead"] += bool((values | ahead) & {*dates})
        if action["amount"]:
            counts[code, "sums"] += 1
            counts[code, "sums found"] += (action["amount"]["value"], action["amount"]["currency"]) in amounts


def main(arguments: list[str]) -> None:
    counts = Counter[tuple[str, str]]()
    for pair in annotated(Path(arguments[0])) if len(arguments) == 1 else stored(Path(arguments[0]), Path(arguments[1])):
        count(pair, counts)
    for code in sorted({code for code, _ in counts}):
        row = {name: counts[code, name] for name in ("dates", "dates found", "found, or ahead", "sums", "sums found")}
        print(code, row, f"{1000 * counts[code, 'seconds'] / counts[code, 'articles']:.2f} ms an article")


if __name__ == "__main__":
    main(sys.argv[1:])
