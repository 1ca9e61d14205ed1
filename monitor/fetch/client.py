"""The one place that asks the network: a request in, a Response or a Fault out, never an exception for what a server does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp

from monitor.fetch import address, body, robots, verdict
from monitor.fetch.clock import Clock, SystemClock
from monitor.fetch.outcome import Fault, Limits, Request, Response
from monitor.fetch.turns import Paused, Turns, host_of

OK, NOT_MODIFIED = 200, 304
PERMANENT, REDIRECTS = (301, 308), (301, 302, 303, 307, 308)
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"


class Client:
    """Sessions, queues and rules of one run; use it as `async with`. `lookup` tells the addresses of a name."""

    def __init__(
        self,
        limits: Limits,
        *,
        agent: str,
        memory: robots.Memory,
        clock: Clock | None = None,
        lookup: address.Lookup = address.look_up,
        pauses: dict[str, float] | None = None,
    ) -> None:
        self.limits, self.clock, self._agent, self._lookup = limits, clock or SystemClock(), agent, lookup
        self.turns = Turns(limits, self.clock, pauses=pauses)
        self._robots = robots.Robots(self._follow, memory)
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for allowed in (False, True):
            self._sessions[allowed] = await self._stack.enter_async_context(self._session(allow_private=allowed))
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._stack.aclose()

    def _session(self, *, allow_private: bool) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=address.Resolver(self._lookup, allow_private=allow_private), limit=self.limits.concurrency, ttl_dns_cache=60
        )
        # `_send` keeps the time for the first byte and for the whole: a second watch on each request would cost as much as the request
        times = aiohttp.ClientTimeout(total=None, sock_connect=self.limits.connect_seconds)
        return aiohttp.ClientSession(
            connector=connector,
            timeout=times,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate, br"},
        )

    async def ask(self, request: Request) -> Response | Fault:
        """What comes of a request: host queue, robots.txt, redirects, limits and all."""
        fault = _refusal(request.url, allow_private=request.allow_private)
        if fault:
            return fault
        rules = await self._robots.rules(request)
        if isinstance(rules, Fault):
            return rules
        if not rules.allow(request.url):
            return Fault(request.url, "robots", "robots.txt does not allow it", "soft")
        self.turns.delays[host_of(request.url)] = rules.delay
        answer = await self._follow(request)
        if isinstance(answer, Fault) and answer.reason in ("bad_http", "reset") and (request.etag or request.last_modified):
            # some servers send a body with their 304, which no client can tell from a broken answer: ask for the whole
            answer = await self._follow(replace(request, etag=None, last_modified=None))
        return answer

    async def _follow(self, request: Request) -> Response | Fault:
        """Asks, and goes where the answers point; each address that they point to is checked, and validators stay behind."""
        first, forever = request.url, True
        answer = await self._ask_once(request)
        for _ in range(self.limits.redirects):
            if isinstance(answer, Fault) or answer.status not in REDIRECTS:
                break
            forever = forever and answer.status in PERMANENT
            request = _next(request, answer)
            answer = _refusal(request.url, allow_private=request.allow_private) or await self._ask_once(request)
        if isinstance(answer, Fault):
            return replace(answer, url=first)
        if answer.status in REDIRECTS:
            return Fault(first, "redirect_loop", f"more than {self.limits.redirects} redirects", "hard")
        return replace(answer, moved_to=answer.url) if forever and answer.url != first else answer

    async def _ask_once(self, request: Request) -> Response | Fault:
        host = host_of(request.url)
        try:
            answer = await self.turns.take(host, partial(self._send, request))
        except Paused as pause:
            return Fault(request.url, "host_paused", str(pause), "temporary", pause.seconds)
        except verdict.EXPECTED as error:
            return verdict.of_error(request.url, error)
        if isinstance(answer, Fault) and answer.retry_after and answer.reason == "too_many_requests":
            self.turns.pause(host, answer.retry_after)
        return answer

    async def _send(self, request: Request) -> Response | Fault:
        session, limits = self._sessions[request.allow_private], self.limits
        begun, answer = asyncio.get_running_loop().time(), None
        first_byte = limits.connect_seconds + limits.first_byte_seconds
        try:
            async with asyncio.timeout(min(first_byte, limits.total_seconds)) as patience:
                async with session.get(request.url, headers=_headers(request), allow_redirects=False) as answer:
                    if answer.status < 300:  # of others no body is read
                        patience.reschedule(begun + limits.total_seconds)
                    return await self._read(request, answer)
        except TimeoutError as error:
            if answer is not None or not patience.expired() or limits.total_seconds < first_byte:
                raise
            return Fault(request.url, "first_byte_timeout", str(error), "temporary")

    async def _read(self, request: Request, answer: aiohttp.ClientResponse) -> Response | Fault:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        if answer.status in (NOT_MODIFIED, *REDIRECTS):
            return Response(request.url, answer.status, b"", headers)
        if not OK <= answer.status < 300:
            return verdict.of_status(request.url, answer.status, headers, now=self.clock.now())
        if int(headers.get("content-length", "0") or 0) > self.limits.max_bytes:
            return Fault(request.url, "too_large", f"{headers['content-length']} bytes", "soft")
        raw = await body.read(answer.content.iter_any(), headers.get("content-encoding", ""), limit=self.limits.max_bytes)
        return Response(request.url, OK, raw, headers, answer.charset)


def _refusal(url: str, *, allow_private: bool) -> Fault | None:
    """Why an address is not even asked."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return Fault(url, "bad_url", str(error), "hard")
    if parts.scheme not in ("http", "https") or not host:
        return Fault(url, "scheme", f"{parts.scheme or 'none'}: only http and https", "hard")
    if not allow_private and address.is_private_literal(host):
        return Fault(url, "private_address", host, "hard")
    return None


def _next(request: Request, answer: Response) -> Request:
    """The request that a redirect asks for; headers of the user's own go to no other host."""
    url = urljoin(request.url, answer.headers.get("location", ""))
    keep = host_of(url) == host_of(request.url)
    return replace(request, url=url, headers=request.headers if keep else {})


def _headers(request: Request) -> Mapping[str, str]:
    validators = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {**request.headers, **{name: value for name, value in validators.items() if value}}
