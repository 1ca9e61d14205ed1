"""The health of sources in words, and what keeps polling from working."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from monitor.fetch.clock import iso
from monitor.fetch.freshness import DAY, HOUR
from monitor.settings import Polling, Source
from monitor.store import lock, sources
from monitor.store.sources import Health
from pipelines.errors import CasewireError

_WORDS = {"temporary": "trouble that may pass", "soft": "needs a look", "hard": "gone or not allowed"}
LEAST_FREE = 200 << 20


def health(source: Source, found: Health, *, now: float) -> dict[str, Any]:
    """A source's health as a row."""
    return {
        "url": source.url,
        "name": source.name,
        "kind": source.kind,
        "health": _words(found),
        "fault": found.fault,
        "detail": found.detail,
        "failures": found.failures,
        "warnings": found.warnings.split(),
        "last_success": iso(found.last_success),
        "next_due": iso(max(found.next_due, now)),
    }


def _words(found: Health) -> str:
    if found.last_attempt is None:
        return "never polled"
    if found.temper is None:
        return "well"
    times = f"{found.failures} times in a row" if found.failures != 1 else "once"
    return f"{_WORDS[found.temper]}: {found.fault}, {times}"


def line(row: dict[str, Any], *, now: float, found: Health) -> str:
    """The row for people."""
    last = f"last success {_ago(now - found.last_success)} ago" if found.last_success else "no success yet"
    due = f"next in {_ago(found.next_due - now)}" if found.next_due > now else "due now"
    notes = f" ({row['detail']})" * bool(row["detail"]) + "".join(f" [{word}]" for word in row["warnings"])
    return f"{row['name'] or row['url']}: {row['health']}{notes}; {last}, {due}"


def _ago(seconds: float) -> str:
    for unit, name in ((DAY, "days"), (HOUR, "hours"), (60.0, "minutes")):
        if abs(seconds) >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} seconds"


def problems(polling: Polling, store: sqlite3.Connection, *, now: float) -> Iterator[str]:
    """What keeps polling from working, each with what to do."""
    sound = store.execute("PRAGMA integrity_check").fetchone()[0]
    if sound != "ok":
        yield f"{polling.store}: damaged ({sound}); restore it from a copy"
    if not polling.sources:
        yield "no sources; add one with `casewire add URL`"
    if not polling.contact:
        yield 'poll.contact is not set; give hosts a way to reach you, such as contact = "mailto:you@example.org"'
    if shutil.disk_usage(polling.store.parent).free < LEAST_FREE:
        yield f"{polling.store.parent}: less than {LEAST_FREE >> 20} MB free; make room or lower poll.raw_days"
    yield from (f"{output.folder}: cannot be written to" for output in polling.outputs if output.folder and not _writable(output.folder))
    if not polling.outputs:
        yield 'no outputs; records can only be had by `casewire export`; add [[outputs]] with kind = "jsonl" and a folder'
    try:
        with lock.held(polling.store):
            pass
    except CasewireError as error:
        yield str(error)
    for source in polling.sources:
        yield from _troubles(source, sources.load(store, source.url), now=now)


def _writable(folder: Path) -> bool:
    """Whether a folder can be written to, or made."""
    import os

    there = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
    return there.is_dir() and os.access(there, os.W_OK)


def _troubles(source: Source, found: Health, *, now: float) -> Iterator[str]:
    name = source.name or source.url
    if found.temper:
        yield f"{name}: {_words(found)}" + (f" ({found.detail})" if found.detail else "")
    elif found.last_attempt is not None and now > found.next_due + DAY:
        yield f"{name}: was due {_ago(now - found.next_due)} ago; is the timer running?"
