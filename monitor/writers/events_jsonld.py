"""Events as schema.org JSON-LD: each an Action with its participants by role and the quotations that tell it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from monitor.headlines import actor, headline
from monitor.writers.feed_entries import is_web, urn
from pipelines.vocabulary import load_vocabulary

STATUS = {"asserted": "CompletedActionStatus", "planned": "PotentialActionStatus", "possible": "PotentialActionStatus"}
# a person may sue, so a party is a Thing; a court is never one
CLASSES = {"Organization": {"court", "authority", "association"}, "Place": {"place"}}


def write(events: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The file in pieces of whole lines, an action a line. What was said not to have happened is left out: no status says that."""
    yield '{"@context":"https://schema.org","@graph":['
    before = "\n"
    for event in events:
        if event["modality"] in STATUS:
            yield before + json.dumps(_action(event), ensure_ascii=False, separators=(",", ":"))
            before = ",\n"
    yield "\n]}\n"


def _action(event: Mapping[str, Any]) -> dict[str, Any]:
    acting = actor(event["type"])
    action = {
        "@type": "Action",
        "@id": urn(event["id"]),
        "identifier": event["id"],
        "additionalType": event["type"],
        "name": headline(event),
        "actionStatus": "https://schema.org/" + STATUS[event["modality"]],
        "startTime": event["date"],
        "agent": [_thing(event, acting, filler) for filler in event["roles"].get(acting, [])],
        "participant": [_role(event, role, fillers) for role, fillers in event["roles"].items() if role != acting],
        "object": _money(event["amount"]),
        "subjectOf": [_quotation(record) for record in event["records"] if record["evidence"]],
    }
    return {key: value for key, value in action.items() if value}


def _role(event: Mapping[str, Any], role: str, fillers: list[dict[str, Any]]) -> dict[str, Any]:
    return {"@type": "Role", "roleName": role, "participant": [_thing(event, role, filler) for filler in fillers]}


def _thing(event: Mapping[str, Any], role: str | None, filler: Mapping[str, Any]) -> dict[str, Any]:
    act = load_vocabulary().get(event["type"])
    found = act.role(role) if act and role else None
    kind = next((name for name, types in CLASSES.items() if found and found.types <= types), "Thing")
    return {"@type": kind, "name": filler["name"], "identifier": filler["entity"]}


def _money(amount: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {"@type": "MonetaryAmount", "value": amount["value"], "currency": amount["currency"]} if amount else None


def _quotation(record: Mapping[str, Any]) -> dict[str, Any]:
    article = {
        "@type": "NewsArticle",
        "identifier": record["article"],
        "headline": record["title"],
        "url": record["url"] if is_web(record["url"]) else None,
        "datePublished": record["published"],
        "inLanguage": record["language"],
        "publisher": {"@type": "Organization", "name": record["source"]} if record["source"] else None,
    }
    part_of = {key: value for key, value in article.items() if value}
    return {"@type": "Quotation", "text": record["evidence"]["text"], "inLanguage": record["language"], "isPartOf": part_of}
