from pathlib import Path

import pytest

from pipelines.errors import LexiconError
from pipelines.knowledge import knowledge, orphans, read_knowledge

NORVIK = '{"id":"norvik","type":"company","names":{"any":["Norvik"],"zh":["诺维克"]},"guard":{"Norvik":{"need":["Audio"]}}}\n'


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entity_with_its_names_and_guards(tmp_path: Path) -> None:
    entity = read_knowledge([write(tmp_path, "a.jsonl", NORVIK)])["norvik"]
    assert (entity.name, entity.aliases) == ("Norvik", ("Norvik", "诺维克"))
    assert entity.guards["Norvik"].need == ("Audio",)


def test_a_later_file_overrides_adds_and_removes(tmp_path: Path) -> None:
    first = write(tmp_path, "a.jsonl", NORVIK + '{"id":"pell","type":"company","names":{"any":["Pell"]}}\n')
    user = write(tmp_path, "b.jsonl", '{"id":"norvik","type":"brand","names":{"en":["Norvik Sound"]}}\n{"id":"pell","remove":true}\n')
    entities = read_knowledge([first, user])
    assert list(entities) == ["norvik"]
    assert (entities["norvik"].type, entities["norvik"].name) == ("brand", "Norvik Sound")


def test_every_fault_is_told_at_once_with_file_and_line(tmp_path: Path) -> None:
    lines = [
        "{",
        '{"type":"company"}',
        '{"id":"x","type":"firm","names":{}}',
        '{"id":"y","type":"brand","names":{"fr":["Y"],"en":[""]},"nick":1,"guard":{"Z":{"need":["a"]},"Y":{}}}',
    ]
    with pytest.raises(LexiconError) as error:
        read_knowledge([write(tmp_path, "bad.jsonl", "\n".join(lines)), tmp_path / "missing.jsonl"])
    told = "\n".join(error.value.faults)
    for part in (
        "bad.jsonl:1: not JSON",
        "bad.jsonl:2: id",
        "bad.jsonl:3: type: 'firm'",
        "bad.jsonl:3: names",
        "names.fr",
        "names.en",
        "nick",
        "guard.Z",
        "guard.Y",
        "missing.jsonl",
    ):
        assert part in told, part


def test_a_users_file_may_not_name_an_unknown_owner(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.jsonl", '{"id":"norvik","type":"brand","names":{"any":["Norvik"]},"parent":"nobody_at_all"}\n')
    assert orphans(read_knowledge([path])) == ["norvik: parent: 'nobody_at_all' is no known id"]
    with pytest.raises(LexiconError, match="nobody_at_all"):
        knowledge((path,))


def test_our_own_knowledge_is_read_once() -> None:
    assert knowledge() is knowledge()
    assert knowledge()["kering"].name == "Kering"
