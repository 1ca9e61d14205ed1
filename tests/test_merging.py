"""Which tellings become one event."""

from __future__ import annotations

import pytest
from events_samples import Record, act, active, articles, record, suit, withdrawal

from pipelines.errors import LexiconError, UsageError
from pipelines.events_json import event_from, event_json
from pipelines.merging import weights
from pipelines.merging.memory import Memory
from pipelines.merging.merge import Merged, add, in_order, merge, retract


def told_by(merged: Merged[Memory]) -> list[set[str]]:
    return sorted(({f"{r.article}:{r.action}" for r in e.records} for e in active(merged)), key=sorted)


def test_two_events_that_turn_out_to_be_one_leave_a_redirect() -> None:
    first = record("a", suit("1", "2020-03"), published=None)
    second = record("b", act("1", "lawsuit_filed", date="2020-03-09", plaintiff=["诺维克=诺维克"], defendant=["lun=Lun"]), published=None)
    both = act("1", "lawsuit_filed", date="2020-03-09", plaintiff=["norvik=Norvik"], defendant=["pell=Pell & Daughters", "lun=Lun"])
    merged = merge([first, second])
    ids = sorted(e.id for e in active(merged))
    assert len(ids) == 2
    add(merged, [record("c", both, published=None, names={"norvik": ["诺维克"]})])
    (one,) = active(merged)
    (other,) = [e for e in merged.book.events.values() if e.state == "merged"]
    assert sorted((one.id, other.id)) == ids
    assert other.merged_into == one.id and other.records == ()
    retract(merged, ["c"])
    assert sorted(e.id for e in active(merged)) == ids


def test_a_revision_that_drops_an_act_retracts_it() -> None:
    merged = merge([record("a", suit("1", "2020-01-10"), withdrawal("2", date="2020-05-02"))])
    ids = {e.type: e.id for e in active(merged)}
    changed = add(merged, [record("a", suit("1", "2020-01-10"))])
    assert [(e.id, e.state, e.records) for e in changed if e.type == "lawsuit_withdrawn"] == [(ids["lawsuit_withdrawn"], "retracted", ())]
    back = add(merged, [record("a", suit("1", "2020-01-10"), withdrawal("2", date="2020-05-02"))])
    assert [(e.id, e.state) for e in back if e.type == "lawsuit_withdrawn"] == [(ids["lawsuit_withdrawn"], "active")]


def test_a_revision_under_another_action_id_keeps_the_event() -> None:
    merged = merge([record("a", suit("1", "2020-01-10"))])
    (before,) = active(merged)
    (now,) = add(merged, [record("a", suit("9", "2020-01-11"))])
    assert (now.id, now.state, now.date) == (before.id, "active", "2020-01-11")


def test_a_record_that_says_the_same_again_changes_nothing() -> None:
    records = [record("a", suit("1", "2020-01-10")), record("b", suit("1", "2020-01"))]
    merged = merge(records)
    assert add(merged, records) == []


def test_suits_a_year_apart_are_two() -> None:
    assert len(active(merge([record("a", suit("1", "2014-07-09")), record("b", suit("1", "2015-07-09"), published="2015-07-10")]))) == 2


def test_a_date_that_is_wrong_by_a_year_is_a_disagreement_where_the_rest_fits() -> None:
    """Same court, same sum, and both articles tell that suit alone and the same withdrawal."""
    more = {"court": ["ferrol_court=Ferrol Court"], "amount": (250000, "EUR")}
    articles = [
        record("a", suit("1", "2014-07-09", **more), withdrawal("2", date="2017-08-03"), published="2017-08-04"),
        record("b", suit("1", "2015", **more), withdrawal("2", date="2017-08-03"), published="2017-08-05"),
    ]
    filed, _ = sorted(active(merge(articles)), key=lambda e: e.type)
    assert filed.n_articles == 2
    assert [(d.field, set(d.values)) for d in filed.disagreements] == [("date", {"2014-07-09", "2015"})]


def test_a_plan_and_the_act_are_one_event_and_the_latest_assertion_is_its_modality() -> None:
    planned = record("a", withdrawal("1", "planned", date="2017-08-03"), published="2017-08-04")
    done = record("b", withdrawal("1", date="2017-08-21"), published="2017-08-22")
    (event,) = active(merge([planned, done]))
    assert (event.modality, event.date) == ("asserted", "2017-08-21")
    assert [(v.value, v.chosen, v.sources) for v in event.fields["modality"]] == [("asserted", True, ("b",)), ("planned", False, ("a",))]
    assert event.disagreements == ()


