import pytest

from pipelines.components.names import find_names
from pipelines.linker import link


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Norvik Sound Services Ltd. (NSS) sells. NSS did not reply.", 3),
        ("de", "Der Verband der Knopfmacher (VdKm) tagte. Danach schwieg VdKm.", 3),
        ("zh", "茶企榫朴（Sunpu）宣布退出。Sunpu没有回应，榫朴也没有。", 4),
        ("zh", "福建泊禾茶业有限公司（以下简称“阿禾”）公告。阿禾没有回应。", 3),
    ],
)
def test_the_name_in_brackets_holds_for_the_article(language: str, text: str, count: int) -> None:
    _, entities = link(text, find_names(text, language), language)
    assert [len(e.mentions) for e in entities.values() if e.type != "place"] == [count]


def test_an_explanation_in_brackets_is_no_name() -> None:
    text = "Norvik Sound Ltd. (Pell Audio Inc.) sells."
    assert len(link(text, find_names(text, "en"), "en")[1]) == 2
