"""Politeness: a host is asked by so many at a time, so far apart, and not at all while it asked for a pause."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit

from monitor.fetch.clock import Clock
from monitor.fetch.outcome import Limits

Result = TypeVar("Result")


class Paused(Exception):
    """The host is not to be asked for longer than a run waits. `seconds` are left."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"{seconds:.0f} s left")


@lru_cache(maxsize=8192)
def host_of(url: str) -> str:
    """Host and port in lower case: what queues, pauses and robots.txt are kept by."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


class Turns:
    """Who may ask which host when. `pauses` are times before which a host is left alone; `delays` those that robots.txt asks for."""

    def __init__(self, limits: Limits, clock: Clock, *, pauses: dict[str, float] | None = None) -> None:
        self._limits, self._clock = limits, clock
        self._everyone = asyncio.Semaphore(limits.concurrency)
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(limits.per_host))
        self._free_at: dict[str, float] = {}
        self.pauses = dict(pauses or {})
        self.delays: dict[str, float] = {}

    async def take(self, host: str, step: Callable[[], Awaitable[Result]]) -> Result:
        """What a step gives, taken when it is our turn at a host. Raises Paused."""
        async with self._hosts[host]:
            await self._wait(host)
            async with self._everyone:
                self._book(host, self._clock.now())  # who woke late or queued for the others asks late: the next one counts from then
                return await step()

    async def _wait(self, host: str) -> None:
        now = self._clock.now()
        left = self.pauses.get(host, 0.0) - now
        if left > 0:
            raise Paused(left)
        at = max(now, self._free_at.get(host, 0.0))
        self._book(host, at)
        if at > now:
            await self._clock.sleep(at - now)

    def _book(self, host: str, at: float) -> None:
        """Notes that a host is asked at a time, and free again a delay later."""
        free = at + max(self._limits.delay, self.delays.get(host, 0.0))
        self._free_at[host] = max(free, self._free_at.get(host, 0.0))

    def pause(self, host: str, seconds: float) -> None:
        """Leaves a host alone for so long."""
        self.pauses[host] = max(self.pauses.get(host, 0.0), self._clock.now() + seconds)
