import json
import sys
from pathlib import Path

import pytest
from output_samples import BY_ID, DROPPED, EVENT_ROWS, FILED, MAY, write_sample
from shell_samples import casewire

from monitor import rows
from monitor.cli import build_parser
from monitor.extras import need
from monitor.output import write_folder
from pipelines.errors import UsageError


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_sample(tmp_path)
    return tmp_path


def found(place: Path, *args: str) -> list[str]:
    done = casewire("events", "events.jsonl", *args, cwd=place)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


def test_events_are_chosen_and_limited(place: Path) -> None:
    assert found(place, "--where", "entity=norvik") == [FILED, DROPPED]
    assert found(place, "--where", "entity=pell", "--limit", "2") == [DROPPED, MAY]
    assert found(place, "--where", "status=withdrawn", "--disputes", "disputes.jsonl") == [FILED, DROPPED]
    assert found(place, "--limit", "0") == []


def test_standard_input_and_output(place: Path) -> None:
    done = casewire("events", "-", "--format", "csv", given=(place / "events.jsonl").read_bytes())
    assert done.stdout.startswith(b"id,type,modality,") and done.stdout.count(b"\n") == 5
    done = casewire("docbin", "-", given=(place / "records.jsonl").read_bytes())
    assert done.returncode == 0 and len(done.stdout) > 500


def test_a_feed_is_called_after_its_query_and_holds_the_newest_hundred(place: Path) -> None:
    many = [EVENT_ROWS[0] | {"id": f"ev-{n:012}", "last_published": f"20{n % 20 + 10}-01-01"} for n in range(150)]
    (place / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in many), "utf-8")
    done = casewire("events", "many.jsonl", "--where", "entity=pell", "--format", "jsonfeed", cwd=place)
    feed = json.loads(done.stdout)
    assert (feed["title"], len(feed["items"])) == ("Casewire: entity=pell", 100)
    assert min(item["date_modified"] for item in feed["items"]) >= "2016"
    done = casewire("events", "many.jsonl", "--format", "atom", "--limit", "150", "--title", "T", "--url", "https://x.example/f", cwd=place)
    assert done.stdout.count(b"<entry>") == 150 and b"<title>T</title>" in done.stdout and b'href="https://x.example/f"' in done.stdout


@pytest.mark.parametrize("format_", ["jsonl", "csv", "atom", "jsonfeed", "jsonld"])
def test_every_format_is_the_same_twice_and_leaves_nothing_beside_it(place: Path, format_: str) -> None:
    before = {path.name for path in place.iterdir()}
    for name in ("one", "two"):
        assert casewire("events", "events.jsonl", "--format", format_, "-o", name, cwd=place).returncode == 0
    assert (place / "one").read_bytes() == (place / "two").read_bytes() != b""
    assert {path.name for path in place.iterdir()} == before | {"one", "two"}


