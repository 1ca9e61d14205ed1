"""Which articles of an event count as one source: copies of one text, and articles of one paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.events import EventRecord
from pipelines.sketch import DIGITS, are_copies

# texts that share 0.6 of their shingles agree in one of 21 bands of three digits all but three times in a thousand
BAND = 3


def with_copies(records: Sequence[EventRecord]) -> tuple[EventRecord, ...]:
    """The records, each with the earliest record of the event that its text is nearly the same as. They come in their order."""
    out: list[EventRecord] = []
    bands: dict[str, list[int]] = {}
    for record in records:
        mine = _bands(record.sketch)
        earlier = sorted({number for band in mine for number in bands.get(band, ())})
        first = next((out[n] for n in earlier if out[n].article != record.article and are_copies(out[n].sketch, record.sketch)), None)
        original = (first.near_duplicate_of or first.article) if first else None
        for band in mine:
            bands.setdefault(band, []).append(len(out))
        out.append(record if record.near_duplicate_of == original else replace(record, near_duplicate_of=original))
    return tuple(out)


def _bands(sketch: str | None) -> list[str]:
    return [f"{n}:{sketch[n : n + BAND]}" for n in range(0, DIGITS - BAND + 1, BAND)] if sketch else []


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
