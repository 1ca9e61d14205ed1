"""How far the confidence of acts can be trusted: of those told with 0.8, eight in ten should be right.

python benchmarks/calibration.py [train|dev|test] [CORPUS_DIR]    (default: test corpus/train)

Prints, in ten bins, how sure the acts were and how many were right, and the expected calibration error: the mean difference of the two,
weighted by the number of acts (Guo et al. 2017, arXiv 1706.04599).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pipelines
from pipelines.corpus import article, gold, load
from pipelines.corpus_check import split
from pipelines.records import record_json
from pipelines.score_acts import pair


def judged(folder: Path, name: str) -> list[tuple[float, bool]]:
    """(confidence, whether it is right) of every act that the pipeline tells."""
    out = list[tuple[float, bool]]()
    for annotated in (a for a in load(folder) if split(a.name) == name):
        record = record_json(pipelines.extract(article(annotated)))
        right = set(pair(gold(annotated), record).values())
        out += [(act["confidence"], number in right) for number, act in enumerate(record["actions"])]
    return out


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "test"
    found = judged(Path(sys.argv[2] if len(sys.argv) > 2 else "corpus/train"), name)
    bins = defaultdict[int, list[tuple[float, bool]]](list)
    for confidence, right in found:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    error = 0.0
    for number, acts in sorted(bins.items()):
        said, true = (sum(a[i] for a in acts) / len(acts) for i in (0, 1))
        error += abs(said - true) * len(acts) / len(found)
        print(f"{number / 10:.1f} to {(number + 1) / 10:.1f}: {len(acts):4} acts, said {said:.2f}, right {true:.2f}")
    print(f"expected calibration error {error:.3f} of {len(found)} acts of the {name} part")


if __name__ == "__main__":
    main()
