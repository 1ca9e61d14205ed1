"""Days, months and years as they are written: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`."""

from __future__ import annotations

import calendar
import datetime as dt
import re

FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def period(value: str | None) -> tuple[dt.date, dt.date] | None:
    """First and last day of what is written, None for what is no date."""
    match = FORM.fullmatch(value or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    return first, first if day else dt.date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def midnight(value: str | None) -> str | None:
    """The beginning of a written date as RFC 3339 in UTC, None for what is no date."""
    span = period(value)
    return f"{span[0].isoformat()}T00:00:00Z" if span else None


def spoken(value: str | None) -> str:
    """A date for people, as precise as it is written: `3 Aug 2017`, `Aug 2017`, `2017`; what is no date is "date unknown"."""
    if not period(value):
        return "date unknown"
    year, *rest = str(value).split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*([str(int(rest[1]))] if len(rest) > 1 else []), *month, year])
