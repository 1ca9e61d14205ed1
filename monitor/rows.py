"""Records, events and disputes from JSONL files, `-` being standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipelines.errors import UsageError
from pipelines.events_json import DISPUTE_SCHEMA, EVENT_SCHEMA
from pipelines.records import SCHEMA

RECORD, EVENT, DISPUTE = SCHEMA, EVENT_SCHEMA, DISPUTE_SCHEMA
NOUNS = {RECORD: "record", EVENT: "event", DISPUTE: "dispute"}


def read(paths: Iterable[str], schema: str) -> Iterator[dict[str, Any]]:
    """The lines of the files, in order, each an object of that schema (RECORD, EVENT, DISPUTE).

    Lone surrogates, which no UTF-8 file can hold, become U+FFFD; the length stays, so offsets hold. Raises UsageError with
    file and line for what is none.
    """
    for path in paths:
        for number, line in enumerate(_bytes(path).splitlines(), 1):
            if line.strip():
                yield _row(line, schema, where=f"{path}: line {number}")


def _row(line: bytes, schema: str, *, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{where} is no {NOUNS[schema]}: {error}") from error
    found = row.get("schema") if isinstance(row, dict) else None
    if found != schema:
        raise UsageError(f"{where} is no {NOUNS[schema]}: its schema is {found!r}; valid: {schema!r}")
    cleaned: dict[str, Any] = _without_surrogates(row) if rb"\ud" in line.lower() else row
    return cleaned


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, list):
        return [_without_surrogates(member) for member in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(member) for key, member in value.items()}
    return value


def _bytes(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
