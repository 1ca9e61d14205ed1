"""Dates as stretches of days, and how far apart two of them are. Days are counted as `date.toordinal` counts them."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

Stretch = tuple[int, int]


@lru_cache(maxsize=1 << 15)
def stretch(value: str | None) -> Stretch | None:
    """First and last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None for None and for what is no date."""
    try:
        parts = [int(part) for part in (value or "").split("-")]
        if len(parts) == 3:
            day = date(*parts).toordinal()
            return day, day
        if len(parts) == 2:
            first = date(parts[0], parts[1], 1).toordinal()
            return first, first + calendar.monthrange(parts[0], parts[1])[1] - 1
        return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()
    except ValueError:
        return None


def gap(one: Stretch, other: Stretch) -> int:
    """Days between the two, 0 where they share a day."""
    return max(0, one[0] - other[1], other[0] - one[1])


def agree(one: str | None, other: str | None) -> bool:
    """Whether the two may be the same day, each as precise as it is; a missing one agrees with any."""
    a, b = stretch(one), stretch(other)
    return a is None or b is None or gap(a, b) == 0


def precision(value: str) -> int:
    """0 for a year, 1 for a month, 2 for a day."""
    return value.count("-")
