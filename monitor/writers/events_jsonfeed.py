"""Events as a JSON Feed 1.1, the newest first; the whole event stands in each item's `_casewire`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from monitor.writers.feed_entries import entry, newest_first

VERSION = "https://jsonfeed.org/version/1.1"


def write(events: Iterable[Mapping[str, Any]], *, title: str = "Casewire", url: str | None = None) -> Iterator[str]:
    """The feed in one piece; `url` is where it will stand."""
    head = {"version": VERSION, "title": title} | ({"feed_url": url} if url else {})
    feed = head | {"items": [_item(event) for event in newest_first(events)]}
    yield json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(event: Mapping[str, Any]) -> dict[str, Any]:
    one = entry(event)
    item: dict[str, Any] = {"id": one.id, "title": one.title, "content_html": one.html}
    if one.links:
        item["external_url"] = one.links[0]
    if one.published:
        item["date_published"] = one.published
    return item | {
        "date_modified": one.updated,
        "authors": [{"name": source} for source in one.sources],
        "tags": list(one.tags),
        "_casewire": dict(event),
    }
