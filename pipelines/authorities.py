"""Authorities by grammar (police, customs, prosecutors, market supervision, ministries), and the listed places."""

from __future__ import annotations

from functools import cache

from pipelines.automaton import Automaton
from pipelines.bodies import find_bodies
from pipelines.candidates import Candidate, settle
from pipelines.fold import is_han
from pipelines.places import places


def find_authorities(text: str, folded: str, language: str) -> list[Candidate]:
    """The authorities that the text names, overlaps included. Patterns: `data/authorities/<lang>.toml`."""
    languages = ["zh"] if language == "zh" else dict.fromkeys((language, "en", "de", "it"))
    return [c for code in languages for c in find_bodies(text, folded, folder="authorities", language=code, default_type="authority")]


@cache
def _automaton() -> Automaton[tuple[str, str]]:
    return Automaton((name if is_han(name[0]) else f"{name}*", (name, key)) for name, key in places().items() if len(name) > 1)


def find_places(text: str, folded: str) -> list[Candidate]:
    """The listed places of the text (`data/places/places.toml`), as written there or in capitals, with a genitive s or without."""
    found = []
    for start, end, (name, key) in _automaton().find(folded):
        stretch = text[start : start + len(name)]
        if (
            text[start + len(name) : end] in ("", "s")
            and (stretch in (name, name.upper()) or is_han(name[0]))
            and text[max(0, start - 1) : start] != "-"
        ):
            found.append(Candidate(start, start + len(name), "place", "places", key, key, stretch))
    return settle(found)
