"""What the words of a time mean: one function a reading, from its words and context to its value.

Relative words count from the day of publication, or from the last time that the text gave (the anchor: "two weeks later"). What cannot
be told is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipelines.time_values import FROM_ANCHOR, FROM_PUBLICATION, NOTHING, Context, Pieces, Reading, easter, shift, write

# a day without a year lies ahead where the last such day is further back than this (days): news would have told the year
_FAR_BACK = 270
# in Chinese, 年 and 日 are units and parts of a date
_UNITS = ("unit", "units", "nian", "ri", "weekend")


def _year(pieces: Pieces, context: Context) -> tuple[bool, int | None]:
    """Whether the words say which year, and the year if it can be told."""
    published, anchor = context.published, context.anchored(4)
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
        if modifier in FROM_PUBLICATION:
            return True, published.year + FROM_PUBLICATION[modifier] if published else None
        return True, int(anchor) + FROM_ANCHOR[modifier] if anchor else None
    return False, None


def calendar(pieces: Pieces, context: Context) -> Reading:
    """Days, months and years by name or number: `8 March 2021`, `last July`, `今年4月`, `novembre dello stesso anno`."""
    if full := pieces.get("full"):
        return Reading(write(*full), told=True)
    month, day = _month_and_day(pieces)
    told, year = _year(pieces, context)
    if told:
        return Reading(write(year, month, day), told=_is_told(pieces, context))
    if month is None and {"rel_month", "anchor_month", "yue_part"} & {*pieces.kinds}:
        return _in_month(pieces, context, day)
    if "unit" in pieces.kinds:
        return _of_this_month(pieces, context, day) if pieces.get("unit") == "month" and month is None else NOTHING
    if month is None:
        return _day_alone(day, context)
    modifier = pieces.modifier()
    return _directed(modifier, (month, day), context) if modifier else implicit(month, day, context)


def _month_and_day(pieces: Pieces) -> tuple[int | None, int | None]:
    """By name and number, or, in Chinese, by what stands before 月 and 日."""
    if not {"yue", "yue_part", "ri", "hao"} & {*pieces.kinds}:
        return pieces.get("month", "may", "weak"), pieces.get("D", "O", "ordinal")
    return pieces.before("yue") or pieces.before("yue_part"), pieces.before("ri") or pieces.before("hao")


def _is_told(pieces: Pieces, context: Context) -> bool:
    """Whether the year stands there in digits, or is counted from an anchor that has one."""
    if "Y" in pieces.kinds or "full" in pieces.kinds:
        return True
    return context.told and ("anchor_year" in pieces.kinds or pieces.modifier() in FROM_ANCHOR)


def _in_month(pieces: Pieces, context: Context, day: int | None) -> Reading:
    """`上月19日`, `同月`: a month counted from publication or from the anchor."""
    offset, base = pieces.get("rel_month", "yue_part"), context.today()
    if offset is None:
        offset, base = pieces.get("anchor_month"), context.anchored(7)
    moved = shift(base, offset, "month") if base else None
    return Reading(write(int(moved[:4]), int(moved[5:]), day) if moved else None)


def _of_this_month(pieces: Pieces, context: Context, day: int | None) -> Reading:
    """`the 9th of this month`, `8. dieses Monats`."""
    base = unit(pieces, context).value
    return Reading(write(int(base[:4]), int(base[5:7]), day) if base and len(base) == 7 else None)


def days(pieces: Pieces, context: Context) -> Reading:
    """`3 to 5 May`: days of one month give the month."""
    value = calendar(pieces, context).value
    return Reading(value and value[:7])


def _day_alone(day: int | None, context: Context) -> Reading:
    """`the 9th`, `22日`: in the month of a near anchor where that is later there, else the latest past one."""
    if day is None or context.published is None:
        return NOTHING
    year, month, after = _triple(context.anchor) if context.near and context.anchor else (0, 0, 0)
    if month and day >= after and (inside := write(year, month, day)):
        return Reading(inside, told=context.told)
    first = context.published if day <= context.published.day else context.published.replace(day=1) - timedelta(days=1)
    later = context.published.replace(day=28) + timedelta(days=4)
    ahead = context.published if day > context.published.day else later
    return Reading(write(first.year, first.month, day), write(ahead.year, ahead.month, day))


def _day(context: Context) -> date | None:
    return date.fromisoformat(context.day) if context.day else None


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
    value = context.published.isoformat() if modifier in FROM_PUBLICATION and context.published else None
    value = context.anchor if modifier in FROM_ANCHOR else value
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
        return Reading(anchored, told=True)
    if day and past and (published - date.fromisoformat(past)).days > _FAR_BACK:
        return Reading(ahead, ahead)
    return Reading(past, ahead)


def _near_anchor(month: int, day: int | None, context: Context) -> str | None:
    """The month in the year of a near anchor; after a month that is later in the year, in the next one."""
    if not context.near or not context.told or not context.anchor:
        return None
    year, anchor_month, _ = _triple(context.anchor)
    return write(year + (month < anchor_month), month, day)


def weekday(pieces: Pieces, context: Context) -> Reading:
    """`on Thursday` is the latest up to the day of publication; `last Thursday` before it, in Chinese in the week before."""
    published, number, modifier = context.published, pieces.get("weekday"), pieces.modifier()
    if modifier in FROM_ANCHOR:
        return _near_weekday(number, modifier, context)
    if published is None:
        return NOTHING
    monday = published - timedelta(days=published.weekday())
    if (offset := pieces.get("week_day")) is not None:
        return Reading((monday + timedelta(days=offset)).isoformat())
    if modifier and pieces.get(*_UNITS) == "week":
        return Reading((monday + timedelta(days=7 * FROM_PUBLICATION[modifier] + number)).isoformat())
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
    anchor = _day(context)
    if anchor is None:
        return NOTHING
    if modifier == "previous":
        return Reading((anchor - timedelta(days=(anchor.weekday() - number - 1) % 7 + 1)).isoformat())
    ahead = (number - anchor.weekday() - 1) % 7 + 1 if modifier == "following" else (number - anchor.weekday()) % 7
    return Reading((anchor + timedelta(days=ahead)).isoformat())


def relative_day(pieces: Pieces, context: Context) -> Reading:
    """`yesterday`, `今晚`; counted from the anchor: `tags darauf`, `次日`."""
    offset, base = pieces.get("rel_day"), context.today()
    if offset is None:
        offset, base = pieces.get("anchor_day"), context.anchored(10)
    return Reading(shift(base, offset, "day") if base else None)


def _counted(pieces: Pieces, context: Context, base: str | None, sign: int) -> Reading:
    number, unit = pieces.number(), pieces.get(*_UNITS)
    found = shift(base, sign * number, unit) if base and number is not None and unit != "weekend" else None
    return Reading(found, told=context.told and base in (context.anchor, context.day))


def ago(pieces: Pieces, context: Context) -> Reading:
    """`two weeks ago`, `vor vier Jahren`: counted from publication."""
    return _counted(pieces, context, context.today(), -1)


def hence(pieces: Pieces, context: Context) -> Reading:
    """`in two weeks' time`, `tra due mesi`: counted from publication."""
    return _counted(pieces, context, context.today(), 1)


def _anchor_for(pieces: Pieces, context: Context) -> str | None:
    """What days and weeks are counted from must itself be a day."""
    return context.anchored(10) if pieces.get(*_UNITS) in ("day", "week", "fortnight", "ri") else context.anchor


def later(pieces: Pieces, context: Context) -> Reading:
    """`two weeks later`, `l'anno dopo`: counted from the anchor."""
    return _counted(pieces, context, _anchor_for(pieces, context), 1)


def earlier(pieces: Pieces, context: Context) -> Reading:
    """`a year earlier`, `zwei Wochen zuvor`: counted from the anchor."""
    return _counted(pieces, context, _anchor_for(pieces, context), -1)


def unit(pieces: Pieces, context: Context) -> Reading:
    """`last month`, `this year`, `nello stesso anno`, `the following day`; a week is the month that holds its Thursday."""
    modifier, kind = pieces.modifier() or "this", pieces.get(*_UNITS)
    published = context.published
    if (weeks := pieces.get("rel_week")) is not None:
        return Reading(_week(published, weeks, "week") if published else None)
    if modifier in FROM_ANCHOR or (kind == "day" and modifier != "this"):
        offset = {**FROM_ANCHOR, "last": -1, "next": 1}[modifier]
        base = context.anchored({"year": 4, "month": 7}.get(kind, 10))
        moved = shift(base, offset, kind if kind != "weekend" else "week") if base else None
        return Reading(moved[:7] if moved and kind in ("week", "weekend") else moved)
    if published is None:
        return NOTHING
    offset = FROM_PUBLICATION[modifier]
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
        return Reading(write(year), told=_is_told(pieces, context))
    modifier = pieces.modifier()
    if start == 12 or (context.published is None and not context.near):
        return NOTHING
    found = _directed(modifier, (start, None), context) if modifier else implicit(start, None, context)
    return Reading(found.value and found.value[:4], found.ahead and found.ahead[:4], found.told)


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
    "days": days,
    "span": span,
}
