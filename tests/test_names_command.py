import json
from pathlib import Path

import pytest

from monitor.cli import DONE, SOME_FAILED, USAGE, main

NORVIK = {"id": "norvik_test", "type": "brand", "names": {"any": ["Norvik Sound", "Xq"]}, "parent": "kering"}


@pytest.fixture
def config(tmp_path: Path) -> str:
    (tmp_path / "mine.jsonl").write_text(json.dumps(NORVIK) + '\n{"id": "gucci", "remove": true}\n', encoding="utf-8")
    file = tmp_path / "casewire.toml"
    file.write_text('[names]\nfiles = ["mine.jsonl"]\n', encoding="utf-8")
    return str(file)


def test_lint_is_clean_on_ours_and_tells_what_is_wrong_with_a_users(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", "lint"]) == DONE
    assert capsys.readouterr().out.rstrip().endswith("0 findings")
    assert main(["names", "lint", "--config", config]) == SOME_FAILED
    assert "norvik_test: Xq: short" in capsys.readouterr().out


def test_show_prints_what_is_known_with_the_users_files(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", "show", "Norvik Sound", "--config", config]) == DONE
    assert "owner: kering" in capsys.readouterr().out
    assert main(["names", "show", "gucci", "--config", config]) == USAGE


def test_show_tells_why_a_text_links(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", "show", "kering", "Kaiyun opened a noodle bar. Target practice begins."]) == DONE
    out = capsys.readouterr().out
    assert "Kaiyun = kering does not link: nothing near it proves it" in out
    assert "owns: " in out


def test_an_unknown_name_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", "show", "Harbeck of nowhere"]) == USAGE
    assert "no name or id that is known" in capsys.readouterr().err


def test_suggest_reads_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [("harbeck", "Harbeck GmbH", 0, 12), ("norvik", "Norvik", 14, 20)]
    entities = [
        {"id": i, "name": n, "type": "company", "linked": False, "mentions": [{"start": s, "end": e, "text": n}]} for i, n, s, e in names
    ]
    file = tmp_path / "records.jsonl"
    file.write_text(json.dumps({"text": "Harbeck GmbH (Norvik) said.", "entities": entities}) + "\n", encoding="utf-8")
    assert main(["names", "suggest", str(file)]) == DONE
    assert capsys.readouterr().out.splitlines() == ["1\tbracket\tHarbeck GmbH\tNorvik\tharbeck\tnorvik"]
