"""Owners who are called by what they own."""

import pytest

import pipelines
from pipelines.owners import beside_owners


@pytest.mark.parametrize(
    ("language", "text", "phrase", "owner"),
    [
        ("en", "Kering is listed in Paris. The Gucci owner is old.", "Gucci owner", "kering"),
        ("en", "Meta has many users. The Facebook parent company is big.", "Facebook parent company", "meta"),
        ("en", "Apple is listed. The maker of the iPhone is big.", "maker of the iPhone", "apple"),
        ("de", "Inditex sitzt in Spanien. Die Zara-Mutter ist groß.", "Zara-Mutter", "inditex"),
        ("de", "Inditex sitzt in Spanien. Der Eigentümer von Zara ist groß.", "Eigentümer von Zara", "inditex"),
        ("it", "Apple ha sede a Cupertino. La casa dell'iPhone vende telefoni.", "casa dell'iPhone", "apple"),
        ("zh", "开云集团总部在巴黎。古驰母公司很大。", "古驰母公司", "kering"),
    ],
)
def test_the_phrase_points_at_the_owner_and_the_brand_in_it_has_no_role(language: str, text: str, phrase: str, owner: str) -> None:
    doc = pipelines.load(language)(text)
    assert [(m.text, m.entity) for m in doc._.nominals if m.by == "owner"] == [(phrase, owner)]
    start = text.index(phrase)
    inside = [m for m in beside_owners(doc._.mentions, doc._.nominals) if start <= m.start and m.end <= start + len(phrase)]
    assert {m.entity for m in inside} == {owner}


@pytest.mark.parametrize(
    "text",
    [
        "The Gucci owner is old.",  # nobody else is named
        "Kering is listed in Paris. The Gucci owner Kering is old.",  # a name follows
        "Kering is listed in Paris. Gucci shops are open.",
        "Norvik is listed in Oslo. The Tarn owner is old.",  # nobody knows whose Tarn is
    ],
)
def test_where_there_is_no_such_phrase_nothing_points(text: str) -> None:
    assert not [m for m in pipelines.load("en")(text)._.nominals if m.by == "owner"]
