"""Who fills which role of a trigger, or whom a nominal points at: the model's head for pairs of trigger and entity, in numpy.

A pair of a trigger and a place is a vector. The places of one entity are drawn together by attention, so that one telling place counts
and ten others do not drown it. Then the entities of a trigger see one another, and the triggers of an entity, so that who sued is known
where the suit is withdrawn (attention along both sides of the grid, Tan et al. 2022, arXiv 2203.10900). At last each entity is seen
beside the strongest of all, so that two do not take one part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from pipelines.records import FIRMS
from pipelines.view import Array, Window, softmax

# what may stand at a place, for the model: firm, brand and platform are one, since at run time they are mixed up
PLACE_KINDS = ("company", "court", "authority", "association", "person", "place", "program", "date", "amount", "act")
# how far apart in sentences is told apart: the same, the next, further
APART = 3
# signed distances in tokens fall into as many classes; the least of each size
BUCKETS = 16
_SIZES = np.array([1, 2, 4, 8, 16, 32, 64])
# heads of the attention over the grid
HEADS = 4

# a trigger is (first token, last token, act); a place (first token, last token, name, kind), counted within the window
Trigger = tuple[int, int, int]
Spot = tuple[int, int, str, int]


def kind_of(kind: str) -> int:
    """The number of an entity type, "date", "amount" or "act" among PLACE_KINDS."""
    return PLACE_KINDS.index("company" if kind in FIRMS else kind)


def relations(sentence: Sequence[int], triggers: Sequence[int], places: Sequence[int]) -> NDArray[np.int64]:
    """How each place lies to each trigger, by tokens (finer when near) and by sentences: rows of `far`, (triggers, places).

    `sentence` is the number of each token's sentence; triggers and places are given by their first tokens.
    """
    distance = np.subtract.outer(places, triggers).T
    near = np.searchsorted(_SIZES, np.abs(distance), side="right") + np.where(distance < 0, BUCKETS // 2, 0)
    number = np.asarray(sentence)
    apart = np.abs(np.subtract.outer(number[list(places)], number[list(triggers)]).T)
    out: NDArray[np.int64] = near + BUCKETS * np.minimum(APART - 1, apart)
    return out


def score(w: Mapping[str, Array], seen: Window, triggers: Sequence[Trigger], *, spots: Sequence[Spot]) -> tuple[list[str], Array]:
    """The names of the spots once each, sorted, and role logits (triggers, names, roles)."""
    with _blas().limit(limits=1, user_api="blas"):
        return _score(w, seen, triggers, spots=spots)


@cache
def _blas() -> ThreadpoolController:
    """numpy's threads: products as small as ours are slower with several, and much slower where other processes keep the cores busy."""
    return ThreadpoolController()


def _score(w: Mapping[str, Array], seen: Window, triggers: Sequence[Trigger], *, spots: Sequence[Spot]) -> tuple[list[str], Array]:
    ranked = sorted(spots, key=lambda s: s[2])
    firsts = [n for n, spot in enumerate(ranked) if n == 0 or ranked[n - 1][2] != spot[2]]
    z = _vectors(w, seen, triggers, spots=ranked)
    drawn = _drawn(w, z, firsts)
    drawn = drawn + _crossed(w, "along", drawn)
    drawn = drawn + _crossed(w, "across", drawn.swapaxes(0, 1)).swapaxes(0, 1)
    beside = _product(w, "beside", drawn.max(1, keepdims=True))
    v = np.maximum(_linear(w, "alone", drawn) + beside, 0)
    best = np.maximum.reduceat(_product(w, "near", z), firsts, axis=1)
    logits: Array = _linear(w, "role", v) + best
    return [ranked[n][2] for n in firsts], logits


def _vectors(w: Mapping[str, Array], seen: Window, triggers: Sequence[Trigger], *, spots: Sequence[Spot]) -> Array:
    """A vector for each trigger and spot: what they are, how they lie to each other, and how well the one answers the other."""
    h = seen.hidden
    first = np.concatenate([h[[a for a, *_ in triggers]], h[[b for _, b, _ in triggers]]], -1)
    second = np.concatenate([h[[s[0] for s in spots]], h[[s[1] for s in spots]]], -1)
    act, kind = w["act.weight"][[act for *_, act in triggers]], w["kind.weight"][[s[3] for s in spots]]
    far = w["far.weight"][relations(seen.sentence, [a for a, *_ in triggers], [s[0] for s in spots])]
    asks, answers = np.tanh(_linear(w, "asks", first) + act), np.tanh(_linear(w, "answers", second) + kind)
    both = _product(w, "match", asks[:, None] * answers[None])
    z: Array = np.tanh((_linear(w, "trigger", first) + act)[:, None] + (_linear(w, "place", second) + kind)[None] + far + both)
    return z


def _linear(w: Mapping[str, Array], name: str, x: Array) -> Array:
    return _product(w, name, x) + w[f"{name}.bias"]


def _product(w: Mapping[str, Array], name: str, x: Array) -> Array:
    """Over the last axis; in one piece, since numpy takes a product for each row of a grid, which is slower."""
    weight = w[f"{name}.weight"]
    out: Array = (x.reshape(-1, x.shape[-1]) @ weight.T).reshape(*x.shape[:-1], len(weight))
    return out


def _drawn(w: Mapping[str, Array], z: Array, firsts: Sequence[int]) -> Array:
    """The spots of each name drawn together, weighed by a soft maximum."""
    told = _product(w, "attend", z)
    top = np.maximum.reduceat(told, firsts, axis=1)
    counts = np.diff([*firsts, z.shape[1]])
    e = np.exp(told - np.repeat(top, counts, axis=1))
    total = np.add.reduceat(e, firsts, axis=1)
    out: Array = (np.add.reduceat(e * z, firsts, axis=1) / total).astype(np.float32)
    return out


def _crossed(w: Mapping[str, Array], name: str, grid: Array) -> Array:
    """What attention over the second side of a grid adds to it."""
    rows, columns, width = grid.shape
    three = _linear(w, f"{name}.qkv", _normed(w, f"{name}.norm", grid)).reshape(rows, columns, 3, HEADS, -1).transpose(2, 0, 3, 1, 4)
    query, key, value = np.ascontiguousarray(three)
    seen = softmax(query @ key.swapaxes(-1, -2) * (width // HEADS) ** -0.5) @ value
    return _product(w, f"{name}.out", seen.swapaxes(1, 2).reshape(rows, columns, width))


def _normed(w: Mapping[str, Array], name: str, x: Array) -> Array:
    """Each vector with the mean 0 and the variance 1, then scaled as was learnt."""
    x = x - x.mean(-1, keepdims=True)
    out: Array = x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-5) * w[f"{name}.weight"] + w[f"{name}.bias"]
    return out
