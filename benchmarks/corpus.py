"""The pipeline on a part of the annotated corpus, scored as `casewire score` does: the baseline that later work is measured against.

python benchmarks/corpus.py [train|dev|test] [CORPUS_DIR] [--rules]    (default: test corpus/train)

--rules leaves the model out: what the rules alone find.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pipelines
from pipelines.annotation import AnnotatedArticle
from pipelines.corpus import article, gold, load
from pipelines.corpus_check import split
from pipelines.records import LANGUAGES, record_json
from pipelines.score import score, table


def part(folder: Path, name: str) -> list[AnnotatedArticle]:
    """The articles of one part of the split, those in test order."""
    return [a for a in load(folder) if split(a.name) == name]


def main() -> None:
    words = [a for a in sys.argv[1:] if a != "--rules"]
    name = words[0] if words else "test"
    if len(words) < len(sys.argv) - 1:
        for language in LANGUAGES:
            pipelines.load(language).disable_pipe("casewire_model")
    found = part(Path(words[1] if len(words) > 1 else "corpus/train"), name)
    records = [record_json(pipelines.extract(article(a))) for a in found]
    print(f"{len(found)} articles of the {name} part")
    print(table(score(records, [gold(a) for a in found]).figures))


if __name__ == "__main__":
    main()
