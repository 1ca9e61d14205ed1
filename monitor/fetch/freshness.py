"""When to ask again: what servers say about it, and how long to leave alone what fails."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from monitor.fetch.outcome import Fault

HOUR, DAY = 3600.0, 86400.0
# A server may ask us to stay away, but not for good
LONGEST_RETRY_AFTER, LONGEST_FRESH = 31 * DAY, DAY
# The longest pause after failures in a row, by the kind of the last one
_LONGEST = {"temporary": 6 * HOUR, "soft": 3 * DAY, "hard": 14 * DAY}
JITTER = 0.05


def http_date(value: str | None) -> float | None:
    """A date of HTTP as seconds since 1970, None where it is none."""
    try:
        return parsedate_to_datetime(value).replace(tzinfo=dt.UTC).timestamp() if value else None
    except (ValueError, OverflowError):
        return None


def retry_after(value: str | None, *, now: float) -> float | None:
    """Seconds to wait by Retry-After, in either of its forms; a month at most."""
    if value is None:
        return None
    at = http_date(value)
    seconds = float(value) if re.fullmatch(r"\s*\d{1,12}\s*", value) else at - now if at is not None else None
    return None if seconds is None else min(max(seconds, 0.0), LONGEST_RETRY_AFTER)


def fresh_for(headers: Mapping[str, str], *, now: float) -> float:
    """Seconds that an answer stays fresh by Cache-Control, else Expires; a day at most."""
    if control := headers.get("cache-control", "").lower():
        if re.search(r"no-cache|no-store", control):
            return 0.0
        age = re.search(r'(?:^|[\s,])max-age\s*=\s*"?(\d{1,12})', control)
        if age:
            return min(float(age[1]), LONGEST_FRESH)
    expires = http_date(headers.get("expires"))
    if expires is None:
        return 0.0
    return min(max(expires - (http_date(headers.get("date")) or now), 0.0), LONGEST_FRESH)


def next_success(url: str, interval: float, *, fresh: float, now: float) -> float:
    """When to ask again after an answer: each address a little before its interval ends, so that a crowd does not come at once."""
    return now + max(interval * (1 - JITTER * _share(url)), fresh)


def next_failure(fault: Fault, interval: float, *, failures: int, now: float) -> float:
    """When to ask again after `failures` in a row: twice as long each time, and never before the server allows."""
    pause = min(interval * 2.0 ** min(failures, 20), max(_LONGEST[fault.temper], interval))
    return now + max(pause * (1 - JITTER * _share(fault.url)), fault.retry_after or 0.0)


def _share(url: str) -> float:
    """A number from 0 to 1 that is always the same for an address."""
    return zlib.crc32(url.encode("utf-8", "surrogatepass")) / 0xFFFFFFFF
