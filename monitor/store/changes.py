"""The change feed: `upsert` with a record (or, of a `kind`, an event or a dispute), `retract` without; each output keeps its own cursor."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitor.store.db import pack, unpack


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `told` is what a consumer gets beside cursor, op, id and revision: access, near, record."""

    cursor: int
    at: float
    op: str
    article: str
    revision: int
    told: dict[str, Any]

    def json(self) -> dict[str, Any]:
        """As the change feed writes it."""
        return {"cursor": self.cursor, "op": self.op, "id": self.article, "revision": self.revision} | self.told


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far an output has got: the last cursor it holds, and for files the file and its size after that cursor's line."""

    name: str
    cursor: int = 0
    path: str | None = None
    size: int = 0
    failures: int = 0
    next_due: float = 0.0


def add(store: sqlite3.Connection, op: str, *, article: str, revision: int, told: dict[str, Any], now: float) -> int:
    """Adds a change and gives its cursor; its time is never before that of the change before, whatever the clock says."""
    last = store.execute("SELECT at FROM changes ORDER BY cursor DESC LIMIT 1").fetchone()
    at = max(now, last["at"]) if last else now
    packed = pack(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
    done = store.execute(
        "INSERT INTO changes (at, op, article, revision, packed) VALUES (?, ?, ?, ?, ?)", (at, op, article, revision, packed)
    )
    return int(done.lastrowid or 0)


def since(store: sqlite3.Connection, cursor: int, *, limit: int = -1) -> Iterator[Change]:
    """The changes after a cursor, in order."""
    for row in store.execute("SELECT * FROM changes WHERE cursor > ? ORDER BY cursor LIMIT ?", (cursor, limit)):
        told = json.loads(unpack(row["packed"]).decode("utf-8", "surrogatepass"))
        yield Change(row["cursor"], row["at"], row["op"], row["article"], row["revision"], told)


def last_cursor(store: sqlite3.Connection) -> int:
    """The cursor of the last change, 0 where there is none."""
    row = store.execute("SELECT MAX(cursor) FROM changes").fetchone()
    return int(row[0] or 0)


def delivery(store: sqlite3.Connection, name: str) -> Delivery:
    """How far an output has got; a new one starts at the beginning."""
    row = store.execute("SELECT * FROM outputs WHERE name=?", (name,)).fetchone()
    return Delivery(**dict(row)) if row else Delivery(name)


def set_delivery(store: sqlite3.Connection, state: Delivery) -> None:
    """Writes how far an output has got."""
    store.execute(
        "INSERT OR REPLACE INTO outputs (name, cursor, path, size, failures, next_due) VALUES (?, ?, ?, ?, ?, ?)",
        (state.name, state.cursor, state.path, state.size, state.failures, state.next_due),
    )


def drop_old(store: sqlite3.Connection, *, before: float) -> int:
    """Deletes changes older than a time that every output has taken and a later change has not yet needed; gives their number."""
    return store.execute(
        "DELETE FROM changes WHERE at < ? AND cursor <= (SELECT COALESCE(MIN(cursor), 0) FROM outputs)"
        " AND cursor < (SELECT MAX(cursor) FROM changes)",
        (before,),
    ).rowcount
