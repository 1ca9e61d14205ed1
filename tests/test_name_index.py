import json
from pathlib import Path

import pytest

from monitor import name_cache
from pipelines.fold import fold
from pipelines.gazetteer import gazetteer
from pipelines.knowledge import knowledge
from pipelines.name_index import place, restore
from pipelines.setup import Setup

TEXT = "Kering-Konzern und Gucci; 开云集团旗下有古驰。Norvik Sound klagt. Zara, Coach and Target stores."


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "casewire"


def test_the_stored_automaton_finds_what_the_built_one_finds(home: Path) -> None:
    cache = name_cache.ensure(Setup())
    assert Path(cache) == home
    stored, built = gazetteer((), cache), gazetteer()
    assert stored is not built
    assert stored.find(TEXT, fold(TEXT)) == built.find(TEXT, fold(TEXT)) != []


def test_a_change_of_a_users_file_gives_another_automaton(home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    ids = []
    for name in ("Norvik Sound", "Norvik Audio"):
        mine.write_text(json.dumps({"id": "norvik", "type": "brand", "names": {"any": [name]}}), encoding="utf-8")
        ids.append(place(home, (mine,))[0].name)
        name_cache.ensure(Setup((str(mine),)))
    assert ids[0] != ids[1]
    assert sorted(path.suffix for path in home.iterdir()) == [".automaton", ".jsonl"]  # the older one is gone


def test_what_is_no_automaton_is_built_anew(home: Path) -> None:
    name_cache.ensure(Setup())
    automaton, rows = place(home, ())
    rows.write_text("{", encoding="utf-8")
    assert restore(home, (), knowledge()) is None
    automaton.unlink()
    assert restore(home, (), knowledge()) is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert name_cache.ensure(Setup()) == ""
