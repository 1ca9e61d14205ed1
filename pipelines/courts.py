"""Courts by grammar, in the language of the text and, for courts named in English, in English."""

from __future__ import annotations

from pipelines.bodies import find_bodies
from pipelines.candidates import Candidate


def find_courts(text: str, folded: str, language: str) -> list[Candidate]:
    """The courts that the text names, overlaps included. Patterns: `data/courts/<lang>.toml`."""
    languages = ["zh"] if language == "zh" else dict.fromkeys((language, "en", "de", "it", "any"))
    found = [c for code in languages for c in find_bodies(text, folded, folder="courts", language=code, default_type="court")]
    first: dict[tuple[int, int], Candidate] = {}
    for candidate in found:  # of two kinds that cover the same words, the one that stands first in the file is meant
        first.setdefault((candidate.start, candidate.end), candidate)
    return list(first.values())
