"""What a fetch of a source brought, into the store: entries, validators and health in one transaction, so that neither is there alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from monitor import ladder
from monitor.fetch import freshness
from monitor.fetch.outcome import Fault, Response
from monitor.report import Report
from monitor.settings import Source
from monitor.sources.listing import Entry, Listing
from monitor.store import articles, bodies, sources
from monitor.store.db import transaction
from monitor.store.sources import Health

# Temporary faults alarm nobody until they come so often in a row
PATIENCE = 3


def take_unchanged(store: sqlite3.Connection, source: Source, answer: Response, *, health: Health, now: float) -> None:
    """Notes that a source has nothing new: 304, or the same bytes again."""
    sources.save(store, _well(source, answer, health, now=now))


def _well(source: Source, answer: Response, health: Health, *, now: float, **more: Any) -> Health:
    """The health after an answer; validators are kept exactly as they were written, and those of a 304 only where it brings some."""
    return replace(
        health,
        etag=answer.headers.get("etag", health.etag if answer.status == 304 else None),
        last_modified=answer.headers.get("last-modified", health.last_modified if answer.status == 304 else None),
        moved_to=answer.moved_to or health.moved_to,
        next_due=freshness.next_success(source.url, source.interval, fresh=freshness.fresh_for(answer.headers, now=now), now=now),
        last_attempt=now,
        last_success=now,
        failures=0,
        fault=None,
        detail=None,
        temper=None,
        **more,
    )


def take_fault(store: sqlite3.Connection, source: Source, fault: Fault, *, health: Health, now: float, report: Report) -> None:
    """Notes a failure and when to try again. A pause that the host asked for is none of the source's."""
    report.sources[fault.reason] += 1
    failures = health.failures + (fault.reason != "host_paused")
    ill = replace(
        health,
        moved_to=None if fault.temper == "hard" else health.moved_to,
        next_due=freshness.next_failure(fault, source.interval, failures=max(failures, 1), now=now)
        if fault.reason != "host_paused"
        else now + (fault.retry_after or 0.0),
        last_attempt=now,
        failures=failures,
        fault=fault.reason,
        detail=fault.detail,
        temper=fault.temper,
    )
    alarming = fault.reason != "host_paused" and (fault.temper != "temporary" or failures >= PATIENCE)
    report.fault("source", source.url, reason=fault.reason, detail=fault.detail, alarming=alarming)
    sources.save(store, ill)


def take_listing(
    store: sqlite3.Connection, source: Source, answer: Response, *, listing: Listing, health: Health, now: float, report: Report
) -> None:
    """Notes what a source lists; all of it and the validators, or nothing."""
    none = ladder.worthless(listing.entries)
    warnings = sorted({*listing.warnings, *none.warnings()})
    with transaction(store):
        body = bodies.keep(store, answer.body, now=now)
        report.articles += articles.note(store, _notes(store, source, listing.entries, none=none), source=source.url, now=now)
        if source.kind == "page":
            _take_page(store, source, answer, body=body, now=now)
        # an index may stay the same while the lists that it names change: it is read every time
        kept = None if listing.children else body
        sources.save(store, _well(source, answer, health, now=now, body=kept, warnings=" ".join(warnings)))
    report.warnings += [{"source": source.url, "warning": word} for word in warnings]
    report.sources["changed"] += 1


def _notes(store: sqlite3.Connection, source: Source, entries: Sequence[Entry], *, none: ladder.Worthless) -> list[articles.Note]:
    """Which article each entry is of; keys that are met for the first time are remembered."""
    keys = [ladder.keys(entry, source=source.url, none=none) for entry in entries]
    found = articles.known(store, [key for each in keys for key in each])
    pages = source.pages and source.kind != "page"
    notes: list[articles.Note] = []
    new: list[tuple[str, str]] = []
    for entry, mine in zip(entries, keys, strict=True):
        met = _known(store, entry, mine, found)
        id = met or ladder.new_id(mine[0])
        for key in mine:
            if key not in found:
                found[key] = id
                new.append((key, id))
        notes.append(articles.Note(id, entry, pages and mine[0].startswith("url:"), met is not None))
    articles.remember(store, new)
    return notes


def _known(store: sqlite3.Connection, entry: Entry, keys: Sequence[str], found: dict[str, str]) -> str | None:
    """The article that an entry is of; one that only a guid leads to must also look the same."""
    first = next((found[key] for key in keys if key in found), None)
    if first is None or not keys[0].startswith("url:") or keys[0] in found:
        return first
    try:
        return first if ladder.is_same(articles.load(store, first).entry, entry) else None
    except KeyError:  # it stands further up in this very list, under another address
        return first


def _take_page(store: sqlite3.Connection, source: Source, answer: Response, *, body: str, now: float) -> None:
    """A watched page is its own article."""
    for id in articles.known(store, ladder.keys({"url": source.url}, source=source.url, none=ladder.Worthless())).values():
        articles.set_page(store, id, body=body, charset=answer.charset, final_url=answer.url, now=now)
