"""What a request is, and the two things that can come of it: a Response or a Fault. Neither is an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.store.sources import Temper

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts that no request goes beyond; `delay` is between two requests to one host."""

    connect_seconds: float = 10.0
    first_byte_seconds: float = 20.0
    total_seconds: float = 60.0
    max_bytes: int = 20 * MEGABYTE
    redirects: int = 8
    concurrency: int = 32
    per_host: int = 1
    delay: float = 1.0


@dataclass(frozen=True, slots=True)
class Request:
    """An address to ask for; validators go back exactly as the server wrote them."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: 200 with its unpacked body, or 304 without. `headers` have lower-case names; `moved_to` is for good."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]
    charset: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer: `reason` is one word for counting. `retry_after` is in seconds, where the server said.

    temporary: may pass by itself · soft: somebody may have to look · hard: what was asked for is not there or not allowed
    """

    url: str
    reason: str
    detail: str = ""
    temper: Temper = "soft"
    retry_after: float | None = None
