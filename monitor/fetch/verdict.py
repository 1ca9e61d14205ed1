"""What a status or an error of the network means."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import aiohttp

from monitor.fetch.address import Refused
from monitor.fetch.body import BadPacking, TooLarge
from monitor.fetch.freshness import retry_after
from monitor.fetch.outcome import Fault
from monitor.store.sources import Temper

_STATUS: dict[int, tuple[str, Temper]] = {
    401: ("forbidden", "soft"),
    402: ("forbidden", "soft"),
    403: ("forbidden", "soft"),
    451: ("forbidden", "soft"),
    404: ("not_found", "hard"),
    410: ("gone", "hard"),
    408: ("server_timeout", "temporary"),
    429: ("too_many_requests", "temporary"),
}
# headers by which services that keep machines out give themselves away
_WALLS = ("cf-mitigated", "x-datadome", "x-akamai-bot", "x-px-block")


def of_status(url: str, status: int, headers: Mapping[str, str], *, now: float) -> Fault:
    """The fault that a status other than 200 and 304 stands for."""
    other: tuple[str, Temper] = ("server_error", "temporary") if status >= 500 else ("bad_status", "soft")
    reason, temper = _STATUS.get(status, other)
    wall = next((name for name in _WALLS if name in headers), None)
    detail = f"{status}" + (f", kept out by {wall}" if wall else "")
    wait = retry_after(headers.get("retry-after"), now=now) if reason in ("too_many_requests", "server_error") else None
    return Fault(url, reason, detail, temper, wait)


EXPECTED = (aiohttp.ClientError, OSError, asyncio.TimeoutError, TooLarge, BadPacking, ValueError)


def of_error(url: str, error: BaseException) -> Fault:
    """The fault that an error of the network stands for; the order of the tests goes from the special to the general."""
    detail = str(error)[:160]
    inner = getattr(error, "os_error", None)
    if isinstance(error, Refused) or isinstance(inner, Refused):
        return Fault(url, "private_address", str(inner or error)[:160], "hard")
    for kind, reason, temper in _ERRORS:
        if isinstance(error, kind):
            return Fault(url, reason, detail, temper)
    return Fault(url, "network", f"{type(error).__name__}: {detail}", "temporary")


_ERRORS: tuple[tuple[type[BaseException], str, Temper], ...] = (
    (TooLarge, "too_large", "soft"),
    (BadPacking, "bad_packing", "soft"),
    (aiohttp.InvalidURL, "bad_url", "hard"),
    (aiohttp.ConnectionTimeoutError, "connect_timeout", "temporary"),
    (asyncio.TimeoutError, "timeout", "temporary"),
    (aiohttp.ClientConnectorCertificateError, "tls", "soft"),
    (aiohttp.ClientSSLError, "tls", "soft"),
    (aiohttp.ClientConnectorDNSError, "dns", "temporary"),
    (aiohttp.ClientConnectorError, "connect", "temporary"),
    (aiohttp.ClientPayloadError, "cut_short", "temporary"),
    (aiohttp.ServerDisconnectedError, "reset", "temporary"),
    (aiohttp.ClientOSError, "reset", "temporary"),
    (aiohttp.ClientResponseError, "bad_http", "soft"),
    (ConnectionError, "reset", "temporary"),
    (ValueError, "bad_url", "hard"),
)
