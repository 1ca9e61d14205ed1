"""Threads: what an act does to the status of its case, and which case it belongs to. All parties are invented."""

from __future__ import annotations

import random
from typing import Any

import pytest
from events_samples import Record, act, record, suit, withdrawal

from pipelines.errors import LexiconError
from pipelines.events import Dispute
from pipelines.events_json import dispute_from, dispute_json
from pipelines.merging.merge import in_order, merge
from pipelines.threads import kinds
from pipelines.threads.disputes import as_of, disputes, with_disputes

SIDES: dict[str, Any] = {"plaintiff": ["norvik=Norvik"], "defendant": ["pell=Pell & Daughters"]}


def of(*records: Record) -> list[Dispute]:
    return disputes(merge(records).book.events.values())


def one(*records: Record) -> Dispute:
    (found,) = of(*records)
    return found


def told(day: str, *acts: Record, **more: Any) -> Record:
    return record(f"r{day}", *acts, published=day, **more)


def statuses(dispute: Dispute) -> list[tuple[str | None, str]]:
    return [(s.start, s.status) for s in dispute.statuses]


def flags(dispute: Dispute) -> dict[str, tuple[str, ...]]:
    return {step.type: step.flags for step in dispute.events if step.flags}


def dismissal(id_: str, date: str, says: str = "The court threw the suit out.") -> Record:
    return act(id_, "lawsuit_dismissed", date=date, says=says, **SIDES)


def appeal(id_: str, date: str, modality: str = "asserted") -> Record:
    return act(id_, "appeal_filed", modality, date=date, appellant=["norvik=Norvik"], respondent=["pell=Pell & Daughters"])


TWICE = (
    told("2014-07-10", suit("1", "2014-07-09")),
    told("2014-08-20", withdrawal("1", date="2014-08-18")),
    told("2015-05-16", suit("1", "2015-05-15")),
    told("2016-08-05", dismissal("1", "2016-08-04", "The judge threw out part of the claims.")),
    told("2017-08-04", withdrawal("1", "planned", date="2017-08-03")),
    told("2017-09-01", withdrawal("1", date="2017-08-30")),
)


def test_a_suit_filed_twice_is_one_dispute_with_two_cases_and_a_status_at_each_day() -> None:
    dispute = one(*TWICE)
    assert dispute.title == "Norvik v. Pell & Daughters" and dispute.kind == "lawsuit"
    assert [(case.filed, case.status, len(case.events)) for case in dispute.cases] == [
        ("2014-07-09", "withdrawn", 2),
        ("2015-05-15", "withdrawn", 3),
    ]
    assert statuses(dispute) == [
        ("2014-07-09", "open"),
        ("2014-08-18", "withdrawn"),
        ("2015-05-15", "open"),
        ("2016-08-04", "partly_dismissed"),
        ("2017-08-30", "withdrawn"),
    ]
    days = {"2014-07-08": None, "2014-07-09": "open", "2014": "withdrawn", "2016-01-01": "open", "2017-08-03": "partly_dismissed"}
    assert {day: as_of(dispute, day) for day in days} == days
    assert as_of(dispute.cases[0], "2016-01-01") == "withdrawn"
    assert dispute.flags == ()


def test_each_withdrawal_undoes_its_own_filing() -> None:
    dispute = one(*TWICE)
    filed = {step.date: step.event for step in dispute.events if step.type == "lawsuit_filed"}
    undone = {step.date: step.undoes for step in dispute.events if step.undoes and step.type == "lawsuit_withdrawn"}
    assert undone == {"2014-08-18": filed["2014-07-09"], "2017-08-30": filed["2015-05-15"]}


def test_a_planned_withdrawal_leaves_the_suit_open_until_somebody_asserts_it() -> None:
    assert one(*TWICE[:5]).status == "partly_dismissed"
    planned = one(*TWICE[2:3], TWICE[4])
    assert (planned.status, planned.events[-1].status_after, planned.events[-1].undoes) == ("open", None, None)
    assert planned.events[-1].concerns == planned.events[0].event


def test_the_same_records_in_any_order_give_the_same_disputes() -> None:
    expected = [dispute_json(d) for d in of(*TWICE)]
    for seed in range(5):
        shuffled = random.Random(seed).sample(TWICE, len(TWICE))  # noqa: S311 - nothing secret
        assert [dispute_json(d) for d in of(*shuffled)] == expected


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ([dismissal("1", "2016-02-01")], ["open", "dismissed"]),
        ([dismissal("1", "2016-02-01"), appeal("2", "2016-03-01")], ["open", "dismissed", "appealed"]),
        ([dismissal("1", "2016-02-01", "Ein Teil der Klage wurde abgewiesen.")], ["open", "dismissed"]),
        ([act("1", "lawsuit_settled", date="2016-02-01", party=["norvik=Norvik", "pell=Pell & Daughters"])], ["open", "settled"]),
        ([act("1", "judgment_issued", date="2016-02-01", winner=["pell=Pell & Daughters"], loser=["norvik=Norvik"])], ["open", "judged"]),
        ([dismissal("1", "2016-02-01"), appeal("2", "2016-03-01", "negated")], ["open", "dismissed"]),
        ([dismissal("1", "2016-02-01"), withdrawal("2", date="2016-05-01")], ["open", "partly_dismissed", "withdrawn"]),
    ],
)
def test_what_ends_a_suit(ends: list[Record], expected: list[str]) -> None:
    assert [s for _, s in statuses(one(told("2015-05-16", suit("9", "2015-05-15")), told("2016-06-01", *ends)))] == expected


