import json
import subprocess
import sys
from pathlib import Path

import pytest
from shell_samples import CASEWIRE, EN, ROOT, ZH, casewire, page, records, write_folder, write_json

from monitor.cli import main
from pipelines.schema import record_schema


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


def test_a_folder_gives_a_record_for_each_article(folder: Path) -> None:
    done = casewire("extract", folder)
    found = records(done.stdout)
    assert done.returncode == 0
    assert [Path(r["path"]).name for r in found] == ["de.txt", "en.txt", "it.txt", "list.json#one", "list.json#two", "page.html", "zh.txt"]
    assert [r["language"] for r in found] == ["de", "en", "it", "en", "it", "de", "zh"]
    assert (found[3]["title"], found[3]["published"], found[0]["path"]) == ("T", "2021-03-04", str(folder / "de.txt"))
    assert done.stderr.decode().strip().endswith("7 records, 0 skipped, 0 failed")


@pytest.mark.parametrize("given", [EN.encode(), json.dumps({"text": EN}).encode(), page(EN).encode()])
def test_standard_input(given: bytes) -> None:
    done = casewire("extract", "-", "--published", "2021-03-04", given=given)
    (found,) = records(done.stdout)
    assert (found["path"], found["language"], found["published"]) == ("-", "en", "2021-03-04")


def test_json_and_csv(folder: Path, tmp_path: Path) -> None:
    casewire("extract", folder, "--format", "json", "-o", tmp_path / "out.json")
    assert len(json.loads((tmp_path / "out.json").read_bytes())) == 7
    assert casewire("extract", folder / "en.txt", "--format", "csv").stdout.startswith(b"article,path,url,")


def test_a_given_language_is_not_identified() -> None:
    (found,) = records(casewire("extract", "-", "--language", "it", given=EN.encode()).stdout)
    assert found["language"] == "it"


def test_the_configuration_gives_defaults(folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "casewire.toml"
    config.write_text("[extract]\npublished = 2020-01-01\nmax_characters = 150\n")
    done = casewire("extract", folder / "zh.txt", folder / "en.txt", cwd=tmp_path)
    assert [r["published"] for r in records(done.stdout)] == ["2020-01-01"]
    assert b"too_long" in done.stderr and done.returncode == 1
    again = casewire("extract", folder / "zh.txt", "--config", config, "--published", "2021-01-01")
    assert [r["published"] for r in records(again.stdout)] == ["2021-01-01"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["extract"], "PATH"),
        (["extract", "nowhere"], "nowhere: no such file or folder"),
        (["extract", ".", "--published", "soon"], "YYYY-MM-DD"),
        (["extract", ".", "--workers", "0"], "from 1"),
        (["extract", ".", "--format", "xml"], "jsonl"),
        (["extract", ".", "--language", "fr"], "auto"),
        (["extract", ".", "--config", "none.toml"], "none.toml"),
        (["extract", ".", "-o", "nowhere/out.jsonl"], "nowhere/out.jsonl"),
        (["score", "none.jsonl", "."], "none.jsonl"),
        (["show", "none.jsonl"], "none.jsonl"),
        (["sing"], "extract"),
        ([], "COMMAND"),
    ],
)
def test_wrong_usage_is_2_and_says_what_would_be_valid(tmp_path: Path, args: list[str], told: str) -> None:
    done = casewire(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_schema_score_show_and_explain(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["extract", str(folder), "-o", str(out)]) == 0
    capsys.readouterr()
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == record_schema()
    assert main(["show", str(out)]) == 0
    assert "7 articles" in capsys.readouterr().out
    gold = tmp_path / "gold"
    gold.mkdir()
    write_json(gold / "en.json", {"id": "en", "language": "en", "entities": {}, "actions": []})
    assert main(["score", str(out), str(gold), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["language_accuracy"] == 1.0
    assert main(["explain", str(folder / "en.txt")]) == 0
    assert "Norvik Audio has sued" in capsys.readouterr().out
    assert main(["explain", ZH]) == 0
    assert "泊禾茶业" in capsys.readouterr().out


def test_check_prints_actions_by_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines[0].split()[1:] == ["en", "zh", "it", "de"]
    assert any(line.startswith("goods_seized") for line in lines)


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-X", "importtime", *CASEWIRE[1:], "--help"], capture_output=True, cwd=ROOT, check=True)
    loaded = {line.rpartition(b"|")[2].strip().split(b".")[0] for line in done.stderr.split(b"\n")}
    assert b"extract" in done.stdout
    assert not loaded & {b"spacy", b"numpy", b"trafilatura", b"feedparser", b"resiliparse", b"rich", b"langdetect"}
