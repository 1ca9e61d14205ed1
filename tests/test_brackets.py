import pytest
from names_by_hand import found

from pipelines.linker import link


@pytest.mark.parametrize(
    ("language", "text", "name", "kind", "count"),
    [
        ("en", "Norvik Sound Services Ltd. (NSS) sells. NSS did not reply.", "Norvik Sound Services Ltd.", "company", 3),
        ("de", "Der Verband der Knopfmacher (VdKm) tagte. Danach schwieg VdKm.", "Verband der Knopfmacher", "association", 3),
        ("zh", "茶企榫朴（Sunpu）宣布退出。Sunpu：“没有”，榫朴没有说。", "榫朴", "brand", 4),
        ("zh", "福建泊禾茶业有限公司（以下简称“阿禾”）公告。阿禾没有回应。", "福建泊禾茶业有限公司", "company", 3),
    ],
)
def test_the_name_in_brackets_holds_for_the_article(language: str, text: str, name: str, kind: str, count: int) -> None:
    _, entities = link(text, found(text, language, {name: kind}), language)
    assert [len(e.mentions) for e in entities.values() if e.type != "place"] == [count]


def test_an_explanation_in_brackets_is_no_name() -> None:
    text = "Norvik Sound Ltd. (Pell Audio Inc.) sells."
    names = {"Norvik Sound Ltd.": "company", "Pell Audio Inc.": "company"}
    assert len(link(text, found(text, "en", names), "en")[1]) == 2
