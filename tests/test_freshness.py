import pytest

from monitor.fetch import freshness
from monitor.fetch.outcome import Fault

NOW = 1_600_000_000.0


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120),
        ("Sun, 13 Sep 2020 12:28:00 GMT", 80),
        ("Sun, 13 Sep 2020 12:00:00 GMT", 0),
        ("soon", None),
        ("9" * 12, 31 * 86400),
        (None, None),
    ],
)
def test_retry_after_in_both_forms(written: str | None, seconds: float | None) -> None:
    assert freshness.retry_after(written, now=NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": "s-maxage=5, max-age=90", "expires": "0"}, 90),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"expires": "Sun, 13 Sep 2020 12:28:00 GMT"}, 80),
        ({"expires": "0"}, 0),
        ({"cache-control": "max-age=99999999"}, 86400),
        ({}, 0),
    ],
)
def test_freshness(headers: dict[str, str], seconds: float) -> None:
    assert freshness.fresh_for(headers, now=NOW) == seconds


def test_pauses_grow_with_failures_up_to_a_limit_of_their_kind() -> None:
    def waits(temper: str, failures: int) -> float:
        return freshness.next_failure(Fault("http://a.example", "x", temper=temper), 1800, failures=failures, now=0.0)

    assert waits("temporary", 1) < waits("temporary", 2) < waits("temporary", 3) < 4 * 3600
    assert waits("temporary", 50) <= 6 * 3600 < waits("soft", 50) <= 3 * 86400 < waits("hard", 50) <= 14 * 86400
    assert freshness.next_failure(Fault("u", "x", retry_after=9e5), 60, failures=1, now=0.0) == 9e5
