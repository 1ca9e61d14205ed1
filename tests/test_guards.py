import json
from pathlib import Path

import pytest

from pipelines.fold import fold
from pipelines.gazetteer import Gazetteer
from pipelines.guards import why
from pipelines.knowledge import read_knowledge

ENTITIES = [
    {"id": "harbeck", "type": "company", "names": {"any": ["Harbeck", "Ha Bei"]}, "guard": {"Ha Bei": {"kin": True}}},
    {"id": "norvik", "type": "brand", "names": {"any": ["Norvik"]}, "parent": "harbeck"},
    {"id": "castelvento", "type": "brand", "names": {"any": ["Castelvento"]}},
    {"id": "ember", "type": "brand", "names": {"any": ["Ember"]}, "guard": {"Ember": {"need": ["bag ", "Tasche"], "not": ["fire"]}}},
    {"id": "slate", "type": "brand", "names": {"any": ["Slate"]}, "guard": {"Slate": {"need": ["audio"]}}},
    {"id": "bench", "type": "brand", "names": {"any": ["Bench"]}, "parent": "harbeck", "guard": {"Bench": {"need": ["audio"]}}},
]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path: Path = tmp_path_factory.mktemp("names") / "names.jsonl"
    path.write_text("\n".join(json.dumps(e) for e in ENTITIES), encoding="utf-8")
    return Gazetteer(read_knowledge([path]))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Ember sells a bag here.", ["ember"]),
        ("Ember sells bagels here.", []),
        ("Ember fertigt Handtaschen.", ["ember"]),
        ("Shops carry Castelvento, Slate and Ember.", ["castelvento", "slate", "ember"]),
        ("Castelvento hired Slate.", ["castelvento"]),
        ("Slate and Ember.", []),
        ("Castelvento and Ember by the fire.", ["castelvento"]),
        ("Norvik stands near Bench.", ["norvik", "bench"]),
        ("Ha Bei owns Norvik.", ["harbeck", "norvik"]),
        ("Ha Bei (Harbeck) is old.", ["harbeck", "harbeck"]),
        ("Ha Bei, Castelvento and others met.", ["castelvento"]),
        ("Ha Bei is a street.", []),
    ],
)
def test_what_proves_a_guarded_name(names: Gazetteer, text: str, ids: list[str]) -> None:
    assert [c.id for c in names.find(text, fold(text))] == ids


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Norvik.", "its own"),
        ("Ember bag", "met by a word"),
        ("Ember fire", "forbids"),
        ("Ember", "nothing near"),
        ("Castelvento, Ember", "vouches"),
    ],
)
def test_the_reason_is_told(names: Gazetteer, text: str, reason: str) -> None:
    hits = names.hits(text, fold(text))
    assert reason in why(fold(text), hits[-1], hits)
