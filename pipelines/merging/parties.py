"""Who is the same body as who, across articles and languages: by id, by a name in common, by owner; never by translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Literal

from pipelines.events import Party
from pipelines.fold import fold, is_han
from pipelines.knowledge import knowledge
from pipelines.score_entities import normal

Likeness = Literal["same", "relative", "unknown", "different"]
# of a name that another begins with: Norvik, Norvik Audio; 泊禾, 泊禾茶业
LEAST_LATIN, LEAST_HAN = 5, 2
NAMES_KEPT = 6


def party(filler: Mapping[str, Any], entities: Mapping[str, Mapping[str, Any]]) -> Party:
    """The party that a record's filler stands for, with the names that its entity goes by in the article and its owners."""
    entity = entities.get(filler["entity"], {})
    mentions = [m["text"] for m in entity.get("mentions", ()) if m.get("by") != "coreference"]
    names = dict.fromkeys(map(_plain, (entity.get("name") or filler["name"], *mentions)))
    linked = bool(entity.get("linked"))
    owners = _owners(filler["entity"] if linked else None, entity.get("parent"))
    return Party(filler["entity"], filler["name"], tuple(n for n in names if n)[:NAMES_KEPT], owners, linked)


@lru_cache(maxsize=1 << 16)
def _plain(name: str) -> str:
    return normal(fold(name))


def _owners(known: str | None, parent: str | None) -> tuple[str, ...]:
    """The chain of owners, the nearest first: what the record says, then what the knowledge base does."""
    base = knowledge()
    chain: list[str] = []
    above = parent or (base[known].parent if known and known in base else None)
    while above and above not in chain:
        chain.append(above)
        above = base[above].parent if above in base else None
    return tuple(chain)


_numbers: dict[Party, int] = {}
_parties: list[Party] = []
_known: dict[tuple[int, int], Likeness] = {}


def number(party: Party) -> int:
    """A number that stands for the party while the program runs, since comparing millions of pairs must not read names each time."""
    found = _numbers.get(party)
    if found is None:
        found = _numbers[party] = len(_parties)
        _parties.append(party)
    return found


def alike(one: int, other: int) -> Likeness:
    """`likeness` of the parties of two numbers, the same in either order."""
    if one == other:
        return "same"
    pair = (one, other) if one < other else (other, one)
    found = _known.get(pair)
    if found is None:
        found = _known[pair] = likeness(_parties[one], _parties[other])
    return found


def likeness(one: Party, other: Party) -> Likeness:
    """How far two parties are the same body. Names that nobody knows, in different scripts, are `unknown`: they may be."""
    if one.entity == other.entity and one.linked == other.linked:
        return "same"
    if one.linked and other.linked:
        return "relative" if _related(one, other) else "different"
    if set(one.names) & set(other.names):
        return "same"
    if _related(one, other) or _is_longer(one.names, other.names):
        return "relative"
    return "unknown" if _scripts(one).isdisjoint(_scripts(other)) else "different"


def _related(one: Party, other: Party) -> bool:
    return one.entity in other.owners or other.entity in one.owners or bool(set(one.owners) & set(other.owners))


def _is_longer(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a name of one begins with a name of the other."""
    return any(_begins(a, b) or _begins(b, a) for a in names for b in others)


def _begins(long: str, short: str) -> bool:
    least = LEAST_HAN if short and is_han(short[0]) else LEAST_LATIN
    return len(short) >= least and long.startswith(short)


@lru_cache(maxsize=1 << 16)
def _scripts(party: Party) -> frozenset[bool]:
    """Whether its names are written in Han characters: True, False, or both."""
    return frozenset(any(map(is_han, name)) for name in party.names)


@cache
def keys(party: int) -> tuple[str, ...]:
    """What the party of a number is looked up by: the owner above all where it is known, else how its names begin."""
    found = _parties[party]
    if found.linked:
        return (found.owners[-1] if found.owners else found.entity,)
    begins = {name[: LEAST_HAN if is_han(name[0]) else LEAST_LATIN] for name in found.names}
    return tuple(sorted(begins | ({found.owners[-1]} if found.owners else set())))


@lru_cache(maxsize=1 << 16)
def all_keys(parties: tuple[int, ...]) -> tuple[str, ...]:
    """The keys of several parties, each once, in order."""
    return tuple(sorted({key for each in parties for key in keys(each)}))