def test_told_as_done_and_later_as_not_done_are_two_events() -> None:
    done = record("a", withdrawal("1", date="2017-08-03"), published="2017-08-04")
    denied = record("b", withdrawal("1", "negated"), published="2017-08-09")
    assert len(active(merge([done, denied]))) == 2


def test_two_acts_of_one_article_are_never_one() -> None:
    assert len(active(merge([record("a", suit("1", "2020-01-10"), suit("2", "2020-01-10"))]))) == 2


def test_owner_and_owned_are_near_each_other() -> None:
    label = act("1", "lawsuit_filed", date="2020-03-09", plaintiff=["casta=Casta"], defendant=["pell=Pell & Daughters"])
    articles = [record("a", label, parents={"casta": "norvik"}), record("b", suit("1", "2020-03-09"), published="2020-03-10")]
    assert len(active(merge(articles))) == 1
    stranger = record("c", act("1", "lawsuit_filed", date="2020-03-09", plaintiff=["harbeck=Harbeck"], defendant=["pell=Pell & Daughters"]))
    assert len(active(merge([*articles, stranger]))) == 2


def test_names_in_two_scripts_that_nobody_knows_leave_it_to_the_rest() -> None:
    """泊禾 may be Bohe, or not: the same day, the other party and the sum say that it is."""
    chinese = act("1", "lawsuit_filed", date="2020-03-09", plaintiff=["泊禾茶业=泊禾茶业"], defendant=["pell=Pell"], amount=(900000, "CNY"))
    latin = act("1", "lawsuit_filed", date="2020-03-09", plaintiff=["bohe_tea=Bohe Tea"], defendant=["pell=Pell"], amount=(900000, "CNY"))
    articles = [record("a", chinese, language="zh"), record("b", latin)]
    (event,) = active(merge(articles))
    assert event.languages == ("en", "zh")
    other_day = act("1", "lawsuit_filed", date="2021-11-02", plaintiff=["bohe_tea=Bohe Tea"], defendant=["pell=Pell"])
    assert len(active(merge([*articles, record("c", other_day, published="2021-11-03")]))) == 2


def test_copies_count_once_as_sources() -> None:
    words = " ".join(f"word{n}" for n in range(120))
    articles = [
        record("a", suit("1", "2020-01-01"), text=words, source="Wire"),
        record("b", suit("1", "2020-01-01"), text=words + " more", source="Paper", published="2020-01-02"),
        record("c", suit("1", "2020-01-01"), text=words[::-1], source="Journal", language="de"),
        record("d", suit("1", "2020-01-01"), text="short", source="Journal", language="de", published="2020-01-03"),
    ]
    (event,) = active(merge(articles))
    assert (event.n_articles, event.n_sources, event.languages) == (4, 2, ("de", "en"))
    assert {r.article: r.near_duplicate_of for r in event.records} == {"a": None, "b": "a", "c": None, "d": None}


def test_all_values_stay_with_their_sources_and_the_rule() -> None:
    articles = [record("a", suit("1", "2020-03")), record("b", suit("1", "2020-03-09")), record("c", suit("1", "2020-03-10"))]
    (event,) = active(merge(articles))
    values = event.fields["date"]
    assert event.date == "2020-03-09" and [v.value for v in values] == ["2020-03-09", "2020-03", "2020-03-10"]
    assert [v.sources for v in values] == [("b",), ("a",), ("c",)]
    assert all("that most sources give" in v.rule for v in values)
    assert [d.field for d in event.disagreements] == ["date"]


def test_an_event_is_read_back_as_it_was() -> None:
    for event in in_order(merge(articles(40))):
        assert event_from(event_json(event)) == event


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"schema": "event/2"}, "valid is event/1"),
        ({"schema": "event/1", "id": "ev-1"}, "ev-1"),
    ],
)
def test_what_is_no_event_is_named(given: Record, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        event_from(given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"id": "x"}, "lacks actions, entities, language"),
        (record("x", act("1", "moon_landing", party=["norvik"])), "moon_landing: no type of act"),
        (record("x") | {"actions": [{"id": "1"}]}, "not as article-record/1"),
    ],
)
def test_what_is_no_record_is_named(given: Record, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        merge([given])


def test_faults_in_the_numbers_are_named() -> None:
    table = {section: {} for section in weights.SECTIONS if section != "court"}
    with pytest.raises(LexiconError) as caught:
        weights.read(table | {"kinds": {"rare": "much"}, "recurs": {"never": ["lawsuit_filed", "moon_landing"]}, "more": {}})
    assert len(caught.value.faults) == 6
