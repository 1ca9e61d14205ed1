"""Rules alone, model alone and both on a part of the annotated corpus: by language, by act, and what goes wrong.

python benchmarks/ablation.py [train|dev|test] [CORPUS_DIR]    (default: test corpus/train)

An error is told by what stands in the same sentence: an act of that type with other parties, an act of another type, or none. A surplus act
of a type that the article does tell elsewhere is told again, else a false alarm.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pipelines
from pipelines.annotation import AnnotatedArticle
from pipelines.corpus import article, gold, load
from pipelines.corpus_check import split
from pipelines.records import LANGUAGES, record_json
from pipelines.score import score
from pipelines.score_acts import pair
from pipelines.vocabulary import load_vocabulary

# what is left out in each run
RUNS = {"rules": "casewire_model", "model": "casewire_actions", "both": ""}
Record = Mapping[str, Any]


def run(articles: Iterable[AnnotatedArticle], without: str) -> list[Record]:
    """The records of a run; components are switched back on afterwards."""
    loaded = [pipelines.load(code) for code in LANGUAGES]
    for nlp in loaded if without else ():
        nlp.disable_pipe(without)
    records: list[Record] = [record_json(pipelines.extract(article(a))) for a in articles]
    for nlp in loaded if without else ():
        nlp.enable_pipe(without)
    return records


def table(title: str, rows: Mapping[str, Mapping[str, float]]) -> None:
    print(f"| {title} | " + " | ".join(RUNS) + " |\n| --- |" + " ---: |" * len(RUNS))
    for name, figures in rows.items():
        print(f"| {name} | " + " | ".join(f"{figures[r]:.2f}" for r in RUNS) + " |")
    print()


def meets(truth: Record, act: Record) -> bool:
    """Whether two acts are told in one sentence."""
    told = act["evidence"]["text"]
    return bool(told) and (truth["evidence"][:60] in told or told[:60] in truth["evidence"])


def errors(truth: Record, record: Record) -> Counter[str]:
    """The errors of one article by kind; what gold marks optional is left out where it is missing."""
    matched, found = pair(truth, record), Counter[str]()
    right = set(matched.values())
    for number, told in enumerate(truth["actions"]):
        if number not in matched and not told.get("optional"):
            here = [a["type"] for a in record["actions"] if meets(told, a)]
            found["missing: " + ("other parties" if told["type"] in here else "other type" if here else "nothing read")] += 1
    for number, act in enumerate(record["actions"]):
        if number not in right:
            here = [t["type"] for t in truth["actions"] if meets(t, act)]
            again = any(t["type"] == act["type"] for t in truth["actions"])
            kind = "other parties" if act["type"] in here else "other type" if here else "told again" if again else "false alarm"
            found[f"surplus: {kind}"] += 1
    return found


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "test"
    found = [a for a in load(Path(sys.argv[2] if len(sys.argv) > 2 else "corpus/train")) if split(a.name) == name]
    truths = [gold(a) for a in found]
    records = {title: run(found, without) for title, without in RUNS.items()}
    figures = {title: score(told, truths).figures for title, told in records.items()}
    print(f"{len(found)} articles of the {name} part; F1 of acts, and of their arguments\n")
    for measure in ("actions", "arguments"):
        rows = {code: {r: figures[r][code][measure]["f1"] for r in RUNS} for code in ("all", *LANGUAGES)}
        table(measure, rows)
    table("act", {act: {r: figures[r]["all"]["by_action"].get(act, {}).get("f1", 0.0) for r in RUNS} for act in load_vocabulary()})
    wrong = sum((errors(t, r) for t, r in zip(truths, records["both"], strict=True)), Counter[str]())
    print("| error of both together | count |\n| --- | ---: |")
    for kind, count in wrong.most_common():
        print(f"| {kind} | {count} |")


if __name__ == "__main__":
    main()
