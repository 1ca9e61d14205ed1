"""The part of a run that asks the network: sources first, then the pages of new articles. Answers go to the store as they come."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial

from monitor import intake
from monitor.fetch import address, freshness
from monitor.fetch.client import Client
from monitor.fetch.outcome import Fault, Limits, Request, Response
from monitor.fetch.robots import Memory
from monitor.fetch.turns import host_of
from monitor.poll import Run, agent
from monitor.settings import Source
from monitor.sources.listing import Listing, reader
from monitor.store import articles, bodies, sources
from monitor.store.db import StoreError, transaction
from pipelines.errors import InputError

log = logging.getLogger("casewire")
# Answers are written so many at a time, none later than so many seconds after it came: a transaction each would cost more than the rest
TOGETHER, WITHIN = 64, 0.005
# Faults of a page that it is worth to come back for
PAGE_PAUSE = 900.0


async def ask(work: Run, due: list[Source], *, pages: bool) -> None:
    """Polls the sources, then fetches the pages of new articles, within the run's time."""
    async with _client(work) as client:
        health = sources.load_all(work.store)
        step = lambda url: _poll(work, client, work.by_url[url], health=health.get(url) or sources.Health(url))  # noqa: E731
        await _all(work, "sources", [s.url for s in due], step)
        if pages and not work.over():
            waiting = articles.waiting(work.store, "new", now=work.clock.now())
            await _all(work, "pages", waiting, lambda id: _fetch_page(work, client, id))
        with transaction(work.store):
            for host, until in client.turns.pauses.items():
                sources.pause_host(work.store, host, until=until)


def _client(work: Run) -> Client:
    now = work.clock.now()
    limits = Limits(**work.polling.limits)
    if work.deadline is not None:  # nothing may be waited for beyond the end of the run
        limits = replace(limits, total_seconds=min(limits.total_seconds, max(work.left() or 0.0, 0.1)))
    return Client(
        limits,
        agent=agent(work.polling),
        memory=Memory(lambda host: sources.robots(work.store, host, now=now), lambda *kept: _keep_robots(work, *kept)),
        clock=work.clock,
        lookup=work.lookup or address.look_up,
        pauses=sources.host_pauses(work.store, now=now),
    )


def _keep_robots(work: Run, host: str, raw: bytes, seconds: float) -> None:
    with transaction(work.store):
        sources.keep_robots(work.store, host, raw, until=work.clock.now() + seconds)


async def _all(work: Run, what: str, names: Iterable[str], step: Callable[[str], Awaitable[None]]) -> None:
    """Takes the step for every name at once, as far as queues and time allow; what is not reached is left for the next run."""
    tasks = {asyncio.ensure_future(_guarded(work, what, name, step)): name for name in names}
    if not tasks:
        return
    done, late = await asyncio.wait(tasks, timeout=work.left(), return_when=asyncio.FIRST_EXCEPTION)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    _flush(work)
    for task in done:
        task.result()  # a store that cannot be written to ends the run
    if late:
        work.report.left[what] = len(late)


