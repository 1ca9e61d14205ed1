"""Names of places: one id for a place in every language, and the place that stands before a Chinese court or authority."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipelines.fold import fold, is_han
from pipelines.namewords import listed, table
from pipelines.records import slug


@cache
def _units() -> str:
    return str(table("places", "patterns")["han"]["units"])


@cache
def _stops() -> frozenset[str]:
    return frozenset(table("places", "patterns")["han"]["stops"])


@cache
def places() -> Mapping[str, str]:
    """Every listed name of a place, as written, with the place's id."""
    return {name: key for key, names in table("places", "places")["places"].items() for name in names}


@cache
def _countries() -> Mapping[str, str]:
    return {place: code for code, names in table("places", "countries")["countries"].items() for place in names.split()}


def country_of(place: str) -> str | None:
    """The country of a listed place by its id, as ISO 3166-1 alpha-2; None for any other."""
    return _countries().get(place)


def place_name(place: str) -> str:
    """The English name of a listed place by its id; of any other the id with its words apart."""
    names = table("places", "places")["places"].get(place)
    return str(names[0]) if names else place.replace("_", " ").title()


@cache
def _folded_places() -> Mapping[str, str]:
    return {fold(name): key for name, key in places().items()}


@cache
def _adjectives(language: str) -> Mapping[str, str]:
    adjectives: Mapping[str, str] = table("places", "adjectives").get(language, {})
    return adjectives


def place_id(name: str) -> str:
    """The id of a place: from the table, from its adjective ("Kölner", "meneghino"), else its slug."""
    name = re.sub(r" I{1,2}$", "", name)  # Landgericht München I
    folded = re.sub(r"^(?:the |la |il |lo |l')", "", fold(name).strip())
    known = _folded_places().get(folded) or _folded_places().get(fold(name).strip()) or _adjectives("de").get(name)
    if known:
        return known
    stem = re.sub(r"(?:[oaie]|hi|he)$", "", folded)
    german = folded.removesuffix("er") if folded.endswith("er") else ""
    return _adjectives("it").get(stem) or _folded_places().get(german) or slug(folded)


def is_place(name: str) -> bool:
    """Whether the name stands in the table, in any language."""
    return name in places() or fold(name) in listed("words", "zh_places")


@cache
def _han_places() -> frozenset[str]:
    return listed("words", "zh_places") | {fold(name) for name in places() if is_han(name[0])}


def _unit_before(folded: str, end: int) -> int:
    """How many characters before `end` name one place: a listed one with or without 市 or 区, else up to three before such a sign."""
    for size in range(min(8, end), 1, -1):
        name = folded[end - size : end]
        if name in _han_places() or (name[-1] in _units() and name[:-1] in _han_places()):
            return size
    if end and folded[end - 1] in _units():
        tail = re.search(r"[\u4e00-\u9fff]{1,3}$", folded[max(0, end - 4) : end - 1])
        names = tail.group() if tail else ""
        size = next((i for i, c in enumerate(reversed(names)) if c in _stops() or c in _units()), len(names))
        return size + 1 if size else 0
    return 0


def han_places_before(folded: str, end: int) -> list[tuple[int, int]]:
    """The places that end at `end`, the widest first, as spans: 深圳市 + 南山区 before 人民法院; empty when there is none."""
    spans: list[tuple[int, int]] = []
    while size := _unit_before(folded, end):
        spans.insert(0, (end - size, end))
        end -= size
    return spans


def short_place_before(folded: str, end: int) -> tuple[int, int] | None:
    """Two unlisted characters that may be a district's short name (天心 before 法院): bounded on the left, and no ordinary word."""
    name = folded[max(0, end - 2) : end]
    if len(name) < 2 or not all(is_han(c) and c not in _stops() for c in name):
        return None
    if name in listed("words", "zh") and not re.search(rf"{name}[{_units()}]", folded):
        return None
    before = folded[end - 3 : end - 2]
    return (end - 2, end) if not before or not is_han(before) or before in _stops() else None


def han_place_id(folded: str, span: tuple[int, int]) -> str:
    """The id of a Chinese place, its 市 or 区 left out where the name goes on without it."""
    name = folded[span[0] : span[1]]
    short = name[:-1] if len(name) > 2 and name[-1] in _units() else name
    return _folded_places().get(name) or _folded_places().get(short) or short
