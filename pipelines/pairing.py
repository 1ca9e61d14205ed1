"""Who fills which role of a trigger, or whom a nominal points at: the model's head for pairs of trigger and entity, in numpy.

A pair of a trigger and a place is a vector. The places of one entity are drawn together by attention, so that one telling place counts and
ten others do not drown it; then each entity is seen beside the strongest of all, so that two do not take one part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.view import Array, Window

# what may stand at a place, for the model: firm, brand and platform are one, since at run time they are mixed up
PLACE_KINDS = ("company", "court", "authority", "association", "person", "place", "program", "date", "amount")
_FIRMS = ("company", "brand", "platform")
# how far apart in sentences is told apart: the same, the next, further
APART = 3
BUCKETS = 16

# a trigger is (first token, last token, act); a place (first token, last token, name, kind), counted within the window
Trigger = tuple[int, int, int]
Spot = tuple[int, int, str, int]


def kind_of(kind: str) -> int:
    """The number of an entity type, "date" or "amount" among PLACE_KINDS."""
    return PLACE_KINDS.index("company" if kind in _FIRMS else kind)


def bucket(distance: int) -> int:
    """Signed distance in tokens as one of 16 classes, finer when near; the same in training."""
    size = min(7, abs(distance).bit_length())
    return size if distance >= 0 else 8 + size


def relation(sentence: Sequence[int], trigger: int, place: int) -> int:
    """How a place lies to a trigger, by tokens and sentences; the row of `far`."""
    apart = min(APART - 1, abs(int(sentence[place]) - int(sentence[trigger])))
    return bucket(place - trigger) + BUCKETS * apart


def score(w: Mapping[str, Array], seen: Window, triggers: Sequence[Trigger], *, spots: Sequence[Spot]) -> tuple[list[str], Array]:
    """The names of the spots once each, sorted, and role logits (triggers, names, roles)."""
    ranked = sorted(spots, key=lambda s: s[2])
    firsts = [n for n, spot in enumerate(ranked) if n == 0 or ranked[n - 1][2] != spot[2]]
    z = _vectors(w, seen, triggers, spots=ranked)
    drawn = _drawn(w, z, firsts)
    beside = drawn.max(1, keepdims=True) @ w["beside.weight"].T
    v = np.maximum(drawn @ w["alone.weight"].T + w["alone.bias"] + beside, 0)
    best = np.maximum.reduceat(z @ w["near.weight"].T, firsts, axis=1)
    logits: Array = v @ w["role.weight"].T + w["role.bias"] + best
    return [ranked[n][2] for n in firsts], logits


def _vectors(w: Mapping[str, Array], seen: Window, triggers: Sequence[Trigger], *, spots: Sequence[Spot]) -> Array:
    """A vector for each trigger and spot."""
    h = seen.hidden
    t = np.concatenate([h[[a for a, *_ in triggers]], h[[b for _, b, _ in triggers]]], -1) @ w["trigger.weight"].T + w["trigger.bias"]
    t = t + w["act.weight"][[act for *_, act in triggers]]
    p = np.concatenate([h[[s[0] for s in spots]], h[[s[1] for s in spots]]], -1) @ w["place.weight"].T + w["place.bias"]
    p = p + w["kind.weight"][[s[3] for s in spots]]
    far = w["far.weight"][[[relation(seen.sentence, a, s[0]) for s in spots] for a, *_ in triggers]]
    z: Array = np.tanh(t[:, None] + p[None] + far)
    return z


def _drawn(w: Mapping[str, Array], z: Array, firsts: Sequence[int]) -> Array:
    """The spots of each name drawn together, weighed by a soft maximum."""
    told = z @ w["attend.weight"].T
    top = np.maximum.reduceat(told, firsts, axis=1)
    counts = np.diff([*firsts, z.shape[1]])
    e = np.exp(told - np.repeat(top, counts, axis=1))
    total = np.add.reduceat(e, firsts, axis=1)
    out: Array = (np.add.reduceat(e * z, firsts, axis=1) / total).astype(np.float32)
    return out
