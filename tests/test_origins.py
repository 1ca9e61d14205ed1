"""The country that a nominal tells, and what it says of whom."""

import pytest

import pipelines
from pipelines.namewords import table
from pipelines.origins import country_told, leaning, origin
from pipelines.records import LANGUAGES, Entity


@pytest.mark.parametrize(
    ("language", "text", "nominal", "country"),
    [
        ("de", "gegen die Chinesen fallen", "die Chinesen", "CN"),
        ("de", "der US-Konzern schweigt", "US-Konzern", "US"),
        ("de", "der Kölner Konzern", "Konzern", "DE"),
        ("de", "der Konzern aus Seattle sagt", "Konzern", "US"),
        ("de", "der Konzern verklagt Schweizer Händler", "der Konzern", None),
        ("it", "Il colosso del lusso parigino ha", "colosso del", "FR"),
        ("it", "il colosso di Seattle", "colosso", "US"),
        ("it", "la vetrina cinese era", "vetrina", "CN"),
        ("it", "il gruppo ha lasciato", "gruppo", None),
        ("en", "the French group will", "the French group", "FR"),
        ("en", "the Hangzhou-based firm", "firm", "CN"),
        ("en", "the New York jeweller", "jeweller", "US"),
        ("en", "the Chinese told the group", "the group", None),
        ("en", "they told us more", "us", None),
        ("zh", "这家法国集团称", "集团", "FR"),
        ("zh", "中方称", "中方", "CN"),
        ("zh", "该公司称", "该公司", None),
    ],
)
def test_the_country_that_a_nominal_tells(language: str, text: str, nominal: str, country: str | None) -> None:
    start = text.index(nominal)
    assert country_told(text, start, start + len(nominal), language=language) == country


def test_who_is_from_there_gains_and_who_is_from_elsewhere_loses() -> None:
    firms = [Entity(code or "??", code or "??", "company", True, country=code) for code in ("CN", "FR", None, "SG")]
    there, elsewhere, unknown, seat = leaning("CN", firms, "en")
    assert there > 0 > unknown == seat > elsewhere
    assert leaning("CN", firms[1:3], "en")[1] == 0
    assert leaning(None, firms[:2], "en") == [0, 0]


def test_an_owner_stands_for_the_house() -> None:
    house = [
        Entity("kering", "Kering", "company", True, country="FR"),
        Entity("balenciaga", "Balenciaga", "brand", True, "kering", country="FR"),
    ]
    owner, brand = leaning("FR", house, "de")
    assert owner > brand == 0
    assert leaning("FR", house[1:], "de") == [owner]


def test_a_firm_is_from_where_it_is_known_to_be_or_its_name_says() -> None:
    assert origin(Entity("kering", "Kering", "company", True, country="FR"), "it") == "FR"
    assert origin(Entity("bn", "Beijing Norvik", "company"), "en") == "CN"
    assert origin(Entity("norvik", "Norvik", "company"), "en") is None
    assert origin(Entity("cb", "Court of Beijing", "court"), "en") is None


@pytest.mark.parametrize(("nominal", "meant"), [("the French group", "kering"), ("the Chinese group", "alibaba")])
def test_a_known_firm_is_meant_by_its_country(nominal: str, meant: str) -> None:
    doc = pipelines.load("en")(f"Kering owns fashion houses, Alibaba owns shops on the web. Last year {nominal} sued a rival.")
    assert {m.entity for m in doc._.nominals} == {meant}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_stands_for_one_country(language: str) -> None:
    words = [word for listed in table("places", "demonyms")[language].values() for word in listed.split()]
    assert len(words) == len(set(words))
    assert not [a for a in words for b in words if a != b and b.endswith("*") and a.rstrip("*").startswith(b[:-1]) and len(a) - len(b) < 3]
