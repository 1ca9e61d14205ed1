"""The names that the joint model sees in a text: spans of tokens with the probability of each type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipelines.records import ENTITY_TYPES
from pipelines.view import Array, View

# the labels are O, then B and I of each of these
KINDS = (*ENTITY_TYPES, "nominal")
_HAN = 0x3000


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch that the model takes for a name (or nominal), its likeliest type, how likely that is, and each of KINDS."""

    start: int
    end: int
    kind: str
    certainty: float
    kinds: tuple[float, ...] = ()


def find_seen(view: View, text: str) -> list[Seen]:
    """The model's names and nominals in the order of the text, without overlaps; a stretch never cuts a word."""
    probabilities = view.names()
    out = list[Seen]()
    for first, last in _runs(probabilities):
        start, end = whole_words(text, view.encoded.offsets[first][0], view.encoded.offsets[last][1])
        kinds = probabilities[first : last + 1, 1:].reshape(last + 1 - first, len(KINDS), 2).sum(-1).mean(0)
        best = int(kinds.argmax())
        if not out or out[-1].end <= start:
            out.append(Seen(start, end, KINDS[best], float(kinds[best]), tuple(kinds.tolist())))
    return out


def _runs(probabilities: Array) -> Iterator[tuple[int, int]]:
    """Stretches of tokens (first, last): from a token that begins a name, or follows none, to the last that continues it."""
    labels = probabilities.argmax(-1) if len(probabilities) else np.zeros(0, dtype=int)
    begun: int | None = None
    for at, label in enumerate(labels):
        goes_on = begun is not None and label != 0 and label % 2 == 0
        if begun is not None and not goes_on:
            yield begun, at - 1
            begun = None
        if label and not goes_on:
            begun = at
    if begun is not None:
        yield begun, len(labels) - 1


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch drawn out to whole words, where the script has words."""
    while start and _spelled(text[start - 1]) and _spelled(text[start]):
        start -= 1
    while end < len(text) and _spelled(text[end]) and _spelled(text[end - 1]):
        end += 1
    return start, end


def _spelled(letter: str) -> bool:
    """Whether a letter is of a script that parts its words: 商Gelmar holds a word and a character of another."""
    return letter.isalpha() and ord(letter) < _HAN
