"""Which tellings become one event, whatever the order they come in."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from events_samples import Record, act, articles, record, suit, withdrawal

from pipelines.errors import LexiconError, UsageError
from pipelines.events import Event
from pipelines.events_json import event_from, event_json
from pipelines.merging import weights
from pipelines.merging.memory import Memory
from pipelines.merging.merge import Merged, add, in_order, merge, remember, retract


def active(merged: Merged[Memory]) -> list[Event]:
    return [event for event in in_order(merged) if event.state == "active"]


def content(merged: Merged[Memory]) -> list[Any]:
    """Events without their ids: what must be the same in whatever order the records came."""
    return sorted(
        (
            sorted((r.article, r.action) for r in e.records),
            e.type,
            e.modality,
            e.date,
            repr(e.amount),
            repr(e.roles),
            e.n_articles,
            e.n_sources,
            e.languages,
            repr(e.fields),
            repr(e.disagreements),
        )
        for e in active(merged)
    )


def told_by(merged: Merged[Memory]) -> list[set[str]]:
    return sorted(({f"{r.article}:{r.action}" for r in e.records} for e in active(merged)), key=sorted)


def synthetic(number: int, seed: int) -> list[Record]:
    """Records of the benchmark, with many acts a party: the more they are alike, the harder the order."""
    records = articles(number)
    random.Random(seed).shuffle(records)  # noqa: S311 - nothing secret
    return records


@pytest.fixture(scope="module")
def whole() -> list[Any]:
    return content(merge(synthetic(240, 0)))


def test_the_sample_is_worth_shuffling(whole: list[Any]) -> None:
    sizes = [row[6] for row in whole]
    assert max(sizes) >= 5 and sizes.count(1) >= 20


@pytest.mark.parametrize("seed", range(6))
def test_any_order_in_one_go_gives_the_same_events_and_ids(whole: list[Any], seed: int) -> None:
    merged = merge(synthetic(240, seed))
    assert content(merged) == whole
    assert [e.id for e in active(merged)] == [e.id for e in active(merge(synthetic(240, 0)))]


@pytest.mark.parametrize("seed", range(6))
def test_one_by_one_gives_the_same_events(whole: list[Any], seed: int) -> None:
    merged = remember([])
    for each in synthetic(240, seed):
        add(merged, [each])
    assert content(merged) == whole


@pytest.mark.parametrize("seed", range(3))
def test_in_parts_over_files_of_events_gives_the_same_events(whole: list[Any], seed: int) -> None:
    records, events = synthetic(240, seed), list[Event]()
    for start in range(0, len(records), 60):
        events = [event_from(event_json(e)) for e in in_order(merge(records[start : start + 60], events))]
    assert content(remember(events)) == whole


@pytest.mark.parametrize("seed", range(3))
def test_what_is_taken_out_leaves_what_would_be_without_it(seed: int) -> None:
    records = synthetic(240, seed)
    gone = {r["id"] for r in records[::5]}
    merged = merge(records)
    for article in sorted(gone):
        retract(merged, [article])
    assert content(merged) == content(merge(r for r in records if r["id"] not in gone))


def test_a_block_with_more_tellings_than_are_compared_is_the_same_in_any_order() -> None:
    """Two hundred suits of one pair of parties: windows by day, which every late record shifts."""
    records = [record(f"r{n:03}", suit("a", f"{2000 + n % 20}-{n % 12 + 1:02}-{n % 27 + 1:02}"), published=None) for n in range(200)]
    expected = content(merge(records))
    for seed in range(3):
        random.Random(seed).shuffle(records)  # noqa: S311 - nothing secret
        merged = remember([])
        for each in records:
            add(merged, [each])
        assert content(merged) == expected


@pytest.mark.parametrize("seed", range(4))
def test_the_id_of_an_event_never_changes_by_a_late_record(seed: int) -> None:
    merged, owner = remember([]), dict[tuple[str, str], str]()
    for each in synthetic(160, seed):
        add(merged, [each])
        for e in active(merged):
            founder = (e.founder.article, e.founder.action)
            assert owner.setdefault(founder, e.id) == e.id
    for e in merged.book.events.values():
        if e.state == "merged":
            assert merged.book.events[e.merged_into or ""].id != e.id


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
    for event in in_order(merge(synthetic(40, 1))):
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


def test_the_order_of_two_tellings_does_not_change_their_score() -> None:
    from pipelines.merging.parts import score

    merged = merge(synthetic(240, 0))
    known = list(merged.book.known.values())
    by_type = [(a, b) for a in known[:60] for b in known[60:160] if a.type == b.type]
    assert len(by_type) > 100
    assert all(score(a, b) == score(b, a) for a, b in by_type)


def test_near_duplicate_marks_are_none_of_the_state(whole: list[Any]) -> None:
    events = [replace(e, records=e.records[::-1]) for e in in_order(merge(synthetic(240, 0)))]
    assert content(merge([], events)) != [] and content(merge(synthetic(240, 3), events)) == whole
