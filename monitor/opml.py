"""OPML, the list of feeds that readers exchange."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from monitor.settings import Source, is_address
from pipelines.errors import InputError


def read(raw: bytes, *, path: str) -> list[Source]:
    """The feeds of an OPML file, each once. Raises InputError `broken_opml`."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(path, "broken_opml", detail=str(error)[:80]) from error
    if root is None or root.tag.lower() != "opml":
        raise InputError(path, "broken_opml", detail="no <opml>")
    outlines = [{key.lower(): value for key, value in outline.attrib.items()} for outline in root.iter("outline")]
    found = {o["xmlurl"]: o.get("title") or o.get("text") for o in outlines if is_address(o.get("xmlurl"))}
    return [Source(url, name=name or None) for url, name in found.items()]


def write(sources: Iterable[Source]) -> str:
    """The feeds among the sources as OPML 2.0."""
    lines = [
        f'    <outline type="rss" text={quoteattr(source.name or source.url)} xmlUrl={quoteattr(source.url)}/>'
        for source in sources
        if source.kind == "feed"
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>Casewire</title></head>\n  <body>\n'
    return head + "".join(f"{line}\n" for line in lines) + "  </body>\n</opml>\n"
