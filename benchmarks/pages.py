"""How much of an article our reading of a page finds, beside trafilatura and resiliparse alone, on real pages with their text.

    python benchmarks/pages.py FOLDER

FOLDER is a copy of scrapinghub/article-extraction-benchmark (MIT): `ground-truth.json` and `html/*.html.gz`. Nothing of it is in this
repository. Precision and recall are of four words in a row, as there, averaged over the pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean

from resiliparse.extract.html2text import extract_plain_text

from monitor import clean, readings
from monitor.decode import decode
from monitor.pages import Page
from monitor.store.articles import Stored
from pipelines.errors import InputError

RUN = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[n : n + RUN]) for n in range(max(len(words) - RUN + 1, 1))) if words else Counter()


def score(wanted: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page; 1 where there is nothing to be wrong about."""
    one, other = shingles(wanted), shingles(found)
    common = (one & other).total()
    return common / other.total() if other else 1.0, common / one.total() if one else 1.0


def trafilatura(raw: bytes, url: str) -> str:
    return clean.article(Page(url, "html", raw)).text


def resiliparse(raw: bytes, url: str) -> str:
    return str(extract_plain_text(decode(raw, path=url), preserve_formatting=True, main_content=True, links=False, alt_texts=False))


def casewire(raw: bytes, url: str) -> str:
    stored = Stored("id", "s", url, {"url": url}, 0.0, 0, None, None, url, 0.0, None, None, 0, None)
    return readings.read(stored, raw).article.text


def read(reader: Callable[[bytes, str], str], raw: bytes, url: str) -> str:
    try:
        return reader(raw, url)
    except InputError:  # a wall, or nothing found: it counts as found nothing
        return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    logging.disable(logging.CRITICAL)
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = [(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), page) for name, page in sorted(truth.items())]
    for reader in (trafilatura, resiliparse, casewire):
        start = time.process_time()
        found = [score(page["articleBody"], read(reader, raw, page["url"])) for raw, page in pages]
        precision, recall = (mean(each) for each in zip(*found, strict=True))
        spent = 1000 * (time.process_time() - start) / len(pages)
        poor = sum(min(each) < 0.5 for each in found)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{reader.__name__}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}, {poor} poor, {spent:.0f} ms a page")


if __name__ == "__main__":
    main()
