"""What a source lists: entries as plain objects, whatever the source's kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries with title, url, guid, published, authors, source, text, as far as the source tells them.

    `children` are further lists to fetch (a sitemap index); `warnings` are words for the source's health.
    """

    entries: tuple[Entry, ...]
    children: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def reader(kind: str) -> Callable[..., Listing]:
    """The function that reads a kind of source: `read(raw, url=, charset=, selector=)`; it raises InputError for what is none."""
    if kind == "feed":
        from monitor.sources import live_feed

        return live_feed.read
    if kind == "sitemap":
        from monitor.sources import sitemap

        return sitemap.read
    if kind == "links":
        from monitor.sources import links

        return links.read
    return watched


def watched(_raw: bytes, *, url: str, charset: str | None = None, selector: str | None = None) -> Listing:  # noqa: ARG001 - one form for all
    """A page that is watched lists itself."""
    return Listing(({"url": url, "watched": True},))
