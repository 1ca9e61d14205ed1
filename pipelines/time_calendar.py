"""Times of the calendar: days, months and years by name or number, with the year told, counted or left open."""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.time_relative import unit
from pipelines.time_values import FROM_ANCHOR, FROM_PUBLICATION, NOTHING, UNITS, Context, Pieces, Reading, shift, triple, write

# a day without a year lies ahead where the last such day is further back than this (days): news would have told the year
_FAR_BACK = 270


def told_year(pieces: Pieces, context: Context) -> tuple[bool, int | None]:
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
    if modifier and pieces.get(*UNITS) == "year":
        if modifier in FROM_PUBLICATION:
            return True, published.year + FROM_PUBLICATION[modifier] if published else None
        return True, int(anchor) + FROM_ANCHOR[modifier] if anchor else None
    return False, None


def calendar(pieces: Pieces, context: Context) -> Reading:
    """Days, months and years by name or number: `8 March 2021`, `last July`, `今年4月`, `novembre dello stesso anno`."""
    if full := pieces.get("full"):
        return Reading(write(*full), told=True)
    month, day = _month_and_day(pieces)
    told, year = told_year(pieces, context)
    if told:
        return Reading(write(year, month, day), told=is_told(pieces, context))
    if month is None and {"rel_month", "anchor_month", "yue_part"} & {*pieces.kinds}:
        return _in_month(pieces, context, day)
    if "unit" in pieces.kinds:
        return _of_this_month(pieces, context, day) if pieces.get("unit") == "month" and month is None else NOTHING
    if month is None:
        return _day_alone(day, context)
    modifier = pieces.modifier()
    return directed(modifier, (month, day), context) if modifier else implicit(month, day, context)


def _month_and_day(pieces: Pieces) -> tuple[int | None, int | None]:
    """By name and number, or, in Chinese, by what stands before 月 and 日."""
    if not {"yue", "yue_part", "ri", "hao"} & {*pieces.kinds}:
        return pieces.get("month", "may", "weak"), pieces.get("D", "O", "ordinal")
    return pieces.before("yue") or pieces.before("yue_part"), pieces.before("ri") or pieces.before("hao")


def is_told(pieces: Pieces, context: Context) -> bool:
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
    year, month, after = triple(context.anchor) if context.near and context.anchor else (0, 0, 0)
    if month and day >= after and (inside := write(year, month, day)):
        return Reading(inside, told=context.told)
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


def directed(modifier: str, when: tuple[int, int | None], context: Context) -> Reading:
    """`last July`, `this April`, `dicembre successivo`."""
    value = context.published.isoformat() if modifier in FROM_PUBLICATION and context.published else None
    value = context.anchor if modifier in FROM_ANCHOR else value
    if value is None:
        return NOTHING
    limit = triple(value)
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
    year, anchor_month, _ = triple(context.anchor)
    return write(year + (month < anchor_month), month, day)
