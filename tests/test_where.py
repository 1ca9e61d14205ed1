import pytest
from output_samples import DISPUTE_ROWS, DROPPED, EVENT_ROWS, FILED, JOINED, MAY, OLD

from monitor.where import parse, select
from pipelines.errors import UsageError

STATUSES = {dispute["id"]: dispute["status"] for dispute in DISPUTE_ROWS}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [FILED, DROPPED, MAY, JOINED]),
        ("type=lawsuit_withdrawn entity=norvik", [DROPPED]),
        ("type=lawsuit_withdrawn,membership_joined", [DROPPED, JOINED]),
        ("entity=norvik entity=pell", [FILED, DROPPED]),
        ("entity='pell & daughters'", [FILED, DROPPED, MAY]),
        ("court='Harrow County Court'", [FILED]),
        ("court=harrow_court", [FILED]),
        ("court=norvik", []),
        ("language=zh", [DROPPED]),
        ("modality=possible,planned", [MAY]),
        ("status=withdrawn", [FILED, DROPPED]),
        ("status=open", []),
        ("state=merged", [OLD]),
        ("state=any type=lawsuit_withdrawn", [DROPPED, OLD]),
        ("since=2016-03-20 until=2016", [JOINED]),  # in March 2016, so perhaps after the 20th
        ("since=2016-04 until=2016", []),
        ("until=2014-07-09", [FILED]),
        ("since=2017-08-04", [MAY]),  # without a date, by the day of its first article
    ],
)
def test_a_query_finds(query: str, found: list[str]) -> None:
    assert [event["id"] for event in select(EVENT_ROWS, parse(query), standing=STATUSES)] == found


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("kind=x", "'kind' is no key; valid: type, entity, court, language, modality, status, since, until, state"),
        ("type", "type has no value; valid: type=value or type=value,value"),
        ("type=", "type has no value"),
        ("modality=sure", "modality=sure is unknown; valid: asserted, planned, possible, negated"),
        ("status=over", "status=over is unknown; valid: open, "),
        ("state=old", "state=old is unknown; valid: active, retracted, merged, any"),
        ("since=May", "since=May is no date; valid: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("until=2017-13", "until=2017-13 is no date"),
        ("language=German", "language=German is no language; valid: a code such as en"),
        ("entity='x", "No closing quotation"),
        ("type=lawsuit_droped", "type=lawsuit_droped is unknown; valid: accusation_made, "),
    ],
)
def test_an_error_names_the_key_and_what_is_valid(query: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        select(EVENT_ROWS, parse(query), standing=STATUSES)
    assert told in str(error.value)


def test_a_status_needs_disputes() -> None:
    with pytest.raises(UsageError, match="--disputes FILE"):
        select(EVENT_ROWS, parse("status=open"))


def test_a_type_of_a_users_own_can_be_asked_for() -> None:
    own = EVENT_ROWS[0] | {"type": "label_sold"}
    assert select([own], parse("type=label_sold")) == [own]
