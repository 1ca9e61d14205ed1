"""Every command of docs/outputs.md is run, and what it says of columns, keys and options is complete."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from output_samples import DROPPED, write_sample
from shell_samples import ROOT, casewire

from monitor.cli import OUTPUTS
from monitor.cli_outputs import add
from monitor.flat import ACT_COLUMNS, DISPUTE_COLUMNS, EVENT_COLUMNS
from monitor.where import KEYS, MODALITIES, STATES
from monitor.writers.events_parquet import TOLD

TEXT = (ROOT / "docs" / "outputs.md").read_text("utf-8")
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```", TEXT, re.S)
LINES = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    write_sample(folder)
    return folder


def run(command: str | list[str], place: Path, *, shell: bool = False) -> str:
    """What a command says on standard output; it must say nothing on standard error."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, shell=shell, cwd=place, env=environment, capture_output=True, text=True, check=False)  # noqa: S602
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("line", LINES)
def test_commands(line: str, place: Path) -> None:
    if "parquet" in line:
        pytest.importorskip("pyarrow")
    run(line.replace("casewire", f"{sys.executable} -m monitor.cli", 1), place, shell=True)


def test_the_first_query_finds_what_it_says(place: Path) -> None:
    done = casewire("events", "events.jsonl", "--where", "type=lawsuit_withdrawn entity=norvik", cwd=place)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [DROPPED]


def test_python(place: Path) -> None:
    pytest.importorskip("pandas"), pytest.importorskip("polars")
    assert casewire("docbin", "records.jsonl", "-o", "records.spacy", cwd=place).returncode == 0
    outputs = [run([sys.executable, "-c", block], place) for kind, block in BLOCKS if kind == "python"]
    assert "('lawsuit_withdrawn', 'dropped', '撤回')" in outputs[0] and "('诺维克', 'COMPANY', 'norvik')" in outputs[0]
    assert outputs[1].strip() == "{'lawsuit_filed': 3, 'lawsuit_withdrawn': 3, 'membership_joined': 1} 6 ['open', 'withdrawn', 'member']"


def test_every_column_key_and_option_is_described() -> None:
    named = {*EVENT_COLUMNS, *ACT_COLUMNS, *DISPUTE_COLUMNS, *TOLD, *KEYS}
    assert {name for name in named if f"`{name}`" not in TEXT} == set()
    assert all(value in TEXT for value in (*STATES, *MODALITIES))
    parser = argparse.ArgumentParser().add_subparsers()
    add(parser)
    options = {o for name in OUTPUTS for action in parser.choices[name]._actions for o in action.option_strings if o.startswith("--")}
    assert {option for option in options - {"--help", "--output"} if option not in TEXT} == set()
