"""Records, events and disputes as frames, for notebooks. Needs the extra `pandas` or `polars`.

    from monitor.frames import read_events
    events = read_events("events.jsonl")

Days stand in columns of days: `date_from` and `date_until` are the first and last day of what `date` says as precisely as it was told.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import Any

from monitor import rows
from monitor.extras import need
from monitor.flat import ACT_COLUMNS, DISPUTE_COLUMNS, EVENT_COLUMNS, Row, act_rows, dispute_rows, event_rows
from pipelines.errors import UsageError

LIBRARIES = ("pandas", "polars")
DAYS = ("date_from", "date_until", "published", "first_published", "last_published")
NUMBERS, COUNTS = ("amount", "quantity", "confidence"), ("start", "end", "n_articles", "n_sources")
LISTS = ("roles", "entities", "languages", "disagreements", "flags")

Path = str | PathLike[str]


def read_records(path: Path, *, library: str = "pandas") -> Any:
    """A frame of acts from a JSONL file of records: one row an act, by `monitor.flat.ACT_COLUMNS`.

    `library` is "pandas" or "polars". Raises UsageError for a file that holds no records, and for a library that is not there.
    """
    return _frame(act_rows(rows.read([str(path)], rows.RECORD)), ACT_COLUMNS, library=library)


def read_events(path: Path, *, library: str = "pandas") -> Any:
    """A frame of events from a JSONL file: one row an event, of any state, by `monitor.flat.EVENT_COLUMNS`; else as `read_records`."""
    return _frame(event_rows(rows.read([str(path)], rows.EVENT)), EVENT_COLUMNS, library=library)


def read_disputes(path: Path, *, library: str = "pandas") -> Any:
    """A frame of disputes from a JSONL file: one row an event of a dispute, by `monitor.flat.DISPUTE_COLUMNS`; else as `read_records`."""
    return _frame(dispute_rows(rows.read([str(path)], rows.DISPUTE)), DISPUTE_COLUMNS, library=library)


def _frame(found: Iterable[Row], columns: tuple[str, ...], *, library: str) -> Any:
    if library not in LIBRARIES:
        raise UsageError(f"library: {library!r} is unknown; valid: {', '.join(LIBRARIES)}")
    made = need(library, extra=library)
    return (_pandas if library == "pandas" else _polars)(made, list(found), columns)


def _pandas(pandas: Any, found: list[Row], columns: tuple[str, ...]) -> Any:
    frame = pandas.DataFrame(found, columns=list(columns))
    kinds: dict[str, str] = dict.fromkeys(NUMBERS, "Float64") | dict.fromkeys(COUNTS, "Int64") | dict.fromkeys(LISTS, "object")
    for column in columns:
        days = column in DAYS
        frame[column] = pandas.to_datetime(frame[column]) if days else frame[column].astype(kinds.get(column, "string"))
    return frame


def _polars(polars: Any, found: list[Row], columns: tuple[str, ...]) -> Any:
    kinds = dict.fromkeys(DAYS, polars.Date) | dict.fromkeys(NUMBERS, polars.Float64) | dict.fromkeys(COUNTS, polars.Int64)
    kinds |= dict.fromkeys(LISTS, polars.List(polars.String))
    return polars.DataFrame(found, schema={column: kinds.get(column, polars.String) for column in columns})
