"""A dispute as a picture: time runs to the right, a band for each case shows its status, numbers stand for its events.

Places are percentages of the width and sizes are pixels, so that on a phone the picture gets narrower and its words do not get smaller.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from monitor.period import MONTHS, period, spoken
from monitor.writers.html.shell import counted
from pipelines.threads.kinds import load_kinds

LEFT, WIDTH = 4.0, 92.0
APART = 7.5  # two numbers closer than this, in percent, stand below each other
NARROW = 12  # a status has its name above it from this width on, in percent
HEAD, BAND, ROW, FOOT = 56, 14, 26, 30
TICKS = 4
STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to percent of the width."""

    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> float:
        """Where a day stands, in percent."""
        return LEFT + WIDTH * (day - self.first).days / max((self.last - self.first).days, 1)


def picture(dispute: Row) -> str:
    """The picture as SVG, nothing where no event has a day. Numbers are those of the events in their order."""
    days = sorted(day for step in dispute["events"] if (day := _day(step)))
    if not days:
        return ""
    scale = _scale(days, [span[1] for step in dispute["events"] if (span := period(step["date"]))])
    numbers = {step["event"]: (number, step) for number, step in enumerate(dispute["events"], 1)}
    body, top, going = "", 0, load_kinds()[dispute["kind"]].going
    for case in _cases(dispute):
        drawn, height = _case(case, numbers, scale=scale, top=top, going=going)
        body, top = body + drawn, top + height
    label = f"{dispute['title']}: {counted(len(dispute['events']), 'event')} from {spoken(str(days[0]))} to {spoken(str(days[-1]))}"
    frame = f'<svg class="timeline" role="img" aria-label="{escape(label)}" width="100%" height="{top + FOOT}">'
    return frame + _axis(scale, top, days[0]) + body + "</svg>"


