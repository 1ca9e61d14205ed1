import pytest

from pipelines.authorities import find_authorities, find_places
from pipelines.candidates import settle
from pipelines.fold import fold

SAMPLES = {
    "en": [
        "Shanghai police",
        "Rotterdam customs",
        "Paris prosecutors",
        "Ministry of Economic Affairs",
        "Metropolitan Police",
        "Department of Commerce",
        "Safety Technology Authority",
    ],
    "de": [
        "Polizei Essen",
        "Kölner Polizei",
        "Zollfahndungsamt Hamburg",
        "Hauptzollamt Lörrach",
        "Staatsanwaltschaft Bochum",
        "Lebensmittelüberwachung Dortmund",
    ],
    "it": [
        "Guardia di Finanza di Prato",
        "Procura di Milano",
        "Polizia locale di Firenze",
        "Agenzia delle Dogane",
        "carabinieri del Nas di Parma",
        "Capitaneria di Porto di Genova",
    ],
    "zh": [
        "上海警方",
        "贵阳市公安局双龙分局",
        "浦东公安分局",
        "大连海关",
        "广州市市场监督管理局",
        "宁波市监局",
        "杭州市检察院",
        "义乌工商局",
    ],
}
FRAMES = {
    "en": "On Monday the {} came by.",
    "de": "Am Montag kam die {} vorbei.",
    "it": "Lunedì la {} è passata.",
    "zh": "周一，{}通报了此事。",
}


@pytest.mark.parametrize(("language", "name"), [(code, name) for code, names in SAMPLES.items() for name in names])
def test_authorities_are_found_whole(language: str, name: str) -> None:
    text = FRAMES[language].format(name)
    found = settle(find_authorities(text, fold(text), language))
    assert [(text[c.start : c.end], c.type) for c in found] == [(name, "authority")]


@pytest.mark.parametrize(("language", "text"), [("en", "The police came."), ("de", "Die Polizei kam."), ("zh", "警方说，海关也说。")])
def test_a_bare_authority_is_no_entity(language: str, text: str) -> None:
    assert find_authorities(text, fold(text), language) == []


def test_places_in_every_script() -> None:
    text = "Köln, PARIS, 北京 and Londons East; not Parisian, not Neu-Berlin"
    assert [(c.id, text[c.start : c.end]) for c in find_places(text, fold(text))] == [
        ("cologne", "Köln"),
        ("paris", "PARIS"),
        ("beijing", "北京"),
        ("london", "London"),
    ]
