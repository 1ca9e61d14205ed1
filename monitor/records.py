"""From stored articles to changes: a record each, a revision where it differs from the last, or a skip with its reason."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from functools import cache
from typing import Any

from monitor import near
from monitor.fetch.clock import iso
from monitor.readings import Reading, read
from monitor.report import Report
from monitor.store import articles, bodies, changes
from monitor.store.articles import Stored
from monitor.store.db import transaction
from pipelines.errors import InputError
from pipelines.records import digest, dump_line, record_json
from pipelines.setup import PLAIN, Setup


def make(
    store: sqlite3.Connection,
    id: str,
    *,
    now: float,
    report: Report,
    language: str | None = None,
    setup: Setup = PLAIN,
    replaying: bool = False,
) -> None:
    """Makes the record of a stored article and adds it to the change feed if it says something new."""
    stored = articles.load(store, id)
    try:
        reading = read(stored, bodies.load(store, stored.body))
        record = _record(stored, reading, language=language, setup=setup)
    except InputError as error:
        _skip(store, stored, error, now=now, report=report, replaying=replaying)
        return
    if _is_worse(stored, reading):
        _stand(store, stored, report=report)
        return
    _take(store, stored, reading, record=record, now=now, report=report)


def _record(stored: Stored, reading: Reading, *, language: str | None, setup: Setup) -> dict[str, Any]:
    import pipelines

    article = replace(reading.article, fetched=iso(stored.fetched or stored.first_seen))
    return record_json(pipelines.extract(article, language=language, setup=_cached(setup)))


@cache
def _cached(setup: Setup) -> Setup:
    """With the names ready-made; asked for only when a record is made, since a run with nothing due loads nothing."""
    from monitor.name_cache import ensure

    return replace(setup, cache=ensure(setup))


def _is_worse(stored: Stored, reading: Reading) -> bool:
    """Whether a page that was open before is behind a wall or away now: what was read then stands."""
    return stored.access == "open" and reading.access != "open"


def _stand(store: sqlite3.Connection, stored: Stored, *, report: Report) -> None:
    report.records["unchanged"] += 1
    with transaction(store):
        articles.set_unchanged(store, stored.id)


def _take(store: sqlite3.Connection, stored: Stored, reading: Reading, *, record: dict[str, Any], now: float, report: Report) -> None:
    mark = digest(dump_line(record | {"fetched": None}))
    if mark == stored.record_hash:
        _stand(store, stored, report=report)
        return
    revision = stored.revision + 1
    with transaction(store):
        told = _told(stored, reading, near=near.group(store, stored.id, reading.article.text)) | {"record": record}
        changes.add(store, "upsert", article=stored.id, revision=revision, told=told, now=now)
        articles.set_done(store, stored.id, access=reading.access, record_hash=mark, revision=revision)
    report.access[reading.access] += 1
    report.records["new" if revision == 1 else "revised"] += 1


def _told(stored: Stored, reading: Reading, *, near: str | None) -> dict[str, Any]:
    dated = reading.dated
    return {
        "access": reading.access,
        "extractor": reading.extractor,
        "published": {"day": dated.day, "by": dated.by, "confidence": dated.confidence} if dated else None,
        "first_seen": iso(stored.first_seen),
        "from": stored.source,
        "near": near,
    }


def _skip(store: sqlite3.Connection, stored: Stored, error: InputError, *, now: float, report: Report, replaying: bool) -> None:
    """No record: a counted skip. One that was there stands, unless new rules say that it should never have been."""
    if stored.record_hash and not replaying:
        _stand(store, stored, report=report)
        return
    with transaction(store):
        if stored.record_hash:
            changes.add(store, "retract", article=stored.id, revision=stored.revision + 1, told={"reason": error.reason}, now=now)
            store.execute("UPDATE articles SET revision=revision+1 WHERE id=?", (stored.id,))
            report.records["retracted"] += 1
        articles.set_skipped(store, stored.id, reason=error.reason, detail=error.detail)
    report.skips[error.reason] += 1
