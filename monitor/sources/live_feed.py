"""A feed as it comes from the network, of any kind: fastfeedparser where its result can be trusted, else feedparser."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from monitor.clean import parse_json
from monitor.decode import decode
from monitor.sources import feed
from monitor.sources.listing import Entry, Listing
from pipelines.errors import InputError, Skip

# A document type may declare entities that name files or grow without end; no feed needs one. It stands before the first element, and
# what looks like one in a text is a text
_PROLOG = re.compile(r"(?>[^<]+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
# An ampersand that begins no entity; parsers that mend a feed lose what comes after it, up to a whole part of an address
_NAKED = re.compile(r"&(?!#?\w{1,32};)")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_OPENED = re.compile(r"<(?:item|entry|\w+:(?:item|entry))[\s>]")
# the writer's own words, in the order in which they count: fastfeedparser gives UTC, which may be another day
_DATES = tuple(
    re.compile(rf"<(?:\w+:)?{name}(?:\s[^>]*)?>\s*(?:<!\[CDATA\[)?\s*([^<\]]{{4,60}})")
    for name in ("(?:pubDate|pubdate|published|issued)", "date", "(?:created|updated|modified)")
)
REPLACED = "\ufffd"


def read(raw: bytes, *, url: str, charset: str | None = None, selector: str | None = None) -> Listing:  # noqa: ARG001 - one form for all
    """The entries of a feed. Raises InputError `broken_feed`; a feed without entries is an empty listing."""
    text = _DECLARATION.sub("", decode(raw, path=url, charset=charset).lstrip("\ufeff"))
    if text.lstrip()[:1] == "{":
        return Listing(tuple(_from_json(text, url=url)))
    sound, doctype = _without_doctype(text, url)
    warnings = ("entities_removed",) if _ENTITY.search(doctype) else ()
    found = _fast(sound)
    if found is None:
        found, warnings = _slow(sound, url=url), (*warnings, "ill_formed") if "<rss" not in sound else warnings
    return Listing(tuple(_absolute(entry, url) for entry in found), warnings=warnings)


def _without_doctype(text: str, url: str) -> tuple[str, str]:
    """The text from its first element on, and the document type. Raises InputError where that has no end, or where there are two."""
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    found = _DOCTYPE.match(text, start)
    if found is None and not text.startswith("<!", start):
        return text[start:], ""
    rest = text[found.end() :] if found else text[start:]
    if _PROLOG.sub("", rest, count=1).startswith("<!"):
        raise InputError(url, "broken_feed", detail="a document type without an end, or a second one")
    return rest, found[0] if found else ""


def _fast(text: str) -> list[Entry] | None:
    """The entries by fastfeedparser; None where it fails, finds none, or not as many as are opened."""
    import fastfeedparser

    chunks = _OPENED.split(text)[1:]
    if REPLACED in text or not chunks or (_NAKED.search(text) and not _is_well_formed(text)):
        return None
    try:
        found = fastfeedparser.parse(text.encode(), include_tags=False, include_media=False, include_enclosures=False)
    except Exception:  # noqa: BLE001 - whatever it stumbles over, feedparser is asked instead
        return None
    entries = found["entries"]
    if len(entries) != len(chunks) or not all(e.get("link") or e.get("id") for e in entries):
        return None
    title = feed.plain(found["feed"].get("title") or "") or None
    return [_entry(e, title, chunk) for e, chunk in zip(entries, chunks, strict=True)]


def _is_well_formed(text: str) -> bool:
    from lxml import etree

    try:
        etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError:
        return False
    return True


def _entry(entry: Any, source: str | None, chunk: str) -> Entry:
    read = entry.get
    text, content, authors = read("description") or "", read("content"), read("authors")
    link, guid = read("link"), read("id")
    if "rel=" in chunk and (own := _own_link(entry)) != link:
        link, guid = own, guid if guid != link else own  # where there is no guid, fastfeedparser gives the link
    return {
        "title": feed.plain(read("title") or "") or None,
        "url": link,
        "guid": guid,
        "published": _date(chunk),
        "authors": [a["name"] for a in authors if a.get("name")] if authors else [],
        "source": source,
        "text": max(*[c.get("value") or "" for c in content], text, key=len) if content else text,
        "markup": True,
    }


def _own_link(entry: Any) -> str | None:
    """The address of an entry's own page: a link to an enclosure, a licence or a related page is none."""
    first: str | None = entry.get("link")
    links = entry.get("links") or []
    own = next((link.get("href") for link in links if link.get("rel") in (None, "alternate")), None)
    return own or (None if any(link.get("href") == first for link in links) else first)


def _date(chunk: str) -> str | None:
    """The date of an entry in the writer's own words."""
    for pattern in _DATES:
        match = pattern.search(chunk)
        if match:
            return match[1].strip()
    return None


def _slow(text: str, *, url: str) -> list[Entry]:
    try:
        return list(feed.entries(text.encode("utf-8", "replace"), path=url))
    except Skip:  # a feed without entries is a feed
        return []


def _from_json(text: str, *, url: str) -> list[Entry]:
    value = parse_json(text, path=url)
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        raise InputError(url, "broken_feed", detail="JSON without items")
    return [_absolute(_json_entry(i, value.get("title")), url) for i in value["items"] if isinstance(i, dict)]


def _json_entry(item: dict[str, Any], source: object) -> Entry:
    authors = item.get("authors") or ([item["author"]] if isinstance(item.get("author"), dict) else [])
    return {
        "title": feed.plain(str(item.get("title") or "")) or None,
        "url": _text(item.get("url") or item.get("external_url")),
        "guid": _text(item.get("id")),
        "published": _text(item.get("date_published") or item.get("date_modified")),
        "authors": [str(a["name"]) for a in authors if isinstance(a, dict) and a.get("name")],
        "source": _text(source),
        "text": str(item.get("content_html") or item.get("content_text") or item.get("summary") or ""),
        "markup": bool(item.get("content_html")),
    }


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and value != "" else None


def _absolute(entry: Entry, base: str) -> Entry:
    """The entry with a whole address; one that cannot be made whole is none. A guid that is an address stands in for a missing link."""
    link = entry.get("url") or (entry.get("guid") if str(entry.get("guid")).startswith(("http://", "https://")) else None)
    if link and link.startswith(("http://", "https://")) and not link[-1].isspace():
        return entry if link is entry["url"] else entry | {"url": link}
    try:
        return entry | {"url": urljoin(base, str(link).strip()) if link else None}
    except ValueError:
        return entry | {"url": None}
