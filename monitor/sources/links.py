"""A page with links to articles: those that a selector names, else those that read like headlines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from monitor.decode import decode
from monitor.identity import canonical_url
from monitor.sources.listing import Listing
from pipelines.errors import InputError

_HAN = re.compile(r"[\u4e00-\u9fff]")
# What reads like a headline: so many words, or so many Han characters
WORDS, CHARACTERS = 4, 8
_FURNITURE = frozenset({"nav", "footer", "form", "button"})


def read(raw: bytes, *, url: str, charset: str | None = None, selector: str | None = None) -> Listing:
    """The links, each once, in the page's order. Raises InputError `no_links`, `bad_selector`."""
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(decode(raw, path=url, charset=charset))
    if tree.body is None:
        raise InputError(url, "no_links", detail="no page")
    found: dict[str, dict[str, Any]] = {}
    for anchor in _anchors(tree.body, selector, url):
        link = _link(anchor, url)
        title = re.sub(r"\s+", " ", anchor.text).strip()
        if link and (selector or _is_headline(title, anchor)):
            found.setdefault(canonical_url(link), {"url": link, "title": title or None, "published": None, "text": ""})
    if not found:
        raise InputError(url, "no_links", detail=f"nothing fits {selector!r}" if selector else "no link reads like a headline")
    return Listing(tuple(found.values()))


def _anchors(body: Any, selector: str | None, url: str) -> Iterable[Any]:
    """The anchors under what the selector names, or all."""
    if selector is None:
        return list(body.get_elements_by_tag_name("a"))
    try:
        chosen = body.query_selector_all(selector)
    except ValueError as error:
        raise InputError(url, "bad_selector", detail=selector) from error
    return [a for node in chosen for a in ([node] if node.tag == "a" else node.get_elements_by_tag_name("a"))]


def _link(anchor: Any, base: str) -> str | None:
    """The whole address on the page's own site, other than the page itself."""
    try:
        link = urljoin(base, (anchor.getattr("href") or "").strip()).partition("#")[0]
        here, there = urlsplit(base), urlsplit(link)
    except ValueError:
        return None
    site = ".".join((here.hostname or "").split(".")[-2:])
    same = there.hostname == here.hostname or (not site.replace(".", "").isdigit() and (there.hostname or "").endswith("." + site))
    return link if there.scheme in ("http", "https") and same and canonical_url(link) != canonical_url(base) else None


def _is_headline(title: str, anchor: Any) -> bool:
    if len(title.split()) < WORDS and len(_HAN.findall(title)) < CHARACTERS:
        return False
    node = anchor
    while node is not None:
        if node.tag in _FURNITURE:
            return False
        node = node.parent
    return True
