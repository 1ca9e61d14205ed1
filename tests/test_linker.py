import pytest

from pipelines.components.names import find_names
from pipelines.linker import link
from pipelines.records import Entity


def entities(text: str, language: str) -> list[Entity]:
    return [e for e in link(text, find_names(text, language), language)[1].values() if e.type != "place"]


def mentions(text: str, language: str) -> dict[str, list[str]]:
    return {e.name: [m.text for m in e.mentions] for e in entities(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Meizhi Shoes Co. lost. The sneakers of Meizhi sold well.", {"Meizhi Shoes Co.": ["Meizhi Shoes Co.", "Meizhi"]}),
        ("en", "The founder, Edwin Reay, left. Reay said no more.", {"Edwin Reay": ["Edwin Reay", "Reay"]}),
        ("de", "Die Harbeck GmbH klagt. Harbecks Klage ruht.", {"Harbeck GmbH": ["Harbeck GmbH", "Harbecks"]}),
        ("zh", "福建泊禾茶业有限公司公告。泊禾没有回应。", {"福建泊禾茶业有限公司": ["福建泊禾茶业有限公司", "泊禾"]}),
        ("zh", "总裁奥多·塔维纳表示遗憾。塔维纳没有多说。", {"奥多·塔维纳": ["奥多·塔维纳", "塔维纳"]}),
        ("zh", "深圳市南山区人民法院受理。南山法院没有回应。", {"深圳市南山区人民法院": ["深圳市南山区人民法院", "南山法院"]}),
    ],
)
def test_variants_are_one_entity(language: str, text: str, expected: dict[str, list[str]]) -> None:
    assert mentions(text, language) == expected


def test_a_vague_court_joins_the_only_one_of_its_place() -> None:
    text = "Das Landgericht Berlin entschied. Das Berliner Gericht schwieg."
    assert [m.text for e in entities(text, "de") for m in e.mentions] == ["Landgericht Berlin", "Berliner Gericht"]
    assert len(entities(text, "de")) == 1


def test_two_courts_stay_two() -> None:
    assert len(entities("Das Landgericht Köln und das Oberlandesgericht Köln stritten.", "de")) == 2


def test_an_entity_has_one_type() -> None:
    text = "Glintware said no. The marketplace Glintware closed. Glintware is gone."
    assert [(e.name, e.type, len(e.mentions)) for e in entities(text, "en")] == [("Glintware", "platform", 3)]


def test_ids_of_unknown_names_are_slugs() -> None:
    assert [(e.id, e.linked) for e in entities("The suit names Pell & Daughters.", "en")] == [("pell_daughters", False)]
