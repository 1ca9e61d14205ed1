"""What the joint model tells of a text: which words tell which act, how certain, and who fills its roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from pipelines.pairing import kind_of, score
from pipelines.presence import ACTS, Presence
from pipelines.records import MODALITIES, Modality
from pipelines.view import Array, View, Window, softmax
from pipelines.vocabulary import load_vocabulary

ROLES = ("none", *sorted({r.name for a in load_vocabulary().values() for r in a.roles}), "date", "amount")
# a stretch of tokens is a trigger where one of them tells an act with at least this probability
CANDIDATE = 0.15
# whose certainty, weighed by its sentence, must reach this for its roles to be asked for: below it no act is told
LIKELY = 0.3
# and somebody may fill a role from this probability on
POSSIBLE = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text that may fill a role, for whom it stands, and its entity type, "date" or "amount"."""

    start: int
    end: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger that the model sees: act, certainty (0 to 1), modality, and for each role who fills it with what probability.

    `sure` is the probability of the modality.
    """

    start: int
    end: int
    act: str
    certainty: float
    modality: Modality
    roles: Mapping[str, tuple[tuple[str, float], ...]]
    asked: str = ""
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A trigger that a rule found: what does the model make of it? `name` comes back in `Told.asked`."""

    start: int
    end: int
    act: str
    name: str


def tell(view: View, places: Sequence[Place], asked: Sequence[Asked] = ()) -> list[Told]:
    """Every trigger of a text by place, and what is to be said of those `asked` for, whatever their certainty.

    Of two windows that see the same words the one with more before them decides.
    """
    spans = [(s, p) for p in places if (s := view.encoded.covered(p.start, p.end))]
    wanted = [(s, a) for a in asked if (s := view.encoded.covered(a.start, a.end))]
    told: dict[tuple[int, int, str, str], Told] = {}
    for seen in view.seen:
        first, end = seen.first, seen.first + len(seen.acts)
        inside = [((a - first, b - first), p) for (a, b), p in spans if first <= a and b < end]
        asks = [((a - first, b - first), q) for (a, b), q in wanted if first <= a and b < end]
        for item in _tell(view, seen, inside, asks):
            told[item.start, item.end, item.act, item.asked] = item
    return [*_apart([t for t in told.values() if not t.asked]), *(t for t in told.values() if t.asked)]


def _tell(
    view: View, seen: Window, places: Sequence[tuple[tuple[int, int], Place]], asks: Sequence[tuple[tuple[int, int], Asked]]
) -> list[Told]:
    present, own = Presence(seen), triggers(seen.acts)
    found = [(*t, "") for t in present.lift(own, seen.acts) if t[3] >= LIKELY]
    found += [(a, b, q.act, present.weigh(_certainty(seen.acts, a, b, act=q.act), a, act=q.act), q.name) for (a, b), q in asks]
    roles = _roles(view, seen, found, places=places) if found and places else [{} for _ in found]
    out = []
    for (a, b, act, certainty, asked), filled in zip(found, roles, strict=True):
        start, end = view.encoded.offsets[seen.first + a][0], view.encoded.offsets[seen.first + b][1]
        told_at = _told_at(own, a, b, act=act) if asked else a
        modality: Modality = MODALITIES[int(seen.modality[told_at].argmax())]  # type: ignore[assignment]
        out.append(Told(start, end, act, certainty, modality, filled, asked, float(seen.modality[told_at].max())))
    return out


def _roles(
    view: View, seen: Window, found: Sequence[tuple[int, int, str, float, str]], *, places: Sequence[tuple[tuple[int, int], Place]]
) -> list[dict[str, tuple[tuple[str, float], ...]]]:
    wanted = [(a, b, ACTS.index(act)) for a, b, act, *_ in found]
    names, pooled = score(view.heads, seen, wanted, spots=[(*span, place.name, kind_of(place.kind)) for span, place in places])
    return [_filled(row, names, act) for row, (_, _, act, *_) in zip(pooled, found, strict=True)]


def triggers(acts: Array) -> list[tuple[int, int, str, float]]:
    """Stretches of tokens that tell one act: (first, last, act, certainty); the labels are O, then B and I of each act."""
    by_act = acts[:, 1:].reshape(len(acts), len(ACTS), 2).sum(-1)
    best, out = by_act.argmax(-1), list[tuple[int, int, str, float]]()
    for i, act in enumerate(best):
        p = float(by_act[i, act])
        if p < CANDIDATE:
            continue
        if out and out[-1][1] == i - 1 and out[-1][2] == ACTS[act]:
            out[-1] = (out[-1][0], i, ACTS[act], max(out[-1][3], p))
        else:
            out.append((i, i, ACTS[act], p))
    return out


def _told_at(own: Sequence[tuple[int, int, str, float]], first: int, last: int, *, act: str) -> int:
    """Where the modality of a rule's trigger is told: at the first word of the model's own, such as the "has" that a rule leaves out."""
    near = [t for t in own if t[2] == act and t[0] <= last + 1 and first - 1 <= t[1]]
    return max(near, key=lambda t: (t[3], -t[0]))[0] if near else first


def _certainty(acts: Array, first: int, last: int, *, act: str) -> float:
    """The highest probability of an act within and right beside a stretch of tokens."""
    column = 1 + 2 * ACTS.index(act)
    near = acts[max(0, first - 2) : last + 3, column : column + 2].sum(-1)
    return float(near.max())


@cache
def _allowed(act: str) -> list[int]:
    """The roles that an act may have, none before them, date and sum behind."""
    return [0, *(ROLES.index(r.name) for r in load_vocabulary()[act].roles), ROLES.index("date"), ROLES.index("amount")]


def _filled(pooled: Array, names: Sequence[str], act: str) -> dict[str, tuple[tuple[str, float], ...]]:
    """Role -> (name, probability), likeliest first, for the roles that the act has; what is less likely than POSSIBLE is left out."""
    allowed = _allowed(act)
    probability = softmax(pooled[:, allowed])
    out: dict[str, list[tuple[str, float]]] = {}
    for at, column in zip(*np.nonzero(probability[:, 1:] >= POSSIBLE), strict=True):
        out.setdefault(ROLES[allowed[column + 1]], []).append((names[at], float(probability[at, column + 1])))
    return {role: tuple(sorted(filled, key=lambda f: (-f[1], f[0]))) for role, filled in out.items()}


def _apart(told: Sequence[Told]) -> list[Told]:
    """Of overlapping triggers of one act the more certain."""
    kept: list[Told] = []
    for item in sorted(told, key=lambda t: (-t.certainty, t.start, t.end, t.act)):
        if not any(k.act == item.act and k.start < item.end and item.start < k.end for k in kept):
            kept.append(item)
    return sorted(kept, key=lambda t: (t.start, t.end, t.act))
