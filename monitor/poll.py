"""The one loop: sources that are due, pages of new articles, records, outputs. Each step leaves in the store what the next one needs."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from monitor.fetch.clock import Clock, SystemClock, iso
from monitor.report import Report
from monitor.settings import Polling, Source
from monitor.store import articles, changes, lock, sources
from monitor.store.db import StoreError, connect, transaction
from pipelines.setup import PLAIN, Setup

log = logging.getLogger("casewire")
KEPT_RUNS = 200
# A run's own share of its time for making records; the rest is for the network
HOUSEKEEPING_EVERY = 86400.0


@dataclass(slots=True)
class Run:
    """One run: what it works with, how long it may, and what it has done."""

    polling: Polling
    store: sqlite3.Connection
    clock: Clock
    report: Report
    deadline: float | None = None
    lookup: Any = None
    setup: Setup = PLAIN
    by_url: dict[str, Source] = field(default_factory=dict)
    unwritten: list[tuple[str, Callable[[], None]]] = field(default_factory=list)

    def left(self) -> float | None:
        """Seconds that the run may still take, None without end."""
        return None if self.deadline is None else max(self.deadline - time.monotonic(), 0.0)

    def over(self) -> bool:
        """Whether its time is up."""
        return self.left() == 0.0


def run(
    polling: Polling,
    *,
    clock: Clock | None = None,
    max_seconds: float | None = None,
    feeds_only: bool = False,
    lookup: Any = None,
    setup: Setup = PLAIN,
) -> Report:
    """Polls what is due and gives the report. Raises Busy where another run is at work, StoreError where the store can't be written."""
    deadline = time.monotonic() + max_seconds if max_seconds is not None else None
    with _opened(polling, clock, deadline=deadline, lookup=lookup, setup=setup) as work:
        _steps(work, feeds_only=feeds_only)
    return work.report


def replay(polling: Polling, *, clock: Clock | None = None, setup: Setup = PLAIN) -> Report:
    """Makes every record anew from what is kept; only what came out differently goes to the outputs. Raises as `run` does."""
    with _opened(polling, clock, setup=setup) as work:
        for id in [id for state in ("done", "skipped") for id in articles.waiting(work.store, state, now=float("inf"))]:
            _make_one(work, id, replaying=True)
        _merge(work)
        _deliver(work)
    return work.report


@contextmanager
def _opened(polling: Polling, clock: Clock | None, **more: Any) -> Iterator[Run]:
    """A run that holds its store, from the lock to the report."""
    started = time.monotonic()
    with lock.held(polling.store), closing(connect(polling.store)) as store:
        work = Run(polling, store, clock or SystemClock(), Report(), by_url={s.url: s for s in polling.sources}, **more)
        work.report.started = str(iso(work.clock.now()))
        try:
            yield work
        except sqlite3.Error as error:
            raise StoreError(f"{polling.store}: {error}") from error
        work.report.seconds = time.monotonic() - started
        _close(work)


def _steps(work: Run, *, feeds_only: bool) -> None:
    now = work.clock.now()
    if sources.rebase(work.store, now=now):
        work.report.warnings.append({"source": "", "warning": "clock_set_back"})
    due = sources.due(work.store, work.by_url, now=now)
    work.report.sources["not_due"] = len(work.by_url) - len(due)
    if due or (not feeds_only and articles.count_waiting(work.store, "new", now=now)):
        from monitor import network  # it loads aiohttp, which a run with nothing to ask for does not need

        asyncio.run(network.ask(work, [work.by_url[url] for url in due], pages=not feeds_only))
    if not feeds_only:
        _make_records(work)
    _merge(work)
    _deliver(work)


def _make_records(work: Run) -> None:
    """Records of everything fetched, whether in this run or in one that died."""
    waiting = articles.waiting(work.store, "fetched", now=work.clock.now())
    for number, id in enumerate(waiting):
        if work.over():
            work.report.left["records"] = len(waiting) - number
            return
        _make_one(work, id)


def _make_one(work: Run, id: str, *, replaying: bool = False) -> None:
    """The record of one article; an error that nobody foresaw costs this article alone, and makes the run fail."""
    from monitor.records import make  # what reads pages is not loaded by a run with nothing due

    source = work.by_url.get(articles.load(work.store, id).source)
    language = source.language if source else None
    try:
        make(work.store, id, now=work.clock.now(), report=work.report, language=language, setup=work.setup, replaying=replaying)
    except (StoreError, sqlite3.Error, MemoryError):
        raise
    except Exception as error:  # one odd page must not stop an unattended run for good; the log has the whole story
        log.exception("article %s", id)
        work.report.fault("article", id, reason="internal", detail=f"{type(error).__name__}: {error}"[:160])
        with transaction(work.store):
            articles.set_skipped(work.store, id, reason="internal", detail=type(error).__name__)


def _merge(work: Run) -> None:
    """Brings events and disputes up to date, where the configuration asks for them."""
    if work.polling.events and changes.delivery(work.store, "events").cursor != changes.last_cursor(work.store):
        from monitor import merging

        merging.bring_up(work.store, now=work.clock.now(), report=work.report)


def _deliver(work: Run) -> None:
    """Brings every output up to date; one that fails does not keep the others waiting."""
    last = changes.last_cursor(work.store)
    for output in work.polling.outputs:
        if changes.delivery(work.store, output.name).cursor == last:
            continue
        from monitor import deliver, webhook

        try:
            if output.kind == "jsonl":
                work.report.delivered[output.name] += deliver.to_files(work.store, output)
            else:
                sending = webhook.post(work.store, output, agent=agent(work.polling), clock=work.clock)
                work.report.delivered[output.name] += run_async(sending)
        except (deliver.OutputError, webhook.WebhookError) as error:
            work.report.fault("output", output.name, reason="not_delivered", detail=str(error))


def run_async(work: Coroutine[Any, Any, int]) -> int:
    """Runs one task to its end."""
    return asyncio.run(work)


def agent(polling: Polling) -> str:
    """How we name ourselves: a name, a version, and whom to write to."""
    from importlib.metadata import version

    return f"Casewire/{version('casewire')}" + (f" (+{polling.contact})" if polling.contact else "")


def _close(work: Run) -> None:
    """Keeps the report, and once a day clears away what is past its time."""
    now = work.clock.now()
    last = work.store.execute("SELECT MAX(at) FROM runs").fetchone()[0]
    with transaction(work.store):
        work.store.execute("INSERT INTO runs (at, report) VALUES (?, ?)", (now, json.dumps(work.report.json(), ensure_ascii=False)))
        work.store.execute("DELETE FROM runs WHERE id <= (SELECT MAX(id) FROM runs) - ?", (KEPT_RUNS,))
    if last is None or int(last // HOUSEKEEPING_EVERY) != int(now // HOUSEKEEPING_EVERY):
        from monitor import retention

        retention.clear(work.store, work.polling, now=now)
