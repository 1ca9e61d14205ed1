"""When an event of a thread counts: its day, and its place among events whose dates are less precise."""

from __future__ import annotations

from pipelines.events import Event
from pipelines.merging.days import stretch
from pipelines.threads.kinds import Kind

NEVER = 4_000_000


def at(event: Event) -> str | None:
    """The day, month or year that an event counts from: its date, else the first day that it was told."""
    written = sorted(record.written for record in event.records if record.written)
    return event.date or event.first_published or (written[0] if written else None)


def place(event: Event, kind: Kind) -> tuple[int, int, str]:
    """Sorts a thread. In a month or year an opening counts from the first day, an end from the last, others from the middle."""
    days, stage = stretch(at(event)), list(kind.acts).index(event.type)
    if days is None:
        return NEVER, stage, event.id
    if event.type in kind.opens:
        return days[0], stage, event.id
    return (days[1] if kind.acts[event.type].ends else sum(days) // 2), stage, event.id
