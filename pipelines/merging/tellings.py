"""From article records (as JSON) to tellings: one act of one article each, with all that merging looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipelines.errors import UsageError
from pipelines.events import Count, Day, EventRecord, Party, Quote, Sibling, Sum
from pipelines.merging.days import Stretch, stretch
from pipelines.merging.parties import all_keys, number, party
from pipelines.sketch import sketch
from pipelines.vocabulary import load_vocabulary

Ref = tuple[str, str]
SIBLINGS_KEPT = 12
NO_PARTY = ("court", "place")
FIELDS = ("id", "actions", "entities", "language")


@dataclass(slots=True, eq=False)
class Telling:
    """A telling made ready to be compared. `day` and `written` are days as `date.toordinal` counts them, None where unknown.

    `sides` are the roles that parties fill, whether each is a key one, and the parties' numbers; `siblings` other acts of the article;
    `lone`: the article tells no other act of the type between these parties; `dated`: the day of the article is known; `order` is its place
    among all tellings.
    """

    ref: Ref
    type: str
    record: EventRecord
    date: Stretch | None
    written: int | None
    parties: tuple[str, ...]
    sides: tuple[tuple[str, bool, tuple[int, ...]], ...]
    courts: tuple[int, ...]
    siblings: Mapping[str, tuple[tuple[str, Stretch | None, frozenset[str]], ...]]
    lone: bool
    dated: bool
    order: tuple[str, str, str]

    @property
    def day(self) -> int:
        """The day that it is sorted by: that of the act, else of the article, else 0."""
        return self.date[0] if self.date else self.written or 0


def keys_of(roles: Mapping[str, tuple[Party, ...]]) -> tuple[str, ...]:
    """What all who take part are looked up by, each once, in order."""
    return all_keys(tuple(number(party) for parties in roles.values() for party in parties))


def ready(type_: str, record: EventRecord) -> Telling:
    """A telling ready to be compared; it says nothing that the record doesn't."""
    keys = keys_of(record.roles)
    grouped: dict[str, list[tuple[str, Stretch | None, frozenset[str]]]] = {}
    for s in record.siblings:
        grouped.setdefault(s.type, []).append((s.modality, stretch(s.date), frozenset(s.parties)))
    mine = set(keys)
    lone = not any(parties & mine for _, _, parties in grouped.get(type_, ()))
    written, date = stretch(record.written), stretch(record.date.value if record.date else None)
    others = {kind: tuple(acts) for kind, acts in sorted(grouped.items()) if kind != type_}
    return Telling(
        ref=(record.article, record.action),
        type=type_,
        record=record,
        date=date,
        written=written[0] if written else None,
        parties=keys,
        sides=_sides(type_, record),
        courts=tuple(map(number, record.roles.get("court", ()))),
        siblings=others,
        lone=lone,
        dated=record.published is not None,
        order=(record.written or "9999", record.article, record.action),
    )


def _sides(type_: str, record: EventRecord) -> tuple[tuple[str, bool, tuple[int, ...]], ...]:
    """Roles that parties fill; courts and places are compared in other ways."""
    roles = [role for role in load_vocabulary()[type_].roles if role.name not in NO_PARTY and record.roles.get(role.name)]
    return tuple((role.name, role.key, tuple(map(number, record.roles[role.name]))) for role in roles)


def tellings(record: Mapping[str, Any]) -> list[Telling]:
    """Every act of an article record. Raises UsageError for what is no article record, or an act of no known type."""
    if missing := [name for name in FIELDS if name not in record]:
        raise UsageError(f"record {record.get('id')!r}: lacks {', '.join(missing)}; valid: an article-record/1")
    entities = {entity["id"]: entity for entity in record["entities"]}
    try:
        head = _head(record)
        acts = [(a["type"], _telling(a, head, entities)) for a in record["actions"]]
    except (KeyError, TypeError) as error:
        raise UsageError(f"record {record['id']!r}: not as article-record/1 has it: {error!r}") from error
    if unknown := sorted({type_ for type_, _ in acts} - set(load_vocabulary())):
        raise UsageError(f"record {record['id']!r}: {', '.join(unknown)}: no type of act; valid: {', '.join(load_vocabulary())}")
    return [ready(type_, replace(told, siblings=_siblings(acts, n))) for n, (type_, told) in enumerate(acts)]


def _head(record: Mapping[str, Any]) -> EventRecord:
    """What all tellings of an article have in common."""
    names = ("path", "url", "source", "title", "published")
    head = {name: record.get(name) for name in names} | {"written": record.get("published") or _latest(record)}
    return EventRecord(record["id"], "", language=record["language"], sketch=sketch(record.get("text") or ""), **head)


def _latest(record: Mapping[str, Any]) -> str | None:
    """The latest date that an article tells of as done: it was not written before."""
    done = [a["date"]["value"] for a in record["actions"] if a["modality"] == "asserted" and a.get("date")]
    return max(done, default=None)


def _telling(action: Mapping[str, Any], head: EventRecord, entities: Mapping[str, Mapping[str, Any]]) -> EventRecord:
    return replace(
        head,
        action=action["id"],
        modality=action["modality"],
        confidence=action.get("confidence", 0.5),
        roles={role: tuple(party(f, entities) for f in fillers) for role, fillers in sorted(action["roles"].items()) if fillers},
        date=Day(action["date"]["value"], action["date"].get("text", "")) if action.get("date") else None,
        amount=Sum(**_measure(action["amount"])) if action.get("amount") else None,
        quantity=Count(**_measure(action["quantity"])) if action.get("quantity") else None,
        case_numbers=tuple(action.get("case_numbers", ())),
        evidence=_quote(action.get("evidence")),
        trigger=_quote(action.get("trigger")),
    )


def _measure(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: told[key] for key in ("value", "currency", "unit", "text") if key in told}


def _quote(told: Mapping[str, Any] | None) -> Quote | None:
    return Quote(told["start"], told["end"], told["text"]) if told else None


def _siblings(acts: list[tuple[str, EventRecord]], mine: int) -> tuple[Sibling, ...]:
    """The other acts of the article, in an order of their own."""
    others = [
        Sibling(type_, told.modality, told.date.value if told.date else None, keys_of(told.roles))
        for n, (type_, told) in enumerate(acts)
        if n != mine
    ]
    return tuple(sorted(others, key=lambda s: (s.type, s.modality, s.date or "", s.parties))[:SIBLINGS_KEPT])
