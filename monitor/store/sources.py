"""What is known of each source and host: validators, health, when it is due."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from monitor.store.db import transaction

Temper = Literal["temporary", "soft", "hard"]
# A clock that is behind the last attempt by more than this was set back
SLACK = 60.0


@dataclass(frozen=True, slots=True)
class Health:
    """A source's row. Times are seconds since 1970; `failures` counts those in a row, `temper` tells the kind of the last one."""

    url: str
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body: str | None = None
    next_due: float = 0.0
    last_attempt: float | None = None
    last_success: float | None = None
    failures: int = 0
    fault: str | None = None
    detail: str | None = None
    temper: Temper | None = None
    warnings: str = ""


_COLUMNS = tuple(Health.__slots__)


def load(store: sqlite3.Connection, url: str) -> Health:
    """A source's health; a fresh one where it was never polled."""
    row = store.execute("SELECT * FROM sources WHERE url=?", (url,)).fetchone()
    return Health(**{name: row[name] for name in _COLUMNS}) if row else Health(url)


def load_all(store: sqlite3.Connection) -> dict[str, Health]:
    """The health of every source that was ever polled, by address."""
    return {row["url"]: Health(*row) for row in store.execute(f"SELECT {', '.join(_COLUMNS)} FROM sources")}


_SAVE = f"INSERT OR REPLACE INTO sources ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_values = attrgetter(*_COLUMNS)


def save(store: sqlite3.Connection, health: Health) -> None:
    """Writes a source's health; the caller's transaction holds it together with what the source brought."""
    store.execute(_SAVE, _values(health))


def due(store: sqlite3.Connection, urls: Iterable[str], *, now: float) -> list[str]:
    """Those of the sources whose time has come, in the order given."""
    waiting = {row["url"] for row in store.execute("SELECT url FROM sources WHERE next_due > ?", (now,))}
    return [url for url in urls if url not in waiting]


def rebase(store: sqlite3.Connection, *, now: float) -> int:
    """After the clock was set back, moves what was planned back by as much; gives the number of sources moved."""
    with transaction(store):
        store.execute(
            "UPDATE hosts SET not_before = MIN(not_before, ? + 86400), robots_until = MIN(robots_until, ? + 86400)"
            " WHERE EXISTS (SELECT 1 FROM sources WHERE last_attempt > ?)",
            (now, now, now + SLACK),
        )
        return store.execute(
            "UPDATE sources SET next_due = next_due - (last_attempt - ?), last_attempt = ? WHERE last_attempt > ?",
            (now, now, now + SLACK),
        ).rowcount


def pause_host(store: sqlite3.Connection, host: str, *, until: float) -> None:
    """No request to a host before a time, across runs."""
    store.execute(
        "INSERT INTO hosts (host, not_before) VALUES (?, ?)"
        " ON CONFLICT (host) DO UPDATE SET not_before = MAX(not_before, excluded.not_before)",
        (host, until),
    )


def host_pauses(store: sqlite3.Connection, *, now: float) -> dict[str, float]:
    """Hosts that asked for a pause that is not over, with its end."""
    return {row["host"]: row["not_before"] for row in store.execute("SELECT host, not_before FROM hosts WHERE not_before > ?", (now,))}


def robots(store: sqlite3.Connection, host: str, *, now: float) -> bytes | None:
    """A host's robots.txt as kept, None where there is none that is still fresh."""
    row = store.execute("SELECT robots FROM hosts WHERE host=? AND robots_until > ?", (host, now)).fetchone()
    return row["robots"] if row else None


def keep_robots(store: sqlite3.Connection, host: str, raw: bytes, *, until: float) -> None:
    """Keeps a host's robots.txt up to a time."""
    store.execute(
        "INSERT INTO hosts (host, robots, robots_until) VALUES (?, ?, ?)"
        " ON CONFLICT (host) DO UPDATE SET robots = excluded.robots, robots_until = excluded.robots_until",
        (host, raw, until),
    )
