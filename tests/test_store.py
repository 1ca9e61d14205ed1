import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.store import articles, bodies, changes, db, lock, sources
from pipelines.errors import UsageError


@pytest.fixture
def store(tmp_path: Path) -> sqlite3.Connection:
    return db.connect(tmp_path / "s.db")


def note(store: sqlite3.Connection, title: str, *, id: str = "a", source: str = "s") -> str:
    entry = {"title": title, "url": "https://x.example/1"}
    (outcome,) = articles.note(store, [articles.Note(id, entry, page=True)], source=source, now=5.0)
    return outcome


def test_a_store_is_made_in_wal_and_opened_again(tmp_path: Path) -> None:
    db.connect(tmp_path / "s.db").close()
    again = db.connect(tmp_path / "s.db")
    assert again.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert again.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_what_is_no_store_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is no database at all, only words " * 99)
    with pytest.raises(UsageError, match="not a database"):
        db.connect(tmp_path / "text.db")
    db.connect(tmp_path / "s.db").execute("PRAGMA user_version=99")
    with pytest.raises(UsageError, match="newer"):
        db.connect(tmp_path / "s.db")


def test_a_transaction_is_all_or_nothing(store: sqlite3.Connection) -> None:
    with pytest.raises(ZeroDivisionError), db.transaction(store):
        note(store, "One")
        1 / 0  # noqa: B018
    assert articles.waiting(store, "new", now=9.0) == []


def test_bodies_are_kept_once_and_compressed(store: sqlite3.Connection) -> None:
    name = bodies.keep(store, b"x" * 10_000, now=1.0)
    assert bodies.keep(store, b"x" * 10_000, now=2.0) == name
    assert bodies.load(store, name) == b"x" * 10_000
    assert store.execute("SELECT COUNT(*), SUM(LENGTH(packed)) FROM bodies").fetchone()[:] == (1, pytest.approx(50, abs=40))
    assert bodies.load(store, None) is None


def test_only_bodies_that_are_old_or_unused_go(store: sqlite3.Connection) -> None:
    kept, old, unused = (bodies.keep(store, raw, now=at) for raw, at in ((b"a", 9.0), (b"b", 1.0), (b"c", 9.0)))
    for id, body in (("a", kept), ("b", old)):
        note(store, "T", id=id)
        articles.set_page(store, id, body=body, charset=None, final_url="u", now=9.0)
    assert bodies.drop_old(store, before=5.0) == 2
    assert [bodies.load(store, name) for name in (kept, old, unused)] == [b"a", None, None]


def test_an_article_is_noted_once_and_an_edit_is_seen(store: sqlite3.Connection) -> None:
    assert [note(store, "One"), note(store, "One"), note(store, "Two", source="other"), note(store, "Two")] == [
        "new",
        "known",
        "known",
        "edited",
    ]
    assert articles.waiting(store, "new", now=9.0) == ["a"]
    assert articles.load(store, "a").entry["title"] == "Two"


def test_the_oldest_article_keeps_its_keys(store: sqlite3.Connection) -> None:
    articles.remember(store, [("url:a", "a"), ("url:b", "b")])
    articles.remember(store, [("url:a", "b"), ("guid:b", "b")])
    assert articles.known(store, ["url:none", "url:a", "guid:b"]) == {"url:a": "a", "guid:b": "b"}


def test_an_article_goes_from_new_to_done(store: sqlite3.Connection) -> None:
    note(store, "One")
    articles.put_off(store, "a", until=20.0, fault="timeout")
    assert articles.waiting(store, "new", now=9.0) == []
    articles.set_page(store, "a", body="b", charset="utf-8", final_url="u", now=21.0)
    assert articles.waiting(store, "fetched", now=9.0) == ["a"]
    articles.set_done(store, "a", access="open", record_hash="h", revision=1)
    assert articles.count_waiting(store, "fetched", now=9.0) == 0
    assert (articles.load(store, "a").revision, articles.load(store, "a").attempts) == (1, 1)


def test_sources_are_due_by_their_time(store: sqlite3.Connection) -> None:
    sources.save(store, sources.Health("b", next_due=100.0, last_attempt=50.0, etag='W/"x"'))
    assert sources.due(store, ["a", "b"], now=60.0) == ["a"]
    assert sources.due(store, ["b", "a"], now=100.0) == ["b", "a"]
    assert sources.load(store, "b").etag == 'W/"x"'


def test_a_clock_set_back_moves_what_was_planned(store: sqlite3.Connection) -> None:
    sources.save(store, sources.Health("a", next_due=10_060.0, last_attempt=10_000.0))
    sources.pause_host(store, "h", until=999_999.0)
    assert sources.rebase(store, now=9_990.0) == 0
    assert sources.rebase(store, now=1_000.0) == 1
    assert sources.load(store, "a").next_due == 1_060.0
    assert sources.host_pauses(store, now=1_000.0) == {"h": 87_400.0}


def test_changes_are_read_from_a_cursor_and_their_time_never_goes_back(store: sqlite3.Connection) -> None:
    for at in (10.0, 5.0):
        changes.add(store, "upsert", article="a", revision=1, told={"record": {"text": "\ud83d 泊禾"}}, now=at)
    first, second = changes.since(store, 0)
    assert (first.cursor, second.at, second.told["record"]["text"]) == (1, 10.0, "\ud83d 泊禾")
    assert [c.cursor for c in changes.since(store, 1)] == [2]
    changes.set_delivery(store, changes.Delivery("out", cursor=2, path="f", size=9))
    assert changes.delivery(store, "out").size == 9
    assert changes.drop_old(store, before=11.0) == 1


def test_a_second_run_is_refused_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    code = (
        "import sys,time;from pathlib import Path;from monitor.store import lock\n"
        "with lock.held(Path(sys.argv[1])):\n print('in', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(lock.Busy), lock.held(path):
            pass
        other.kill()
        other.wait()
    with lock.held(path):
        assert path.with_name("s.db.lock").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="can be written"), lock.held(tmp_path / "s.db"):
        pass
