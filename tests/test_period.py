import datetime as dt

import pytest

from monitor.period import midnight, period, spoken


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2016", dt.date(2016, 1, 1), dt.date(2016, 12, 31)),
        ("2016-02", dt.date(2016, 2, 1), dt.date(2016, 2, 29)),
        ("2016-12", dt.date(2016, 12, 1), dt.date(2016, 12, 31)),
        ("2016-02-29", dt.date(2016, 2, 29), dt.date(2016, 2, 29)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(value: str, first: dt.date, last: dt.date) -> None:
    assert period(value) == (first, last)


@pytest.mark.parametrize("value", [None, "", "2017-02-30", "2017-13", "May 2017", "2017-8-3", "0000", "20170803"])
def test_what_is_no_date_has_none(value: str | None) -> None:
    assert period(value) is None
    assert midnight(value) is None
    assert spoken(value) == "date unknown"


def test_dates_for_feeds_and_for_people() -> None:
    assert [midnight(value) for value in ("2017", "2017-08-03")] == ["2017-01-01T00:00:00Z", "2017-08-03T00:00:00Z"]
    assert [spoken(value) for value in ("2017", "2017-08", "2017-08-03")] == ["2017", "Aug 2017", "3 Aug 2017"]
