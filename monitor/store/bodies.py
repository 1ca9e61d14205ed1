"""Raw bytes as they came, each once, compressed: what `casewire replay` reads."""

from __future__ import annotations

import hashlib
import sqlite3

from monitor.store.db import pack, transaction, unpack


def fingerprint(raw: bytes) -> str:
    """The name of a body: 32 hex digits of its SHA-256."""
    return hashlib.sha256(raw).hexdigest()[:32]


def keep(store: sqlite3.Connection, raw: bytes, *, now: float) -> str:
    """Keeps a body and gives its name; one that is there already is only dated anew."""
    name = fingerprint(raw)
    if not store.execute("UPDATE bodies SET at=? WHERE hash=?", (now, name)).rowcount:
        store.execute("INSERT INTO bodies (hash, packed, at) VALUES (?, ?, ?)", (name, pack(raw), now))
    return name


def load(store: sqlite3.Connection, name: str | None) -> bytes | None:
    """A body by its name; None where it was not kept or retention has taken it."""
    row = store.execute("SELECT packed FROM bodies WHERE hash=?", (name,)).fetchone()
    return unpack(row["packed"]) if row else None


def drop_old(store: sqlite3.Connection, *, before: float) -> int:
    """Deletes bodies last seen before a time, and those that nothing refers to any longer; gives their number."""
    with transaction(store):
        return store.execute(
            "DELETE FROM bodies WHERE at < ? OR NOT EXISTS (SELECT 1 FROM sources WHERE sources.body = bodies.hash)"
            " AND hash NOT IN (SELECT body FROM articles WHERE body IS NOT NULL)",
            (before,),
        ).rowcount
