"""What a text looks like, in 64 hex digits: its MinHash over shingles, four bits of each of 64 values.

A token is a word, or one character of a script without spaces; three in a row make a shingle, which works in Chinese as in German.
The bits are those of b-bit minwise hashing (Li and König, 2010): two values that differ agree in four bits one time in sixteen.
"""

from __future__ import annotations

import re

from pipelines.fold import fold

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
SHINGLE, LEAST_SHINGLES = 3, 20
PERMUTATIONS, SEED = 128, 7
DIGITS = 64
CHANCE = 1 / 16
# the share of shingles from which on two texts count as the same copy
SAME = 0.6
# the lowest bit of each hex digit
_LOWEST = int("1" * DIGITS, 16)


def signature(text: str) -> list[int] | None:
    """The MinHash of a text; None where it is too short to tell."""
    from rensa import RMinHash

    tokens = _TOKEN.findall(fold(text))
    shingles = [" ".join(tokens[n : n + SHINGLE]) for n in range(len(tokens) - SHINGLE + 1)]
    if len(shingles) < LEAST_SHINGLES:
        return None
    found = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    found.update(shingles)
    return list(found.digest())


def likeness(one: list[int], other: list[int]) -> float:
    """The share of shingles that two texts have in common, as their signatures estimate it."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def sketch(text: str) -> str | None:
    """The sketch of a text; None where it is too short to tell."""
    mine = signature(text)
    return "".join(f"{value & 15:x}" for value in mine[:DIGITS]) if mine else None


def are_copies(one: str | None, other: str | None) -> bool:
    """Whether two sketches are of texts that are nearly the same."""
    if not one or not other:
        return False
    bits = int(one, 16) ^ int(other, 16)
    unlike = ((bits | bits >> 1 | bits >> 2 | bits >> 3) & _LOWEST).bit_count()
    return (1 - unlike / DIGITS - CHANCE) / (1 - CHANCE) >= SAME
