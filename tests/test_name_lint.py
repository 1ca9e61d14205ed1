import json
from pathlib import Path

import pytest

from pipelines.knowledge import KnownEntity, knowledge, read_knowledge
from pipelines.name_lint import lint


def entities(folder: Path, *rows: dict[str, object]) -> dict[str, KnownEntity]:
    path = folder / "names.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return read_knowledge([path])


def test_our_own_names_are_clean() -> None:
    assert lint(knowledge()) == []


def test_an_alias_of_two_owners_needs_a_guard_in_each(tmp_path: Path) -> None:
    one = {"id": "norvik", "type": "brand", "names": {"any": ["Norvik"]}, "guard": {"Norvik": {"need": ["audio"]}}}
    two = {"id": "norvik_se", "type": "company", "names": {"any": ["Norvik"]}}
    assert lint(entities(tmp_path, one, two)) == ["norvik_se: norvik: is also a name of norvik, norvik_se; guard each"]
    assert lint(entities(tmp_path, one, two | {"guard": {"Norvik": {"need": ["shares"]}}})) == []


@pytest.mark.parametrize(("name", "part"), [("Xy", "short"), ("House", "ordinary word"), ("泊", "single character")])
def test_risky_names_want_a_guard_or_a_judgement(tmp_path: Path, name: str, part: str) -> None:
    row: dict[str, object] = {"id": "pell", "type": "brand", "names": {"any": ["Pell & Daughters", name]}}
    (found,) = lint(entities(tmp_path, row))
    assert found.startswith(f"pell: {name}: ") and part in found
    assert lint(entities(tmp_path, row | {"sure": [name]})) == []
    assert lint(entities(tmp_path, row | {"guard": {name: {"need": ["shop"]}}})) == []


def test_a_name_that_no_text_can_reach(tmp_path: Path) -> None:
    (found,) = lint(entities(tmp_path, {"id": "castelvento", "type": "brand", "names": {"any": ["Castelvento", "*Castelvento"]}}))
    assert found.startswith("castelvento: *Castelvento: no text can reach it")
