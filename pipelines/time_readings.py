"""What the words of a time mean: one function a reading, from its words and context to its value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from pipelines.time_calendar import calendar, days, directed, implicit, is_told, told_year
from pipelines.time_relative import ago, earlier, hence, later, relative_day, span, unit, weekday
from pipelines.time_values import NOTHING, Context, Pieces, Reading, easter, write


def season(pieces: Pieces, context: Context) -> Reading:
    """A season gives the year. The value of the word is the month in which it begins; a winter without a year is None."""
    told, year = told_year(pieces, context)
    start = pieces.get("season", "weak_season")
    if told:
        return Reading(write(year), told=is_told(pieces, context))
    modifier = pieces.modifier()
    if start == 12 or (context.published is None and not context.near):
        return NOTHING
    found = directed(modifier, (start, None), context) if modifier else implicit(start, None, context)
    return Reading(found.value and found.value[:4], found.ahead and found.ahead[:4], found.told)


def holiday(pieces: Pieces, context: Context) -> Reading:
    """`Christmas Eve` is a day, `Christmas` a month, `Easter` the month that holds it; `shortly before` gives the month."""
    told, year = told_year(pieces, context)
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
