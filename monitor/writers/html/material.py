"""Everything that a report is made of, and how its parts find each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.writers.html.shell import file_name

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Material:
    """Records, events and disputes by their ids, and which event tells an act: by (article, action)."""

    records: Mapping[str, Row]
    events: Mapping[str, Row]
    disputes: Mapping[str, Row]
    told: Mapping[tuple[str, str], str]

    @property
    def active(self) -> list[Row]:
        """The events that stand, the newest first; those without a date last."""
        standing = [event for event in self.events.values() if event["state"] == "active"]
        return sorted(sorted(standing, key=lambda e: e["id"]), key=lambda e: e["date"] or e["first_published"] or "", reverse=True)

    @property
    def threads(self) -> list[Row]:
        """The disputes that stand, that with the newest event first."""
        standing = [dispute for dispute in self.disputes.values() if dispute["state"] == "active"]
        return sorted(sorted(standing, key=lambda d: d["id"]), key=_last_day, reverse=True)

    def dispute_of(self, event: Row) -> Row | None:
        """The dispute that an event is part of, if the report holds it."""
        return self.disputes.get(event["dispute"] or "")


def gather(records: Iterable[Row], events: Iterable[Row], disputes: Iterable[Row]) -> Material:
    """The parts by their ids; of two with one id the later stands."""
    by_id = {event["id"]: event for event in events}
    told = {(r["article"], r["action"]): event["id"] for event in by_id.values() if event["state"] == "active" for r in event["records"]}
    return Material({r["id"]: r for r in records}, by_id, {d["id"]: d for d in disputes}, told)


def event_path(id: str) -> str:
    """An event's page, from the report's folder."""
    return f"events/{file_name(id)}.html"


def dispute_path(id: str) -> str:
    """A dispute's page, from the report's folder."""
    return f"disputes/{file_name(id)}.html"


def article_path(id: str, action: str | None = None) -> str:
    """An article's page, from the report's folder; with an act, the place that tells it."""
    return f"articles/{file_name(id)}.html" + (f"#act-{file_name(action)}" if action else "")


def _last_day(dispute: Row) -> str:
    return max((step["at"] or "" for step in dispute["events"]), default="")
