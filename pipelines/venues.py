"""Names that are only the venue of people without a name: "filed suit against individual Bazaarly users" has no side called Bazaarly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pipelines.fold import is_han, simplify
from pipelines.namewords import table
from pipelines.records import Entity, Mention

# so many characters before and behind a name hold the words
_NEAR = 60
_NUMBER = r"(?:[一二两三四五六七八九十百千数多几\d]+[余多]?[名家个位])?"


def find_venues(text: str, mentions: Sequence[Mention], entities: Mapping[str, Entity], *, language: str) -> frozenset[int]:
    """Where the mentions of platforms begin that say no more than where unnamed sellers, users or shops are found."""
    named = (m for m in mentions if not m.nominal and entities[m.entity].type == "platform")
    return frozenset(m.start for m in named if _is_venue(text, m, language))


def is_crowd(nominal: Mention, entity: Entity, *, language: str) -> bool:
    """Whether a nominal names people who trade on a platform, and cannot mean the platform itself."""
    return entity.type == "platform" and _crowd(language).search(simplify(nominal.text)) is not None


@cache
def _crowd(language: str) -> re.Pattern[str]:
    words = _any(table("words", "venues")[language]["crowd"])
    return re.compile(words if language == "zh" else rf"(?<!\w)(?:{words})(?!\w)")


def _is_venue(text: str, mention: Mention, language: str) -> bool:
    if language == "zh" or is_han(text[mention.start]):
        return _han().match(simplify(text[mention.end : mention.end + _NEAR])) is not None
    before, behind = _latin(language)
    ahead = text[max(0, mention.start - _NEAR) : mention.start]
    return behind.match(text, mention.end) is not None or before.search(ahead) is not None


@cache
def _han() -> re.Pattern[str]:
    return re.compile(rf"(?:平台|网|网站|商城)?上?的?{_NUMBER}(?:{'|'.join(table('words', 'venues')['zh']['who'].split())})")


@cache
def _latin(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a name, and what behind it: in English right behind, in German and Italian as one word with it."""
    words = table("words", "venues")[language]
    who, kind, joints = (_any(words[key]) for key in ("who", "kind", "on"))
    before = re.compile(rf"(?<!\w)(?:{who}) (?:[\w’'-]+ ){{0,6}}(?:{joints}) ?(?:[a-zäöüßàèéìòù][\w-]* ){{0,2}}$")
    return before, re.compile(rf"[ -](?:(?:{kind}) ){{0,2}}(?:{who})(?!\w)" if kind else rf"-(?:{who})(?!\w)")


def _any(words: str) -> str:
    return "|".join(re.escape(word).replace(r"\*", r"[^\W\d_]*") for word in words.split())
