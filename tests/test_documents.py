"""Every command and every record in the documents is run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
# set-up and test commands run this very test; the benchmark is long and asserts nothing
LEFT_OUT = ("make run", "make test", "python benchmarks/")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.S)
    for line in block.splitlines()
    if line.strip() and not line.startswith(LEFT_OUT)
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the README's relative paths hold and nothing of the project is written to."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_readme(command: str, place: Path) -> None:
    binary = Path(sys.executable).parent / "casewire"
    done = subprocess.run(command.replace("casewire", str(binary), 1), shell=True, cwd=place, capture_output=True, text=True, check=False)  # noqa: S602
    assert done.returncode == 0, done.stderr


def test_python_of_the_readme() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first == "[('lawsuit_filed', '2015-05')]"
    assert "('Gucci', 'BRAND')" in second
    assert "lawsuit_filed" in second


def test_the_record_of_the_readme_is_what_comes_out() -> None:
    path, act, modality, shown = re.search(r"<!-- record: (\S+) (\S+) (\S+) -->\n```json\n(.*?)```", README, re.S).groups()  # type: ignore[union-attr]
    binary = Path(sys.executable).parent / "casewire"
    done = subprocess.run([str(binary), "extract", path], cwd=ROOT, capture_output=True, text=True, check=True)
    actions = json.loads(done.stdout)["actions"]
    assert json.loads(shown) in [a for a in actions if (a["type"], a["modality"]) == (act, modality)]


def test_every_option_is_documented() -> None:
    from monitor.cli import build_parser

    for name, command in next(a for a in build_parser()._subparsers._group_actions).choices.items():  # type: ignore[union-attr]
        assert f"casewire {name}" in README, name
        options = [o for action in command._actions for o in action.option_strings if o.startswith("-")]
        for option in (o for o in options if name == "extract" and o not in ("-h", "--help", "--output")):
            assert f"`{option}" in README, option


def test_settings_of_the_readme_are_valid(tmp_path: Path) -> None:
    from monitor import config

    (block,) = re.findall(r"```toml\n(.*?)```", README, re.S)
    (tmp_path / "casewire.toml").write_text(block, "utf-8")
    assert config.read(str(tmp_path / "casewire.toml")).workers == 2
