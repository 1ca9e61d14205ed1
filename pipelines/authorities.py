"""Authorities by grammar (police, customs, prosecutors, market supervision, ministries), and the listed places."""

from __future__ import annotations

import re
from functools import cache

from pipelines.bodies import find_bodies
from pipelines.candidates import Candidate
from pipelines.fold import is_han
from pipelines.places import place_id, places


def find_authorities(text: str, folded: str, language: str) -> list[Candidate]:
    """The authorities that the text names, overlaps included. Patterns: `data/authorities/<lang>.toml`."""
    languages = ["zh"] if language == "zh" else dict.fromkeys((language, "en", "de", "it"))
    return [c for code in languages for c in find_bodies(text, folded, folder="authorities", language=code, default_type="authority")]


@cache
def _place_pattern() -> re.Pattern[str]:
    latin = sorted((re.escape(n) for n in places() if not is_han(n[0])), key=len, reverse=True)
    han = sorted((re.escape(n) for n in places() if is_han(n[0]) and len(n) > 1), key=len, reverse=True)
    capitals = [name.upper() for name in latin if len(name) > 3]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(latin + capitals)})(?=s?(?!\w))|(?:{'|'.join(han)})")


def find_places(text: str) -> list[Candidate]:
    """The listed places of the text (`data/places/places.toml`)."""
    found = []
    for match in _place_pattern().finditer(text):
        key = place_id(match.group())
        found.append(Candidate(match.start(), match.end(), "place", "places", key, key, match.group()))
    return found
