"""The clock that the shell goes by; tests bring their own, which runs faster."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> float:
        """Seconds since 1970."""

    async def sleep(self, seconds: float) -> None:
        """Comes back after that long."""


def iso(at: float | None) -> str | None:
    """A time as ISO 8601 in UTC, to the second."""
    return dt.datetime.fromtimestamp(int(at), tz=dt.UTC).isoformat().replace("+00:00", "Z") if at is not None else None


class SystemClock:
    """This machine's clock."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Comes back after that long."""
        await asyncio.sleep(seconds)
