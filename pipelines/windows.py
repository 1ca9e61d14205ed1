"""A text as words of the model, cut into windows of whole sentences that overlap; used in training and at run time alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from pipelines.fold import is_han, simplify

# pieces of one window, and how many of the sentences before are repeated in the next
WINDOW, OVERLAP = 480, 80
# the lower layers of the model see blocks of at most so many pieces or words apart, in training of just so many
BLOCK = 64
# pieces of one word; an address without end is several words
LONGEST = 16


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as words, each with the ids of the pieces that it is spelt in; offsets without the white space that the tokenizer counts in.

    A word is a run of letters and digits, or a piece that holds others; where no white space parts words, as in Chinese, a piece is a word.
    """

    ids: list[tuple[int, ...]]
    offsets: list[tuple[int, int]]

    @property
    def pieces(self) -> int:
        """How many pieces spell the whole."""
        return sum(len(pieces) for pieces in self.ids)

    def covered(self, start: int, end: int) -> tuple[int, int] | None:
        """The words that a stretch of text touches, as (first, last)."""
        first = bisect_right(self.offsets, start, key=lambda o: o[1])
        last = bisect_right(self.offsets, end - 1, key=lambda o: o[0]) - 1
        return (first, last) if first <= last else None

    def sentences(self, bounds: Sequence[tuple[int, int]]) -> list[int]:
        """The number of the sentence that each word stands in, by where it begins; `bounds` in the order of the text."""
        starts, places = [start for start, _ in bounds], [start for start, _ in self.offsets]
        return np.searchsorted(starts, places, side="right").tolist()  # type: ignore[no-any-return]


def encode(text: str, tokenizer: Tokenizer) -> Encoded:
    """Words of a text without special ones, traditional characters as simplified; a piece that covers no visible character is left out."""
    found = tokenizer.encode(simplify(text), add_special_tokens=False)
    ids, offsets = list[tuple[int, ...]](), list[tuple[int, int]]()
    for id_, (start, end) in zip(found.ids, found.offsets, strict=True):
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        if offsets and not lead and start == offsets[-1][1] and len(ids[-1]) < LONGEST and _spelt(text[start - 1]) and _spelt(text[start]):
            ids[-1], offsets[-1] = (*ids[-1], id_), (offsets[-1][0], end)
        elif start + lead < end:
            ids.append((id_,))
            offsets.append((start + lead, end))
    return Encoded(ids, offsets)


def _spelt(letter: str) -> bool:
    """Whether a character belongs to the word beside it."""
    return letter.isalnum() and not is_han(letter)


def windows(encoded: Encoded, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of whole sentences as (first, past the last) word, each of at most WINDOW pieces, that overlap by whole sentences."""
    starts = sorted({bisect_right(encoded.offsets, s, key=lambda o: o[1]) for s, _ in sentences} | {0})
    upto = [0, *accumulate(len(pieces) for pieces in encoded.ids)]
    out, first, n = [], 0, len(encoded.ids)
    while first < n:
        full = max(first + 1, bisect_right(upto, upto[first] + WINDOW) - 1)
        end = max((s for s in (*starts, n) if first < s <= full), default=full)
        out.append((first, end))
        if end >= n:
            break
        first = min((s for s in starts if first < s <= end and upto[end] - upto[s] <= OVERLAP), default=end)
    return out


def blocks(length: int) -> tuple[int, int]:
    """How many blocks a window of `length` pieces or words falls into, and of how many each: even ones, which need hardly any padding."""
    number = -(-length // BLOCK)
    return number, -(-length // number)


def spell(words: Sequence[Sequence[int]], *, rows: int, columns: int) -> NDArray[np.float32]:
    """The share that each piece has in each word, (rows, columns): a word is the mean of its pieces, rows beyond the last are zeros."""
    counts = np.array([len(pieces) for pieces in words])
    out = np.zeros((rows, columns), np.float32)
    out[np.repeat(np.arange(len(counts)), counts), np.arange(counts.sum())] = np.repeat(1 / counts, counts)
    return out
