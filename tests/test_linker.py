from collections.abc import Mapping

import pytest
from names_by_hand import found

from pipelines.candidates import Candidate
from pipelines.linker import link, occurrences
from pipelines.records import Entity


def entities(text: str, language: str, names: Mapping[str, str] | None = None) -> list[Entity]:
    return [e for e in link(text, found(text, language, names), language)[1].values() if e.type != "place"]


@pytest.mark.parametrize(
    ("language", "text", "kind", "variants"),
    [
        ("en", "Meizhi Shoes Co. lost. The sneakers of Meizhi sold well.", "company", ["Meizhi Shoes Co.", "Meizhi"]),
        ("en", "The founder, Edwin Reay, left. Reay said no more.", "person", ["Edwin Reay", "Reay"]),
        ("de", "Die Harbeck GmbH klagt. Harbecks Klage ruht.", "company", ["Harbeck GmbH", "Harbecks"]),
        ("zh", "福建泊禾茶业有限公司公告。泊禾没有回应。", "company", ["福建泊禾茶业有限公司", "泊禾"]),
        ("zh", "总裁奥多·塔维纳表示遗憾。塔维纳没有多说。", "person", ["奥多·塔维纳", "塔维纳"]),
    ],
)
def test_variants_are_one_entity(language: str, text: str, kind: str, variants: list[str]) -> None:
    (entity,) = entities(text, language, {variants[0]: kind})
    assert (entity.name, [m.text for m in entity.mentions]) == (variants[0], variants)


def test_a_court_goes_by_its_districts_short_name() -> None:
    text = "深圳市南山区人民法院受理。南山法院没有回应。"
    assert [[m.text for m in e.mentions] for e in entities(text, "zh")] == [["深圳市南山区人民法院", "南山法院"]]


def test_a_vague_court_joins_the_only_one_of_its_place() -> None:
    text = "Das Landgericht Berlin entschied. Das Berliner Gericht schwieg."
    assert [m.text for e in entities(text, "de") for m in e.mentions] == ["Landgericht Berlin", "Berliner Gericht"]
    assert len(entities(text, "de")) == 1


def test_two_courts_stay_two() -> None:
    assert len(entities("Das Landgericht Köln und das Oberlandesgericht Köln stritten.", "de")) == 2


def test_an_entity_has_one_type() -> None:
    text = "Glintware said no. The marketplace Glintware closed. Glintware is gone."
    told = [(0, "company", 40), (text.index("Glintware closed"), "platform", 90)]
    candidates = [Candidate(at, at + len("Glintware"), kind, "model", "glintware", weight=weight) for at, kind, weight in told]
    _, linked = link(text, candidates, "en")
    assert [(e.name, e.type, len(e.mentions)) for e in linked.values()] == [("Glintware", "platform", 3)]


def test_ids_of_unknown_names_are_slugs() -> None:
    found_ = entities("The suit names Pell & Daughters.", "en", {"Pell & Daughters": "company"})
    assert [(e.id, e.linked) for e in found_] == [("pell_daughters", False)]


def test_a_name_stands_again_apart_and_with_its_genitive() -> None:
    text = "Norvik, Norviks Klage, Norviksen, die-Norvik und 起诉Norvik没有"
    assert [text[s:e] for s, e in occurrences(text, "Norvik")] == ["Norvik", "Norviks", "Norvik"]
    assert list(occurrences("泊禾茶业起诉泊禾", "泊禾")) == [(0, 2), (6, 8)]


def test_how_a_known_firms_name_begins_is_a_nickname_of_it() -> None:
    (alibaba,) = entities("Ali said nothing. Alibaba had done so before.", "en", {"Ali": "company"})
    assert [m.text for m in alibaba.mentions] == ["Ali", "Alibaba"]


def test_the_surname_of_a_brand_named_after_somebody_is_the_brand() -> None:
    text = "Calvin Klein sued in May. In June the plaintiff Klein asked for more."
    last = text.rindex("Klein")
    seen = [Candidate(last, last + len("Klein"), "person", "model", "klein")]
    (brand,) = link(text, [*(c for c in found(text, "en") if c.id == "calvin_klein"), *seen], "en")[1].values()
    assert [m.text for m in brand.mentions] == ["Calvin Klein", "Klein"]


def test_a_country_is_one_place_by_all_its_names() -> None:
    text = "Norvik is based outside the U.S. and sued in the United States."
    places = [e for e in link(text, found(text, "en", {"U.S.": "place", "United States": "place"}), "en")[1].values() if e.type == "place"]
    assert [(e.id, len(e.mentions)) for e in places] == [("usa", 2)]


def test_another_kind_of_name_is_no_nickname() -> None:
    found = entities("Ali said nothing. Alibaba had done so before.", "en", {"Ali": "person"})
    assert [e.type for e in found] == ["person", "company"]


@pytest.mark.parametrize(
    ("language", "text", "long", "short"),
    [
        ("de", "Das Ordnungsamt kam. Das Ordnungsamt Lindenau schrieb.", "Ordnungsamt Lindenau", "Ordnungsamt"),
        ("zh", "临江监管局公布。监管局没有多说。", "临江监管局", "监管局"),
    ],
)
def test_a_bodys_name_without_its_place_joins_the_only_one_that_has_it(language: str, text: str, long: str, short: str) -> None:
    at = [(text.index(long), long), (text.replace(long, "#" * len(long)).index(short), short)]
    candidates = [Candidate(start, start + len(name), "authority", "model", name.lower(), weight=90) for start, name in at]
    (entity,) = link(text, candidates, language)[1].values()
    assert sorted(m.text for m in entity.mentions) == sorted([long, short])


def test_it_stays_apart_where_two_have_one() -> None:
    text = "Das Ordnungsamt Lindenau, das Ordnungsamt Sulzbrück: ein Ordnungsamt schrieb."
    names = ["Ordnungsamt Lindenau", "Ordnungsamt Sulzbrück"]
    told = [(text.index(n), n) for n in names] + [(text.rindex("Ordnungsamt"), "Ordnungsamt")]
    candidates = [Candidate(start, start + len(name), "authority", "model", name.lower(), weight=90) for start, name in told]
    assert len(link(text, candidates, "de")[1]) == 3
