"""The knowledge base of names: who is known, under which names, and who owns whom (`data/names/*.jsonl`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipelines.errors import LexiconError
from pipelines.records import ENTITY_TYPES

NAMES = Path(__file__).parent / "data" / "names"
_FIELDS = frozenset(("id", "type", "names", "also", "parent", "country", "wikidata", "guard", "sure", "remove"))
_NAME_LANGUAGES = ("en", "any", "zh", "it", "de")


@dataclass(frozen=True, slots=True)
class Guard:
    """Words that must (`need`, one of them) or must not (`avoid`) stand near an ambiguous name.

    `kin`: only a name of the same group beside it proves the name (one that machine translation mangled).
    """

    need: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    kin: bool = False


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """One entity of the knowledge base. `names` maps a language code or `any` to its names, the preferred one first;
    `sure` are names that look like ordinary words and were judged to need no guard."""

    id: str
    type: str
    names: Mapping[str, tuple[str, ...]]
    also: tuple[str, ...] = ()
    parent: str | None = None
    country: str | None = None
    wikidata: str | None = None
    guards: Mapping[str, Guard] = field(default_factory=dict)
    sure: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The preferred name over all languages: English, else Latin, else Chinese, else the first there is."""
        return next(self.names[code][0] for code in _NAME_LANGUAGES if self.names.get(code))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every name once, in the order of the file."""
        return tuple(dict.fromkeys(name for names in self.names.values() for name in names))


def read_line(line: str, where: str) -> tuple[KnownEntity | None, list[str], str | None]:
    """One line of a names file: the entity, the faults, and the id that a `{"id": …, "remove": true}` takes away."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return None, [f"{where}: not JSON: {error.msg} (one object a line)"], None
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        return None, [f"{where}: id: an object with an id is needed"], None
    if row.get("remove") is True:
        return None, [], row["id"]
    faults = [f"{where}: {fault}" for fault in _faults(row)]
    return (None if faults else _entity(row)), faults, None


def _faults(row: Mapping[str, Any]) -> list[str]:
    names = row.get("names")
    faults = [f"{key}: unknown field, valid are {', '.join(sorted(_FIELDS))}" for key in sorted(row.keys() - _FIELDS)]
    if row.get("type") not in ENTITY_TYPES:
        faults.append(f"type: {row.get('type')!r} is not one of {', '.join(ENTITY_TYPES)}")
    if not isinstance(names, dict) or not any(names.values()):
        return [*faults, "names: at least one name under en, zh, it, de or any"]
    faults += [f"names.{code}: valid are {', '.join(_NAME_LANGUAGES)}" for code in names if code not in _NAME_LANGUAGES]
    faults += [f"names.{code}: a list of non-empty strings" for code, xs in names.items() if not _is_names(xs)]
    guards = row.get("guard") or {}
    faults += [f"sure: {alias!r} is none of the names" for alias in row.get("sure") or () if not any(alias in xs for xs in names.values())]
    faults += [f"guard.{alias}: no such name" for alias in guards if not any(alias in xs for xs in names.values())]
    return faults + [f"guard.{alias}: an object with need, not or kin" for alias, g in guards.items() if not _is_guard(g)]


def _is_guard(guard: Any) -> bool:
    if not isinstance(guard, dict) or not guard or guard.keys() - {"need", "not", "kin"} or guard.get("kin", True) is not True:
        return False
    return all(_is_names(guard[key]) for key in ("need", "not") if key in guard)


def _is_names(names: Any) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) and name.strip() for name in names)


def _entity(row: Mapping[str, Any]) -> KnownEntity:
    names = {code: tuple(xs) for code, xs in row["names"].items() if xs}
    guards = {alias: Guard(tuple(g.get("need", ())), tuple(g.get("not", ())), "kin" in g) for alias, g in (row.get("guard") or {}).items()}
    also = tuple(row.get("also") or ())
    return KnownEntity(
        row["id"],
        row["type"],
        names,
        also,
        row.get("parent"),
        row.get("country"),
        row.get("wikidata"),
        guards,
        tuple(row.get("sure") or ()),
    )


def read_knowledge(paths: Sequence[Path]) -> dict[str, KnownEntity]:
    """The entities of the files by id. A later file adds, overrides by id, or removes. Raises LexiconError with every fault at once."""
    entities: dict[str, KnownEntity] = {}
    faults: list[str] = []
    for path in paths:
        for number, line in enumerate(_lines(path, faults), 1):
            entity, wrong, removed = read_line(line, f"{path.name}:{number}")
            faults += wrong
            if removed:
                entities.pop(removed, None)
            if entity:
                entities[entity.id] = entity
    if faults:
        raise LexiconError(faults)
    return entities


def _lines(path: Path, faults: list[str]) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{path}: cannot be read: {error}")
        return []


def orphans(entities: Mapping[str, KnownEntity]) -> list[str]:
    """A fault for each entity whose parent is not there."""
    return [f"{e.id}: parent: {e.parent!r} is no known id" for e in entities.values() if e.parent and e.parent not in entities]


def uppermost(entity: KnownEntity, entities: Mapping[str, KnownEntity]) -> str:
    """The id of the owner above all owners of the entity, which stands for its group."""
    seen = {entity.id}
    while entity.parent and entity.parent in entities and entity.parent not in seen:
        entity = entities[entity.parent]
        seen.add(entity.id)
    return entity.id


@cache
def knowledge(extra: tuple[Path, ...] = ()) -> Mapping[str, KnownEntity]:
    """Our own entities, then those of the user's files `extra`, by id. Read once for each `extra`."""
    entities = read_knowledge([*sorted(NAMES.glob("*.jsonl")), *extra])
    if extra and (faults := orphans(entities)):  # our own files are checked by their test
        raise LexiconError(faults)
    return MappingProxyType(entities)
