"""What Atom and JSON Feed say of an event: the same entries in two dresses."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from monitor.flat import entities
from monitor.headlines import headline, label, told_roles
from monitor.period import midnight, spoken

UNKNOWN_TIME = "1970-01-01T00:00:00Z"
Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as a feed tells it. Times are RFC 3339, UTC; `html` holds no markup but our own."""

    id: str
    title: str
    published: str | None
    updated: str
    html: str
    tags: tuple[str, ...]
    links: tuple[str, ...]
    sources: tuple[str, ...]


def urn(id: str) -> str:
    """A URN for an id of ours, the same on any machine."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"casewire:{id}").urn


def newest_first(events: Iterable[Event]) -> list[Event]:
    """By the day of the last article, then of the act, then by id."""
    return sorted(sorted(events, key=lambda e: e["id"]), key=lambda e: (e["last_published"] or "", e["date"] or ""), reverse=True)


def entry(event: Event) -> Entry:
    """The entry of an event. Where no article gives its day, the act's stands for it, else the beginning of 1970."""
    acted = midnight(event["date"])
    return Entry(
        id=urn(event["id"]),
        title=headline(event),
        published=midnight(event["first_published"]),
        updated=midnight(event["last_published"]) or acted or UNKNOWN_TIME,
        html=_html(event),
        tags=(event["type"], event["modality"], *entities(event), *event["languages"]),
        links=tuple(dict.fromkeys(r["url"] for r in event["records"] if is_web(r["url"]))),
        sources=tuple(dict.fromkeys(r["source"] for r in event["records"] if r["source"])),
    )


def is_web(url: str | None) -> bool:
    """Whether an address may become a link: articles name what they like, `javascript:` too."""
    return bool(url) and str(url).lower().startswith(("http://", "https://"))


def _html(event: Event) -> str:
    facts = [("act", f"{label(event['type'])}, {event['modality']}"), ("date", spoken(event["date"]))]
    facts += told_roles(event)
    facts += [("amount", f"{event['amount']['value']:,} {event['amount']['currency']}")] if event["amount"] else []
    facts += [(f"disagree on {label(d['field'])}", " / ".join(map(str, d["values"]))) for d in event["disagreements"]]
    told = "".join(f"<li>{escape(name)}: {escape(value)}</li>" for name, value in facts)
    return f"<ul>{told}</ul>" + "".join(_quote(record) for record in event["records"])


def _quote(record: Mapping[str, Any]) -> str:
    """The sentence that tells it, and where it stands; near copies of an article are left out."""
    if record["near_duplicate_of"] or not record["evidence"]:
        return ""
    named = escape(", ".join(filter(None, (record["source"], record["title"], record["published"]))) or record["article"])
    where = f'<a href="{escape(record["url"])}">{named}</a>' if is_web(record["url"]) else named
    return f'<blockquote lang="{escape(record["language"])}">{escape(record["evidence"]["text"])}</blockquote><p>{where}</p>'
