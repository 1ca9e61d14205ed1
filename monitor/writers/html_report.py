"""A report as a folder of web pages that need no server: events, disputes, articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from monitor.writers.html.articles import article_page, articles_page
from monitor.writers.html.disputes import dispute_page, disputes_page
from monitor.writers.html.events import event_page
from monitor.writers.html.material import article_path, dispute_path, event_path, gather
from monitor.writers.html.table import index_page

Rows = Iterable[Mapping[str, Any]]


def write(records: Rows, events: Rows, disputes: Rows) -> Iterator[tuple[str, str]]:
    """The report's files: path from the report's folder, content. The same input gives the same files."""
    material = gather(records, events, disputes)
    yield "index.html", index_page(material)
    yield "disputes.html", disputes_page(material)
    yield "articles.html", articles_page(material)
    for event in material.events.values():
        yield event_path(event["id"]), event_page(event, material)
    for dispute in material.threads:
        yield dispute_path(dispute["id"]), dispute_page(dispute, material)
    for record in material.records.values():
        yield article_path(record["id"]), article_page(record, material)
