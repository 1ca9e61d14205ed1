"""What the days say about two tellings: their dates, the days that their articles were written, plans and denials."""

from __future__ import annotations

from functools import cache

from pipelines.merging.days import Stretch, gap, stretch
from pipelines.merging.tellings import Telling
from pipelines.merging.weights import kinds, weights
from pipelines.threads.kinds import load_kinds

Told = tuple[str, float, str, tuple[object, ...]]
AHEAD = 2  # days that an article may be ahead of a date: time zones, papers that carry tomorrow's day
TWO_MONTHS, YEAR = 60, 366
STALE = 10  # days that an article may still call planned what has been done


@cache
def endings(type_: str) -> frozenset[str]:
    """The types of act that end what an act of this type opens, or answer it."""
    return frozenset(end for kind in load_kinds().values() if type_ in kind.opens for end in kind.acts if end not in kind.opens)


def parts(one: Telling, other: Telling) -> list[Told]:
    """The parts of the score that days and modality make: one for the days, one for a plan or a denial."""
    mods = {one.record.modality, other.record.modality}
    if mods == {"asserted", "negated"}:
        return [("modality", weights()["plan"]["denied"], "done in one, not done in the other", ()), *_days(one, other)]
    if "negated" in mods and len(mods) > 1:
        return [("modality", weights()["plan"]["doubt"], "not done in one, open in the other", ()), *_days(one, other)]
    if "asserted" in mods and len(mods) > 1:
        return [_plan(*((one, other) if other.record.modality == "asserted" else (other, one)))]
    return _days(one, other)


def near(one: Telling, other: Telling, *, if_unknown: bool = False) -> bool:
    """Whether both articles were written within two months, within a year where one only was not written before a day.

    Where nothing is known of a day, what `if_unknown` says.
    """
    if one.written is None or other.written is None:
        return if_unknown
    return abs(one.written - other.written) <= (TWO_MONTHS if one.dated and other.dated else YEAR)


def _days(one: Telling, other: Telling) -> list[Told]:
    if one.date and other.date:
        return [_both(one, other)]
    if one.date or other.date:
        dated, bare = (one, other) if one.date else (other, one)
        return _told(dated, bare)
    return _undated(one, other)


def _both(one: Telling, other: Telling) -> Told:
    assert one.date and other.date  # noqa: S101 - the caller has looked
    numbers, apart = weights()["date"], gap(one.date, other.date)
    width = max(one.date[1] - one.date[0], other.date[1] - other.date[0])
    if apart == 0:
        how = "day" if width == 0 else "month" if width < 31 else "year"
        return "date", numbers[how], "may be the same {}", (how,)
    steps = (("off_days", "near"), ("off_weeks", "weeks"), ("off_months", "months"))
    how = next((step for step, limit in steps if apart <= numbers[limit]), "off_years")
    if width and apart <= max(numbers["months"], width + 1):
        how = "off_coarse"
    return "date", numbers[how], "{} days apart", (apart,)


def _told(dated: Telling, bare: Telling) -> list[Told]:
    """One gives the date; the other was written on a day, and tells the act as done or still to come."""
    if bare.written is None or dated.date is None:
        return []
    numbers, after = weights()["telling"], bare.written - dated.date[1]
    if not bare.dated:
        how = "early" if _last_day(bare) + numbers["early_days"] < dated.date[0] else "later"
        return [("date", numbers[how], "one has no date, nor has its article", ())]
    if bare.written + AHEAD < dated.date[0] and bare.record.modality == "asserted":
        return [("date", numbers["ahead"], "told as done before the other's date", ())]
    how = "at_once" if after <= 10 else "soon" if after <= 60 else "later"
    return [("date", numbers[how], "written {} days after the other's date", (max(after, 0),))]


def _last_day(telling: Telling) -> int:
    """The last day of the month or year before which the article was not written."""
    days = stretch(telling.record.written)
    return days[1] if days else 0


def _undated(one: Telling, other: Telling) -> list[Told]:
    if one.written is None or other.written is None:
        return []
    numbers, apart = weights()["undated"], abs(one.written - other.written)
    how = "days" if apart <= 5 else "weeks" if apart <= 21 else "months" if apart <= 90 else "apart"
    if how == "apart" and kinds().get(one.type) == "often":
        how = "apart_often"
    return [("date", numbers[how], "no dates; written {} days apart", (apart,))]


def _plan(plan: Telling, done: Telling) -> Told:
    """A plan and the act: the act follows what was planned, within a year or so."""
    numbers, act = weights()["plan"], done.date or _written(done)
    start = plan.written if plan.written is not None else (plan.date[0] if plan.date else None)
    if act is None or start is None:
        return "plan", 0.0, "no days to compare", ()
    if plan.date and gap(plan.date, act) == 0:
        return "plan", numbers["fits"], "done when it was planned", ()
    late = start - act[1]
    if late > STALE and not (plan.dated and (done.date or done.dated)):
        return "plan", numbers["early"], "done before it was still planned, by what is known of the articles' days", ()
    if late > STALE:
        return "plan", numbers["too_late"], "done {} days before it was still planned", (late,)
    after = max(act[0] - start, 0)
    if after > 400 and not done.date:
        return "plan", 0.0, "told as done, without a date, long after it was planned", ()
    how = "fits" if after <= 45 else "may_fit" if after <= 400 else "too_late"
    return "plan", numbers[how], "done {} days after it was planned", (after,)


def _written(telling: Telling) -> Stretch | None:
    return (telling.written, telling.written) if telling.written is not None else None
