import pytest

from pipelines.candidates import Candidate, settle
from pipelines.courts import find_courts
from pipelines.fold import fold


def courts(text: str, language: str) -> list[Candidate]:
    return settle(find_courts(text, fold(text), language))


SAMPLES = {
    "en": [
        "U.S. District Court for the Southern District of New York",
        "Southern District of New York",
        "SDNY",
        "Manhattan federal court",
        "Second Circuit",
        "9th Circuit",
        "U.S. Court of Appeals for the Federal Circuit",
        "U.S. Supreme Court",
        "High Court",
        "Delhi High Court",
        "Court of Justice of the European Union",
        "Federal Court of Australia",
        "Delaware Court of Chancery",
        "Tokyo District Court",
        "Beijing Intellectual Property Court",
        "Shenzhen Intermediate People's Court",
        "Regional Court of Frankfurt",
        "Munich Higher Regional Court",
        "Los Angeles Superior Court",
        "Patents Court",
        "Court of Milan",
        "Oxford County Court",
        "Rechtbank Den Haag",
    ],
    "de": [
        "Landgericht Köln",
        "Landgericht in Aachen",
        "LG München I",
        "Frankfurter Landgericht",
        "Oberlandesgericht Frankfurt am Main",
        "OLG Düsseldorf",
        "Amtsgericht Tübingen",
        "Bundesgerichtshof",
        "BGH",
        "Bundespatentgericht",
        "EuGH",
        "EuG",
        "Handelsgericht Zürich",
        "US-Bezirksgericht in Manhattan",
        "Bundesgericht in New York",
        "Verwaltungsgericht Leipzig",
        "Oberster Gerichtshof",
        "Landesgericht Salzburg",
    ],
    "it": [
        "Tribunale di Milano",
        "tribunale meneghino",
        "Tribunale civile di Roma",
        "Corte d'appello di Torino",
        "Corte di Cassazione",
        "Cassazione",
        "Tar del Lazio",
        "Consiglio di Stato",
        "Giudice di pace di Bari",
        "Corte di giustizia Ue",
        "tribunale di New York",
        "Corte distrettuale per il Northern District della California",
        "Corte d'appello del Nono circuito",
        "tribunale della proprietà intellettuale di Pechino",
        "Landgericht Hamburg",
    ],
    "zh": [
        "最高人民法院",
        "北京知识产权法院",
        "京知院",
        "广东高院",
        "浙江省高级人民法院",
        "苏州市中级人民法院",
        "苏州中院",
        "深圳市南山区人民法院",
        "南山法院",
        "杭州互联网法院",
        "上海金融法院",
        "纽约南区联邦法院",
        "美国第九巡回上诉法院",
        "欧盟法院",
        "德国杜塞尔多夫地方法院",
        "智慧財產法院",
    ],
}
FRAMES = {
    "en": "The case is before the {} now.",
    "de": "Die Sache liegt beim {} seit Mai.",
    "it": "La causa pende davanti al {} da maggio.",
    "zh": "此案已诉至{}，尚未开庭。",
}


@pytest.mark.parametrize(("language", "name"), [(code, name) for code, names in SAMPLES.items() for name in names])
def test_courts_are_found_whole(language: str, name: str) -> None:
    text = FRAMES[language].format(name)
    assert [text[c.start : c.end] for c in courts(text, language)] == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The court said nothing, and a judge left the courtroom."),
        ("en", "A court in Paris would do."),
        ("en", "They play on a tennis court in June."),
        ("de", "Das Gericht schwieg, und das Landgericht auch."),
        ("it", "Il tribunale tace e la corte pure."),
        ("zh", "法院没有说明，有关法院也没有回应。"),
        ("zh", "各地法院与当地法院。"),
    ],
)
def test_a_bare_court_is_no_entity(language: str, text: str) -> None:
    assert courts(text, language) == []


@pytest.mark.parametrize(("language", "article"), [("de", "Der"), ("it", "La"), ("en", "The")])
def test_an_article_is_no_place_of_a_court(language: str, article: str) -> None:
    text = f"{article} Supreme Court met."
    assert [text[c.start : c.end] for c in courts(text, language)] == ["Supreme Court"]


@pytest.mark.parametrize(
    ("language", "left", "right"),
    [
        ("de", "OLG Köln", "Oberlandesgericht Köln"),
        ("de", "Landgericht Frankfurt", "Frankfurter Landgericht"),
        ("it", "tribunale meneghino", "Tribunale di Milano"),
        ("zh", "苏州中院", "苏州市中级人民法院"),
        ("zh", "南山法院", "深圳市南山区人民法院"),
        ("en", "SDNY", "U.S. District Court for the Southern District of New York"),
        ("en", "Cologne Regional Court", "Regional Court of Cologne"),
    ],
)
def test_forms_of_one_court_have_one_id(language: str, left: str, right: str) -> None:
    ids = [courts(FRAMES[language].format(name), language)[0].id for name in (left, right)]
    assert ids[0] == ids[1]


def test_courts_have_one_id_in_every_language() -> None:
    named = {"de": "US-Bezirksgericht in Manhattan", "it": "tribunale di New York", "en": "Manhattan federal court"}
    assert {courts(FRAMES[code].format(name), code)[0].id for code, name in named.items()} == {"sdny"}
    assert courts(FRAMES["de"].format("Landgericht Köln"), "de")[0].id == courts(FRAMES["en"].format("Cologne Regional Court"), "en")[0].id


def test_a_weekday_is_no_part_of_a_place() -> None:
    text = "sued Pell in the High Court in London on Monday."
    assert max((text[c.start : c.end] for c in find_courts(text, fold(text), "en")), key=len) == "High Court in London"
