"""Records, events and disputes as flat rows, for tables: one row an act, an event, an event of a dispute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from monitor.headlines import headline
from monitor.period import period

Row = dict[str, Any]
EVENT_COLUMNS = (
    *("id", "type", "modality", "state", "headline", "date", "date_from", "date_until", "amount", "currency", "quantity", "unit"),
    *("case_number", "roles", "entities", "n_articles", "n_sources", "languages", "first_published", "last_published"),
    *("disagreements", "dispute", "merged_into"),
)
DISPUTE_COLUMNS = (
    *("dispute", "kind", "title", "dispute_status", "case", "event", "type", "modality", "date", "date_from", "date_until"),
    *("status_after", "undoes", "flags"),
)
ACT_COLUMNS = (
    *(
        "article",
        "path",
        "url",
        "source",
        "title",
        "published",
        "language",
        "action",
        "type",
        "modality",
        "date",
        "date_from",
        "date_until",
    ),
    *("amount", "currency", "quantity", "unit", "roles", "entities", "trigger", "start", "end", "evidence", "confidence", "by"),
)


def event_rows(events: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """One row an event, by EVENT_COLUMNS: dates as `datetime.date`, several values as lists."""
    for event in events:
        plain = {key: event[key] for key in EVENT_COLUMNS if key in event}
        yield _ordered(
            plain
            | {"headline": headline(event), "roles": roles(event), "entities": entities(event)}
            | {key: _day(event[key]) for key in ("first_published", "last_published")}
            | {"disagreements": [disagreement["field"] for disagreement in event["disagreements"]]}
            | _dates(event["date"])
            | _sums(event),
            EVENT_COLUMNS,
        )


def act_rows(records: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """One row an act, by ACT_COLUMNS; `start` and `end` are the evidence's, in code points of the record's text."""
    for record in records:
        head = {key: record[key] for key in ("path", "url", "source", "title", "language")}
        head |= {"article": record["id"], "published": _day(record["published"])}
        for act in record["actions"]:
            date = (act["date"] or {}).get("value")
            plain = {key: act.get(key) for key in ("type", "modality", "confidence", "by")}
            quote = {"start": act["evidence"]["start"], "end": act["evidence"]["end"], "evidence": act["evidence"]["text"]}
            whole = {"action": act["id"], "trigger": act["trigger"]["text"], "roles": roles(act), "entities": entities(act), "date": date}
            yield _ordered(head | plain | quote | whole | _dates(date) | _sums(act), ACT_COLUMNS)


def dispute_rows(disputes: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """One row an event of a dispute, by DISPUTE_COLUMNS."""
    for dispute in disputes:
        cases = {event: case["id"] for case in dispute["cases"] for event in case["events"]}
        head = {"dispute": dispute["id"], "kind": dispute["kind"], "title": dispute["title"], "dispute_status": dispute["status"]}
        for event in dispute["events"]:
            yield _ordered(head | dict(event) | {"case": cases.get(event["event"])} | _dates(event["date"]), DISPUTE_COLUMNS)


def roles(act: Mapping[str, Any]) -> list[str]:
    """`role=name` for everyone in an act or event, in order."""
    return [f"{role}={filler['name']}" for role, fillers in act["roles"].items() for filler in fillers]


def entities(act: Mapping[str, Any]) -> list[str]:
    """The ids of everyone in an act or event, each once, in order."""
    return list(dict.fromkeys(filler["entity"] for fillers in act["roles"].values() for filler in fillers))


def _ordered(row: Row, columns: tuple[str, ...]) -> Row:
    return {column: row.get(column) for column in columns}


def _dates(value: str | None) -> Row:
    first, last = period(value) or (None, None)
    return {"date_from": first, "date_until": last}


def _day(value: str | None) -> Any:
    span = period(value)
    return span[0] if span else None


def _sums(act: Mapping[str, Any]) -> Row:
    amount, quantity = act["amount"] or {}, act.get("quantity") or {}
    return {
        "amount": amount.get("value"),
        "currency": amount.get("currency"),
        "quantity": quantity.get("value"),
        "unit": quantity.get("unit"),
    }
