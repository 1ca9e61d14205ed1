"""The tiny pattern language of the rules: elements, and three ways to join two of them.

`<sue>`                 one element: a word class of the lexicon, or literals: `sue|sues|sued`
`<file> <suit>`         neighbours: at most white space, quotes or two characters between
`<file> .. <suit>`      in this order, with a gap
`<withdraw> & <suit>`   in any order, with a gap
An asterisk at the end of a literal lets the word go on: `withdr*`; in front: `*klage`.
`<@court>` stands for a mention of that entity type (`<@party>` for firm, brand, platform or association); it must stand where the
pattern says, but is no part of the trigger: `<@court> .. <reject>`, `<join> .. <@association>|club`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import Literal

Join = Literal["next", "gap", "any"]
Hit = tuple[int, int]
Hits = dict[str, list[Hit]]

_JOINS: dict[str, Join] = {"..": "gap", "&": "any"}
# characters between two neighbours; a gap covers the longest noun phrase that we saw between verb and noun, in Han script about a third
_NEAR, _GAP, _GAP_HAN = 3, 90, 30
_WALL = re.compile(r"[;；。!?！？]|\n")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Elements, by their keys in the lexicon, how each is joined to the one before, and the keys without which it can't fire."""

    elements: tuple[str, ...]
    joins: tuple[Join, ...]
    written: str
    needed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern fired: the hit of each element, in the order of the pattern, and how many mentions it asked for beside them."""

    parts: tuple[Hit, ...]
    asked: int = 0

    @property
    def start(self) -> int:
        """Where the first part starts."""
        return min(s for s, _ in self.parts)

    @property
    def end(self) -> int:
        """Where the last part ends."""
        return max(e for _, e in self.parts)


def parse_pattern(written: str) -> Pattern:
    """Reads a pattern; raises ValueError that says what is wrong."""
    elements: list[str] = []
    joins: list[Join] = []
    pending: Join | None = None
    for word in _pieces(written):
        if word in _JOINS:
            if pending or not elements:
                raise ValueError(f"'{word}' must stand between two elements")
            pending = _JOINS[word]
            continue
        if elements:
            joins.append(pending or "next")
        elements.append(word)
        pending = None
    if not elements or pending:
        raise ValueError("a pattern is elements joined by a space, '..' or '&'")
    return Pattern(tuple(elements), tuple(joins), written, frozenset(elements))


def _pieces(written: str) -> list[str]:
    """Splits at spaces, but not inside the alternatives of one element, where `_` stands for a space."""
    return [piece if piece in _JOINS else spaced(piece) for piece in written.split()]


def spaced(element: str) -> str:
    """An element with the `_` of its literals read as spaces; the names of classes keep theirs."""
    return re.sub(r"<[^>]*>|_", lambda m: " " if m.group() == "_" else m.group(), element)


def find_matches(pattern: Pattern, hits: Hits, text: str, *, base: int, han: bool) -> list[Match]:
    """Every place where the pattern fires in a sentence, whose `text` starts at `base`; of readings with one first part the tightest."""
    pools = [hits.get(element, []) for element in pattern.elements]
    if not all(pools):
        return []
    if len(pools) == 1:
        return [Match((hit,)) for hit in pools[0]]
    best: dict[Hit, Match] = {}
    for parts in product(*pools):
        if _joined(pattern, parts, text, base=base, gap=_GAP_HAN if han else _GAP):
            own = _own(pattern, parts)
            found = Match(own, len(parts) - len(own))
            held = best.get(parts[0])
            if held is None or found.end - found.start < held.end - held.start:
                best[parts[0]] = found
    return sorted(best.values(), key=lambda m: m.parts)


def _own(pattern: Pattern, parts: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The parts that are the trigger's own: words, not the mentions that `<@...>` asks for."""
    return tuple(part for part, element in zip(parts, pattern.elements, strict=True) if "<@" not in element) or parts


def _joined(pattern: Pattern, parts: tuple[Hit, ...], text: str, *, base: int, gap: int) -> bool:
    for join, left, right in zip(pattern.joins, parts, parts[1:], strict=False):
        if join == "any" and right[0] < left[0]:
            left, right = right, left
        distance = right[0] - left[1]
        if distance < 0 or distance > (_NEAR if join == "next" else gap):
            return False
        if _WALL.search(text, left[1] - base, right[0] - base):
            return False
    return True
