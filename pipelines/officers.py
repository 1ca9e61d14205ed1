"""Who judges, prosecutes or pleads: persons whom the text introduces as such stand in the story of a suit, and are no party to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipelines.fold import is_han, simplify
from pipelines.namewords import table
from pipelines.records import Entity

# so many characters before and behind a name hold the word
_NEAR = 40


def find_officers(text: str, entities: Mapping[str, Entity], *, language: str) -> frozenset[str]:
    """The ids of the persons whom the text introduces as a judge, a prosecutor or a lawyer."""
    persons = [e for e in entities.values() if e.type == "person"]
    return frozenset(e.id for e in persons if any(_introduced(text, m.start, m.end, language) for m in e.mentions))


def _introduced(text: str, start: int, end: int, language: str) -> bool:
    if is_han(text[start]):
        before, behind = simplify(text[max(0, start - 4) : start]), simplify(text[end : end + 4])
        return _before("zh").search(before) is not None or _behind("zh").match(behind) is not None
    beside = text[max(0, start - _NEAR) : start]
    return any(
        p is not None for p in (_before(language).search(beside), _within(language).match(text, start), _behind(language).match(text, end))
    )


@cache
def _words(language: str) -> str:
    listed = table("words", "officers")[language].split()
    return "|".join(re.escape(word).replace(r"\*", r"[^\W\d_]*") for word in listed)


@cache
def _before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('zh')})$" if language == "zh" else rf"(?<!\w)(?:{_words(language)})\.? $", re.IGNORECASE)


@cache
def _within(language: str) -> re.Pattern[str]:
    """The word as the beginning of the name, "Judge Norvik"."""
    return re.compile(rf"(?:{_words(language)})\.? [A-Z]", re.IGNORECASE)


@cache
def _behind(language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(_words("zh"))
    return re.compile(rf"(?:,| [–—(]) ?(?:(?!and\b|und\b|e\b)[^\W\d_]+['’ ] ?){{0,2}}(?:{_words(language)})(?!\w)", re.IGNORECASE)
