"""Merging: records in, events out; more records later, and only what they touch is worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from pipelines.events import Event
from pipelines.merging.blocks import Book, neighbours
from pipelines.merging.cluster import Links, Scores, components, groups
from pipelines.merging.ids import name
from pipelines.merging.memory import Memory
from pipelines.merging.tellings import Ref, Telling, ready, tellings

Kept = TypeVar("Kept", bound=Book)


@dataclass(slots=True)
class Merged(Generic[Kept]):
    """Where tellings and events are kept, and what was worked out about pairs of them."""

    book: Kept
    scores: Scores = field(default_factory=Scores)
    links: Links = field(init=False)

    def __post_init__(self) -> None:
        self.links = Links(self.book, self.scores)


def merge(records: Iterable[Mapping[str, Any]], before: Iterable[Event] = ()) -> Merged[Memory]:
    """The events of article records, in whatever order they come, on top of those known before. Raises UsageError for what is no record."""
    merged = remember(before)
    add(merged, records)
    return merged


def remember(before: Iterable[Event]) -> Merged[Memory]:
    """The state in which earlier merging left things, from its events."""
    memory, kept = Memory(), list[Telling]()
    for known in before:
        memory.keep(known)
        kept += tellings_of(known)
    memory.fill(kept)
    return Merged(memory)


def tellings_of(event: Event) -> list[Telling]:
    """The tellings of an event, as they were before they were in it."""
    return [ready(event.type, replace(record, near_duplicate_of=None)) for record in event.records]


def add(merged: Merged[Any], records: Iterable[Mapping[str, Any]]) -> list[Event]:
    """Takes in new and revised records; gives the events that came, changed or went. The last record of an article counts."""
    return _take(merged, {record["id"]: tellings(record) for record in records})


def retract(merged: Merged[Any], articles: Iterable[str]) -> list[Event]:
    """Takes out articles; gives the events that changed or went."""
    return _take(merged, {article: [] for article in articles})


def _take(merged: Merged[Any], told: Mapping[str, Sequence[Telling]]) -> list[Event]:
    out, new = _changes(merged.book, told)
    if isinstance(merged.book, Memory) and not merged.book.known:
        merged.book.fill(new)
        return _settle(merged, {telling.ref for telling in new}, set())
    return _settle(merged, *_exchange(merged, out, new))


def _changes(book: Book, told: Mapping[str, Sequence[Telling]]) -> tuple[list[Telling], list[Telling]]:
    """The tellings that go and those that come; one that says what it said before does neither."""
    before = {ref: book.telling(ref) for article in told for ref in book.of_article(article)}
    after = {telling.ref: telling for tellings_ in told.values() for telling in tellings_}
    same = {ref for ref, telling in after.items() if ref in before and before[ref].record == telling.record}
    return [t for ref, t in before.items() if ref not in same], [t for ref, t in after.items() if ref not in same]


def _exchange(merged: Merged[Any], out: Sequence[Telling], new: Sequence[Telling]) -> tuple[set[Ref], set[str]]:
    """Takes out, then puts in; gives the tellings whose neighbours are others now, and the events that lost one."""
    touched: set[Ref] = set()
    lost: set[str | None] = set()
    for telling in out:
        touched |= {telling.ref, *neighbours(telling, merged.book)}
        lost.add(merged.book.take(telling.ref))
        merged.scores.forget(telling.ref)
    for telling in new:
        merged.book.put(telling)
        touched |= {telling.ref, *neighbours(telling, merged.book)}
    for ref in touched:
        merged.links.known.pop(ref, None)
    return {ref for ref in touched if merged.book.holds(ref)}, {id_ for id_ in lost if id_}


def _settle(merged: Merged[Any], touched: Iterable[Ref], lost: set[str]) -> list[Event]:
    """Works out the groups of what was touched, and gives the events that are others than before."""
    found: list[list[Telling]] = []
    for connected, edges in components(touched, merged.links):
        found += groups(connected, edges, merged.scores)
    refs = [telling.ref for group in found for telling in group]
    ids = lost.union(filter(None, map(merged.book.event_of, refs)), filter(None, map(merged.book.founded, refs)))
    known = [event for id_ in sorted(ids) if (event := merged.book.event(id_))]
    changed = [now for now in name(found, known) if _is_new(now, merged.book.event(now.id))]
    for now in sorted(changed, key=lambda e: e.state == "active"):  # tellings of those that are gone are in others by now
        merged.book.keep(now)
    return sorted(changed, key=lambda e: e.id)


def _is_new(now: Event, before: Event | None) -> bool:
    """Whether an event is another than before, but for its thread, which is worked out later."""
    return before is None or replace(now, dispute=before.dispute) != before


def in_order(merged: Merged[Memory]) -> list[Event]:
    """All events, by their ids."""
    return [merged.book.events[id_] for id_ in sorted(merged.book.events)]
