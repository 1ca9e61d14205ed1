"""One id for a court, whatever language names it: from what the grammar reads (a kind and a place) to the id (`data/courts/same.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipelines.fold import fold
from pipelines.namewords import table
from pipelines.places import country_of
from pipelines.records import slug

_RANKS = ("first", "first_of_zh", "appeal", "regional_administrative")


def court_id(kind: str, place: str, words: str) -> str:
    """The id of a court of a kind (`regional_court`) in a place (`milan`, or empty); `words` is how the text names it."""
    if kind == "us_circuit":
        return f"us_circuit_{_named('circuit').get(place, place)}"
    kind = _kind(kind, country_of(place))
    if kind == "us_district":
        place = slug(f"{_part(words)} {place}")
    key = slug(f"{kind} {place}") if place else kind
    return one_id(key)


def one_id(key: str) -> str:
    """The id that stands for all ids of one court."""
    return _same().get(key, key)


def _kind(kind: str, country: str | None) -> str:
    """What a court that a text of another language calls a `Landgericht` or a `tribunale` is in its own country."""
    if country is None:
        return kind
    for rank in _RANKS:
        row = table("courts", "same")[rank]
        if kind in row["called"]:
            return str(row.get(country, row["any"]) or kind)
    return kind


@cache
def _same() -> Mapping[str, str]:
    return {key: chosen for chosen, keys in table("courts", "same")["same"].items() for key in keys}


@cache
def _named(section: str) -> Mapping[str, str]:
    return {word: chosen for chosen, words in table("courts", "same")[section].items() for word in (chosen, *words)}


@cache
def _parts() -> re.Pattern[str]:
    words = sorted(_named("district"), key=len, reverse=True)
    return re.compile("|".join(w if w.endswith("区") else rf"(?<!\w){w}(?:bezirks?|distrikts?)?(?!\w)" for w in words))


def _part(words: str) -> str:
    """The part of the state that a US district is named after: `southern`, or empty."""
    found = _parts().search(fold(words))
    return _named("district")[re.sub(r"(?:bezirks?|distrikts?)$", "", found.group())] if found else ""
