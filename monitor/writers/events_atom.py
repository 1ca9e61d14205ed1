"""Events as an Atom feed (RFC 4287), the newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from monitor.writers.feed_entries import UNKNOWN_TIME, Entry, entry, newest_first, urn

# what XML 1.0 cannot hold, even escaped
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(events: Iterable[Mapping[str, Any]], *, title: str = "Casewire", url: str | None = None) -> Iterator[str]:
    """The feed's pieces, each whole elements; `url` is where the feed will stand. No clock: it was updated when its newest entry was."""
    entries = [entry(event) for event in newest_first(events)]
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield _element("id", url or urn(f"feed:{title}")) + _element("title", title) + _element("generator", "Casewire")
    yield _element("updated", max((e.updated for e in entries), default=UNKNOWN_TIME))
    yield _element("author", "<name>Casewire</name>", raw=True)
    yield f'<link rel="self" type="application/atom+xml" href={_quoted(url)}/>\n' if url else ""
    yield from map(_entry, entries)
    yield "</feed>\n"


def _entry(one: Entry) -> str:
    links = [f'<link rel="{"related" if n else "alternate"}" href={_quoted(link)}/>' for n, link in enumerate(one.links)]
    tags = [f"<category term={_quoted(tag)}/>" for tag in one.tags]
    authors = [f"<author>{_element('name', source)}</author>" for source in one.sources]
    published = _element("published", one.published) if one.published else ""
    inner = [_element("id", one.id), _element("title", one.title), _element("updated", one.updated), published, *authors, *links, *tags]
    return f'<entry>\n{"".join(inner)}<content type="html">{_text(one.html)}</content>\n</entry>\n'


def _element(name: str, text: str, *, raw: bool = False) -> str:
    return f"<{name}>{text if raw else _text(text)}</{name}>\n"


def _text(text: str) -> str:
    return escape(FORBIDDEN.sub("\ufffd", text))


def _quoted(text: str | None) -> str:
    return quoteattr(FORBIDDEN.sub("\ufffd", text or ""))
