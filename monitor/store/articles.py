"""Articles as they come in: found in a source, fetched, made into a record or skipped with a reason.

new → the page is to be fetched · fetched → a record is to be made · done · skipped
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.store.db import pack, unpack
from pipelines.records import digest


@dataclass(frozen=True, slots=True)
class Stored:
    """An article's row; `entry` is what the source said of it, `body` names the page's bytes, `fault` why there are none."""

    id: str
    source: str
    url: str | None
    entry: dict[str, Any]
    first_seen: float
    attempts: int
    body: str | None
    charset: str | None
    final_url: str | None
    fetched: float | None
    fault: str | None
    access: str | None
    revision: int
    record_hash: str | None


def _stored(row: sqlite3.Row) -> Stored:
    plain = {name: row[name] for name in Stored.__slots__ if name != "entry"}
    return Stored(entry=json.loads(unpack(row["entry"])), **plain)


def load(store: sqlite3.Connection, article: str) -> Stored:
    """An article by its id. Raises KeyError."""
    row = store.execute("SELECT * FROM articles WHERE id=?", (article,)).fetchone()
    if row is None:
        raise KeyError(article)
    return _stored(row)


def known(store: sqlite3.Connection, keys: Sequence[str]) -> str | None:
    """The article that the first known of the keys stands for; keys come best first."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        found |= dict(store.execute(f"SELECT key, article FROM keys WHERE key IN ({','.join('?' * len(part))})", part).fetchall())
    return next((found[key] for key in keys if key in found), None)


def note(store: sqlite3.Connection, entry: dict[str, Any], *, id: str, keys: Iterable[str], source: str, now: float, page: bool) -> str:
    """Notes an entry of a source; gives `new`, `edited` or `known`. `keys` that stand for an older article stay with it."""
    written = json.dumps(entry, ensure_ascii=False, sort_keys=True)
    mark, packed = digest(written), pack(written.encode("utf-8", "surrogatepass"))
    store.executemany("INSERT OR IGNORE INTO keys (key, article) VALUES (?, ?)", [(key, id) for key in keys])
    row = store.execute("SELECT entry_hash, source FROM articles WHERE id=?", (id,)).fetchone()
    state = "new" if page else "fetched"
    if row is None:
        store.execute(
            "INSERT INTO articles (id, source, url, state, first_seen, entry, entry_hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (id, source, entry.get("url"), state, now, packed, mark),
        )
        return "new"
    if row["entry_hash"] == mark or row["source"] != source:  # a second source that has it too edits nothing
        return "known"
    store.execute(
        "UPDATE articles SET state=?, due=0, attempts=0, url=?, entry=?, entry_hash=? WHERE id=?",
        (state, entry.get("url"), packed, mark, id),
    )
    return "edited"


def waiting(store: sqlite3.Connection, state: str, *, now: float, limit: int = -1) -> list[str]:
    """Ids of the articles in a state whose time has come, oldest first."""
    rows = store.execute("SELECT id FROM articles WHERE state=? AND due<=? ORDER BY first_seen, rowid LIMIT ?", (state, now, limit))
    return [row["id"] for row in rows]


def count_waiting(store: sqlite3.Connection, state: str, *, now: float) -> int:
    """How many articles are in a state and due."""
    return int(store.execute("SELECT COUNT(*) FROM articles WHERE state=? AND due<=?", (state, now)).fetchone()[0])


def set_page(store: sqlite3.Connection, id: str, *, body: str, charset: str | None, final_url: str, now: float) -> None:
    """The page is here; a record is to be made."""
    store.execute(
        "UPDATE articles SET state='fetched', body=?, charset=?, final_url=?, fetched=?, fault=NULL, due=0 WHERE id=?",
        (body, charset, final_url, now, id),
    )


def set_unreachable(store: sqlite3.Connection, id: str, *, fault: str) -> None:
    """There is no page, for a reason; the record is made of what the source said."""
    store.execute("UPDATE articles SET state='fetched', fault=?, due=0 WHERE id=?", (fault, id))


def put_off(store: sqlite3.Connection, id: str, *, until: float, fault: str) -> None:
    """The page is to be tried again at a time; that a host asked for a pause is no attempt."""
    tried = 0 if fault == "host_paused" else 1
    store.execute("UPDATE articles SET due=?, attempts=attempts+?, fault=? WHERE id=?", (until, tried, fault, id))


def set_done(store: sqlite3.Connection, id: str, *, access: str, record_hash: str, revision: int) -> None:
    """The record is made."""
    store.execute(
        "UPDATE articles SET state='done', access=?, record_hash=?, revision=?, reason=NULL, detail=NULL WHERE id=?",
        (access, record_hash, revision, id),
    )


def set_unchanged(store: sqlite3.Connection, id: str) -> None:
    """The record that is there stands."""
    store.execute("UPDATE articles SET state='done' WHERE id=?", (id,))


def set_skipped(store: sqlite3.Connection, id: str, *, reason: str, detail: str) -> None:
    """There is no record, for a reason."""
    store.execute("UPDATE articles SET state='skipped', reason=?, detail=?, record_hash=NULL WHERE id=?", (reason, detail, id))
