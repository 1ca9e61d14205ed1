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


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host allows us; `delay` is in seconds between two requests, a minute at most. Most hosts have no rules."""

    parsed: Protego | None
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, AGENT))


class Robots:
    """The rules of the hosts met in this run."""

    def __init__(self, ask: Callable[[Request], Awaitable[Response | Fault]], memory: Memory) -> None:
        self._ask, self._memory = ask, memory
        self._rules: dict[str, Rules] = {}
        self._asking: dict[str, asyncio.Task[Rules | Fault]] = {}

    async def rules(self, request: Request) -> Rules | Fault:
        """The rules of a request's host, or the fault where its server is too broken to tell them."""
        host = host_of(request.url)
        known = self._rules.get(host) or self._kept(host)
        if known:
            return known
        if host not in self._asking:  # a task, so that a crowd asks once
            self._asking[host] = asyncio.create_task(self._fetch(request, host))
        return await asyncio.shield(self._asking[host])

    def _kept(self, host: str) -> Rules | None:
        kept = self._memory.load(host) if host not in self._asking else None
        if kept is not None:
            self._rules[host] = _parse(kept)
        return self._rules.get(host)

    async def _fetch(self, request: Request, host: str) -> Rules | Fault:
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


def _parse(raw: bytes) -> Rules:
    if not raw.strip():
        return Rules(None)
    parsed = Protego.parse(raw.decode("utf-8", "replace"))
    return Rules(parsed, min(float(parsed.crawl_delay(AGENT) or 0.0), LONGEST_DELAY))