def test_words_count_in_their_own_language_alone() -> None:
    partly = dismissal("1", "2016-02-01", "Ein Teil der Klage wurde abgewiesen.")
    assert one(told("2015-05-16", suit("9", "2015-05-15")), told("2016-06-01", partly, language="de")).status == "partly_dismissed"


def test_an_impossible_order_is_flagged_and_not_hidden() -> None:
    late = one(told("2016-01-01", suit("1", "2015-05-15"), withdrawal("2", date="2015-05-14")))
    assert flags(late) == {"lawsuit_withdrawn": ("out_of_order",)} and len(late.cases) == 1
    early = one(told("2016-01-01", suit("1", "2015-05-15")), told("2014-08-20", withdrawal("1", date="2014-08-18")))
    assert flags(early) == {"lawsuit_withdrawn": ("no_opening",)}
    assert [(case.filed, case.status) for case in early.cases] == [(None, "withdrawn"), ("2015-05-15", "open")]
    ended = one(*TWICE[:2], told("2014-12-02", dismissal("1", "2014-12-01")))
    assert flags(ended) == {"lawsuit_dismissed": ("after_end",)} and ended.status == "withdrawn"


def test_a_later_end_stands_where_more_articles_tell_it_than_the_one_before() -> None:
    rest = [told(f"2014-12-0{n}", dismissal("1", "2014-12-01")) for n in (2, 3)]
    ended = one(*TWICE[:2], *rest)
    assert flags(ended) == {"lawsuit_dismissed": ("after_end",)} and ended.status == "dismissed"


def test_a_suit_told_once_more_with_less_of_a_date_is_no_second_case() -> None:
    twice = told("2015-06-20", suit("1", "2015-05-15"), suit("2", "2015-05"), suit("3", "2014"))
    dispute = one(twice, told("2016-01-02", withdrawal("1", date="2016-01-01")))
    assert [(case.filed, case.status, len(case.events)) for case in dispute.cases] == [("2014", "open", 1), ("2015-05-15", "withdrawn", 3)]
    assert [step.flags for step in dispute.events if step.date == "2015-05"] == [("told_again",)]


def test_an_act_told_as_another_type_on_its_day_is_no_act_of_its_own() -> None:
    judged = act("1", "judgment_issued", date="2016-02-01", winner=["pell=Pell & Daughters"], loser=["norvik=Norvik"])
    rejected = told("2016-02-02", dismissal("1", "2016-02-01"))
    dispute = one(told("2015-05-16", suit("1", "2015-05-15")), rejected, told("2016-02-03", judged))
    assert dispute.status == "dismissed" and flags(dispute) == {"judgment_issued": ("told_again",)}
    action = told("2016-03-05", suit("1", "2016-03"))
    complained = one(rejected, told("2016-03-06", appeal("1", "2016-03-04")), action)
    assert complained.status == "appealed" and flags(complained)["lawsuit_filed"] == ("told_again",)


def test_a_beginning_that_one_article_dates_elsewhere_leaves_the_status_to_the_case_that_most_tell() -> None:
    filed = [told(f"2015-05-1{n}", suit("1", "2015-05-15")) for n in (6, 7, 8, 9)]
    withdrawn = told("2016-01-02", withdrawal("1", date="2016-01-01"))
    before, after = told("2016-01-03", suit("1", "2013-02-03")), told("2016-05-02", suit("1", "2016-05-01"))
    assert one(*filed, withdrawn, before).status == "withdrawn"
    assert one(*filed, withdrawn, after).status == "open"


def test_the_same_two_bodies_the_other_way_round_are_the_same_dispute_and_another_case() -> None:
    back = act("1", "lawsuit_filed", date="2015-07-01", plaintiff=["pell=Pell & Daughters"], defendant=["norvik=Norvik"])
    dispute = one(
        told("2015-05-16", suit("1", "2015-05-15")), told("2015-07-02", back), told("2016-01-02", withdrawal("1", date="2016-01-01"))
    )
    assert [case.status for case in dispute.cases] == ["withdrawn", "open"]
    assert dispute.status == "open"


def test_parent_and_subsidiary_with_their_own_opponents_are_two_disputes() -> None:
    label = act("1", "lawsuit_filed", date="2015-05-15", plaintiff=["casta=Casta"], defendant=["pellshop=Pellshop"])
    found = of(told("2015-05-16", suit("1", "2015-05-15")), told("2015-05-17", label, parents={"casta": "norvik", "pellshop": "pell"}))
    assert sorted(d.title for d in found) == ["Casta v. Pellshop", "Norvik v. Pell & Daughters"]


