"""Owners and makers who are called by what they own: "the Gucci owner", "die Zara-Mutter", "la casa dell'iPhone", 古驰母公司.

Only the knowledge base can tell who that is; where the text names him elsewhere, the phrase points at him, and not at the brand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipelines.fold import simplify
from pipelines.namewords import table
from pipelines.records import Entity, Mention

OWNER = "owner"
# so many characters before and behind a name hold the words
_NEAR = 40


def find_owners(text: str, mentions: Sequence[Mention], entities: Mapping[str, Entity], *, language: str) -> list[Mention]:
    """A nominal mention for each such phrase, by its place; none where the owner is unknown or stands nowhere else by name."""
    return [found for mention in mentions if (found := _phrase(text, mention, entities, language)) is not None]


def beside_owners(mentions: Sequence[Mention], nominals: Sequence[Mention]) -> list[Mention]:
    """The mentions by name and the nominals that may have a role: without the names within an owner's phrase."""
    phrases = [n for n in nominals if n.by == OWNER]
    return [*(m for m in mentions if not any(p.start <= m.start and m.end <= p.end for p in phrases)), *nominals]


def _phrase(text: str, mention: Mention, entities: Mapping[str, Entity], language: str) -> Mention | None:
    parent = entities[mention.entity].parent
    if parent is None or parent not in entities or not entities[parent].mentions:
        return None
    span = next(_spans(text, mention, language), None)
    return span and Mention(*span, text[slice(*span)], parent, OWNER, nominal=True)


def _spans(text: str, mention: Mention, language: str) -> Iterator[tuple[int, int]]:
    before, behind = _patterns(language)
    if behind and (found := behind.match(simplify(text[mention.end : mention.end + _NEAR]))):
        yield mention.start, mention.end + found.end()
    if before and (found := before.search(text, max(0, mention.start - _NEAR), mention.start)):
        yield found.start(), mention.end


@cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What stands before a name, and what behind it."""
    words = table("words", "owners")[language]
    heads, joints, tails = ("|".join(re.escape(w) for w in sorted(words[k], key=len, reverse=True)) for k in ("before", "of", "behind"))
    before = re.compile(rf"(?<!\w)(?:{heads}) (?:{joints})\s?$") if heads else None
    if language == "zh":
        return before, re.compile(tails)
    return before, re.compile(rf"[ -](?:{tails})s?(?!\w)(?! [A-Z])") if tails else None
