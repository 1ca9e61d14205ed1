import json
from pathlib import Path

import pytest

from pipelines.fold import fold
from pipelines.gazetteer import Gazetteer, gazetteer
from pipelines.knowledge import read_knowledge

ENTITIES = [
    {"id": "norvik", "type": "brand", "names": {"any": ["Norvik"], "zh": ["诺维克"]}, "parent": "harbeck"},
    {"id": "harbeck", "type": "company", "names": {"any": ["Harbeck"]}},
    {"id": "pell", "type": "company", "names": {"any": ["Pell & Daughters", "Pell"]}, "guard": {"Pell": {"need": ["audio", "shop"]}}},
    {"id": "ember", "type": "brand", "names": {"any": ["Ember"]}, "guard": {"Ember": {"not": ["fire"]}}},
    {"id": "bcx", "type": "authority", "names": {"any": ["BCX"]}},
    {"id": "bohe", "type": "company", "names": {"zh": ["泊禾茶业", "泊禾"]}},
    {"id": "bohetian", "type": "company", "names": {"zh": ["泊禾田"]}},
    {"id": "cremeux", "type": "brand", "names": {"any": ["Crémeux"]}},
]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path: Path = tmp_path_factory.mktemp("names") / "names.jsonl"
    path.write_text("\n".join(json.dumps(e, ensure_ascii=False) for e in ENTITIES), encoding="utf-8")
    return Gazetteer(read_knowledge([path]))


def found(names: Gazetteer, text: str) -> list[tuple[str, str | None]]:
    return [(text[c.start : c.end], c.id) for c in names.find(text, fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norvik's loudspeakers", "Norvik"),
        ("NORVIK", "NORVIK"),
        ("Norviks Klage", "Norviks"),
        ("der Norvik-Konzern", "Norvik-Konzern"),
        ("il gruppo Norvik ha", "gruppo Norvik"),
        ("the Norvik Group said", "Norvik Group"),
        ("Norvik S.p.A. ha", "Norvik S.p.A."),
        ("Norvik Co., Ltd. sells", "Norvik Co., Ltd."),
        ("Norvik Deutschland GmbH verkauft", "Norvik Deutschland GmbH"),
        ("auf Norvik.de gekauft", "Norvik.de"),
        ("诺维克集团说", "诺维克集团"),
        ("诺维克（中国）有限公司", "诺维克（中国）有限公司"),
        ("諾維克的產品", "諾維克"),
    ],
)
def test_inflections_compounds_and_legal_forms(names: Gazetteer, text: str, expected: str) -> None:
    assert found(names, text) == [(expected, "norvik")]


@pytest.mark.parametrize("text", ["a norvik", "Norvikson", "non@Norvik", "Bcx", "norvik-like"])
def test_what_is_no_name(names: Gazetteer, text: str) -> None:
    assert found(names, text) == []


def test_a_guarded_name_needs_its_words_or_the_full_name(names: Gazetteer) -> None:
    assert found(names, "Mr Pell went home.") == []
    assert found(names, "The Pell shop is open.") == [("Pell", "pell")]
    far = "Pell & Daughters is a firm. " + "It rained for a long time and nobody came by at all. " * 3 + "Then Pell said no."
    assert [name for name, _ in found(names, far)] == ["Pell & Daughters", "Pell"]


def test_a_guard_can_forbid(names: Gazetteer) -> None:
    assert found(names, "An Ember of the fire") == []
    assert found(names, "A bag by Ember") == [("Ember", "ember")]


def test_the_longest_name_wins_and_borders_are_words(names: Gazetteer) -> None:
    assert found(names, "泊禾茶业与泊禾") == [("泊禾茶业", "bohe"), ("泊禾", "bohe")]
    assert found(names, "泊禾田间") == [("泊禾", "bohe")]  # 田间 is a word
    assert found(names, "泊禾田说") == [("泊禾田", "bohetian")]


def test_accents_may_be_left_out(names: Gazetteer) -> None:
    assert found(names, "Cremeux") == [("Cremeux", "cremeux")]


def test_owner_and_preferred_name_come_along(names: Gazetteer) -> None:
    (candidate,) = names.find("诺维克", fold("诺维克"))
    assert (candidate.name, candidate.parent, candidate.type) == ("Norvik", "harbeck", "brand")


def test_our_own_knowledge_links_across_languages() -> None:
    for name in ("Kering", "开云集团", "gruppo Kering", "Kering-Konzern"):
        assert [c.id for c in gazetteer().find(name, fold(name))] == ["kering"], name
