import pytest
from sentences_by_hand import marked_doc


def targets(written: str, language: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for mention in marked_doc(written, language)._.nominals:
        out.setdefault(mention.text, []).append(mention.entity)
    return out


@pytest.mark.parametrize(
    ("language", "text", "nominal", "entities"),
    [
        ("en", "[Norvik](-) makes loudspeakers. The company was founded in 1990.", "The company", ["Norvik"]),
        (
            "en",
            "[Norvik](-), the loudspeaker maker, met [Pell](-), the tea packer. Nobody knew why the packer smiled.",
            "the packer",
            ["Pell"],
        ),
        ("en", "[Norvik](-) met [Pell](-). The two shook hands.", "The two", ["Norvik", "Pell"]),
        ("en", "[Norvik](-) met [Bazaarly](-:platform). The marketplace was open.", "The marketplace", ["Bazaarly"]),
        ("en", "[Norvik](-) met [Pell](-). The latter smiled.", "The latter", ["Pell"]),
        ("de", "[Harbeck](-) baut Uhren. Der Konzern sitzt in Ulm.", "Der Konzern", ["Harbeck"]),
        ("it", "[Castelvento](-) produce vini. Il gruppo ha sede ad Asti.", "Il gruppo", ["Castelvento"]),
        ("zh", "[泊禾茶业](-)成立于2010年。该公司位于福州。", "该公司", ["泊禾茶业"]),
        ("zh", "[泊禾茶业](-)与[云岫茶庄](-)见面。双方握手。", "双方", ["泊禾茶业", "云岫茶庄"]),
    ],
)
def test_what_a_nominal_points_at(language: str, text: str, nominal: str, entities: list[str]) -> None:
    assert targets(text, language)[nominal] == sorted(entities)


def test_a_noun_beside_its_name_points_at_nothing() -> None:
    assert "the company" not in targets("Yesterday the company [Norvik](-) opened.", "en")


def test_without_a_candidate_there_is_none() -> None:
    assert targets("The company was founded in 1990.", "en") == {}
