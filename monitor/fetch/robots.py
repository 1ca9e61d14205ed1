"""robots.txt: asked for once a day a host, kept in the store, read by protego."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from monitor.fetch.freshness import DAY, HOUR
from monitor.fetch.outcome import Fault, Request, Response
from monitor.fetch.turns import host_of

AGENT = "Casewire"
# RFC 9309: at least 500 KiB must be read
MAX_BYTES = 512 * 1024
LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Memory:
    """Where files are kept between runs: `load(host)`, `keep(host, raw, seconds)`."""

    load: Callable[[str], bytes | None]
    keep: Callable[[str, bytes, float], None]


class Robots:
    """The rules of the hosts met in this run."""

    def __init__(self, ask: Callable[[Request], Awaitable[Response | Fault]], memory: Memory) -> None:
        self._ask, self._memory = ask, memory
        self._rules: dict[str, asyncio.Task[Protego | Fault]] = {}

    async def rules(self, request: Request) -> Protego | Fault:
        """The rules of a request's host, or the fault where its server is too broken to tell them."""
        host = host_of(request.url)
        if host not in self._rules:  # a task, so that a crowd asks once
            self._rules[host] = asyncio.create_task(self._load(request, host))
        return await asyncio.shield(self._rules[host])

    async def _load(self, request: Request, host: str) -> Protego | Fault:
        kept = self._memory.load(host)
        return _parse(kept) if kept is not None else await self._fetch(request, host)

    async def _fetch(self, request: Request, host: str) -> Protego | Fault:
        url = f"{urlsplit(request.url).scheme}://{host}/robots.txt"
        answer = await self._ask(Request(url, allow_private=request.allow_private))
        if isinstance(answer, Fault):
            if answer.reason in ("server_error", "too_many_requests"):  # RFC 9309: then nothing may be asked for
                return Fault(request.url, "robots_unreachable", answer.detail, "temporary", answer.retry_after)
            keep = DAY if answer.temper != "temporary" else HOUR  # no file, no rules
            self._memory.keep(host, b"", keep)
            return _parse(b"")
        self._memory.keep(host, answer.body[:MAX_BYTES], DAY)
        return _parse(answer.body[:MAX_BYTES])


def _parse(raw: bytes) -> Protego:
    return Protego.parse(raw.decode("utf-8", "replace"))


def delay(rules: Protego) -> float:
    """Seconds between two requests that the rules ask for, a minute at most."""
    return min(float(rules.crawl_delay(AGENT) or 0.0), LONGEST_DELAY)
