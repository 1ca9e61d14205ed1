"""Events as CSV: one event a row; several values in one cell are joined by semicolons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from monitor.flat import EVENT_COLUMNS, event_rows
from monitor.writers.cells import line


def write(events: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The file's pieces, each a whole row; the first names the columns."""
    yield line(dict(zip(EVENT_COLUMNS, EVENT_COLUMNS, strict=True)), EVENT_COLUMNS)
    for row in event_rows(events):
        yield line({key: "; ".join(value) if isinstance(value, list) else value for key, value in row.items()}, EVENT_COLUMNS)
