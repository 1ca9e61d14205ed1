"""Articles as they come in: found in a source, fetched, made into a record or skipped with a reason.

new → the page is to be fetched · fetched → a record is to be made · done · skipped
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.store.db import pack_lightly, unpack

# SQLite takes no more than so many values in one statement, on every system
AT_ONCE = 500


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


@dataclass(slots=True)
class Note:
    """What a source says of an article; `page`: whether it has a page of its own to fetch, `met`: whether the store may have it."""

    id: str
    entry: dict[str, Any]
    page: bool
    met: bool = True


def _stored(row: sqlite3.Row) -> Stored:
    plain = {name: row[name] for name in Stored.__slots__ if name != "entry"}
    return Stored(entry=json.loads(unpack(row["entry"])), **plain)


def load(store: sqlite3.Connection, article: str) -> Stored:
    """An article by its id. Raises KeyError."""
    row = store.execute("SELECT * FROM articles WHERE id=?", (article,)).fetchone()
    if row is None:
        raise KeyError(article)
    return _stored(row)


def known(store: sqlite3.Connection, keys: Sequence[str]) -> dict[str, str]:
    """The articles that keys stand for, by key; keys that are new are left out."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        found |= dict(store.execute(f"SELECT key, article FROM keys WHERE key IN ({_marks(part)})", part).fetchall())
    return found


def _marks(part: Sequence[object]) -> str:
    return ",".join("?" * len(part))


def remember(store: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> None:
    """Notes which article each key stands for; a key that stands for an older article stays with it."""
    store.executemany("INSERT OR IGNORE INTO keys (key, article) VALUES (?, ?)", keys)


def note(store: sqlite3.Connection, notes: Sequence[Note], *, source: str, now: float) -> Counter[str]:
    """Notes what a source lists; counts what was `new`, `edited` or `known`."""
    marks = _entry_hashes(store, [n.id for n in notes if n.met])
    counts: Counter[str] = Counter()
    new: list[tuple[object, ...]] = []
    edited: list[tuple[object, ...]] = []
    for each in notes:
        written = _write(each.entry).encode("utf-8", "surrogatepass")  # readers write the keys in one order
        mark = hashlib.sha256(written).hexdigest()[:16]
        outcome = _outcome(mark, source, before=marks.get(each.id))
        counts[outcome] += 1
        if outcome != "known":
            marks[each.id] = (mark, source)
            row = ("new" if each.page else "fetched", each.entry.get("url"), pack_lightly(written), mark, each.id)
            new.append((*row, source, now)) if outcome == "new" else edited.append(row)
    store.executemany(_INSERT, new)
    store.executemany(_UPDATE, edited)  # after the new ones: a list may hold an article twice
    return counts


_write = json.JSONEncoder(ensure_ascii=False).encode
_INSERT = "INSERT INTO articles (state, url, entry, entry_hash, id, source, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?)"
_UPDATE = "UPDATE articles SET state=?, due=0, attempts=0, url=?, entry=?, entry_hash=? WHERE id=?"


def _entry_hashes(store: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        rows = store.execute(f"SELECT id, entry_hash, source FROM articles WHERE id IN ({_marks(part)})", part)
        found |= {row[0]: (row[1], row[2]) for row in rows}
    return found


def _outcome(mark: str, source: str, *, before: tuple[str, str] | None) -> str:
    if before is None:
        return "new"
    return "known" if before[0] == mark or before[1] != source else "edited"  # a second source that has it too edits nothing


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
