"""The store: one SQLite file in WAL. Everything that must be there after a crash is written in one transaction."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.store.migrations import STEPS
from pipelines.errors import CasewireError, UsageError

BUSY_SECONDS = 10.0
# 4,096 pages of 4 KB: a cache of 16 MB at most
CACHE_KILOBYTES = 16_000
# The log is brought home when it holds so many pages: 16 MB
LOG_PAGES = 4000
SHORT = 2000


class StoreError(CasewireError):
    """The store cannot be read or written: disk full, read-only, damaged. Exit code 1."""

    exit_code = 1


def connect(path: Path) -> sqlite3.Connection:
    """Opens a store, making or migrating it. Raises UsageError for what is no store of ours, StoreError for what can't be written."""
    try:
        store = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        store.row_factory = sqlite3.Row
        _set_up(store)
    except sqlite3.DatabaseError as error:
        kind = UsageError if "not a database" in str(error) or "unable to open" in str(error) else StoreError
        raise kind(f"{path}: {error}") from error
    if _version(store) > len(STEPS):
        raise UsageError(f"{path}: made by a newer Casewire (version {_version(store)}; this one knows {len(STEPS)})")
    _migrate(store)
    return store


def _set_up(store: sqlite3.Connection) -> None:
    store.execute("PRAGMA journal_mode=WAL")
    # a crash of the process loses nothing; a power cut may lose the last transactions, which the next run makes again
    store.execute("PRAGMA synchronous=NORMAL")
    store.execute(f"PRAGMA cache_size=-{CACHE_KILOBYTES}")
    store.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")


def _version(store: sqlite3.Connection) -> int:
    return int(store.execute("PRAGMA user_version").fetchone()[0])


def _migrate(store: sqlite3.Connection) -> None:
    for number in range(_version(store), len(STEPS)):
        with transaction(store):
            for statement in STEPS[number].split(";"):
                store.execute(statement)
            store.execute(f"PRAGMA user_version={number + 1}")


@contextmanager
def transaction(store: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, also inside another one; never entered with a request under way in it. Raises StoreError where the disk refuses."""
    begin, end, undo = _INNER if store.in_transaction else _OUTER
    try:
        store.execute(begin)
        yield
        store.execute(end)
    except BaseException as error:
        if store.in_transaction:
            store.execute(undo)
        if isinstance(error, sqlite3.OperationalError):
            raise StoreError(f"store: {error}") from error
        raise


_OUTER = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
_INNER = ("SAVEPOINT inner_one", "RELEASE inner_one", "ROLLBACK TO inner_one")


def pack(raw: bytes) -> bytes:
    """Compressed for the store: level 3 takes half the time of zlib's usual level 6 and a seventh more room (measured on source code)."""
    return zlib.compress(raw, 3)


def pack_lightly(raw: bytes) -> bytes:
    """JSON for the store: as it stands while it is short, else compressed quickly."""
    return raw if len(raw) < SHORT else zlib.compress(raw, 1)


def unpack(packed: bytes) -> bytes:
    """What was packed, in either way; what zlib writes never begins with a brace."""
    return packed if packed[:1] == b"{" else zlib.decompress(packed)
