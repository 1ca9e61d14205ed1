"""What may go wrong with names: aliases of two owners, short or ordinary ones that nothing guards, ones that no text can reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipelines.fold import fold, is_han
from pipelines.gazetteer import Gazetteer
from pipelines.knowledge import KnownEntity
from pipelines.namewords import listed

_WORD_LISTS = ("en", "it", "de")


def lint(entities: Mapping[str, KnownEntity]) -> list[str]:
    """A line for each finding, sorted: `id: alias: what is wrong and what to do`."""
    found = [*_shared(entities)]
    gazetteer = Gazetteer(entities)
    for entity in entities.values():
        for alias in entity.aliases:
            if alias not in entity.guards and alias not in entity.sure and (risk := _risk(alias)):
                found.append(f"{entity.id}: {alias}: {risk}; give it a guard, or list it under sure")
            if not _reached(gazetteer, entity, alias):
                found.append(f"{entity.id}: {alias}: no text can reach it; write it as it stands in print, or take it out")
    return sorted(found)


def _shared(entities: Mapping[str, KnownEntity]) -> Iterator[str]:
    """Aliases with several owners of whom one has no guard: neither would ever link, or always the same."""
    owners: dict[str, dict[str, bool]] = defaultdict(dict)
    for entity in entities.values():
        for alias in entity.aliases:
            key = fold(alias)
            owners[key][entity.id] = owners[key].get(entity.id, False) or alias in entity.guards
    for alias, guarded in owners.items():
        if len(guarded) > 1 and not all(guarded.values()):
            yield f"{min(i for i, g in guarded.items() if not g)}: {alias}: is also a name of {', '.join(sorted(guarded))}; guard each"


def _risk(alias: str) -> str | None:
    """Why an unguarded alias is likely to match what it does not mean, or None."""
    if is_han(alias[0]):
        return "a single character" if len(alias) == 1 else None
    if len(alias) == 1 or (len(alias) == 2 and not alias.isupper() and not alias.isdigit()):
        return "short, and not in capitals"
    if " " not in alias and any(fold(alias) in listed("words", name) for name in _WORD_LISTS):
        return "also an ordinary word"
    return None


def _reached(gazetteer: Gazetteer, entity: KnownEntity, alias: str) -> bool:
    hits = gazetteer.hits(alias, fold(alias))
    return any(hit.alias.entity is entity and (hit.start, hit.end) == (0, len(alias)) for hit in hits)
