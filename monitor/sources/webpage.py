"""A saved web page: its article by trafilatura."""

from __future__ import annotations

import logging
from typing import cast

from trafilatura import bare_extraction
from trafilatura.settings import Document

from monitor.dates import day
from monitor.pages import Fields
from pipelines.errors import Skip
from pipelines.furniture import is_prose, plain

# Dates come from metadata alone, and a page may be dated later than this machine's clock.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
# What these say of a page, the reason of our skip says too
for _chatty in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_chatty).propagate = False
    logging.getLogger(_chatty).addHandler(logging.NullHandler())


def fields(html: str, *, path: str) -> Fields:
    """The article of a page with title, author, date and site. Raises Skip `no_article` where there is no running text."""
    found = cast(
        "Document | None",
        bare_extraction(html, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=_DATES),
    )
    text = plain((found.text if found else None) or "")
    if found is None or not any(is_prose(line) for line in text.split("\n")):
        raise Skip(path, "no_article")
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    source = found.sitename or found.hostname
    return Fields(text, found.title, found.url, source, published=day(found.date), authors=authors)
