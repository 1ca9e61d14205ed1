"""Which events a query means: `type=lawsuit_withdrawn entity=kering since=2017`."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.period import period
from pipelines.errors import UsageError
from pipelines.records import MODALITIES
from pipelines.threads.kinds import load_kinds
from pipelines.vocabulary import load_vocabulary

STATES = ("active", "retracted", "merged", "any")
KEYS = ("type", "entity", "court", "language", "modality", "status", "since", "until", "state")

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """One `key=value,value`: it holds where one of the values does."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions that must all hold; `text` is the query as it was written."""

    text: str
    conditions: tuple[Condition, ...]

    @property
    def asks_status(self) -> bool:
        """Whether disputes are needed to answer it."""
        return any(condition.key == "status" for condition in self.conditions)


def parse(text: str) -> Query:
    """The query that is written. Raises UsageError that names the key and what would be valid."""
    try:
        parts = shlex.split(text)
    except ValueError as error:
        raise UsageError(f"--where: {error}; valid: key=value key='two words'") from error
    return Query(text, tuple(_condition(part) for part in parts))


def _condition(part: str) -> Condition:
    key, equals, written = part.partition("=")
    values = tuple(value.strip() for value in written.split(",") if value.strip())
    if key not in KEYS:
        raise UsageError(f"--where: {key!r} is no key; valid: {', '.join(KEYS)}")
    if not equals or not values:
        raise UsageError(f"--where: {key} has no value; valid: {key}=value or {key}=value,value")
    for value in values:
        _check(key, value)
    return Condition(key, values)


def _check(key: str, value: str) -> None:
    named = statuses() if key == "status" else {"modality": MODALITIES, "state": STATES}.get(key)
    if named and value not in named:
        raise UsageError(f"--where: {key}={value} is unknown; valid: {', '.join(named)}")
    if key in ("since", "until") and not period(value):
        raise UsageError(f"--where: {key}={value} is no date; valid: YYYY, YYYY-MM or YYYY-MM-DD")
    if key == "language" and not re.fullmatch("[a-z]{2,3}", value):
        raise UsageError(f"--where: language={value} is no language; valid: a code such as en, zh, it, de")


def statuses() -> tuple[str, ...]:
    """Every status that a dispute can have."""
    kinds = load_kinds().values()
    given = [act.status for kind in kinds for act in kind.acts.values()] + [cue.status for kind in kinds for cue in kind.cues]
    return tuple(dict.fromkeys(status for status in given if status))


def select(events: Iterable[Event], query: Query, *, standing: Mapping[str, str] | None = None) -> list[Event]:
    """The events for which the query holds, in their order; `standing` gives a dispute's status by its id.

    Only active events, unless the query asks for a `state`. Raises UsageError for a type that is neither ours nor any event's, and
    for `status` without disputes.
    """
    if query.asks_status and standing is None:
        raise UsageError("--where: status is a dispute's; valid: with --disputes FILE")
    held = list(events)
    _check_types(query, held)
    conditions = query.conditions
    if not any(condition.key == "state" for condition in conditions):
        conditions = (*conditions, Condition("state", ("active",)))
    return [event for event in held if all(_holds(condition, event, standing=standing or {}) for condition in conditions)]


def _check_types(query: Query, events: list[Event]) -> None:
    known = set(load_vocabulary()) | {event["type"] for event in events}
    for condition in query.conditions:
        if condition.key == "type" and (unknown := set(condition.values) - known):
            raise UsageError(f"--where: type={sorted(unknown)[0]} is unknown; valid: {', '.join(sorted(known))}")


def _holds(condition: Condition, event: Event, *, standing: Mapping[str, str]) -> bool:
    key, values = condition.key, condition.values
    if key in ("since", "until"):
        return any(_in_time(key, value, event) for value in values)
    return any(value.casefold() in _found(key, event, standing=standing) or (key, value) == ("state", "any") for value in values)


def _found(key: str, event: Event, *, standing: Mapping[str, str]) -> set[str]:
    """What an event has under a key, folded."""
    if key in ("entity", "court"):
        roles = [event["roles"].get("court", [])] if key == "court" else event["roles"].values()
        return {filler[name].casefold() for fillers in roles for filler in fillers for name in ("entity", "name")}
    if key == "language":
        return set(event["languages"])
    if key == "status":
        return {standing.get(event["dispute"] or "", "")}
    return {str(event[key])}


def _in_time(key: str, value: str, event: Event) -> bool:
    """Whether the event may lie in the time asked for: its date, else the day of its first article; one without either never does."""
    asked, own = period(value), period(event["date"] or event["first_published"])
    if not asked or not own:
        return False
    return own[1] >= asked[0] if key == "since" else own[0] <= asked[1]
