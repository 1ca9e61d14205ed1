import datetime as dt
from pathlib import Path

import pytest

from monitor.config import Config, parse_day, read
from pipelines.errors import UsageError

FULL = """
[extract]
published = 2021-03-04
workers = 2
max_characters = 5000
[pipelines]
en = "en_core_web_sm"
[lexicon]
files = ["mine/rules.toml"]
"""


def write(tmp_path: Path, written: str) -> str:
    file = tmp_path / "casewire.toml"
    file.write_text(written, encoding="utf-8")
    return str(file)


def test_a_full_file(tmp_path: Path) -> None:
    config = read(write(tmp_path, FULL))
    assert (config.published, config.workers, config.max_characters) == ("2021-03-04", 2, 5000)
    assert config.pipelines == {"en": "en_core_web_sm"}
    assert config.lexicon == (tmp_path / "mine" / "rules.toml",)


def test_without_a_file_nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read(None) == Config()
    write(tmp_path, "[extract]\nworkers = 3\n")
    assert read(None).workers == 3


def test_every_fault_is_named_with_what_would_be_valid(tmp_path: Path) -> None:
    faulty = (
        "[extract]\npublished = 'soon'\nworkers = 0\nspeed = 1\n[pipelines]\nfr = 'x'\nen = 1\n"
        "[lexicon]\nfiles = 'a'\n[names]\nfiles = ['b.toml']\n[output]\na = 1\n"
    )
    with pytest.raises(UsageError) as caught:
        read(write(tmp_path, faulty))
    lines = str(caught.value).split("\n")
    assert len(lines) == 8
    for key, valid in [
        ("extract.published", "YYYY-MM-DD"),
        ("extract.workers", "from 1"),
        ("extract.speed", "max_characters"),
        ("pipelines.fr", "en, zh, it, de"),
        ("pipelines.en", "spaCy pipeline"),
        ("lexicon.files", "list of paths"),
        ("[output]", "[extract], [pipelines], [lexicon], [names]"),
        ("names.files", ".jsonl"),
    ]:
        assert any(key in line and valid in line for line in lines), key


@pytest.mark.parametrize("written", ["[extract", "a = \xff"])
def test_what_is_no_toml_is_named(tmp_path: Path, written: str) -> None:
    file = tmp_path / "casewire.toml"
    file.write_bytes(written.encode("latin-1"))
    with pytest.raises(UsageError, match="casewire.toml"):
        read(str(file))


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none.toml"):
        read(str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("2021-03-04", "2021-03-04"), (dt.date(2021, 3, 4), "2021-03-04"), ("2021-02-30", None), ("4.3.2021", None), (7, None)],
)
def test_days(written: object, wanted: str | None) -> None:
    assert parse_day(written) == wanted
