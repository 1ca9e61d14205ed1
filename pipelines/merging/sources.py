"""Which articles of an event count as one source: copies of one text, and articles of one paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.events import EventRecord
from pipelines.sketch import are_copies

# of an event told more often, an article is compared with so many earlier ones
COMPARED = 60


def with_copies(records: Sequence[EventRecord]) -> tuple[EventRecord, ...]:
    """The records, each with the earliest record of the event that its text is nearly the same as. They come in their order."""
    out: list[EventRecord] = []
    for record in records:
        first = next((r for r in out[:COMPARED] if r.article != record.article and are_copies(r.sketch, record.sketch)), None)
        original = (first.near_duplicate_of or first.article) if first else None
        out.append(record if record.near_duplicate_of == original else replace(record, near_duplicate_of=original))
    return tuple(out)


def independent(records: Sequence[EventRecord]) -> Mapping[str, int]:
    """The number of the source that each article counts as. Copies are one source, and so are articles of one paper."""
    number: dict[str, int] = {}
    named: dict[str, str] = {}
    for record in records:
        first = record.near_duplicate_of or (named.get(record.source) if record.source else None)
        number[record.article] = number[first] if first in number else len(number)
        if record.source:
            named.setdefault(record.source, record.article)
    return number
