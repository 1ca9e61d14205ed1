"""At whom a nominal points, as the joint model sees it: "the company", "il gruppo bergamasco", 该公司, "beide"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.naming import Seen
from pipelines.records import Mention
from pipelines.telling import ACTS, ROLES, pair_logits
from pipelines.view import View, softmax

# what a nominal is among the triggers, and what those are to it that it points at; the same in training
NOMINAL, SAME = len(ACTS), len(ROLES)
# from this probability on the model is believed
POINT = 0.5


def point(view: View, text: str, nominals: Sequence[Seen], named: Sequence[Mention]) -> list[Mention]:
    """The nominals as mentions of those that they point at, one for each; none where nobody in the window is likely enough."""
    spans = [(s, m.entity) for m in named if (s := view.encoded.covered(m.start, m.end))]
    found: dict[tuple[int, int], list[tuple[str, float]]] = {}
    for seen in view.seen:
        first, end = seen.first, seen.first + len(seen.acts)
        here = [((a - first, b - first), name) for (a, b), name in spans if first <= a and b < end]
        asks = [(n, s) for n in nominals if (s := view.encoded.covered(n.start, n.end)) and first <= s[0] and s[1] < end]
        if here and asks:
            triggers = [(a - first, b - first, NOMINAL) for _, (a, b) in asks]
            logits = pair_logits(view.heads, seen.hidden, triggers, places=[p for p, _ in here])
            for (nominal, _), row in zip(asks, logits, strict=True):
                found[nominal.start, nominal.end] = _likely(row, [name for _, name in here])
    return [
        Mention(start, end, text[start:end], name, "model", nominal=True)
        for (start, end), likely in sorted(found.items())
        for name, _ in likely
    ]


def _likely(logits: np.ndarray[tuple[int, ...], np.dtype[np.float32]], names: Sequence[str]) -> list[tuple[str, float]]:
    """Who is likely enough, likeliest first; an entity's places are pooled as in training."""
    out = list[tuple[str, float]]()
    for name in sorted(set(names)):
        rows = logits[[i for i, n in enumerate(names) if n == name]]
        pair = np.array([rows[:, 0].min(), rows[:, SAME].max()], np.float32)
        out.append((name, float(softmax(pair)[1])))
    return sorted((o for o in out if o[1] >= POINT), key=lambda o: (-o[1], o[0]))