async def _guarded(work: Run, what: str, name: str, step: Callable[[str], Awaitable[None]]) -> None:
    """One step; an error that nobody foresaw costs this source or page alone, and makes the run fail."""
    try:
        await step(name)
    except (StoreError, sqlite3.Error, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - an unattended run goes on; the log has the whole story
        _note_bug(work, what, name, error)


async def _settle(work: Run, name: str, write: Callable[[], None]) -> None:
    """Sees that what an answer brought is written together with what came at the same time; who came first waits for the others."""
    mine = (name, write)
    work.unwritten.append(mine)
    if len(work.unwritten) == 1:
        await asyncio.sleep(WITHIN)
    if work.unwritten and (work.unwritten[0] is mine or len(work.unwritten) >= TOGETHER):
        _flush(work)


def _flush(work: Run) -> None:
    """Writes what has come; an error that nobody foresaw takes back its own part alone."""
    waiting, work.unwritten = work.unwritten, []
    with transaction(work.store):
        for name, write in waiting:
            try:
                write()
            except (StoreError, sqlite3.Error, MemoryError):
                raise
            except Exception as error:  # noqa: BLE001 - as in _guarded
                _note_bug(work, "source", name, error)


def _note_bug(work: Run, what: str, name: str, error: Exception) -> None:
    log.exception("%s %s", what, name)
    work.report.fault(what, name, reason="internal", detail=f"{type(error).__name__}: {error}"[:160])


async def _poll(work: Run, client: Client, source: Source, *, health: sources.Health) -> None:
    """One source: asked for, read, and what it lists noted."""
    url = health.moved_to or source.url
    kept = (health.etag, health.last_modified) if health.body else (None, None)
    answer = await client.ask(Request(url, *kept, _own_headers(source, url), source.allow_private))
    if isinstance(answer, Fault):
        write = _failing(work, source, answer, health)
    else:
        write = _writing(work, source, answer, await _read(client, source, answer, health=health), health=health)
    await _settle(work, source.url, write)


def _failing(work: Run, source: Source, fault: Fault, health: sources.Health) -> Callable[[], None]:
    return partial(intake.take_fault, work.store, source, fault, health=health, now=work.clock.now(), report=work.report)


def _writing(work: Run, source: Source, answer: Response, listing: Listing | Fault | None, *, health: sources.Health) -> Callable[[], None]:
    """How an answer is written to the store."""
    if isinstance(listing, Fault):
        return _failing(work, source, listing, health)
    now = work.clock.now()
    if listing is None:
        work.report.sources["unchanged"] += 1
        return partial(intake.take_unchanged, work.store, source, answer, health=health, now=now)
    return partial(intake.take_listing, work.store, source, answer, listing=listing, health=health, now=now, report=work.report)


async def _read(client: Client, source: Source, answer: Response, *, health: sources.Health) -> Listing | Fault | None:
    """What a source lists, None where nothing changed, or what is wrong with it."""
    if answer.status == 304 or (health.body and bodies.fingerprint(answer.body) == health.body):
        return None
    try:
        return await _list(client, source, answer)
    except InputError as error:
        return Fault(source.url, error.reason, _why(answer, error), "soft")


def _why(answer: Response, error: InputError) -> str:
    """What is wrong with a body; a web page in the place of a feed is named, as it is mostly a wall."""
    page = answer.headers.get("content-type", "").startswith("text/html")
    return ("a web page came instead; " if page and error.reason == "broken_feed" else "") + error.detail


async def _list(client: Client, source: Source, answer: Response) -> Listing:
    """What a source lists, with what the lists that it names list. Raises InputError."""
    read = reader(source.kind)
    listing = read(answer.body, url=answer.url, charset=answer.charset, selector=source.selector)
    found, warnings = list(listing.entries), list(listing.warnings)
    for url in listing.children:
        below = await client.ask(Request(url, headers=_own_headers(source, url), allow_private=source.allow_private))
        if isinstance(below, Fault):
            warnings.append(f"list_{below.reason}")
            continue
        found += read(below.body, url=below.url, charset=below.charset, selector=source.selector).entries
    return Listing(tuple(found), listing.children, tuple(warnings))


def _own_headers(source: Source, url: str) -> dict[str, str]:
    """The user's own headers, which may hold a key: they go to the source's host alone."""
    return source.headers if source.headers and host_of(source.url) == host_of(url) else {}


async def _fetch_page(work: Run, client: Client, id: str) -> None:
    """The page of one article, or why there is none."""
    stored = articles.load(work.store, id)
    answer = await client.ask(_page_request(work, stored))
    now = work.clock.now()
    with transaction(work.store):
        if isinstance(answer, Response):
            body = bodies.keep(work.store, answer.body, now=now)
            articles.set_page(work.store, id, body=body, charset=answer.charset, final_url=answer.url, now=now)
        elif answer.temper == "temporary" and stored.attempts + 1 < work.polling.page_attempts:
            articles.put_off(work.store, id, until=now + _pause(answer, stored.attempts), fault=answer.reason)
        else:
            articles.set_unreachable(work.store, id, fault=answer.reason)
    work.report.pages["fetched" if isinstance(answer, Response) else answer.reason] += 1


def _page_request(work: Run, stored: articles.Stored) -> Request:
    source, url = work.by_url.get(stored.source), str(stored.url)
    if source is None:  # taken out of the configuration since: its articles are still read
        return Request(url)
    return Request(url, headers=_own_headers(source, url), allow_private=source.allow_private)


def _pause(fault: Fault, attempts: int) -> float:
    return max(PAGE_PAUSE * 2.0**attempts, fault.retry_after or 0.0, freshness.HOUR if fault.reason == "robots_unreachable" else 0.0)
