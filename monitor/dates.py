"""Days of publication: what metadata and bylines write, as `YYYY-MM-DD` in the writer's own calendar day."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from functools import cache

from pipelines.furniture import is_sentence
from pipelines.records import LANGUAGES

_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-/.]|\s*年\s*)(1[0-2]|0?[1-9])(?:[-/.]|\s*月\s*)(3[01]|[12]\d|0?[1-9])(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(3[01]|[12]\d|0?[1-9])\.\s?(1[0-2]|0?[1-9])\.\s?((?:19|20)\d\d)(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?\d{4,6}Z?)?")
# A year beside words: may be a date with the month's name
_SPELT = re.compile(r"\b(?:19|20)\d\d\b")
HEAD_LINES, LINE_LONGEST, EPOCH_MILLISECONDS = 8, 80, 10_000_000_000


def day(value: object) -> str | None:
    """The calendar day of a date as metadata write it, else None.

    ISO 8601, RFC 822, `2017/8/9`, `9.8.2017`, `9 August 2017`, seconds or milliseconds since 1970.
    """
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _iso(compact[1], compact[2], compact[3])
    if isinstance(value, int | float):
        return _epoch(value)
    return _numeric(text) or _rfc(text) or _spelt(text)


def dateline(text: str) -> str | None:
    """The full date on a short line that is no sentence, among the first lines of a plain text."""
    lines = [line.strip() for line in text[:4000].split("\n") if line.strip()][:HEAD_LINES]
    for line in lines:
        if len(line) <= LINE_LONGEST and not is_sentence(line):
            found = _numeric(line) or _spelt(line)
            if found:
                return found
    return None


def _numeric(text: str) -> str | None:
    match = _YEAR_FIRST.search(text)
    if match:
        return _iso(match[1], match[2], match[3])
    match = _DAY_FIRST.search(text)
    return _iso(match[3], match[2], match[1]) if match else None


def _iso(year: str, month: str, number: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(number)).isoformat()
    except ValueError:  # 31 February and the like name no day
        return None


def _epoch(value: float) -> str | None:
    try:
        seconds = value / 1000 if abs(value) > EPOCH_MILLISECONDS else value
        return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).date().isoformat()
    except (OverflowError, ValueError):  # beyond the calendar, or no number
        return None


def _rfc(text: str) -> str | None:
    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{2,4} \d", text):
        return None
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return None


def _spelt(text: str) -> str | None:
    """A date with the month's name in any of the four languages, where the text names exactly one full day."""
    if not _SPELT.search(text):
        return None
    found = {value for code in LANGUAGES for value in _full_days(text, code)}
    return found.pop() if len(found) == 1 else None


@cache
def _full_days(text: str, language: str) -> tuple[str, ...]:
    from pipelines.components.times import find_times

    return tuple(span.value for span in find_times(text, language, published=None) if span.value and len(span.value) == len("YYYY-MM-DD"))
