"""Known names in the text: one automaton over the aliases of the whole knowledge base, all languages at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pipelines.automaton import Automaton
from pipelines.candidates import Candidate, settle
from pipelines.fold import fold, is_han
from pipelines.guards import Alias, Hit, admitted
from pipelines.knowledge import KnownEntity, knowledge, uppermost
from pipelines.name_index import restore
from pipelines.namewords import grow, listed

_ELIDED = re.compile(r"['’](?!s(?!\w))[^\W\d]")
_TAILS = ("", "s", "es")  # the German genitive


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

    def __init__(self, entities: Mapping[str, KnownEntity], automaton: Automaton[tuple[str, Alias]] | None = None) -> None:
        """`automaton` is one that was built before from the same entities."""
        self.automaton = automaton or Automaton(_entries(_table(entities)))

    def find(self, text: str, folded: str) -> list[Candidate]:
        """The known names of the text, without overlaps, each drawn out over its legal form and group words."""
        return settle(_candidate(text, hit) for hit in admitted(folded, self.hits(text, folded)))

    def hits(self, text: str, folded: str) -> list[Hit]:
        """Every place where a known name may stand, whatever its guard says, overlaps included."""
        return _unbroken(folded, [hit for hit in self._hits(folded) if _written_as_name(text, hit) and not _inside_latin(text, hit)])

    def _hits(self, folded: str) -> Iterator[Hit]:
        for start, end, (form, alias) in self.automaton.find(folded):
            tail = folded[start + len(form) : end]
            if folded.startswith(form, start) and tail in _TAILS:
                yield Hit(start, end, alias)


def _table(entities: Mapping[str, KnownEntity]) -> dict[str, list[Alias]]:
    """The aliases by folded spelling; of an entity's aliases that fold alike only those that allow another case."""
    table: dict[str, list[Alias]] = {}
    for entity in entities.values():
        group = uppermost(entity, entities)
        for name in entity.aliases:
            for form in _spellings(name):
                rows = table.setdefault(form, [])
                if not any(row.entity is entity and _cased_as(name, row.written) for row in rows):
                    rows.append(Alias(name, entity, entity.guards.get(name), 0, group))
    return table


def _entries(table: Mapping[str, list[Alias]]) -> Iterator[tuple[str, tuple[str, Alias]]]:
    for form, aliases in sorted(table.items()):
        literal = form if is_han(form[-1]) or len(form) < 4 else form + "*"
        owners = len({alias.entity.id for alias in aliases})
        for alias in sorted(aliases, key=lambda a: (a.entity.id, a.written)):
            yield literal, (form, alias._replace(owners=owners))


def _written_as_name(text: str, hit: Hit) -> bool:
    """Whether the case of a Latin name fits, and no date ends in a Chinese one."""
    stretch = text[hit.start : hit.end]
    if stretch[0] == "日" and text[max(0, hit.start - 1) : hit.start].isdigit():
        return False  # 26日立案 holds no 日立
    return _cased_as(stretch, hit.alias.written)


def _cased_as(stretch: str, written: str) -> bool:
    """Whether the case of a Latin name fits: a capital or digit where the alias has one; short abbreviations exactly."""
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
    common = listed("words", "zh")
    return [hit for hit in hits if not ((hit.start, hit.end - 1) in ends and folded[hit.end - 1 : hit.end + 1] in common)]


def _inside_latin(text: str, hit: Hit) -> bool:
    """Whether the hit is only a part of an address or a handle, or an elided word ("dell'Utri")."""
    before, after = text[max(0, hit.start - 1) : hit.start], text[hit.end : hit.end + 3]
    return before in ("@", "#", "/", "_") or after[:1] in ("@", "_") or _ELIDED.match(after) is not None


def _candidate(text: str, hit: Hit) -> Candidate:
    entity = hit.alias.entity
    start, end = grow(text, hit.start, hit.end)
    key = fold(hit.alias.written)
    return Candidate(start, end, entity.type, "gazetteer", key, entity.id, entity.name, entity.parent, entity.also, country=entity.country)


@cache
def gazetteer(extra: tuple[Path, ...] = (), cache: str = "") -> Gazetteer:
    """The gazetteer of the knowledge base with the user's files `extra`, one a process.

    `cache` is a folder in which the shell may have put it ready-made; it is built where there is none for these files.
    """
    entities = knowledge(extra)
    return Gazetteer(entities, restore(Path(cache), extra, entities) if cache else None)
