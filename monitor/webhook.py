"""Changes to a webhook: one POST a batch, in order, tried again now and in later runs; what was taken is never sent again by us."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from urllib.parse import urlsplit

from monitor.fetch.clock import Clock
from monitor.fetch.freshness import DAY
from monitor.settings import Output
from monitor.store import changes
from monitor.store.changes import Change
from monitor.store.db import transaction

BATCH, TRIES, FIRST_PAUSE, SECONDS = 100, 3, 1.0, 30.0
MINUTE = 60.0


class WebhookError(Exception):
    """The other side did not take a batch."""


async def post(store: sqlite3.Connection, output: Output, *, agent: str, clock: Clock) -> int:
    """Sends what the webhook has not had yet; gives the number of changes sent. Raises WebhookError after the tries of this run."""
    sent = 0
    if changes.delivery(store, output.name).next_due > clock.now():
        return 0
    while batch := list(changes.since(store, changes.delivery(store, output.name).cursor, limit=BATCH)):
        await _try(store, output, batch, agent=agent, clock=clock)
        state = changes.delivery(store, output.name)
        with transaction(store):
            changes.set_delivery(store, replace(state, cursor=batch[-1].cursor, failures=0, next_due=0.0))
        sent += len(batch)
    return sent


async def _try(store: sqlite3.Connection, output: Output, batch: list[Change], *, agent: str, clock: Clock) -> None:
    """Sends a batch; after the last try notes when the next run may."""
    fault = ""
    for number in range(TRIES):
        if number:
            await clock.sleep(FIRST_PAUSE * 2 ** (number - 1))
        fault = await _send(output, batch, agent=agent)
        if not fault:
            return
    state = changes.delivery(store, output.name)
    failures = state.failures + 1
    pause = min(MINUTE * 2.0 ** min(failures, 20), DAY)
    with transaction(store):
        changes.set_delivery(store, replace(state, failures=failures, next_due=clock.now() + pause))
    raise WebhookError(fault)


async def _send(output: Output, batch: list[Change], *, agent: str) -> str:
    """Sends a batch once; gives the fault, empty where it was taken. The key lets the other side know a batch that it has had."""
    import aiohttp

    from monitor.fetch.address import Resolver, is_private_literal, look_up

    url = str(output.url)
    if not output.allow_private and is_private_literal(urlsplit(url).hostname or ""):
        return "private_address"
    headers = {**output.headers, "User-Agent": agent, "Idempotency-Key": f"casewire-{batch[0].cursor}-{batch[-1].cursor}"}
    connector = aiohttp.TCPConnector(resolver=Resolver(look_up, allow_private=output.allow_private))
    body = {"changes": [change.json() for change in batch]}
    try:
        async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
            answer = await session.post(url, json=body, headers=headers, allow_redirects=False)
            return "" if 200 <= answer.status < 300 else f"status {answer.status}"
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        return f"{type(error).__name__}: {error}"[:160]
