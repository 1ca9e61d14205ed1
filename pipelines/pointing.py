"""At whom a nominal points, as the joint model sees it: "the company", "il gruppo bergamasco", 该公司, "beide"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.naming import Seen
from pipelines.origins import country_told, leaning
from pipelines.pairing import kind_of, score
from pipelines.presence import ACTS
from pipelines.records import Entity, Mention
from pipelines.telling import ROLES
from pipelines.view import Array, View

# what a nominal is among the triggers, and a trigger that looks for others of its act; what those are to them that they point at;
# the same in training
NOMINAL, RETOLD, SAME = len(ACTS), len(ACTS) + 1, len(ROLES)
# from this probability on the model is believed
POINT = 0.5


def point(view: View, text: str, nominals: Sequence[Seen], named: Sequence[tuple[Mention, Entity]], *, language: str) -> list[Mention]:
    """The nominals as mentions of those that they point at, one for each; none where nobody in the window is likely enough.

    `named` are the mentions by name, each with its entity.
    """
    spans = [(s, m.entity, kind_of(entity.type)) for m, entity in named if (s := view.encoded.covered(m.start, m.end))]
    entities = {entity.id: entity for _, entity in named}
    found: dict[tuple[int, int], list[tuple[str, float]]] = {}
    for seen in view.seen:
        first, end = seen.first, seen.first + len(seen.acts)
        here = [(a - first, b - first, name, kind) for (a, b), name, kind in spans if first <= a and b < end]
        asks = [(n, s) for n in nominals if (s := view.encoded.covered(n.start, n.end)) and first <= s[0] and s[1] < end]
        if here and asks:
            triggers = [(a - first, b - first, NOMINAL) for _, (a, b) in asks]
            names, pooled = score(view.heads, seen, triggers, spots=here)
            for (nominal, _), row in zip(asks, pooled, strict=True):
                told = country_told(text, nominal.start, nominal.end, language=language)
                found[nominal.start, nominal.end] = _likely(row, names, leaning(told, [entities[name] for name in names], language))
    return [
        Mention(start, end, text[start:end], name, "model", nominal=True)
        for (start, end), likely in sorted(found.items())
        for name, _ in likely
    ]


def _likely(pooled: Array, names: Sequence[str], leaning: Sequence[float]) -> list[tuple[str, float]]:
    """Who is likely enough, likeliest first; the leaning of each adds to its log-odds."""
    odds = pooled[:, SAME] - pooled[:, 0] + np.asarray(leaning)
    probability = (1 / (1 + np.exp(-odds))).tolist()
    out = [(name, p) for name, p in zip(names, probability, strict=True) if p >= POINT]
    return sorted(out, key=lambda o: (-o[1], o[0]))
