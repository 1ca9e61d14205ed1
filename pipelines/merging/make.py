"""From a group of tellings to an event."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.events import Event, Founder
from pipelines.merging import values
from pipelines.merging.fillers import roles
from pipelines.merging.sources import independent, with_copies
from pipelines.merging.tellings import Telling
from pipelines.records import digest


def founder(group: Sequence[Telling]) -> Founder:
    """The telling that a new event has its id from: the first in order."""
    record = group[0].record
    return Founder(record.article, record.action, record.written)


def id_of(first: Founder) -> str:
    """The id of an event that this telling founds."""
    return "ev-" + digest("event", first.article, first.action)[:12]


def event(group: Sequence[Telling], id_: str, first: Founder) -> Event:
    """The event that the tellings of a group, in their order, tell together."""
    records = with_copies([telling.record for telling in group])
    numbers = independent(records)
    date, dates = values.dates(records, numbers)
    modality, modalities = values.modality(records)
    amount, amounts = values.amounts(records, numbers, "amount")
    quantity, quantities = values.amounts(records, numbers, "quantity")
    number, case_numbers = values.case_numbers(records, numbers)
    chosen, fillers = roles(records, numbers)
    given = {"date": dates, "modality": modalities, "amount": amounts, "quantity": quantities, "case_number": case_numbers, **fillers}
    fields = {name: found for name, found in given.items() if found}
    published = sorted(record.published for record in records if record.published)
    return Event(
        id=id_,
        type=group[0].type,
        founder=first,
        modality=modality,
        roles=chosen,
        date=date,
        amount=amount,
        quantity=quantity,
        case_number=number,
        n_articles=len({record.article for record in records}),
        n_sources=len(set(numbers.values())),
        languages=tuple(sorted({record.language for record in records})),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
        fields=fields,
        disagreements=values.disagreements(fields, records),
        records=records,
    )
