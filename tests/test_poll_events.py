"""Events after each poll: what changed among the records, and nothing else, is worked out and told."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from events_samples import articles, content, record, suit, withdrawal
from loopback import Site
from poll_samples import FakeClock, out, polling, publish

from monitor import config, deliver, merging
from monitor.poll import run
from monitor.report import Report
from monitor.settings import Output
from monitor.store import changes, db, events
from pipelines.errors import UsageError
from pipelines.merging.merge import merge
from pipelines.threads.disputes import disputes


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(db.connect(tmp_path / "s.db")) as opened:
        yield opened


def tell(store: sqlite3.Connection, *records: dict[str, Any], gone: tuple[str, ...] = (), now: float = 1.0) -> Report:
    """Puts records and retractions into the feed and merges what came."""
    for each in records:
        changes.add(store, "upsert", article=each["id"], revision=1, told={"record": each}, now=now)
    for article in gone:
        changes.add(store, "retract", article=article, revision=2, told={"reason": "gone"}, now=now)
    report = Report()
    merging.bring_up(store, now=now, report=report)
    return report


def told(store: sqlite3.Connection, kind: str, *, since: int = 0) -> list[dict[str, Any]]:
    return [change.json() for change in changes.since(store, since) if change.told.get("kind") == kind]


class AsMemory:
    """The store's events as `content` reads them."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self.book = self
        every = [events.Stored(store).event(row[0]) for row in store.execute("SELECT id FROM events")]
        self.events = {event.id: event for event in every if event}


def test_the_store_gives_the_same_events_as_memory_whatever_the_batches(store: sqlite3.Connection) -> None:
    records = articles(150)
    random.Random(5).shuffle(records)  # noqa: S311 - nothing secret
    for start in range(0, 150, 30):
        tell(store, *records[start : start + 30])
    assert content(AsMemory(store)) == content(merge(records))  # type: ignore[arg-type]
    tell(store, gone=tuple(r["id"] for r in records[:40]))
    rest = merge(records[40:])
    assert content(AsMemory(store)) == content(rest)  # type: ignore[arg-type]
    kept = [d for d in events.disputes(store) if d.state == "active"]
    assert sorted(d.title for d in kept) == sorted(d.title for d in disputes(rest.book.events.values()))


def test_events_and_disputes_come_in_the_feed_and_go_from_it(store: sqlite3.Connection) -> None:
    report = tell(store, record("a", suit("1", "2020-01-10")), record("b", withdrawal("1", date="2020-03-01"), published="2020-03-02"))
    assert report.events == {"new": 2, "disputes": 1}
    ((dispute),) = told(store, "dispute")
    assert (dispute["op"], dispute["dispute"]["status"]) == ("upsert", "withdrawn")
    assert {c["event"]["dispute"] for c in told(store, "event")} == {dispute["id"]}
    last = changes.last_cursor(store)
    assert tell(store, gone=("b",)).events == {"retracted": 1, "disputes": 1}
    ((gone),) = [c for c in told(store, "event", since=last) if c["op"] == "retract"]
    assert (gone["state"], gone["merged_into"], gone["revision"]) == ("retracted", None, 2)
    ((dispute),) = told(store, "dispute", since=last)
    assert dispute["dispute"]["status"] == "open"


def test_nothing_new_tells_nothing(store: sqlite3.Connection) -> None:
    tell(store, record("a", suit("1", "2020-01-10")))
    last = changes.last_cursor(store)
    assert not tell(store).events and changes.last_cursor(store) == last
    assert not tell(store, record("a", suit("1", "2020-01-10"))).events


def test_a_run_that_dies_while_merging_leaves_nothing_half_told(store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(changes, "set_delivery", dies)
        with pytest.raises(KeyboardInterrupt):
            tell(store, record("a", suit("1", "2020-01-10")))
    assert told(store, "event") == [] and store.execute("SELECT COUNT(*) FROM tellings").fetchone()[0] == 0
    assert tell(store).events == {"new": 1, "disputes": 1}


def written(folder: Path) -> list[str]:
    return [line for file in sorted(folder.glob("*")) for line in file.read_text("utf-8").splitlines()]


def test_a_poll_writes_events_where_the_configuration_asks_for_them(site: Site, tmp_path: Path) -> None:
    outputs = tuple(Output("jsonl", folder=tmp_path / name, form=name) for name in ("records", "events", "disputes", "changes"))
    settings = polling(tmp_path, publish(site, range(3)), outputs=outputs, events=True)
    report = run(settings, clock=FakeClock())
    assert not report.failed, report.faults
    assert report.events["new"] >= 1 and report.json()["events"]["new"] == report.events["new"]
    lines = {
        o.form: [json.loads(line) for f in (tmp_path / o.form).glob("*") for line in f.read_text("utf-8").splitlines()] for o in outputs
    }
    assert {line["schema"] for line in lines["events"]} == {"event/1"} and len(lines["records"]) == 3
    assert len(lines["changes"]) == len(lines["records"]) + len(lines["events"]) + len(lines["disputes"])
    assert sum(line["n_articles"] for line in lines["events"]) == sum(len(r["actions"]) for r in lines["records"])


def test_without_the_setting_there_are_no_events(site: Site, tmp_path: Path) -> None:
    report = run(polling(tmp_path, publish(site, range(1))), clock=FakeClock())
    assert not report.events and len(out(tmp_path)) == 1


def test_the_setting_is_checked(tmp_path: Path) -> None:
    (tmp_path / "casewire.toml").write_text("[events]\nmerge = 1\nwhen = true\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        config.read(str(tmp_path / "casewire.toml"))
    assert "events.merge: 1 is not true or false" in str(caught.value) and "events.when: not a key; valid: merge" in str(caught.value)


def test_a_change_of_another_kind_is_no_line_of_records() -> None:
    change = changes.Change(1, 0.0, "upsert", "ev-1", 1, {"kind": "event", "event": {"id": "ev-1"}})
    assert [deliver.line(change, form) for form in ("records", "events", "disputes")] == [None, '{"id":"ev-1"}', None]
