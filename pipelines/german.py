"""Whether a capitalised German word is a common noun: listed, ending in a listed one, or with a noun's suffix."""

from __future__ import annotations

from functools import cache

from pipelines.namewords import listed, table

_ENDINGS = ("", "s", "es", "n", "en", "e", "er", "ern", "in", "innen")


@cache
def _nouns() -> frozenset[str]:
    written = table("shapes", "de")["nouns"]["list"].split()
    return frozenset(word.lower() for word in written) | listed("shapes", "de_nouns") | listed("shapes", "de_words")


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(table("shapes", "de")["nouns"]["suffixes"].split())


@cache
def is_noun(word: str) -> bool:
    """Whether the word is a common noun, alone or as the last part of a compound, inflected or not."""
    last = word.rsplit("-", 1)[-1].lower()
    if last != word.lower() and last in _nouns():
        return True
    if len(last) > 6 and last.endswith(_suffixes()):
        return True
    return any(_listed(last.removesuffix(ending)) for ending in _ENDINGS if last.endswith(ending))


def is_listed(word: str) -> bool:
    """Whether the word itself, not only its last part, is a listed noun."""
    last = word.rsplit("-", 1)[-1].lower()
    return any(last.removesuffix(ending) in _nouns() for ending in _ENDINGS if last.endswith(ending))


def _listed(stem: str) -> bool:
    if stem in _nouns():
        return True
    return any(stem[cut:] in _nouns() for cut in range(3, len(stem) - 3)) and stem[0].isalpha()