def test_parquet_from_the_command_line(place: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert casewire("events", "events.jsonl", "--format", "parquet", "-o", "e.parquet", cwd=place).returncode == 0
    assert parquet.read_table(place / "e.parquet").num_rows == 4


def test_docbin_from_the_command_line(place: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    assert casewire("docbin", "records.jsonl", "-o", "r.spacy", cwd=place).returncode == 0
    docs = list(DocBin().from_disk(place / "r.spacy").get_docs(spacy.blank("xx").vocab))
    assert [doc.user_data["casewire"]["id"] for doc in docs] == list(BY_ID)


REPORT = ("report", "records.jsonl", "--events", "events.jsonl", "--disputes", "disputes.jsonl", "-o", "out")


def test_a_report_is_a_folder_that_the_next_run_replaces_as_a_whole(place: Path) -> None:
    for _ in range(2):
        done = casewire(*REPORT, cwd=place)
        assert (done.returncode, done.stderr) == (0, b"")
    (place / "out" / "events" / "left.html").write_text("from an older run")
    assert casewire(*REPORT, "--where", "entity=castelvento", cwd=place).returncode == 0
    assert len(list((place / "out" / "events").iterdir())) == len(list((place / "out" / "disputes").iterdir())) == 1
    assert sorted(path.name for path in place.iterdir()) == ["disputes.jsonl", "events.jsonl", "out", "records.jsonl"]


def test_a_report_removes_nothing_that_is_not_its_own(place: Path) -> None:
    (place / "out").mkdir()
    (place / "out" / "mine.txt").write_text("mine")
    done = casewire(*REPORT, cwd=place)
    assert done.returncode == 2 and b"something else stands there; valid: a new or empty folder" in done.stderr
    assert [path.name for path in (place / "out").iterdir()] == ["mine.txt"]


def test_a_report_that_fails_leaves_the_older_one(place: Path) -> None:
    assert casewire(*REPORT, cwd=place).returncode == 0
    before = (place / "out" / "index.html").read_bytes()
    with (place / "records.jsonl").open("a") as stream:
        stream.write("{}\n")
    done = casewire(*REPORT, cwd=place)
    assert done.returncode == 2 and b"records.jsonl: line 6 is no record: its schema is None; valid: 'article-record/1'" in done.stderr
    assert (place / "out" / "index.html").read_bytes() == before
    assert sorted(path.name for path in place.iterdir()) == ["disputes.jsonl", "events.jsonl", "out", "records.jsonl"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_folder([("a.html", "a"), ("b/c.html", "c")], str(tmp_path / "out"))
    assert (tmp_path / "out" / "b" / "c.html").read_text() == "c"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("events", "events.jsonl", "--where", "kind=x"), "'kind' is no key; valid: type, entity"),
        (("events", "events.jsonl", "--where", "status=open"), "valid: with --disputes FILE"),
        (("events", "events.jsonl", "--limit", "-1"), "--limit: -1"),
        (("events", "events.jsonl", "--format", "xml"), "jsonfeed"),
        (("events", "records.jsonl"), "records.jsonl: line 1 is no event"),
        (("events", "none.jsonl"), "none.jsonl: No such file"),
        (("events", "events.jsonl", "-o", "none/x"), "none/x"),
        (("report", "records.jsonl", "-o", "out"), "--events"),
        (("report", "records.jsonl", "--events", "events.jsonl", "-o", "-"), "a report is a folder"),
        (("report", "records.jsonl", "--events", "events.jsonl", "-o", "none/out"), "none/out: cannot be written"),
        (("docbin", "events.jsonl"), "events.jsonl: line 1 is no record"),
    ],
)
def test_wrong_usage_is_2_and_says_what_would_be_valid(place: Path, args: tuple[str, ...], told: str) -> None:
    done = casewire(*args, cwd=place)
    assert done.returncode == 2 and told in done.stderr.decode() and b"Traceback" not in done.stderr


def test_a_missing_library_names_its_extra(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from monitor.cli import main

    monkeypatch.setitem(sys.modules, "pyarrow", None)  # what Python does for an import that is blocked
    monkeypatch.chdir(place)
    with pytest.raises(UsageError, match=r"pip install 'casewire\[parquet\]'"):
        need("pyarrow", extra="parquet")
    assert main(["events", "events.jsonl", "--format", "parquet", "-o", "e.parquet"]) == 2
    assert not (place / "e.parquet").exists()


def test_lone_surrogates_become_one_character_so_that_offsets_hold(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(BY_ID["a1"] | {"text": "a\ud800b"}) + "\n", "utf-8")
    (row,) = rows.read([str(path)], rows.RECORD)
    assert row["text"] == "a\ufffdb"


def test_every_format_of_the_command_line_has_its_writer() -> None:
    from importlib import import_module

    from monitor.cli_outputs import FORMATS

    assert all(callable(import_module(f"monitor.writers.events_{name}").write) for name in FORMATS)
    assert {"events", "report", "docbin"} <= set(build_parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr]
