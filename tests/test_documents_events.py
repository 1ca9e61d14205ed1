"""Every command of docs/events.md is run, and what it shows is what comes out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from shell_samples import ROOT

from monitor import config
from pipelines import stories
from pipelines.gold_records import record
from pipelines.merging.explain import explain
from pipelines.merging.merge import merge
from pipelines.threads.kinds import load_kinds

TEXT = (ROOT / "docs" / "events.md").read_text("utf-8")
(COMMANDS,) = re.findall(r"```sh\n(.*?)```", TEXT, re.S)


def test_commands_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    before = ""
    for line in COMMANDS.splitlines():
        command = line.replace("casewire", f"{sys.executable} -m monitor.cli", 1)
        done = subprocess.run(command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)  # noqa: S602
        assert done.returncode == 0, done.stderr
        if "--state" in line:
            assert (tmp_path / "events.jsonl").read_text("utf-8") == before  # the same records again change nothing
        before = (tmp_path / "events.jsonl").read_text("utf-8") if (tmp_path / "events.jsonl").exists() else ""
    assert "a pair may be one act from 4 on" in done.stdout
    assert {json.loads(line)["schema"] for line in before.splitlines()} == {"event/1"}


def test_the_sum_that_is_shown_is_what_comes_out() -> None:
    name, type_, date, shown = re.search(r"<!-- explain: (\S+) (\S+) (\S+) -->\n```\n(.*?)```", TEXT, re.S).groups()  # type: ignore[union-attr]
    story = stories.load(ROOT / "corpus" / "stories" / name)
    merged = merge(record(annotated, same=story.same) for annotated in story.articles.values())
    (event,) = [e for e in merged.book.events.values() if (e.type, e.date) == (type_, date)]
    assert shown in "\n".join(explain(merged, event.id)) + "\n"


def test_every_kind_status_and_option_is_named(tmp_path: Path) -> None:
    statuses = {s for kind in load_kinds().values() for s in (*(a.status for a in kind.acts.values()), *(c.status for c in kind.cues))}
    assert {word for word in (*load_kinds(), *statuses) if word and word not in TEXT} == set()
    assert all(option in TEXT for option in ("--state", "--disputes", "--output", "--events"))
    (settings,) = re.findall(r"```toml\n(.*?)```", TEXT, re.S)
    (tmp_path / "casewire.toml").write_text(settings, "utf-8")
    assert config.read(str(tmp_path / "casewire.toml")).polling.events


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["merge", "none.jsonl"], "none.jsonl: No such file"),
        (["merge", "bad.jsonl"], "bad.jsonl: line 1 has no id"),
        (["merge", "--state", "bad.jsonl"], "bad.jsonl: line 1: schema None: valid is event/1"),
        (["explain-merge", "ev-none", "--events", "empty.jsonl"], "ev-none: no such event"),
    ],
)
def test_what_is_wrong_is_named(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"a": 1}\n', "utf-8")
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "monitor.cli", *arguments]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and said in done.stderr
