"""Who fills the roles of an event: bodies that several articles name, each counted once whatever its name in an article."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.events import EventRecord, FieldValue, Participant, Party
from pipelines.merging.parties import likeness
from pipelines.merging.values import ROLE, Numbers

Named = list[tuple[Party, EventRecord]]
SHARE = 3


def roles(records: Sequence[EventRecord], numbers: Numbers) -> tuple[dict[str, tuple[Participant, ...]], dict[str, tuple[FieldValue, ...]]]:
    """The fillers of each role, and under `roles.<role>` all that articles name."""
    chosen: dict[str, tuple[Participant, ...]] = {}
    fields: dict[str, tuple[FieldValue, ...]] = {}
    for role in sorted({role for record in records for role in record.roles}):
        told = sum(role in record.roles for record in records)
        values = [_value(body, told, numbers) for body in _bodies(records, role)]
        chosen[role] = tuple(participant for participant, value in values if value.chosen)
        fields[f"roles.{role}"] = tuple(value for _, value in values)
    return chosen, fields


def _bodies(records: Sequence[EventRecord], role: str) -> list[Named]:
    """The parties of a role, those that are the same body together; the most often named first."""
    bodies: list[Named] = []
    homes: dict[Party, Named] = {}
    for record in records:
        for party in record.roles.get(role, ()):
            if party not in homes:
                homes[party] = next((b for b in bodies if any(likeness(party, known) == "same" for known, _ in b[:SHARE])), [])
            if not homes[party]:
                bodies.append(homes[party])
            homes[party].append((party, record))
    return sorted(bodies, key=lambda body: -len(body))


def _value(body: Named, told: int, numbers: Numbers) -> tuple[Participant, FieldValue]:
    """The body under the name it goes by most often, knowledge base first; chosen if enough of the articles that fill the role name it."""
    names = [(party.entity, party.name) for party, _ in body]
    linked = [(party.entity, party.name) for party, _ in body if party.linked] or names
    entity, name = max(dict.fromkeys(linked), key=linked.count)
    articles = tuple(dict.fromkeys(record.article for _, record in body))
    enough = len({numbers[a] for a in articles}) * SHARE >= min(told, len(set(numbers.values())))
    return Participant(entity, name), FieldValue(entity, enough, ROLE, articles)
