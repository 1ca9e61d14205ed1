"""The joint model at run time: which words tell which act, how certain, and who fills its roles; onnxruntime, no torch.

What it was trained on and how well it does stands in `models/joint/README.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from pipelines.records import MODALITIES, Modality
from pipelines.vocabulary import load_vocabulary
from pipelines.windows import Encoded, encode, windows

Array = NDArray[np.float32]
ACTS = tuple(load_vocabulary())
ROLES = ("none", *sorted({r.name for a in load_vocabulary().values() for r in a.roles}), "date", "amount")
# special tokens of the cut vocabulary
_BEGIN, _END = 0, 2
# a stretch of tokens is a trigger where one of them tells an act with at least this probability
CANDIDATE = 0.15


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text that may fill a role, and for whom it stands."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger that the model sees: act, certainty (0 to 1), modality, and for each role who fills it with what probability."""

    start: int
    end: int
    act: str
    certainty: float
    modality: Modality
    roles: Mapping[str, tuple[tuple[str, float], ...]]
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A trigger that a rule found: what does the model make of it? `name` comes back in `Told.asked`."""

    start: int
    end: int
    act: str
    name: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the graph gives for one window."""

    first: int
    hidden: Array
    acts: Array
    modality: Array


def softmax(x: Array) -> Array:
    """Over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    out: Array = e / e.sum(-1, keepdims=True)
    return out


def bucket(distance: int) -> int:
    """Signed distance in tokens as one of 16 classes, finer when near; the same in training."""
    size = min(7, abs(distance).bit_length())
    return size if distance >= 0 else 8 + size


class JointModel:
    """The graph with its embeddings and heads, loaded once a process."""

    def __init__(self) -> None:
        folder = files("pipelines") / "models" / "joint"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # work is parallel by article; and the same bytes on every run
        self.session = onnxruntime.InferenceSession((folder / "graph.onnx").read_bytes(), options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        with (folder / "weights.npz").open("rb") as file:
            self.weights = dict(np.load(file))

    def see(self, encoded: Encoded, first: int, end: int) -> _Seen:
        """Hidden states and logits of a window, without the special tokens."""
        ids = [_BEGIN, *encoded.ids[first:end], _END]
        x = self.weights["words"][ids].astype(np.float32) * self.weights["scale"][ids]
        hidden, _, acts, modality = self.session.run(None, {"x": x[None]})
        return _Seen(first, hidden[0, 1:-1], softmax(acts[0, 1:-1]), softmax(modality[0, 1:-1]))

    def read(self, text: str, sentences: Sequence[tuple[int, int]], places: Sequence[Place], asked: Sequence[Asked] = ()) -> list[Told]:
        """Every trigger of a text by place, and what is to be said of those `asked` for, whatever their certainty.

        Of two windows that see the same words the one with more before them decides.
        """
        encoded = encode(text, self.tokenizer)
        spans = [(s, p) for p in places if (s := encoded.covered(p.start, p.end))]
        wanted = [(s, a) for a in asked if (s := encoded.covered(a.start, a.end))]
        told: dict[tuple[int, int, str, str], Told] = {}
        for first, end in windows(encoded, sentences):
            seen = self.see(encoded, first, end)
            inside = [((a - first, b - first), p) for (a, b), p in spans if first <= a and b < end]
            asks = [((a - first, b - first), q) for (a, b), q in wanted if first <= a and b < end]
            for item in self._tell(seen, encoded, inside, asks):
                told[item.start, item.end, item.act, item.asked] = item
        return [*_apart([t for t in told.values() if not t.asked]), *(t for t in told.values() if t.asked)]

    def _tell(
        self, seen: _Seen, encoded: Encoded, places: Sequence[tuple[tuple[int, int], Place]], asks: Sequence[tuple[tuple[int, int], Asked]]
    ) -> list[Told]:
        found = [(*t, "") for t in triggers(seen.acts)]
        found += [(a, b, q.act, _certainty(seen.acts, a, b, act=q.act), q.name) for (a, b), q in asks]
        roles = self._roles(seen.hidden, found, places) if found and places else [{} for _ in found]
        out = []
        for (a, b, act, certainty, asked), filled in zip(found, roles, strict=True):
            start, end = encoded.offsets[seen.first + a][0], encoded.offsets[seen.first + b][1]
            modality: Modality = MODALITIES[int(seen.modality[a].argmax())]  # type: ignore[assignment]
            out.append(Told(start, end, act, certainty, modality, filled, asked))
        return out

    def _roles(
        self, h: Array, found: Sequence[tuple[int, int, str, float, str]], places: Sequence[tuple[tuple[int, int], Place]]
    ) -> list[dict[str, tuple[tuple[str, float], ...]]]:
        w = self.weights
        t = np.concatenate([h[[a for a, *_ in found]], h[[b for _, b, *_ in found]]], -1) @ w["trigger.weight"].T + w["trigger.bias"]
        t = t + w["act.weight"][[ACTS.index(act) for _, _, act, *_ in found]]
        p = np.concatenate([h[[a for (a, _), _ in places]], h[[b for (_, b), _ in places]]], -1) @ w["place.weight"].T + w["place.bias"]
        far = w["far.weight"][[[bucket(pa - a) for (pa, _), _ in places] for a, *_ in found]]
        logits = np.tanh(t[:, None] + p[None] + far) @ w["role.weight"].T + w["role.bias"]
        return [_filled(row, [place.name for _, place in places], act) for row, (_, _, act, *_) in zip(logits, found, strict=True)]


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


def _certainty(acts: Array, first: int, last: int, *, act: str) -> float:
    """The highest probability of an act within and right beside a stretch of tokens."""
    column = 1 + 2 * ACTS.index(act)
    near = acts[max(0, first - 2) : last + 3, column : column + 2].sum(-1)
    return float(near.max())


def _filled(logits: Array, names: Sequence[str], act: str) -> dict[str, tuple[tuple[str, float], ...]]:
    """Role -> (name, probability), for the roles that the act has; an entity's places are pooled as in training."""
    allowed = [0, *(ROLES.index(r.name) for r in load_vocabulary()[act].roles), ROLES.index("date"), ROLES.index("amount")]
    out: dict[str, list[tuple[str, float]]] = {}
    for name in sorted(set(names)):
        rows = logits[[i for i, n in enumerate(names) if n == name]]
        pooled = np.concatenate([rows[:, :1].min(0), rows[:, 1:].max(0)])
        probability = softmax(pooled[allowed])
        best = int(probability.argmax())
        if best:
            out.setdefault(ROLES[allowed[best]], []).append((name, float(probability[best])))
    return {role: tuple(sorted(filled, key=lambda f: (-f[1], f[0]))) for role, filled in out.items()}


def _apart(told: Sequence[Told]) -> list[Told]:
    """Of overlapping triggers of one act the more certain."""
    kept: list[Told] = []
    for item in sorted(told, key=lambda t: (-t.certainty, t.start, t.end, t.act)):
        if not any(k.act == item.act and k.start < item.end and item.start < k.end for k in kept):
            kept.append(item)
    return sorted(kept, key=lambda t: (t.start, t.end, t.act))


@cache
def load_model() -> JointModel:
    """The model, loaded once a process."""
    return JointModel()
