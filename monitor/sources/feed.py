"""A saved RSS, Atom or RDF file: one article an entry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from monitor.decode import decode
from pipelines.errors import InputError, Skip

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)\b", re.IGNORECASE)
SNIFFED = 4096


def looks_like_feed(raw: bytes) -> bool:
    """Whether the first bytes open a feed."""
    return bool(_FEED.search(raw[:SNIFFED].replace(b"\0", b"")))


def entries(raw: bytes, *, path: str) -> Iterator[dict[str, Any]]:
    """The entries of a feed as plain objects, their bodies as text. Raises InputError `broken_feed`, Skip `empty`."""
    import feedparser

    # feedparser takes single-byte guesses for gb18030: it gets UTF-8 from us, without the declaration that says otherwise
    text = _DECLARATION.sub("", decode(raw, path=path))
    feed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    if not feed.get("version"):
        raise InputError(path, "broken_feed", detail=str(feed.get("bozo_exception", ""))[:80])
    if not feed.entries:
        raise Skip(path, "empty", detail="feed without entries")
    for entry in feed.entries:
        yield _entry(entry, feed.feed)


def _entry(entry: Any, feed: Any) -> dict[str, Any]:
    bodies = [c.get("value", "") for c in entry.get("content", [])] + [entry.get("summary", "")]
    return {
        "title": plain(entry.get("title", "")) or None,
        "url": entry.get("link"),
        "guid": entry.get("id"),
        "published": entry.get("published") or entry.get("updated") or entry.get("created"),
        "authors": [a["name"] for a in entry.get("authors", []) if a.get("name")],
        "source": plain(entry.get("source", {}).get("title") or feed.get("title", "")) or None,
        "text": plain(max(bodies, key=len)),
    }


def plain(html: str) -> str:
    """A fragment of HTML as text, a line a paragraph."""
    if "<" not in html and "&" not in html:
        return html.strip()
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(html, preserve_formatting=True, main_content=False, links=False, alt_texts=False)
    return text.strip()
