"""How the joint model sees a text: hidden states and probabilities a token, a window at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.windows import Encoded

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """One window: its first token, and for each token the hidden state, the probabilities of names, acts and modality.

    `present` is the probability that the token tells an act, each act for itself; `sentence` the number of the sentence that it stands in.
    """

    first: int
    hidden: Array
    names: Array
    acts: Array
    modality: Array
    present: Array
    sentence: Sequence[int]


@dataclass(frozen=True, slots=True)
class View:
    """A text as tokens, its windows in order, and the heads that score pairs of tokens."""

    encoded: Encoded
    seen: Sequence[Window]
    heads: Mapping[str, Array]

    def names(self) -> Array:
        """Probabilities of names for every token; where two windows overlap, each speaks for the half that is its own."""
        begins = [self._begin(number) for number in range(len(self.seen))]
        ends = [*begins[1:], len(self.encoded.ids)]
        parts = [s.names[b - s.first : e - s.first] for s, b, e in zip(self.seen, begins, ends, strict=True)]
        return np.concatenate(parts) if parts else np.zeros((0, 1), np.float32)

    def _begin(self, number: int) -> int:
        """The first token that a window speaks for: the middle of what it shares with the one before."""
        seen, before = self.seen[number], self.seen[max(0, number - 1)]
        shared = before.first + len(before.names) - seen.first if number else 0
        return seen.first + shared // 2


def softmax(x: Array) -> Array:
    """Over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    out: Array = e / e.sum(-1, keepdims=True)
    return out
