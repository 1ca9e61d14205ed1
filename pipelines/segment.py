"""Chinese text cut into words by a word list: what stays in single characters is unknown and may be a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipelines.fold import is_han
from pipelines.namewords import listed, table

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 4


class Token(NamedTuple):
    """A word of the text. `kind`: word, break (a verb, adverb …), function (one character), place, or unknown (one character)."""

    start: int
    end: int
    kind: str


@cache
def _kinds() -> dict[str, str]:
    kinds = dict.fromkeys(listed("shapes", "zh_common"), "word")
    kinds |= dict.fromkeys((p for p in listed("shapes", "zh_places") if len(p) <= _LONGEST), "place")
    return kinds | dict.fromkeys((*listed("shapes", "zh_breaks"), *table("shapes", "zh")["extra_words"]), "break")


@cache
def _function() -> frozenset[str]:
    return frozenset(table("shapes", "zh")["function"])


def segment(folded: str, known: Sequence[tuple[int, int]], *, places: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """The words of every stretch of Han characters outside the spans `known`, by start; `places` are words already."""
    tokens: list[Token] = []
    start = 0
    for s, e in [*sorted([*known, *places]), (len(folded), len(folded))]:
        for run in _HAN.finditer(folded, start, max(start, s)):
            tokens += _cut(folded, run.start(), run.end())
        if (s, e) in places and s >= start:
            tokens.append(Token(s, e, "place"))
        start = max(start, e)
    return tokens


def _cut(folded: str, start: int, end: int) -> list[Token]:
    """The cheapest way through a stretch: 2 a word, 2 a function character, 3 an unknown one."""
    kinds, function = _kinds(), _function()
    best: list[tuple[int, int]] = [(0, end)] * (end - start + 1)
    for at in range(end - 1, start - 1, -1):
        char = folded[at]
        cost, size = best[at - start + 1][0] + (2 if char in function else 3), 1
        for length in range(2, min(_LONGEST, end - at) + 1):
            if folded[at : at + length] in kinds:
                price = best[at - start + length][0] + 2
                if price <= cost:
                    cost, size = price, length
        best[at - start] = (cost, size)
    return _walk(folded, start, end, best)


def _walk(folded: str, start: int, end: int, best: Sequence[tuple[int, int]]) -> list[Token]:
    tokens, at = [], start
    while at < end:
        size = best[at - start][1]
        word = folded[at : at + size]
        kind = _kinds()[word] if size > 1 else ("function" if word in _function() else "unknown")
        tokens.append(Token(at, at + size, kind))
        at += size
    return tokens


def is_ordinary(name: str) -> bool:
    """Whether the name is written in ordinary words alone."""
    return all(is_han(c) for c in name) and all(t.kind in ("word", "break", "function") for t in segment(name, []))
