"""Ids that stay. Each event keeps the telling that it was founded on, and its id goes with that telling into whatever group it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.events import Event
from pipelines.merging.make import event, founder, id_of
from pipelines.merging.tellings import Ref, Telling


def name(groups: Sequence[Sequence[Telling]], known: Iterable[Event]) -> list[Event]:
    """The events of the groups, and what becomes of the events `known` before that had a telling among theirs or lost one.

    Of several known events in one group the one with the earliest founder stays, the others are merged into it. An event whose founder
    is gone goes on in the group that has most of its articles; one that no group goes on from is retracted.
    """
    of: dict[str, dict[Ref, int]] = {}
    for number, group in enumerate(groups):
        of.setdefault(group[0].type, {}).update((telling.ref, number) for telling in group)
    taken: dict[int, Event] = {}
    out: list[Event] = []
    for old in sorted(known, key=_age):
        home = _follows(old, of.get(old.type, {}))
        if home is not None and home not in taken:
            taken[home] = event(groups[home], old.id, old.founder)
        else:
            out.append(_gone(old, taken[home].id if home is not None else None))
    for number, group in enumerate(groups):
        first = founder(group)
        out.append(taken.get(number) or event(group, id_of(first), first))
    return out


def _age(known: Event) -> tuple[str, str, str]:
    return (known.founder.written or "9999", known.founder.article, known.founder.action)


def _follows(old: Event, of: Mapping[Ref, int]) -> int | None:
    """The group that goes on from an event: its founder's, else the one with most of its tellings, else with most of its articles."""
    if (home := of.get((old.founder.article, old.founder.action))) is not None:
        return home
    found = [of[ref] for ref in ((r.article, r.action) for r in old.records) if ref in of]
    if not found and old.records:
        articles = {record.article for record in old.records}
        found = [number for (article, _), number in of.items() if article in articles]
    return max(sorted(set(found)), key=found.count, default=None)


def _gone(old: Event, into: str | None) -> Event:
    """An event that is no more: it keeps what it was about, but nobody tells it."""
    if into is None and old.state == "merged":
        return old
    empty = replace(old, records=(), fields={}, disagreements=(), n_articles=0, n_sources=0, languages=(), dispute=None)
    return replace(empty, state="merged" if into else "retracted", merged_into=into)
