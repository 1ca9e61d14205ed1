"""Which of a document's acts are one act told again, as the joint model sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipelines.pairing import Spot, kind_of, score
from pipelines.pointing import RETOLD, SAME
from pipelines.records import Action
from pipelines.view import View, Window, softmax

# where two triggers begin -> the probability that they tell one act
Retold = Mapping[tuple[int, int], float]


def find_retold(view: View, acts: Sequence[Action]) -> Retold:
    """For every two acts of a type in one window, how likely they are one; of two windows that see both, the later decides."""
    spans = [(s, a) for a in acts if (s := view.encoded.covered(a.trigger.start, a.trigger.end))]
    out: dict[tuple[int, int], float] = {}
    for seen in view.seen:
        first, end = seen.first, seen.first + len(seen.acts)
        inside = {a.trigger.start: ((f - first, e - first), a.type) for (f, e), a in spans if first <= f and e < end}
        out |= _pairs(view, seen, inside)
    return out


def _pairs(view: View, seen: Window, inside: Mapping[int, tuple[tuple[int, int], str]]) -> dict[tuple[int, int], float]:
    """`inside` maps where a trigger begins to its words in the window and its act."""
    alike = defaultdict[str, list[int]](list)
    for number, (_, act) in enumerate(inside.values()):
        alike[act].append(number)
    pairs = [(i, j) for numbers in alike.values() for i in numbers for j in numbers if i != j]
    if not pairs:
        return {}
    spots: list[Spot] = [(f, e, f"{number:03}", kind_of("act")) for number, ((f, e), _) in enumerate(inside.values())]
    _, pooled = score(view.heads, seen, [(f, e, RETOLD) for (f, e), _ in inside.values()], spots=spots)
    one, starts = softmax(pooled[..., [0, SAME]])[..., 1], list(inside)
    return {(starts[i], starts[j]): float(one[i, j] + one[j, i]) / 2 for i, j in pairs}
