import pytest
from shell_samples import EN, ZH

from monitor.dates import dateline, day


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2021-03-04T23:30:00-08:00", "2021-03-04"),
        ("2021-03-04 17:03:00", "2021-03-04"),
        ("20210304", "2021-03-04"),
        ("20210304T101500Z", "2021-03-04"),
        ("2021/3/4", "2021-03-04"),
        ("2021年3月4日 10:20", "2021-03-04"),
        ("4.3.2021", "2021-03-04"),
        ("Thu, 04 Mar 2021 23:30:00 +0800", "2021-03-04"),
        ("4 March 2021", "2021-03-04"),
        ("March 4, 2021", "2021-03-04"),
        ("4. März 2021", "2021-03-04"),
        ("4 marzo 2021", "2021-03-04"),
        (1614816000, "2021-03-04"),
        (1614816000000, "2021-03-04"),
        ("2021-02-30", None),
        ("last week", None),
        ("03/04/2021", None),
        ("2021", None),
        ("", None),
        (None, None),
        (True, None),
    ],
)
def test_days_of_metadata(written: object, wanted: str | None) -> None:
    assert day(written) == wanted


def test_a_number_out_of_all_bounds_is_no_day() -> None:
    assert day(10**30) is None
    assert day(float("nan")) is None


@pytest.mark.parametrize(
    "line",
    ["Ann Sample 2021-03-04", "Von Petra Muster, 4. März 2021", "By Ann Sample | March 4, 2021", "2021年3月4日 10:20 来源：茶业快讯"],
)
def test_a_short_line_above_the_text_tells_the_day(line: str) -> None:
    assert dateline(f"Norvik at odds\n\n{line}\n\n{EN}") == "2021-03-04"


@pytest.mark.parametrize("line", ["On 4 March 2021 the court sat in Aarhus.", "Norvik and Pell at odds", "2021-03", "4 March"])
def test_a_sentence_or_half_a_date_does_not(line: str) -> None:
    assert dateline(f"{line}\n\n{EN}") is None


def test_a_date_far_below_does_not() -> None:
    assert dateline("\n".join([ZH] * 9 + ["2021-03-04"])) is None
