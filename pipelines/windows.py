"""A text as tokens of the model, cut into windows of whole sentences that overlap; used in training and at run time alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from pipelines.fold import simplify

# tokens of one window, and how many of the sentences before are repeated in the next
WINDOW, OVERLAP = 360, 80
# the lowest layers of the model see blocks of at most so many tokens apart, in training of just so many
BLOCK = 64


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as tokens; offsets without the white space that the tokenizer counts in."""

    ids: list[int]
    offsets: list[tuple[int, int]]

    def covered(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens that a stretch of text touches, as (first, last)."""
        first = bisect_right(self.offsets, start, key=lambda o: o[1])
        last = bisect_right(self.offsets, end - 1, key=lambda o: o[0]) - 1
        return (first, last) if first <= last else None

    def sentences(self, bounds: Sequence[tuple[int, int]]) -> list[int]:
        """The number of the sentence that each token stands in, by where it begins; `bounds` in the order of the text."""
        starts = [start for start, _ in bounds]
        return [bisect_right(starts, start) for start, _ in self.offsets]


def encode(text: str, tokenizer: Tokenizer) -> Encoded:
    """Tokens of a text without special ones, traditional characters as simplified; a token that covers no visible character is left out."""
    found = tokenizer.encode(simplify(text), add_special_tokens=False)
    ids, offsets = [], []
    for id_, (start, end) in zip(found.ids, found.offsets, strict=True):
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        if start + lead < end:
            ids.append(id_)
            offsets.append((start + lead, end))
    return Encoded(ids, offsets)


def windows(encoded: Encoded, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of whole sentences as (first, past the last) token, each at most WINDOW long, that overlap by whole sentences."""
    starts = sorted({bisect_right(encoded.offsets, s, key=lambda o: o[1]) for s, _ in sentences} | {0})
    out, first, n = [], 0, len(encoded.ids)
    while first < n:
        end = max((s for s in (*starts, n) if first < s <= first + WINDOW), default=min(first + WINDOW, n))
        out.append((first, end))
        if end >= n:
            break
        first = min((s for s in starts if first < s <= end and end - s <= OVERLAP), default=end)
    return out


def blocks(length: int) -> tuple[int, int]:
    """How many blocks a window of `length` tokens falls into, and of how many tokens each: even ones, which need hardly any padding."""
    number = -(-length // BLOCK)
    return number, -(-length // number)