def test_an_act_that_names_one_side_goes_to_that_sides_case() -> None:
    alone = act("1", "appeal_filed", date="2016-03-01", appellant=["norvik=Norvik"])
    dispute = one(told("2015-05-16", suit("1", "2015-05-15")), told("2016-02-02", dismissal("1", "2016-02-01")), told("2016-03-02", alone))
    assert dispute.status == "appealed"


def member(id_: str, type_: str, date: str, *members: str, **more: Any) -> Record:
    return act(id_, type_, more.pop("modality", "asserted"), date=date, member=list(members), organization=["guild=The Guild"], **more)


def test_memberships_are_threads_of_each_member() -> None:
    found = of(
        told("2016-04-02", member("1", "membership_joined", "2016-04-01", "norvik=Norvik", "pell=Pell")),
        told("2016-05-02", member("1", "membership_withdrawn", "2016-05-01", "norvik=Norvik")),
        told("2018-05-02", member("1", "membership_joined", "2018-05-01", "norvik=Norvik")),
        told("2018-06-02", member("1", "membership_withdrawn", "2018-06-01", "pell=Pell", says="The Guild suspended Pell.")),
    )
    by_title = {d.title: d for d in found}
    assert statuses(by_title["Norvik in The Guild"]) == [("2016-04-01", "member"), ("2016-05-01", "left"), ("2018-05-01", "member")]
    assert len(by_title["Norvik in The Guild"].cases) == 2
    assert by_title["Pell in The Guild"].status == "suspended"


def test_a_listing_that_is_repeated_stays_one_and_a_new_one_after_removal_is_another() -> None:
    def listed(id_: str, type_: str, date: str) -> Record:
        return act(id_, type_, date=date, authority=["office=The Office"], target=["pell=Pell"])

    dispute = one(
        told("2015-12-20", listed("1", "blacklist_added", "2015-12-19")),
        told("2016-12-21", listed("1", "blacklist_added", "2016-12-20")),
        told("2017-12-21", listed("1", "blacklist_removed", "2017-12-20")),
        told("2019-04-26", listed("1", "blacklist_added", "2019-04-25")),
    )
    assert statuses(dispute) == [("2015-12-19", "listed"), ("2017-12-20", "removed"), ("2019-04-25", "listed")]
    assert [len(case.events) for case in dispute.cases] == [3, 1] and dispute.flags == ()


def test_disagreements_of_events_stand_in_their_dispute() -> None:
    more = {"court": ["ferrol_court=Ferrol Court"], "amount": (250000, "EUR")}
    dispute = one(
        told("2017-08-04", suit("1", "2014-07-09", **more), withdrawal("2", date="2017-08-03")),
        told("2017-08-05", suit("1", "2015", **more), withdrawal("2", date="2017-08-03")),
    )
    assert [(d.field, set(d.values)) for d in dispute.disagreements] == [("date", {"2014-07-09", "2015"})]


def test_a_dispute_keeps_its_id_when_an_earlier_event_comes_late() -> None:
    before = of(*TWICE[2:])
    (now,) = [d for d in disputes(merge(TWICE).book.events.values(), before) if d.state == "active"]
    assert now.id == before[0].id and len(now.cases) == 2


def test_two_disputes_that_turn_out_to_be_one_leave_a_redirect() -> None:
    other = act("1", "lawsuit_filed", date="2015-06-01", plaintiff=["norvik=Norvik"], defendant=["lun=Lun"])
    both = act("1", "lawsuit_withdrawn", date="2017-01-05", plaintiff=["norvik=Norvik"], defendant=["pell=Pell & Daughters", "lun=Lun"])
    records = [told("2015-05-16", suit("1", "2015-05-15")), told("2015-06-02", other)]
    before = of(*records)
    assert len(before) == 2
    now = disputes(merge([*records, told("2017-01-06", both)]).book.events.values(), before)
    (active,), (gone,) = [d for d in now if d.state == "active"], [d for d in now if d.state == "merged"]
    assert {active.id, gone.id} == {d.id for d in before} and gone.merged_into == active.id


def test_events_know_their_dispute_and_a_dispute_is_read_back_as_it_was() -> None:
    merged = merge([*TWICE, record("x", act("1", "pledge_made", speaker=["pell=Pell & Daughters"]))])
    found = disputes(merged.book.events.values())
    assert [dispute_from(dispute_json(d)) for d in found] == found
    homes = {event.type: event.dispute for event in with_disputes(in_order(merged), found)}
    assert homes["lawsuit_withdrawn"] == found[0].id and homes["pledge_made"] is None


def test_faults_in_the_kinds_are_named() -> None:
    table = {
        "lawsuit": {
            "opens": ["moon_landing"],
            "each": False,
            "going": [],
            "acts": {"lawsuit_filed": {"sides": [["captain"]], "when": 1, "answers": ["x"]}, "moon_landing": {}},
            "cues": {"odd": {"for": "lawsuit_lost", "fr": ["en partie"]}},
        }
    }
    with pytest.raises(LexiconError) as caught:
        kinds.read(table)
    assert len(caught.value.faults) == 7, caught.value.faults
