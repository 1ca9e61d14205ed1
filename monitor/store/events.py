"""Events, disputes and tellings in the store: a `Book` for merging that reads only what is touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.store.db import pack_lightly, unpack
from pipelines.events import Dispute, Event
from pipelines.events_json import dispute_from, dispute_json, event_from, event_json
from pipelines.merging.blocks import Key, Place, places
from pipelines.merging.merge import tellings_of
from pipelines.merging.tellings import Ref, Telling
from pipelines.records import dump_line

_BLOCK = "SELECT article, action FROM blocks WHERE key=? AND (day, article, action)"
_BEFORE = f"{_BLOCK} < (?, ?, ?) ORDER BY day DESC, article DESC, action DESC LIMIT ?"
_AFTER = f"{_BLOCK} >= (?, ?, ?) ORDER BY day, article, action LIMIT ?"


@dataclass(slots=True)
class Stored:
    """A `blocks.Book` in the store. What was read or written stays at hand as long as it lives: one batch of changes."""

    store: sqlite3.Connection
    known: dict[Ref, Telling] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    def around(self, key: Key, place: Place, *, width: int) -> Sequence[Ref]:
        """The tellings of a block up to `width` places before and after a place."""
        day, (article, action) = place
        at = ("\x1f".join(key), day, article, action)
        rows = [*self.store.execute(_BEFORE, (*at, width)), *self.store.execute(_AFTER, (*at, width + 1))]
        return [(row[0], row[1]) for row in rows]

    def telling(self, ref: Ref) -> Telling:
        """The telling. Raises KeyError."""
        if ref not in self.known:
            event = self.event(self.event_of(ref) or "")
            if event is None:
                raise KeyError(ref)
            for telling in tellings_of(event):
                self.known.setdefault(telling.ref, telling)
        return self.known[ref]

    def holds(self, ref: Ref) -> bool:
        """Whether a telling is there."""
        return self.event_of(ref) is not None or ref in self.known

    def of_article(self, article: str) -> Sequence[Ref]:
        """The tellings of an article."""
        return [(row[0], row[1]) for row in self.store.execute("SELECT article, action FROM tellings WHERE article=?", (article,))]

    def put(self, telling: Telling) -> None:
        """Puts in a telling."""
        self.known[telling.ref] = telling
        rows = [("\x1f".join(key), day, *ref) for key, (day, ref), _ in places(telling)]
        self.store.executemany("INSERT OR IGNORE INTO blocks (key, day, article, action) VALUES (?, ?, ?, ?)", rows)

    def take(self, ref: Ref) -> str | None:
        """Takes a telling out; gives the event that it was in."""
        rows = [("\x1f".join(key), day, *ref) for key, (day, _), _ in places(self.telling(ref))]
        self.store.executemany("DELETE FROM blocks WHERE key=? AND day=? AND article=? AND action=?", rows)
        event = self.event_of(ref)
        self.store.execute("DELETE FROM tellings WHERE article=? AND action=?", ref)
        del self.known[ref]
        return event

    def event(self, id_: str) -> Event | None:
        """An event, also one that was merged or retracted."""
        if id_ not in self.events:
            row = self.store.execute("SELECT packed FROM events WHERE id=?", (id_,)).fetchone()
            if row is None:
                return None
            self.events[id_] = event_from(_unpacked(row[0]))
        return self.events[id_]

    def event_of(self, ref: Ref) -> str | None:
        """The event that a telling is in."""
        row = self.store.execute("SELECT event FROM tellings WHERE article=? AND action=?", ref).fetchone()
        return row[0] if row else None

    def founded(self, ref: Ref) -> str | None:
        """The event that has its id from a telling, whether that telling is there or not."""
        row = self.store.execute("SELECT id FROM events WHERE founder_article=? AND founder_action=?", ref).fetchone()
        return row[0] if row else None

    def keep(self, event: Event) -> None:
        """Keeps an event as it is now, its tellings in it."""
        self.events[event.id] = event
        self.store.execute(
            "INSERT INTO events (id, type, founder_article, founder_action, packed) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET packed=excluded.packed",
            (event.id, event.type, event.founder.article, event.founder.action, _packed(event_json(event))),
        )
        rows = [(record.article, record.action, event.id) for record in event.records]
        self.store.executemany("INSERT OR REPLACE INTO tellings (article, action, event) VALUES (?, ?, ?)", rows)


def _packed(told: dict[str, Any]) -> bytes:
    return pack_lightly(dump_line(told).encode("utf-8", "surrogatepass"))


def _unpacked(packed: bytes) -> Any:
    return json.loads(unpack(packed).decode("utf-8", "surrogatepass"))


def of_types(store: sqlite3.Connection, types: Iterable[str]) -> list[Event]:
    """Every event of these types, by id."""
    chosen = sorted(types)
    rows = store.execute(f"SELECT packed FROM events WHERE type IN ({','.join('?' * len(chosen))}) ORDER BY id", chosen)
    return [event_from(_unpacked(row[0])) for row in rows]


def disputes(store: sqlite3.Connection) -> list[Dispute]:
    """Every dispute, by id."""
    return [dispute_from(_unpacked(row[0])) for row in store.execute("SELECT packed FROM disputes ORDER BY id")]


def keep_dispute(store: sqlite3.Connection, dispute: Dispute) -> None:
    """Keeps a dispute as it is now."""
    store.execute(
        "INSERT INTO disputes (id, packed) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET packed=excluded.packed",
        (dispute.id, _packed(dispute_json(dispute))),
    )


def next_revision(store: sqlite3.Connection, table: str, id_: str) -> int:
    """Counts one more revision of a row of `events` or `disputes`, and gives its number."""
    row = store.execute(f"UPDATE {table} SET revision=revision+1 WHERE id=? RETURNING revision", (id_,)).fetchone()
    return int(row[0])
