"""Known names in the text: one automaton over the aliases of the whole knowledge base, all languages at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipelines.automaton import Automaton
from pipelines.candidates import Candidate, settle
from pipelines.fold import fold, is_han
from pipelines.knowledge import Guard, KnownEntity, knowledge
from pipelines.namewords import grow, listed

NEAR = 60  # characters either side in which a guard's words count
_TAILS = ("", "s", "es")  # the German genitive


class Alias(NamedTuple):
    """A name as it is written in the knowledge base, with its entity and the guard that an ambiguous one carries."""

    written: str
    entity: KnownEntity
    guard: Guard | None
    owners: int


class Hit(NamedTuple):
    """An alias at a place in the text."""

    start: int
    end: int
    alias: Alias


def _plain(name: str) -> str:
    """The name without accents, as it is often typed."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _spellings(name: str) -> set[str]:
    """The ways in which the name may be written, folded: without accents, apostrophe, hyphen or dot."""
    forms = {name}
    if is_han(name[0]):
        return {fold(name), fold(name.replace("·", ""))}
    if not name.isascii():
        forms.add(_plain(name))
    if "'" in name or "’" in name:
        forms.add(name.replace("'s", "s").replace("’s", "s"))
    if "-" in name:
        forms.add(re.sub(r"(?<=\w)-(?=\w)", " ", name))
    return {fold(form) for form in forms}


class Gazetteer:
    """Finds known names. Build it through `gazetteer()`."""

    def __init__(self, entities: Mapping[str, KnownEntity]) -> None:
        table: dict[str, dict[str, Alias]] = {}
        for entity in entities.values():
            for name in entity.aliases:
                for form in _spellings(name):
                    table.setdefault(form, {}).setdefault(entity.id, Alias(name, entity, entity.guards.get(name), 0))
        self._automaton: Automaton[tuple[str, Alias]] = Automaton(_entries(table))

    def find(self, text: str, folded: str) -> list[Candidate]:
        """The known names of the text, without overlaps, each drawn out over its legal form and group words."""
        hits = [hit for hit in self._hits(folded) if _written_as_name(text, hit) and not _inside_latin(text, hit)]
        return settle(_candidate(text, hit) for hit in _allowed(folded, _unbroken(folded, hits)))

    def _hits(self, folded: str) -> Iterator[Hit]:
        for start, end, (form, alias) in self._automaton.find(folded):
            tail = folded[start + len(form) : end]
            if folded.startswith(form, start) and tail in _TAILS:
                yield Hit(start, end, alias)


def _entries(table: Mapping[str, Mapping[str, Alias]]) -> Iterator[tuple[str, tuple[str, Alias]]]:
    for form, owners in sorted(table.items()):
        literal = form if is_han(form[-1]) or len(form) < 4 else form + "*"
        for _, alias in sorted(owners.items()):
            yield literal, (form, alias._replace(owners=len(owners)))


def _written_as_name(text: str, hit: Hit) -> bool:
    """Whether the case of a Latin name fits: a capital or digit where the alias has one; short abbreviations exactly."""
    stretch, written = text[hit.start : hit.end], hit.alias.written
    if stretch[0] == "日" and text[max(0, hit.start - 1) : hit.start].isdigit():
        return False  # 26日立案 holds no 日立
    if is_han(stretch[0]) or not any(c.isascii() and c.isalpha() for c in stretch):
        return True
    if written.islower():
        return stretch.startswith(written) or stretch[0].isupper()
    if len(written) <= 3 and written.isupper():
        return stretch.startswith(written)
    return stretch[0].isupper() or stretch[0].isdigit() or any(c.isupper() for c in stretch[1:])


def _unbroken(folded: str, hits: list[Hit]) -> list[Hit]:
    """Hits without those whose last character belongs to the next word, where a shorter name fits: 京东 in 京东方面, not 京东方."""
    ends = {(hit.start, hit.end) for hit in hits}
    common = listed("shapes", "zh_common")
    return [hit for hit in hits if not ((hit.start, hit.end - 1) in ends and folded[hit.end - 1 : hit.end + 1] in common)]


def _inside_latin(text: str, hit: Hit) -> bool:
    """Whether the hit is only a part of an address, a handle or a hyphenated word before it ("non-Apple")."""
    before, after = text[max(0, hit.start - 1) : hit.start], text[hit.end : hit.end + 2]
    return before in ("@", "#", "/", "_") or after[:1] in ("@", "_")


def _near(folded: str, hit: Hit, words: Iterable[str]) -> bool:
    window = folded[max(0, hit.start - NEAR) : hit.start] + " " + folded[hit.end : hit.end + NEAR]
    return any(_stands(window, word) for word in words)


@cache
def _word_pattern(word: str) -> re.Pattern[str]:
    closed = r"(?!\w)" if len(word) < 4 else ""
    return re.compile(re.escape(word) if is_han(word[0]) else rf"(?<!\w){re.escape(word)}{closed}")


def _stands(window: str, word: str) -> bool:
    return bool(_word_pattern(word).search(window))


def _allowed(folded: str, hits: list[Hit]) -> list[Hit]:
    """Hits whose guard is met; one that is certain elsewhere in the text vouches for the others of its entity."""
    sure = {hit.alias.entity.id for hit in hits if _certain(folded, hit)}
    return [hit for hit in hits if _certain(folded, hit) or _vouched(folded, hit, sure)]


def _certain(folded: str, hit: Hit) -> bool:
    guard = hit.alias.guard
    if hit.alias.owners > 1 and not guard:
        return hit.alias.entity.name == hit.alias.written
    if not guard:
        return True
    return not _near(folded, hit, guard.avoid) and (not guard.need or _near(folded, hit, guard.need))


def _vouched(folded: str, hit: Hit, sure: set[str]) -> bool:
    return hit.alias.entity.id in sure and not (hit.alias.guard and _near(folded, hit, hit.alias.guard.avoid))


def _candidate(text: str, hit: Hit) -> Candidate:
    entity = hit.alias.entity
    start, end = grow(text, hit.start, hit.end)
    return Candidate(start, end, entity.type, "gazetteer", fold(hit.alias.written), entity.id, entity.name, entity.parent, entity.also)


@cache
def gazetteer(extra: tuple[Path, ...] = ()) -> Gazetteer:
    """The gazetteer of the knowledge base with the user's files `extra`. Built once for each `extra`."""
    return Gazetteer(knowledge(extra))
