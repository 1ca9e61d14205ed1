"""After each poll: what changed among the records becomes changes of events and disputes, in the same change feed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from monitor.report import Report
from monitor.store import changes, events
from monitor.store.changes import Change
from monitor.store.db import transaction
from pipelines.events import Dispute, Event
from pipelines.events_json import dispute_json, event_json
from pipelines.merging.merge import Merged, add, retract
from pipelines.threads.disputes import disputes, with_disputes
from pipelines.threads.kinds import kind_of, load_kinds

# the feed's own place among the outputs: what was merged so far
READER = "events"
BATCH = 200


def bring_up(store: sqlite3.Connection, *, now: float, report: Report) -> None:
    """Merges what changed since the last time; each batch with its events and disputes in one transaction, or nothing of it."""
    while batch := list(changes.since(store, changes.delivery(store, READER).cursor, limit=BATCH)):
        with transaction(store):
            told = _merge(store, [change for change in batch if "kind" not in change.told])
            for event in _thread(store, told, now=now, report=report):
                _tell_event(store, event, now=now, report=report)
            changes.set_delivery(store, replace(changes.delivery(store, READER), cursor=batch[-1].cursor))


def _merge(store: sqlite3.Connection, batch: list[Change]) -> dict[str, Event]:
    """The events that changed, by id; of several changes of an article the last counts."""
    last = {change.article: change for change in batch}
    merged = Merged(events.Stored(store))
    changed = add(merged, [change.told["record"] for change in last.values() if change.op == "upsert"])
    changed += retract(merged, sorted(article for article, change in last.items() if change.op == "retract"))
    return {event.id: event for event in changed}


def _thread(store: sqlite3.Connection, changed: dict[str, Event], *, now: float, report: Report) -> list[Event]:
    """Works out the disputes again where an event of a thread changed; gives all events to tell, with their disputes."""
    if not any(kind_of(event.type) for event in changed.values()):
        return list(changed.values())
    known = events.of_types(store, {type_ for kind in load_kinds().values() for type_ in kind.acts})
    before = {dispute.id: dispute for dispute in events.disputes(store)}
    found = disputes(known, before.values())
    for dispute in found:
        if dispute != before.get(dispute.id):
            _tell_dispute(store, dispute, now=now, report=report)
    moved = {event.id: event for old, event in zip(known, with_disputes(known, found), strict=True) if event is not old}
    changed |= {id_: event for id_, event in moved.items() if event.state == "active" or id_ in changed}
    return [changed[id_] for id_ in sorted(changed)]


def _tell_event(store: sqlite3.Connection, event: Event, *, now: float, report: Report) -> None:
    events.Stored(store).keep(event)
    revision = events.next_revision(store, "events", event.id)
    _tell(store, event, {"kind": "event", "event": event_json(event)}, revision=revision, now=now)
    report.events["retracted" if event.state != "active" else "new" if revision == 1 else "changed"] += 1


def _tell_dispute(store: sqlite3.Connection, dispute: Dispute, *, now: float, report: Report) -> None:
    events.keep_dispute(store, dispute)
    revision = events.next_revision(store, "disputes", dispute.id)
    _tell(store, dispute, {"kind": "dispute", "dispute": dispute_json(dispute)}, revision=revision, now=now)
    report.events["disputes"] += 1


def _tell(store: sqlite3.Connection, what: Event | Dispute, told: dict[str, object], *, revision: int, now: float) -> None:
    """A retraction says what it went into, and nothing else."""
    if what.state != "active":
        told = {"kind": told["kind"], "state": what.state, "merged_into": what.merged_into}
    op = "upsert" if what.state == "active" else "retract"
    changes.add(store, op, article=what.id, revision=revision, told=told, now=now)
