"""From the words of a time to its value: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as precise as the words are.

Relative words count from the day of publication, or from the last time that the text gave (the anchor: "two weeks later"). What cannot
be told is None. Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

# a day without a year lies ahead where the last such day is further back than this (days): news would have told the year
_FAR_BACK = 270
# unit word that is built into the modifiers themselves
_FROM_PUBLICATION = {"last": -1, "this": 0, "next": 1}
_FROM_ANCHOR = {"previous": -1, "same": 0, "following": 1}
_UNITS = ("unit", "nian", "ri")


class Reading(NamedTuple):
    """The value of a time; `ahead`: its value if what is told lies in the future, where the words leave that open."""

    value: str | None
    ahead: str | None = None


NOTHING = Reading(None)


@dataclass(slots=True)
class Context:
    """What a time is read against. `anchor`: the last value before it in the text; `near`: in the same sentence or the one before."""

    published: date | None
    week_bound: bool = False
    anchor: str | None = None
    near: bool = False

    @property
    def anchor_day(self) -> date | None:
        """The anchor where it is a day."""
        return date.fromisoformat(self.anchor) if self.anchor and len(self.anchor) == 10 else None


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
        return next((k for k in self.kinds if k in _FROM_PUBLICATION or k in _FROM_ANCHOR), None)

    def number(self) -> float | None:
        """The product of the numbers (`half a` year); 1 where there is none; None for `some`, `a few`."""
        out = 1.0
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


def shift(value: str, amount: float, unit: str) -> str | None:
    """The value `amount` units later, as precise as the coarser of value and unit; None where the value is too coarse for the unit."""
    if unit == "year" and amount != int(amount):
        amount, unit = amount * 12, "month"
    year, month, day = [*map(int, value.split("-")), 0, 0][:3]
    if unit == "year":
        return write(year + int(amount))
    if unit == "month":
        total = year * 12 + month - 1 + round(amount)
        return write(total // 12, total % 12 + 1) if month else None
    if not day:
        return None
    return (date(year, month, day) + timedelta(days=round(amount * (7 if unit == "week" else 1)))).isoformat()


def _anchor_part(context: Context, length: int) -> str | None:
    """The anchor cut to a year (4), month (7) or day (10); None where it is coarser."""
    return context.anchor[:length] if context.anchor and len(context.anchor) >= length else None


def _year(pieces: Pieces, context: Context) -> tuple[bool, int | None]:
    """Whether the words say which year, and the year if it can be told."""
    published, anchor = context.published, _anchor_part(context, 4)
    if (written := pieces.get("Y")) is not None:
        return True, written
    if "nian" in pieces.kinds and isinstance(pieces.before("nian"), int):
        return True, 2000 + pieces.before("nian")
    if (offset := pieces.get("rel_year")) is not None:
        return True, published.year + offset if published else None
    if (offset := pieces.get("anchor_year")) is not None:
        return True, int(anchor) + offset if anchor else None
    modifier = pieces.modifier()
    if modifier and pieces.get(*_UNITS) == "year":
        if modifier in _FROM_PUBLICATION:
            return True, published.year + _FROM_PUBLICATION[modifier] if published else None
        return True, int(anchor) + _FROM_ANCHOR[modifier] if anchor else None
    return False, None


def calendar(pieces: Pieces, context: Context) -> Reading:
    """Days, months and years by name or number: `8 March 2021`, `last July`, `今年4月`, `novembre dello stesso anno`."""
    if full := pieces.get("full"):
        return Reading(write(*full))
    month = pieces.before("yue") if "yue" in pieces.kinds else pieces.get("month", "weak")
    day = pieces.before("ri") if "ri" in pieces.kinds else pieces.get("D", "O", "ordinal") if "yue" not in pieces.kinds else None
    told, year = _year(pieces, context)
    if told:
        return Reading(write(year, month, day))
    if "rel_month" in pieces.kinds or "anchor_month" in pieces.kinds:
        return _in_month(pieces, context, day)
    if pieces.get(*_UNITS) not in (None, "day") and "ri" not in pieces.kinds:
        return NOTHING
    if month is None:
        return _day_alone(day, context)
    modifier = pieces.modifier()
    return _directed(modifier, (month, day), context) if modifier else implicit(month, day, context)


def _in_month(pieces: Pieces, context: Context, day: int | None) -> Reading:
    """`上月19日`, `同月`: a month counted from publication or from the anchor."""
    offset, base = pieces.get("rel_month"), context.published.isoformat() if context.published else None
    if offset is None:
        offset, base = pieces.get("anchor_month"), _anchor_part(context, 7)
    moved = shift(base, offset, "month") if base else None
    return Reading(write(int(moved[:4]), int(moved[5:]), day) if moved else None)


def _day_alone(day: int | None, context: Context) -> Reading:
    """`the 9th`, `22日`: in the month of a near anchor where that is later there, else the latest past one."""
    if day is None or context.published is None:
        return NOTHING
    anchor = context.anchor_day if context.near else None
    if anchor and day >= anchor.day and (inside := write(anchor.year, anchor.month, day)):
        return Reading(inside)
    first = context.published if day <= context.published.day else context.published.replace(day=1) - timedelta(days=1)
    later = context.published.replace(day=28) + timedelta(days=4)
    ahead = context.published if day > context.published.day else later
    return Reading(write(first.year, first.month, day), write(ahead.year, ahead.month, day))


def _latest(when: tuple[int, int | None], limit: tuple[int, int, int], *, strict: bool) -> int:
    """The year in which a month (and day) last came, up to the limit or, if strict, before it."""
    month, day = when
    here = (month, day or 0)
    edge = (limit[1], limit[2] if day else 0)
    return limit[0] if here < edge or (here == edge and not strict) else limit[0] - 1


def _triple(value: str) -> tuple[int, int, int]:
    year, month, day = [*map(int, value.split("-")), 0, 0][:3]
    return year, month, day


def _directed(modifier: str, when: tuple[int, int | None], context: Context) -> Reading:
    """`last July`, `this April`, `dicembre successivo`."""
    value = context.published.isoformat() if modifier in _FROM_PUBLICATION and context.published else None
    value = context.anchor if modifier in _FROM_ANCHOR else value
    if value is None:
        return NOTHING
    limit = _triple(value)
    if modifier in ("this", "same"):
        return Reading(write(limit[0], *when))
    if modifier in ("last", "previous"):
        return Reading(write(_latest(when, limit, strict=True), *when))
    return Reading(write(_latest(when, limit, strict=False) + 1, *when))


def implicit(month: int, day: int | None, context: Context) -> Reading:
    """A month or day of a month without a year: near an anchor of an earlier year that year, else the latest past one."""
    published = context.published
    anchored = _near_anchor(month, day, context)
    if published is None:
        return Reading(anchored)
    limit = (published.year, published.month, published.day)
    last = _latest((month, day), limit, strict=False)
    past, ahead = write(last, month, day), write(_latest((month, day), limit, strict=True) + 1, month, day)
    if anchored and past and anchored[:4] < past[:4]:
        return Reading(anchored)
    if day and past and (published - date.fromisoformat(past)).days > _FAR_BACK:
        return Reading(ahead, ahead)
    return Reading(past, ahead)


def _near_anchor(month: int, day: int | None, context: Context) -> str | None:
    """The month in the year of a near anchor; after a month that is later in the year, in the next one."""
    if not context.near or not context.anchor:
        return None
    year, anchor_month, _ = _triple(context.anchor)
    return write(year + (month < anchor_month), month, day)


def weekday(pieces: Pieces, context: Context) -> Reading:
    """`on Thursday` is the latest up to the day of publication; `last Thursday` before it, in Chinese in the week before."""
    published, number, modifier = context.published, pieces.get("weekday"), pieces.modifier()
    if modifier in _FROM_ANCHOR:
        return _near_weekday(number, modifier, context)
    if published is None:
        return NOTHING
    monday = published - timedelta(days=published.weekday())
    if (offset := pieces.get("week_day")) is not None:
        return Reading((monday + timedelta(days=offset)).isoformat())
    if modifier and pieces.get(*_UNITS) == "week":
        return Reading((monday + timedelta(days=7 * _FROM_PUBLICATION[modifier] + number)).isoformat())
    back = (published.weekday() - number) % 7
    past, ahead = published - timedelta(days=back), published + timedelta(days=7 - back)
    if modifier == "last" and not back:
        past -= timedelta(days=7)
    if modifier == "next":
        return Reading(ahead.isoformat())
    if modifier == "this":
        return Reading((monday + timedelta(days=number)).isoformat())
    return Reading(past.isoformat(), ahead.isoformat() if not modifier else None)


def _near_weekday(number: int, modifier: str | None, context: Context) -> Reading:
    anchor = context.anchor_day
    if anchor is None:
        return NOTHING
    if modifier == "previous":
        return Reading((anchor - timedelta(days=(anchor.weekday() - number - 1) % 7 + 1)).isoformat())
    ahead = (number - anchor.weekday() - 1) % 7 + 1 if modifier == "following" else (number - anchor.weekday()) % 7
    return Reading((anchor + timedelta(days=ahead)).isoformat())


def relative_day(pieces: Pieces, context: Context) -> Reading:
    """`yesterday`, `今晚`; counted from the anchor: `tags darauf`, `次日`."""
    offset, base = pieces.get("rel_day"), context.published.isoformat() if context.published else None
    if offset is None:
        offset, base = pieces.get("anchor_day"), _anchor_part(context, 10)
    return Reading(shift(base, offset, "day") if base else None)


def _counted(pieces: Pieces, base: str | None, sign: int) -> Reading:
    number, unit = pieces.number(), pieces.get(*_UNITS)
    return Reading(shift(base, sign * number, unit) if base and number is not None and unit != "weekend" else None)


def ago(pieces: Pieces, context: Context) -> Reading:
    """`two weeks ago`, `vor vier Jahren`: counted from publication."""
    return _counted(pieces, context.published.isoformat() if context.published else None, -1)


def hence(pieces: Pieces, context: Context) -> Reading:
    """`in two weeks' time`, `tra due mesi`: counted from publication."""
    return _counted(pieces, context.published.isoformat() if context.published else None, 1)


def later(pieces: Pieces, context: Context) -> Reading:
    """`two weeks later`, `l'anno dopo`: counted from the anchor."""
    return _counted(pieces, context.anchor, 1)


def earlier(pieces: Pieces, context: Context) -> Reading:
    """`a year earlier`, `zwei Wochen zuvor`: counted from the anchor."""
    return _counted(pieces, context.anchor, -1)


def unit(pieces: Pieces, context: Context) -> Reading:
    """`last month`, `this year`, `nello stesso anno`, `the following day`; a week is the month that holds its Thursday."""
    modifier, kind = pieces.modifier() or "this", pieces.get(*_UNITS)
    published = context.published
    if modifier in _FROM_ANCHOR or (kind == "day" and modifier != "this"):
        offset = {**_FROM_ANCHOR, "last": -1, "next": 1}[modifier]
        base = _anchor_part(context, {"year": 4, "month": 7}.get(kind, 10))
        moved = shift(base, offset, kind if kind != "weekend" else "week") if base else None
        return Reading(moved[:7] if moved and kind in ("week", "weekend") else moved)
    if published is None:
        return NOTHING
    offset = _FROM_PUBLICATION[modifier]
    if kind in ("week", "weekend"):
        return Reading(_week(published, offset, kind))
    return Reading(shift(published.isoformat(), offset, kind))


def _week(published: date, offset: int, kind: str) -> str:
    """The month of a week (of its Thursday), or of a weekend (of its Saturday; bare or last: the latest one that has begun)."""
    monday = published - timedelta(days=published.weekday())
    if kind == "weekend":
        passed = published.weekday() >= 5
        return (monday + timedelta(days=5 + 7 * (offset if offset > 0 else 0 if passed else -1))).isoformat()[:7]
    return (monday + timedelta(days=3 + 7 * offset)).isoformat()[:7]


def season(pieces: Pieces, context: Context) -> Reading:
    """A season gives the year. The value of the word is the month in which it begins; a winter without a year is None."""
    told, year = _year(pieces, context)
    start = pieces.get("season")
    if told:
        return Reading(write(year))
    modifier = pieces.modifier()
    if start == 12 or (context.published is None and not context.near):
        return NOTHING
    found = _directed(modifier, (start, None), context) if modifier else implicit(start, None, context)
    return Reading(found.value and found.value[:4], found.ahead and found.ahead[:4])


def holiday(pieces: Pieces, context: Context) -> Reading:
    """`Christmas Eve` is a day, `Christmas` a month, `Easter` the month that holds it; `shortly before` gives the month."""
    told, year = _year(pieces, context)
    written = str(pieces.get("holiday"))
    if written.startswith("easter"):
        years = [year] if told else _around(context)
        days = [easter(y) + timedelta(days=int(written[6:] or 0)) for y in years if y]
        found = _pick([d.isoformat() for d in days], context)
    else:
        month, day = [*map(int, re.findall(r"\d+", written)), 0][:2]
        found = Reading(write(year, month, day)) if told else implicit(month, day or None, context)
    coarse = "near" in pieces.kinds or written == "easter"
    return Reading(found.value and found.value[: 7 if coarse else 10], found.ahead and found.ahead[: 7 if coarse else 10])


def _around(context: Context) -> list[int]:
    return [context.published.year + k for k in (-1, 0, 1)] if context.published else []


def _pick(days: list[str], context: Context) -> Reading:
    """Of ascending days the latest one up to publication, and the next."""
    if len(days) == 1:
        return Reading(days[0])
    today = context.published.isoformat() if context.published else ""
    return Reading(max((d for d in days if d <= today), default=None), min((d for d in days if d > today), default=None))


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, correction = century // 4, (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shifted = epact + offset - 7 * ((golden + 11 * epact + 22 * offset) // 451) + 114
    return date(year, shifted // 31, shifted % 31 + 1)


def span(pieces: Pieces, context: Context) -> Reading:
    """`between 2015 and 2016`, a vague "some weeks later": no value."""
    return NOTHING


READINGS: dict[str, Callable[[Pieces, Context], Reading]] = {
    "calendar": calendar,
    "weekday": weekday,
    "day": relative_day,
    "ago": ago,
    "hence": hence,
    "later": later,
    "earlier": earlier,
    "unit": unit,
    "season": season,
    "holiday": holiday,
    "span": span,
}
