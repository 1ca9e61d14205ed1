"""From how sure rules and model were to how often such acts are right: lines between measured points, for each maker apart.

The points (`data/calibration.toml`) come from the dev part of the corpus: `python benchmarks/calibration.py dev --fit` prints them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

Points = Sequence[tuple[float, float]]


@cache
def load_points() -> dict[str, Points]:
    """(said, right) by maker (`rule`, `both`, `model`), ascending."""
    table = tomllib.loads((files("pipelines") / "data" / "calibration.toml").read_text("utf-8"))
    return {maker: [(said, right) for said, right in points] for maker, points in table.items()}


def maker(by: str) -> str:
    """Who made an act, by its `by`: `rule:en.sue`, `rule:en.sue+model:joint` or `model:joint`."""
    return "model" if by.startswith("model:") else "both" if "+model:" in by else "rule"


def calibrate(by: str, said: float) -> float:
    """How often acts of this maker, that it was this sure of, are right; 0 to 1, three decimals. Beyond the points it stays level."""
    points = load_points().get(maker(by)) or [(0.0, 0.0), (1.0, 1.0)]
    below = [p for p in points if p[0] <= said]
    above = [p for p in points if p[0] > said]
    if not below or not above:
        return round((below[-1] if below else above[0])[1], 3)
    (x0, y0), (x1, y1) = below[-1], above[0]
    return round(y0 + (y1 - y0) * (said - x0) / (x1 - x0), 3)


def fit(judged: Sequence[tuple[float, bool]], *, bins: int = 3) -> list[tuple[float, float]]:
    """Points of an ever-rising line through (said, right): means of equal bins, neighbours joined where the line would fall."""
    ranked = sorted(judged)
    cuts = [ranked[len(ranked) * i // bins : len(ranked) * (i + 1) // bins] for i in range(bins)]
    groups = [(sum(s for s, _ in cut), sum(r for _, r in cut), len(cut)) for cut in cuts if cut]
    joined = list[tuple[float, float, int]]()
    for group in groups:
        joined.append(group)
        while len(joined) > 1 and joined[-2][1] * joined[-1][2] >= joined[-1][1] * joined[-2][2]:
            (s1, r1, n1), (s2, r2, n2) = joined.pop(), joined.pop()
            joined.append((s1 + s2, r1 + r2, n1 + n2))
    return [(round(s / n, 3), round(r / n, 3)) for s, r, n in joined]
