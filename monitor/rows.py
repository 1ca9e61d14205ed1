"""Records, events and disputes as plain objects, for what is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from monitor.eventfiles import lines
from pipelines.errors import UsageError
from pipelines.events_json import DISPUTE_SCHEMA, EVENT_SCHEMA
from pipelines.records import SCHEMA

RECORD, EVENT, DISPUTE = SCHEMA, EVENT_SCHEMA, DISPUTE_SCHEMA
NOUNS = {RECORD: "record", EVENT: "event", DISPUTE: "dispute"}


def read(paths: Iterable[str], schema: str) -> Iterator[dict[str, Any]]:
    """The lines of JSONL files, `-` being standard input, in order, each an object of that schema (RECORD, EVENT, DISPUTE).

    Lone surrogates, which neither UTF-8 nor any library can hold, become U+FFFD; the length stays, so offsets hold. Raises
    UsageError with file and line for what is none.
    """
    for path in paths:
        for number, row in lines(path):
            if row.get("schema") != schema:
                told = f"its schema is {row.get('schema')!r}; valid: {schema!r}"
                raise UsageError(f"{path}: line {number} is no {NOUNS[schema]}: {told}")
            yield _whole(row)


def _whole(value: Any) -> Any:
    """The value, its strings without lone surrogates."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(member) for member in value]
    return {_whole(key): _whole(member) for key, member in value.items()} if isinstance(value, dict) else value
