"""Merging: records in, events out; more records later, and only what they touch is worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipelines.events import Event
from pipelines.merging.cluster import Links, Scores, components, groups
from pipelines.merging.ids import name
from pipelines.merging.shelf import Memory, neighbours
from pipelines.merging.tellings import Ref, Telling, ready, tellings


@dataclass(slots=True)
class Merged:
    """All that is known: the tellings, the events by id (also those that were merged or retracted), and where each telling stands."""

    shelf: Memory = field(default_factory=Memory)
    scores: Scores = field(default_factory=Scores)
    events: dict[str, Event] = field(default_factory=dict)
    of: dict[Ref, str] = field(default_factory=dict)
    founders: dict[Ref, str] = field(default_factory=dict)
    articles: dict[str, tuple[Ref, ...]] = field(default_factory=dict)
    links: Links = field(init=False)

    def __post_init__(self) -> None:
        self.links = Links(self.shelf, self.scores)


def merge(records: Iterable[Mapping[str, Any]], before: Iterable[Event] = ()) -> Merged:
    """The events of article records, in whatever order they come, on top of those known before. Raises UsageError for what is no record."""
    merged = remember(before)
    add(merged, records)
    return merged


def remember(before: Iterable[Event]) -> Merged:
    """The state in which earlier merging left things, from its events."""
    merged = Merged()
    kept: list[Telling] = []
    for known in before:
        merged.events[known.id] = known
        merged.founders[known.founder.article, known.founder.action] = known.id
        for record in known.records:
            kept.append(ready(known.type, replace(record, near_duplicate_of=None)))
            merged.of[kept[-1].ref] = known.id
    merged.shelf.fill(kept)
    for telling in kept:
        merged.articles[telling.ref[0]] = (*merged.articles.get(telling.ref[0], ()), telling.ref)
    return merged


def add(merged: Merged, records: Iterable[Mapping[str, Any]]) -> list[Event]:
    """Takes in new and revised records; gives the events that came, changed or went. The last record of an article counts."""
    return _take(merged, {record["id"]: tellings(record) for record in records})


def retract(merged: Merged, articles: Iterable[str]) -> list[Event]:
    """Takes out articles; gives the events that changed or went."""
    return _take(merged, {article: [] for article in articles})


def _take(merged: Merged, told: Mapping[str, Sequence[Telling]]) -> list[Event]:
    out, new = _changes(merged, told)
    if not merged.articles and not out:
        touched: set[Ref] = {telling.ref for telling in new}
        merged.shelf.fill(new)
    else:
        touched = _exchange(merged, out, new)
    for article, tellings_ in told.items():
        merged.articles[article] = tuple(telling.ref for telling in tellings_)
        if not tellings_:
            del merged.articles[article]
    return _settle(merged, touched, [telling.ref for telling in out])


def _changes(merged: Merged, told: Mapping[str, Sequence[Telling]]) -> tuple[list[Telling], list[Telling]]:
    """The tellings that go and those that come; one that says what it said before does neither."""
    before = {ref: merged.shelf.telling(ref) for article in told for ref in merged.articles.get(article, ())}
    after = {telling.ref: telling for tellings_ in told.values() for telling in tellings_}
    same = {ref for ref, telling in after.items() if ref in before and before[ref].record == telling.record}
    return [t for ref, t in before.items() if ref not in same], [t for ref, t in after.items() if ref not in same]


def _exchange(merged: Merged, out: Sequence[Telling], new: Sequence[Telling]) -> set[Ref]:
    """Takes out, then puts in; gives the tellings whose neighbours are others now."""
    touched: set[Ref] = set()
    for telling in out:
        touched |= neighbours(telling, merged.shelf)
        merged.shelf.take(telling.ref)
        merged.scores.forget(telling.ref)
    for telling in new:
        merged.shelf.put(telling)
        touched |= {telling.ref, *neighbours(telling, merged.shelf)}
    for ref in touched | {telling.ref for telling in out}:
        merged.links.known.pop(ref, None)
    return {ref for ref in touched if ref in merged.shelf.known}


def _settle(merged: Merged, touched: Iterable[Ref], gone: Sequence[Ref]) -> list[Event]:
    """Works out the groups of what was touched, and gives the events that are others than before."""
    lost = {merged.of.pop(ref) for ref in gone if ref in merged.of}
    found: list[list[Telling]] = []
    for connected, edges in components(touched, merged.links):
        found += groups(connected, edges, merged.scores)
    refs = [telling.ref for group in found for telling in group]
    ids = lost | {merged.of[ref] for ref in refs if ref in merged.of} | {merged.founders[ref] for ref in refs if ref in merged.founders}
    changed = [now for now in name(found, [merged.events[id_] for id_ in ids]) if _is_new(now, merged.events.get(now.id))]
    for now in changed:
        merged.events[now.id] = now
        merged.founders.setdefault((now.founder.article, now.founder.action), now.id)
        merged.of |= {(record.article, record.action): now.id for record in now.records}
    return sorted(changed, key=lambda e: e.id)


def _is_new(now: Event, before: Event | None) -> bool:
    """Whether an event is another than before, but for its thread, which is worked out later."""
    return before is None or replace(now, dispute=before.dispute) != before


def in_order(merged: Merged) -> list[Event]:
    """All events, by their ids."""
    return [merged.events[id_] for id_ in sorted(merged.events)]
