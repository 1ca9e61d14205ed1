"""How far the confidence of acts can be trusted: of those told with 0.8, eight in ten should be right.

python benchmarks/calibration.py [train|dev|test] [CORPUS_DIR] [--fit]    (default: test corpus/train)

Prints, in ten bins, how sure the acts were and how many were right, and the expected calibration error: the mean difference of the two,
weighted by the number of acts (Guo et al. 2017, arXiv 1706.04599).
--fit prints data/calibration.toml instead, from what the makers said.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pipelines
from pipelines.calibration import fit, load_points, maker
from pipelines.corpus import article, gold, load
from pipelines.corpus_check import split
from pipelines.records import record_json
from pipelines.score_acts import pair

# points of fewer acts say nothing; without points what was said stands
ENOUGH = 30
HEAD = (
    "# How often acts are right, by how sure their makers were: [said, right]. "
    "`python benchmarks/calibration.py dev --fit` prints such points."
)


def judged(folder: Path, name: str) -> list[tuple[str, float, bool]]:
    """(maker, confidence, whether it is right) of every act that the pipeline tells."""
    out = list[tuple[str, float, bool]]()
    for annotated in (a for a in load(folder) if split(a.name) == name):
        record = record_json(pipelines.extract(article(annotated)))
        right = set(pair(gold(annotated), record).values())
        out += [(maker(act["by"]), act["confidence"], number in right) for number, act in enumerate(record["actions"])]
    return out


def print_points(folder: Path, name: str) -> None:
    """The points of each maker, from what the makers themselves say."""
    load_points().clear()
    print(HEAD)
    found = judged(folder, name)
    for who in ("rule", "both", "model"):
        told = [(said, right) for m, said, right in found if m == who]
        points = fit(told) if len(told) >= ENOUGH else []
        print(f"{who} = [{', '.join(f'[{said}, {right}]' for said, right in points)}]")


def print_bins(folder: Path, name: str) -> None:
    found = judged(folder, name)
    bins = defaultdict[int, list[tuple[float, bool]]](list)
    for _, confidence, right in found:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    error = 0.0
    for number, acts in sorted(bins.items()):
        said, true = (sum(a[i] for a in acts) / len(acts) for i in (0, 1))
        error += abs(said - true) * len(acts) / len(found)
        print(f"{number / 10:.1f} to {(number + 1) / 10:.1f}: {len(acts):4} acts, said {said:.2f}, right {true:.2f}")
    print(f"expected calibration error {error:.3f} of {len(found)} acts of the {name} part")


def main() -> None:
    words = [a for a in sys.argv[1:] if a != "--fit"]
    name, folder = words[0] if words else "test", Path(words[1] if len(words) > 1 else "corpus/train")
    (print_points if "--fit" in sys.argv else print_bins)(folder, name)


if __name__ == "__main__":
    main()
