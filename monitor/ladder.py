"""Which entries are one article: canonical address, then guid, then title and day, then the text's fingerprint.

A lower rung counts only where the ones above it are missing or worthless: two short notices of one title on one day are two articles
when each has an address of its own, and no article may be lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.dates import day
from monitor.identity import canonical_url
from pipelines.records import digest, slug

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Worthless:
    """Addresses and guids that several articles of one list share: they tell nothing."""

    urls: frozenset[str] = frozenset()
    guids: frozenset[str] = frozenset()

    def warnings(self) -> tuple[str, ...]:
        """Words for the source's health."""
        return (("links_repeat",) if self.urls else ()) + (("guids_repeat",) if self.guids else ())


NOTHING = Worthless()


def _differ(words: Iterable[str]) -> bool:
    found = list(words)
    return len(set(found)) == len(found)


def worthless(entries: Iterable[Mapping[str, Any]]) -> Worthless:
    """Guids that stand for several addresses, and addresses that stand for several titles."""
    entries = list(entries)
    if _differ(canonical_url(url) for e in entries if (url := e.get("url"))) and _differ(g for e in entries if (g := e.get("guid"))):
        return NOTHING  # as it is with most feeds
    urls: defaultdict[str, set[object]] = defaultdict(set)
    guids: defaultdict[str, set[object]] = defaultdict(set)
    for entry in entries:
        if entry.get("url"):
            urls[canonical_url(entry["url"])].add(entry.get("title"))
        if entry.get("guid"):
            guids[entry["guid"]].add((canonical_url(entry.get("url") or ""), None if entry.get("url") else entry.get("title")))
    return Worthless(
        frozenset(url for url, titles in urls.items() if len(titles) > 1),
        frozenset(guid for guid, places in guids.items() if len(places) > 1),
    )


def keys(entry: Mapping[str, Any], *, source: str, none: Worthless) -> list[str]:
    """What an entry may be known by, best first; never empty."""
    found = []
    url, guid = entry.get("url"), entry.get("guid")
    if url and (place := canonical_url(url)) not in none.urls:
        found.append(f"url:{place}")
    if guid and guid not in none.guids:
        # keys of one source stand together, so that a feed touches few pages of the store
        found.append(f"guid:{_short(source)}:{_short(guid)}")
    return found or [_by_words(entry, source)]


def _short(words: str) -> str:
    """The words themselves, or their digest where they are long."""
    return words if len(words) <= LONGEST_KEY else digest(words)


def _by_words(entry: Mapping[str, Any], source: str) -> str:
    """Title and day, else the text's fingerprint."""
    title, published = entry.get("title"), day(entry.get("published"))
    if title and published:
        return f"title:{digest(source, slug(title), published)}"
    return f"text:{digest(source, title or '', entry.get('text') or '')}"


def is_same(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether two entries of one guid but two addresses are one article: not if both title and day differ."""
    days = day(old.get("published")), day(new.get("published"))
    return old.get("title") == new.get("title") or None in days or days[0] == days[1]


def new_id(key: str) -> str:
    """The id of a new article: as `identity.article_id` has it for those with an address, else of its best key."""
    return digest("url", key[4:]) if key.startswith("url:") else digest("key", key)
