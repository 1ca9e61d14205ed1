"""Changes to files by day: whole lines or none, each exactly once, however often a run is killed.

The store keeps, for each output, the last cursor and the file's size after it. What a file holds beyond that size was written by a run
that died before it could say so; it is the beginning of what is to be written now, and only the rest is added.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from monitor.settings import Output
from monitor.store import changes
from monitor.store.changes import Change
from monitor.store.db import transaction
from pipelines.errors import CasewireError
from pipelines.records import dump_line

BATCH = 500


class OutputError(CasewireError):
    """An output cannot be written to; what it lacks is written by a later run. Exit code 1."""


def line(change: Change, form: str) -> str | None:
    """A change as its line of JSON: the whole change, or what it is about alone (None where it is something else or a retraction)."""
    if form == "changes":
        return dump_line(change.json())
    if form in ("events", "disputes"):
        told = change.told.get(form.removesuffix("s"))
        return dump_line(told) if told else None
    record = change.told.get("record")
    return dump_line(record | {"revision": change.revision, "access": change.told["access"]}) if record else None


def to_files(store: sqlite3.Connection, output: Output) -> int:
    """Brings the files of an output up to date; gives the number of lines written. Raises OutputError."""
    written = 0
    while batch := list(changes.since(store, changes.delivery(store, output.name).cursor, limit=BATCH)):
        for day, members in groupby(batch, key=_day):
            written += _append(store, output, day, list(members))
    return written


def _day(change: Change) -> str:
    return dt.datetime.fromtimestamp(change.at, tz=dt.UTC).date().isoformat()


def _append(store: sqlite3.Connection, output: Output, day: str, members: list[Change]) -> int:
    path = Path(output.folder or ".") / f"{day}.jsonl"
    state = changes.delivery(store, output.name)
    lines = [found for change in members if (found := line(change, output.form))]
    text = "".join(f"{found}\n" for found in lines).encode()
    size = _write(path, text, base=state.size if state.path == str(path) else 0)
    with transaction(store):
        changes.set_delivery(store, replace(state, cursor=members[-1].cursor, path=str(path), size=size, failures=0, next_due=0.0))
    return len(lines)


def _write(path: Path, text: bytes, *, base: int) -> int:
    """Appends what of the text is not yet there; gives the file's size. A disk that fills up leaves the file as it was."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            return _append_rest(handle, text, base=base)
        finally:
            os.close(handle)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def _append_rest(handle: int, text: bytes, *, base: int) -> int:
    before = os.fstat(handle).st_size
    tail = os.pread(handle, max(before - base, 0), base)
    rest = text[len(tail) :] if text.startswith(tail) else _after_strangers(tail) + text
    try:
        _write_all(handle, rest)
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, before)
        raise
    return before + len(rest)


def _after_strangers(tail: bytes) -> bytes:
    """Somebody else wrote to the file: it stays, and our lines begin on one of their own."""
    return b"" if tail.endswith(b"\n") else b"\n"


def _write_all(handle: int, rest: bytes) -> None:
    """Writes to the end; the system may take less than it is given."""
    view = memoryview(rest)
    while view:
        view = view[os.write(handle, view) :]


def written(chosen: Iterable[Change], form: str) -> Iterator[str]:
    """Changes as lines with their line ends, for `casewire export`."""
    yield from (f"{found}\n" for change in chosen if (found := line(change, form)))
