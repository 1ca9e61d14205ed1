"""The feeds of an address: itself if it is one, else those that the page names."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urljoin

from monitor.decode import decode
from monitor.fetch import address
from monitor.fetch.client import Client
from monitor.fetch.outcome import Fault, Limits, Request, Response
from monitor.fetch.robots import Memory
from monitor.settings import Source
from monitor.sources import live_feed, sitemap
from pipelines.errors import InputError, UsageError

_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")


def find(url: str, *, agent: str, allow_private: bool, lookup: Any = None) -> list[Source]:
    """The sources that an address stands for. Raises UsageError with the fault, or where there is none."""
    answer = asyncio.run(_ask(url, agent=agent, allow_private=allow_private, lookup=lookup))
    if isinstance(answer, Fault):
        raise UsageError(f"{url}: {answer.reason} ({answer.detail})")
    for kind, read in (("feed", live_feed.read), ("sitemap", sitemap.read)):
        try:
            read(answer.body, url=answer.url, charset=answer.charset)
            return [Source(url, kind, allow_private=allow_private)]
        except InputError:  # the next kind is tried
            continue
    return [Source(found, name=name, allow_private=allow_private) for found, name in named(answer)]


async def _ask(url: str, *, agent: str, allow_private: bool, lookup: Any) -> Response | Fault:
    memory = Memory(lambda _host: None, lambda *_kept: None)
    async with Client(Limits(delay=0.0), agent=agent, memory=memory, lookup=lookup or address.look_up) as client:
        return await client.ask(Request(url, allow_private=allow_private))


def named(answer: Response) -> list[tuple[str, str | None]]:
    """The feeds that a page names, with their titles. Raises UsageError where it names none."""
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(decode(answer.body, path=answer.url, charset=answer.charset))
    links = tree.head.get_elements_by_tag_name("link") if tree.head else []
    found: dict[str, str | None] = {}
    for link in links:
        if (link.getattr("type") or "").lower() in _TYPES and "alternate" in (link.getattr("rel") or "").lower() and link.getattr("href"):
            found.setdefault(urljoin(answer.url, link.getattr("href")), link.getattr("title") or None)
    if not found:
        raise UsageError(f"{answer.url}: names no feed; valid: --kind links for a page with links to articles, --kind page to watch it")
    return list(found.items())
