"""A saved web page: its article by trafilatura."""

from __future__ import annotations

from monitor.dates import day
from monitor.pages import Fields
from pipelines.errors import Skip
from pipelines.furniture import is_prose, plain

# Dates come from metadata alone, and a page may be dated later than this machine's clock.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def fields(html: str, *, path: str) -> Fields:
    """The article of a page with title, author, date and site. Raises Skip `no_article` where there is no running text."""
    from trafilatura import bare_extraction

    document = bare_extraction(html, include_comments=False, include_tables=True, with_metadata=False, date_extraction_params=_DATES)
    text = plain((document.text if document else None) or "")
    if document is None or not any(is_prose(line) for line in text.split("\n")):
        raise Skip(path, "no_article")
    authors = tuple(name.strip() for name in (document.author or "").split(";") if name.strip())
    source = document.sitename or document.hostname
    return Fields(text, document.title, document.url, source, published=day(document.date), language=document.language, authors=authors)
