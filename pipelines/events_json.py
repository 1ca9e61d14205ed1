"""JSON of events and disputes, both ways: one object a line, keys in the order of the dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pipelines.errors import UsageError
from pipelines.events import (
    Case,
    Count,
    Day,
    Disagreement,
    Dispute,
    DisputeDisagreement,
    DisputeParty,
    Event,
    EventRecord,
    FieldValue,
    Founder,
    Participant,
    Party,
    Quote,
    Sibling,
    Status,
    Step,
    Sum,
)

EVENT_SCHEMA, DISPUTE_SCHEMA = "event/1", "dispute/1"


def event_json(event: Event) -> dict[str, Any]:
    """An event as `events.jsonl` holds it, a line each."""
    told: dict[str, Any] = _plain(event)
    return {"schema": EVENT_SCHEMA} | told


def dispute_json(dispute: Dispute) -> dict[str, Any]:
    """A dispute as `disputes.jsonl` holds it; a status has its day under `from`."""
    told: dict[str, Any] = _plain(dispute)
    return {"schema": DISPUTE_SCHEMA} | told


def _plain(value: Any) -> Any:
    """Dataclasses as objects, tuples as lists; whole numbers without a point."""
    if is_dataclass(value):
        return {_key(value, f.name): _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(member) for member in value]
    return int(value) if isinstance(value, float) and value == int(value) else value


def _key(value: Any, name: str) -> str:
    return "from" if isinstance(value, Status) and name == "start" else name


def event_from(told: Mapping[str, Any]) -> Event:
    """The event that `event_json` wrote. Raises UsageError for what is none."""
    given = _fields(told, schema=EVENT_SCHEMA)
    try:
        read: dict[str, Any] = {
            "founder": Founder(**given["founder"]),
            "roles": {role: tuple(Participant(**f) for f in xs) for role, xs in given["roles"].items()},
            "amount": _maybe(Sum, given["amount"]),
            "quantity": _maybe(Count, given["quantity"]),
            "languages": tuple(given["languages"]),
            "fields": {key: tuple(_value(v) for v in xs) for key, xs in given["fields"].items()},
            "disagreements": tuple(Disagreement(d["field"], tuple(d["values"])) for d in given["disagreements"]),
            "records": tuple(map(record_from, given["records"])),
        }
        return Event(**given | read)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"event {told.get('id')}: not as {EVENT_SCHEMA} has it: {error!r}") from error


def dispute_from(told: Mapping[str, Any]) -> Dispute:
    """The dispute that `dispute_json` wrote. Raises UsageError for what is none."""
    given = _fields(told, schema=DISPUTE_SCHEMA)
    try:
        read: dict[str, Any] = {
            "parties": tuple(DisputeParty(**p | {"roles": tuple(p["roles"])}) for p in given["parties"]),
            "events": tuple(Step(**s | {"flags": tuple(s["flags"])}) for s in given["events"]),
            "cases": tuple(Case(**c | {"events": tuple(c["events"]), "statuses": _statuses(c)}) for c in given["cases"]),
            "statuses": _statuses(given),
            "flags": tuple(given["flags"]),
            "disagreements": tuple(DisputeDisagreement(**d | {"values": tuple(d["values"])}) for d in given["disagreements"]),
        }
        return Dispute(**given | read)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"dispute {told.get('id')}: not as {DISPUTE_SCHEMA} has it: {error!r}") from error


def _fields(told: Mapping[str, Any], *, schema: str) -> dict[str, Any]:
    if told.get("schema") != schema:
        raise UsageError(f"schema {told.get('schema')!r}: valid is {schema}")
    return {key: value for key, value in told.items() if key != "schema"}


def _maybe(kind: Any, told: Mapping[str, Any] | None) -> Any:
    return kind(**told) if told else None


def _value(told: Mapping[str, Any]) -> FieldValue:
    return FieldValue(told["value"], told["chosen"], told["rule"], tuple(told["sources"]))


def _statuses(told: Mapping[str, Any]) -> tuple[Status, ...]:
    return tuple(Status(s["from"], s["status"], s["event"]) for s in told["statuses"])


def record_from(told: Mapping[str, Any]) -> EventRecord:
    """A telling as an event's JSON holds it. Raises KeyError or TypeError for what is none."""
    read: dict[str, Any] = {
        "roles": {role: tuple(map(_party, xs)) for role, xs in told["roles"].items()},
        "date": _maybe(Day, told["date"]),
        "amount": _maybe(Sum, told["amount"]),
        "quantity": _maybe(Count, told["quantity"]),
        "case_numbers": tuple(told["case_numbers"]),
        "evidence": _maybe(Quote, told["evidence"]),
        "trigger": _maybe(Quote, told["trigger"]),
        "siblings": tuple(Sibling(**s | {"parties": tuple(s["parties"])}) for s in told["siblings"]),
    }
    return EventRecord(**dict(told) | read)


def _party(told: Mapping[str, Any]) -> Party:
    return Party(**dict(told) | {"names": tuple(told["names"]), "owners": tuple(told["owners"])})
