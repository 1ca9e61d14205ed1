"""Values of times, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and what they are read from: the words of a time, and its context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

# words that count from the day of publication, and from the anchor, in units
FROM_PUBLICATION = {"last": -1, "this": 0, "next": 1}
FROM_ANCHOR = {"previous": -1, "same": 0, "following": 1}
# classes of words whose value is a unit; in Chinese, 年 and 日 are units and parts of a date
UNITS = ("unit", "units", "nian", "ri", "weekend")


class Reading(NamedTuple):
    """The value of a time; `ahead`: its value if what is told lies in the future, where the words leave that open.

    `told`: the text itself gave the year, here or in the anchor, so that months after it may lie in the same year.
    """

    value: str | None
    ahead: str | None = None
    told: bool = False


NOTHING = Reading(None)


@dataclass(slots=True)
class Context:
    """What a time is read against. `anchor`: the last value before it in the text; `near`: in the same sentence or the one
    before; `told`: with a year that the text gave; `day`: the last value that was a day.
    """

    published: date | None
    anchor: str | None = None
    told: bool = False
    near: bool = False

    day: str | None = None

    def move(self, reading: Reading) -> None:
        """Takes a reading with a value for the new anchor."""
        self.anchor, self.told = reading.value, reading.told
        if reading.value and len(reading.value) == 10:
            self.day = reading.value

    def anchored(self, length: int) -> str | None:
        """The anchor cut to a year (4) or month (7), None where it is coarser; for a day (10) the last day that the text gave."""
        if length == 10:
            return self.day
        return self.anchor[:length] if self.anchor and len(self.anchor) >= length else None

    def today(self) -> str | None:
        """The day of publication as a value."""
        return self.published.isoformat() if self.published else None


@dataclass(frozen=True, slots=True)
class Pieces:
    """The words of one time: the class and the value of each."""

    kinds: tuple[str, ...]
    values: tuple[Any, ...]

    def get(self, *kinds: str) -> Any:
        """The value of the first word of one of these classes, None where there is none."""
        return next((v for k, v in zip(self.kinds, self.values, strict=True) if k in kinds), None)

    def before(self, kind: str) -> Any:
        """The value of the word before the first one of that class."""
        at = self.kinds.index(kind) if kind in self.kinds else 0
        return self.values[at - 1] if at else None

    def modifier(self) -> str | None:
        """`last`, `this`, `next`, `previous`, `same` or `following`, where one stands among the words."""
        return next((k for k in self.kinds if k in FROM_PUBLICATION or k in FROM_ANCHOR), None)

    def number(self) -> float | None:
        """The product of the numbers (`half a` year), their sum across `and` (`un anno e mezzo`); 1 without any; None for `a few`."""
        out = 1.0
        if "and" in self.kinds:
            return float(sum(v for k, v in zip(self.kinds, self.values, strict=True) if k in ("D", "N", "number")))
        for kind, value in zip(self.kinds, self.values, strict=True):
            if kind == "vague":
                return None
            out *= value if kind in ("D", "N", "number") else 1
        return out


def write(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """The value of year, month and day; None where the year is missing or the calendar has no such day."""
    if year is None or not 1 <= year <= 9999:
        return None
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole[: 10 if day else 7 if month else 4]


def triple(value: str) -> tuple[int, int, int]:
    """Year, month and day of a value; 0 for what it does not have."""
    year, month, day = [*map(int, value.split("-")), 0, 0][:3]
    return year, month, day


def shift(value: str, amount: float, unit: str) -> str | None:
    """The value `amount` units later, as precise as the coarser of value and unit; None where the value is too coarse for the unit."""
    if unit == "year" and amount != int(amount):
        amount, unit = amount * 12, "month"
    year, month, day = triple(value)
    days = {"day": 1, "week": 7, "fortnight": 14}
    if unit == "year":
        return write(year + int(amount))
    if unit == "month":
        total = year * 12 + month - 1 + round(amount)
        return write(total // 12, total % 12 + 1) if month else None
    if not day:
        return None
    return (date(year, month, day) + timedelta(days=round(amount * days[unit]))).isoformat()


def easter(year: int) -> date:
    """Easter Sunday of a year (anonymous Gregorian computus: Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, correction = century // 4, (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shifted = epact + offset - 7 * ((golden + 11 * epact + 22 * offset) // 451) + 114
    return date(year, shifted // 31, shifted % 31 + 1)
