"""The same events whatever the order in which the records come."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from events_samples import Record, active, articles, content, record, suit

from pipelines.events import Event
from pipelines.events_json import event_from, event_json
from pipelines.merging.merge import add, in_order, merge, remember, retract


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
