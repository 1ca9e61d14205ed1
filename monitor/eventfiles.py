"""Files of records, events and disputes: read line by line, every fault named by its file and line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pipelines.errors import UsageError
from pipelines.events import Dispute, Event
from pipelines.events_json import dispute_from, dispute_json, event_from, event_json
from pipelines.records import dump_line

Read = TypeVar("Read")


def lines(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSONL file or `-`, with the numbers of their lines. Raises UsageError."""
    for number, line in enumerate(_bytes(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: line {number} is not JSON: {error}") from error
        if not isinstance(told, dict):
            raise UsageError(f"{path}: line {number} is no object; valid: a record, an event or a dispute a line")
        yield number, told


def _bytes(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def records(paths: Iterable[str]) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """The last record of each article, and the articles that are retracted. Lines are records, or changes as `export` gives them."""
    found: dict[str, dict[str, Any]] = {}
    gone: set[str] = set()
    for path in paths:
        for number, told in lines(path):
            record = told.get("record", told) if told.get("op") != "retract" else None
            id_ = told.get("id") if record is None else record.get("id")
            if not isinstance(id_, str):
                raise UsageError(f"{path}: line {number} has no id; valid: an article record, or a change with one")
            found.pop(id_, None)
            gone.discard(id_)
            if record is None:
                gone.add(id_)
            else:
                found[id_] = record
    return found, gone


def events(path: str) -> list[Event]:
    """The events of a file. Raises UsageError."""
    return _read(path, event_from)


def disputes(path: str) -> list[Dispute]:
    """The disputes of a file. Raises UsageError."""
    return _read(path, dispute_from)


def _read(path: str, make: Callable[[dict[str, Any]], Read]) -> list[Read]:
    found = []
    for number, told in lines(path):
        try:
            found.append(make(told))
        except UsageError as error:
            raise UsageError(f"{path}: line {number}: {error}") from error
    return found


def event_lines(found: Iterable[Event]) -> Iterator[str]:
    """Events as lines with their line ends."""
    yield from (dump_line(event_json(event)) + "\n" for event in found)


def dispute_lines(found: Iterable[Dispute]) -> Iterator[str]:
    """Disputes as lines with their line ends."""
    yield from (dump_line(dispute_json(dispute)) + "\n" for dispute in found)
