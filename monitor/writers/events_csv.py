"""Events as CSV: one event a row; several values in one cell are joined by semicolons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from monitor.flat import EVENT_COLUMNS, Row, event_rows


def write(events: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The file's pieces, each a whole row; the first names the columns."""
    yield _line(dict(zip(EVENT_COLUMNS, EVENT_COLUMNS, strict=True)))
    for row in event_rows(events):
        yield _line({key: "; ".join(value) if isinstance(value, list) else value for key, value in row.items()})


def _line(row: Row) -> str:
    buffer = io.StringIO()
    csv.DictWriter(buffer, EVENT_COLUMNS, lineterminator="\n").writerow(row)
    return buffer.getvalue()
