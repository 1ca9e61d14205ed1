"""Rows of CSV whose cells a spreadsheet takes for text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

# what a spreadsheet begins a formula with, wide forms too (OWASP, "CSV Injection")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - the wide forms are meant


def line(row: Mapping[str, object], columns: Sequence[str]) -> str:
    """A row as CSV; text that a spreadsheet would run as a formula gets an apostrophe before it, numbers stay."""
    buffer = io.StringIO()
    csv.DictWriter(buffer, columns, lineterminator="\n").writerow({key: _cell(value) for key, value in row.items()})
    return buffer.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
