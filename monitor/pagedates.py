"""The day on which a page came out, with where that is said: JSON-LD, then meta, then what htmldate finds. No guess, and no day ahead."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitor.dates import day
from monitor.sources import articles

_SCRIPT = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_META = re.compile(r"<meta\s[^>]{0,600}>", re.IGNORECASE)
_NAMED = re.compile(
    r"""(?:property|name|itemprop)\s*=\s*["']?(?:article:published_time|og:published_time|datepublished|date|dc\.date(?:\.issued)?|pubdate"""
    r"""|publishdate|publish[-_]date|parsely-pub-date|sailthru\.date|cxenseparse:recs:publishtime)["'\s]""",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"""content\s*=\s*["']([^"']{4,60})["']""", re.IGNORECASE)
# How far each source is right; a feed's own date and a sitemap's are judged by the caller
CONFIDENCE = {"json-ld": 0.98, "meta": 0.95, "feed": 0.9, "htmldate": 0.6, "given": 0.5}


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as `YYYY-MM-DD`, what said it, and how far that is right (0 to 1)."""

    day: str
    by: str

    @property
    def confidence(self) -> float:
        """How far it is right."""
        return CONFIDENCE[self.by]


def published(html: str, *, feed: str | None, now: float) -> Dated | None:
    """The day of publication; one after tomorrow, by any zone's calendar, is none, and the next source is asked."""
    limit = (dt.datetime.fromtimestamp(now, tz=dt.UTC) + dt.timedelta(days=1)).date().isoformat()
    for by, found in _candidates(html, feed):
        if found and found <= limit:
            return Dated(found, by)
    return None


def _candidates(html: str, feed: str | None) -> Iterator[tuple[str, str | None]]:
    for block in _SCRIPT.findall(html):
        yield from (("json-ld", day(value.get("datePublished"))) for value in _objects(block) if articles.is_article(value))
    for tag in _META.findall(html):
        if _NAMED.search(tag) and (content := _CONTENT.search(tag)):
            yield "meta", day(content[1])
    yield "feed", day(feed)
    yield "htmldate", _by_htmldate(html)


def _objects(block: str) -> Iterator[dict[str, Any]]:
    try:
        value = json.loads(block.strip())
    except (ValueError, RecursionError):  # the next source is asked
        return
    for member in value if isinstance(value, list) else [value]:
        if isinstance(member, dict):
            graph = member.get("@graph")
            yield from (m for m in (graph if isinstance(graph, list) else [member]) if isinstance(m, dict))


def _by_htmldate(html: str) -> str | None:
    from htmldate import find_date

    if not html:
        return None
    found: str | None = find_date(html, original_date=True, extensive_search=False, max_date="2100-01-01")
    return found


def article_body(html: str) -> str:
    """The longest text that the page's own JSON-LD gives as the article's body."""
    bodies = (value.get("articleBody") for block in _SCRIPT.findall(html) for value in _objects(block) if articles.is_article(value))
    return max((body for body in bodies if isinstance(body, str)), key=len, default="")
