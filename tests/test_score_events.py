"""The scores of events and disputes, and what the stories must reach. Floors only rise."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipelines import stories as corpus
from pipelines.merging.merge import merge
from pipelines.score_events import Cubed, Thread, cubed, grouping, statuses
from pipelines.threads.disputes import disputes

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import stories as benchmark  # noqa: E402


def acts(*names: str) -> list[tuple[str, str]]:
    return [("x", name) for name in names]


def test_the_same_groups_are_right_under_other_names() -> None:
    a, b, c = acts("a", "b", "c")
    assert cubed({a: 1, b: 1, c: 2}, {a: "p", b: "p", c: "q"}).f1 == 1


def test_one_group_of_all_has_full_recall_and_each_alone_full_precision() -> None:
    a, b, c, d = acts("a", "b", "c", "d")
    wanted = {a: 1, b: 1, c: 2, d: 2}
    together, apart = cubed(wanted, dict.fromkeys(wanted, 0)), cubed(wanted, {act: act for act in wanted})
    assert (together.precision, together.recall) == (0.5, 1)
    assert (apart.precision, apart.recall) == (1, 0.5)
    assert (together + apart).precision == 0.75


def test_what_is_missed_lowers_recall_and_what_is_too_many_precision() -> None:
    a, b, c = acts("a", "b", "c")
    score = cubed({a: 1, b: 1}, {a: 0, c: 0})
    assert (score.precision, score.recall) == (pytest.approx(0.25), pytest.approx(0.25))
    assert Cubed().f1 == 1


def test_a_status_is_looked_at_on_the_last_day_that_it_can_have_begun() -> None:
    from events_samples import record, suit, withdrawal

    merged = merge([record("a", suit("1", "2014-07-09")), record("b", withdrawal("1", date="2014-08-20"), published="2014-08-21")])
    every = merged.book.events.values()
    found, grouped = disputes(every), grouping(every)
    due = Thread("lawsuit", frozenset({("a", "1"), ("b", "1")}), (("2014-07", "open"), ("2014-08", "withdrawn")), "withdrawn")
    assert statuses([due], found, grouped) == (3, 3, [])
    wrong = Thread("lawsuit", frozenset({("a", "1")}), (("2014-07-09", "open"),), "open")
    right, total, errors = statuses([wrong], found, grouped)
    assert (right, total) == (1, 2) and errors == ["lawsuit Norvik v. Pell & Daughters on the last day: withdrawn, not open"]
    nowhere = Thread("membership", frozenset({("a", "1")}), (("2014-07-09", "member"),), "member")
    assert statuses([nowhere], found, grouped)[:2] == (0, 2)


def total(make: object) -> benchmark.Sum:
    found = benchmark.Sum()
    for story in corpus.load_all(ROOT / "corpus" / "stories"):
        benchmark.measure(story, make(story), found)  # type: ignore[operator]
    return found


def test_stories_from_gold_records() -> None:
    found = total(benchmark.gold_records)
    assert found.stories >= 24
    assert found.matched.f1 >= 0.97 and found.all.f1 == found.matched.f1
    assert found.right / found.total >= 0.95


def test_stories_from_our_own_records() -> None:
    assert total(benchmark.own_records).matched.f1 >= 0.9
