"""Sitemaps, news sitemaps and their indexes, packed or not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from monitor.decode import decode
from monitor.sources.listing import Entry, Listing
from pipelines.errors import InputError

PACKED = b"\x1f\x8b"
# sitemaps.org: 50 MB and 50,000 addresses at most
MAX_BYTES = 50 << 20
# Of an index the newest lists, of a list the newest addresses; what is older is no news
MAX_CHILDREN, MAX_ENTRIES = 8, 1000


def read(raw: bytes, *, url: str, charset: str | None = None, selector: str | None = None) -> Listing:  # noqa: ARG001 - one form for all
    """The addresses of a sitemap, newest first, or the lists of an index. Raises InputError `broken_sitemap`, `too_large`."""
    root = _parse(_unpack(raw, url) if raw.startswith(PACKED) else raw, url, charset)
    kind = _name(root)
    if kind == "sitemapindex":
        found = sorted(_parts(root, "sitemap"), key=lambda part: part.get("lastmod", ""), reverse=True)
        return Listing((), children=tuple(part["loc"] for part in found[:MAX_CHILDREN]))
    if kind != "urlset":
        raise InputError(url, "broken_sitemap", detail=f"<{kind}> is neither <urlset> nor <sitemapindex>")
    entries = sorted((_entry(part) for part in _parts(root, "url")), key=lambda e: e["published"] or "", reverse=True)
    return Listing(tuple(entries[:MAX_ENTRIES]), warnings=("cut_to_newest",) if len(entries) > MAX_ENTRIES else ())


def _unpack(raw: bytes, url: str) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        found = unpacker.decompress(raw, MAX_BYTES)
    except zlib.error as error:
        raise InputError(url, "broken_sitemap", detail=str(error)) from error
    if unpacker.unconsumed_tail:
        raise InputError(url, "too_large", detail=f"more than {MAX_BYTES} bytes unpacked")
    return found


def _parse(raw: bytes, url: str, charset: str | None) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(decode(raw, path=url, charset=charset).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(url, "broken_sitemap", detail=str(error)[:80]) from error
    if root is None:
        raise InputError(url, "broken_sitemap", detail="no XML")
    return root


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _parts(root: Any, name: str) -> Iterator[dict[str, str]]:
    """Each member of a list as the texts below it, by name; the first of a name counts."""
    for member in root:
        if _name(member) == name:
            texts = [(_name(below), (below.text or "").strip()) for below in member.iter() if below.text]
            part = dict(reversed([pair for pair in texts if pair[1]]))
            if part.get("loc", "").startswith(("http://", "https://")):
                yield part


def _entry(part: dict[str, str]) -> Entry:
    return {
        "url": part["loc"],
        "title": part.get("title"),
        "published": part.get("publication_date") or part.get("lastmod"),
        # a sitemap tells when a page was touched, which is not when it came out
        "published_by": "feed" if "publication_date" in part else "lastmod",
        "source": part.get("name"),
        "text": "",
    }
