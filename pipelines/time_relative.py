"""Times that are counted: weekdays, `two weeks ago`, `last month`, `the next day`.

Counted from the day of publication, or from the last time that the text gave (the anchor). What cannot be told is None.
"""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.time_values import FROM_ANCHOR, FROM_PUBLICATION, NOTHING, UNITS, Context, Pieces, Reading, shift


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
    if modifier and pieces.get(*UNITS) == "week":
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
    number, unit = pieces.number(), pieces.get(*UNITS)
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
    return context.anchored(10) if pieces.get(*UNITS) in ("day", "week", "fortnight", "ri") else context.anchor


def later(pieces: Pieces, context: Context) -> Reading:
    """`two weeks later`, `l'anno dopo`: counted from the anchor."""
    return _counted(pieces, context, _anchor_for(pieces, context), 1)


def earlier(pieces: Pieces, context: Context) -> Reading:
    """`a year earlier`, `zwei Wochen zuvor`: counted from the anchor."""
    return _counted(pieces, context, _anchor_for(pieces, context), -1)


def unit(pieces: Pieces, context: Context) -> Reading:
    """`last month`, `this year`, `nello stesso anno`, `the following day`; a week is the month that holds its Thursday."""
    modifier, kind = pieces.modifier() or "this", pieces.get(*UNITS)
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


def _day(context: Context) -> date | None:
    return date.fromisoformat(context.day) if context.day else None


def span(pieces: Pieces, context: Context) -> Reading:
    """`between 2015 and 2016`, a vague "some weeks later": no value."""
    return NOTHING