def _scale(days: list[dt.date], ends: list[dt.date]) -> Scale:
    """From a little before the first day to a little after the last, or to the end of the month or year that an event is dated to."""
    room = max((days[-1] - days[0]).days // 12, 20)
    last = max(days[-1] + dt.timedelta(room), *(end + dt.timedelta(room // 3) for end in ends), days[0])
    return Scale(days[0] - dt.timedelta(room // 3), last)


def _day(step: Row) -> dt.date | None:
    span = period(step["at"])
    return span[0] if span else None


def _cases(dispute: Row) -> list[Row]:
    """The cases, and what belongs to none as one more without a status."""
    inside = {event for case in dispute["cases"] for event in case["events"]}
    rest = [step["event"] for step in dispute["events"] if step["event"] not in inside]
    return [*dispute["cases"], *([{"filed": None, "events": rest, "statuses": [], "status": None}] if rest else [])]


def _case(case: Row, numbers: Mapping[str, tuple[int, Row]], *, scale: Scale, top: int, going: Collection[str]) -> tuple[str, int]:
    """A case's band with its numbers, and how many pixels high it is."""
    steps = [numbers[event] for event in case["events"] if event in numbers]
    spots = sorted((scale.at(day), number, step) for number, step in steps if (day := _day(step)))
    rows: list[float] = []
    marks = [_mark(x, number, step, y=top + HEAD + BAND // 2 + ROW * _row(rows, x)) for x, number, step in spots]
    ranges = "".join(_range(step, scale, y=top + HEAD + BAND + 4) for _, step in steps)
    known = period(case["filed"])
    name = f"from {spoken(case['filed'])}" if known else "no beginning told"
    title = f'<text class="case{"" if known else " unknown"}" x="{LEFT}%" y="{top + 19}">{escape(name)}</text>'
    arcs = "".join(_arc(step, dict((s["event"], x) for x, _, s in spots), y=top + HEAD) for _, step in steps)
    height = HEAD + BAND + ROW * max(len(rows) - 1, 0) + 16
    return title + _band(case, scale, y=top + HEAD, going=going) + ranges + arcs + "".join(reversed(marks)), height


def _row(rows: list[float], x: float) -> int:
    """The first row where a number has room at x; `rows` holds the last place taken in each."""
    for row, taken in enumerate(rows):
        if x - taken >= APART:
            rows[row] = x
            return row
    rows.append(x)
    return len(rows) - 1


def _band(case: Row, scale: Scale, *, y: int, going: Collection[str]) -> str:
    """The statuses one after the other; the last reaches to the edge where the case still goes on."""
    begins = [(span[0] if span else scale.first, s["status"]) for s in case["statuses"] for span in [period(s["from"])]]
    drawn = f'<line class="thread" x1="{LEFT}%" x2="{LEFT + WIDTH}%" y1="{y + BAND // 2}" y2="{y + BAND // 2}"/>'
    for number, (day, status) in enumerate(begins):
        last = number == len(begins) - 1
        start, end = scale.at(day), scale.at(scale.last if last else begins[number + 1][0])
        if last and status not in going:
            end = min(end, start + 3)
        drawn += _segment(start, max(end - start, 0.5), status, y=y, open_end=last and status in going)
    return drawn


def _segment(x: float, width: float, status: str, *, y: int, open_end: bool) -> str:
    kind = f"band s-{escape(status)}{' on' if open_end else ''}"
    words = escape(status.replace("_", " "))
    rect = f'<rect class="{kind}" x="{x:.2f}%" y="{y}" width="{width:.2f}%" height="{BAND}"><title>{words}</title></rect>'
    label = f'<text class="status" x="{x + width / 2:.2f}%" y="{y - 6}">{words}</text>' if width > NARROW else ""
    return rect + label


def _mark(x: float, number: int, step: Row, *, y: int) -> str:
    told = escape(f"{number}. {step['type'].replace('_', ' ')}, {spoken(step['date'])}, {step['modality']}")
    flag = f'<text class="flag" x="{x:.2f}%" dx="12" y="{y - 7}">!</text>' if step["flags"] else ""
    dot = f'<circle cx="{x:.2f}%" cy="{y}" r="10.5"/><text x="{x:.2f}%" y="{y + 4}">{number}</text>'
    return f'<g class="node m-{escape(step["modality"])}"><title>{told}</title>{dot}{flag}</g>'


def _range(step: Row, scale: Scale, *, y: int) -> str:
    """A line as long as the month or year that an event is dated to."""
    span = period(step["date"])
    if not span or span[0] == span[1]:
        return ""
    return f'<line class="range" x1="{scale.at(span[0]):.2f}%" x2="{min(scale.at(span[1]), LEFT + WIDTH):.2f}%" y1="{y}" y2="{y}"/>'


def _arc(step: Row, places: Mapping[str, float], *, y: int) -> str:
    """A dashed arc back to the event that this one undoes."""
    start, end = places.get(step["undoes"] or ""), places.get(step["event"])
    if start is None or end is None or end <= start:
        return ""
    frame = f'<svg x="{start:.2f}%" y="{y - 32}" width="{end - start:.2f}%" height="30" viewBox="0 0 100 30" preserveAspectRatio="none">'
    return frame + '<path class="undoes" d="M0 30 C 3 2, 97 2, 100 30" vector-effect="non-scaling-stroke"/></svg>'


def _axis(scale: Scale, y: int, first: dt.date) -> str:
    """Lines at the beginning of months or years, never more than TICKS; where no month begins, at the first event."""
    drawn = f'<line class="axis" x1="{LEFT}%" x2="{LEFT + WIDTH}%" y1="{y}" y2="{y}"/>'
    named = [(dt.date(m // 12, m % 12 + 1, 1), str(m // 12) if m % 12 == 0 else f"{MONTHS[m % 12]} {m // 12}") for m in _ticks(scale)]
    for day, words in named or [(first, spoken(str(first)))]:
        x = f"{scale.at(day):.2f}%"
        drawn += f'<line class="tick" x1="{x}" x2="{x}" y1="0" y2="{y + 5}"/><text class="year" x="{x}" y="{y + 20}">{words}</text>'
    return drawn


def _ticks(scale: Scale) -> list[int]:
    """Months counted from the year 0, at even distances."""
    first, last = (day.year * 12 + day.month for day in (scale.first, scale.last))
    for step in STEPS:
        ticks = [month for month in range(first, last) if month % step == 0]
        if len(ticks) <= TICKS:
            return ticks
    return ticks[:TICKS]
