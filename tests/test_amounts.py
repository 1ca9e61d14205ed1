"""Sums and quantities: the cases of tests/amounts/*.toml, numbers, and the component."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import spacy

from pipelines.amount_words import load_amount_words, read_amount_words
from pipelines.components.amounts import Amounts, find_amounts, find_quantities
from pipelines.errors import LexiconError
from pipelines.numerals import digits_number, han_number, words_number
from pipelines.records import LANGUAGES

FOLDER = Path(__file__).parent / "amounts"


def cases(part: str) -> list[tuple[str, str, list[str]]]:
    tables = {language: tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES}
    return [(code, text, found) for code, table in tables.items() for text, found in table[part].items()]


@pytest.mark.parametrize(("language", "text", "expected"), cases("money"))
def test_amounts_of_a_sentence(language: str, text: str, expected: list[str]) -> None:
    found = find_amounts(text, language)
    assert [f"{a.text} = {a.value:.12g} {a.currency}" for a in found] == expected
    assert all(text[a.start : a.end] == a.text for a in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(("language", "text", "expected"), cases("goods"))
def test_quantities_of_a_sentence(language: str, text: str, expected: list[str]) -> None:
    found = find_quantities(text, language)
    assert [f"{q.text} = {q.value:.12g} {q.unit}" for q in found] == expected
    assert all(text[q.start : q.end] == q.text for q in found)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三万二千", 32000),
        ("一万二", 12000),
        ("一百五", 150),
        ("一百零五", 105),
        ("十", 10),
        ("二十三", 23),
        ("廿一", 21),
        ("二〇一五", 2015),
        ("1.2亿", 120_000_000),
        ("3千", 3000),
        ("一万亿", 1_000_000_000_000),
        ("两亿三千万", 230_000_000),
        ("1.2.3", None),
        ("三只", None),
    ],
)
def test_han_numbers(written: str, value: float | None) -> None:
    assert han_number(written) == value


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("1,234,567.89", "en", 1234567.89),
        ("1.234.567,89", "it", 1234567.89),
        ("12 000", "de", 12000),
        ("4.5", "de", 4.5),
        ("4,5", "en", 4.5),
        ("1,234", "en", 1234),
        ("1.234", "de", 1234),
        ("1.234.567", "en", 1234567),
        ("1,2,3", "en", None),
    ],
)
def test_digits_with_the_separators_of_a_language(written: str, language: str, value: float | None) -> None:
    assert digits_number(written, language) == value


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("twenty-two thousand", "en", 22000),
        ("three hundred and five", "en", 305),
        ("dreihundertfünfundvierzig", "de", 345),
        ("sechzehn", "de", 16),
        ("siebenundzwanzigtausend", "de", 27000),
        ("ventotto", "it", 28),
        ("millecinquecento", "it", 1500),
        ("centottantamila", "it", 180000),
        ("settecentonovantuno", "it", 791),
        ("twenty-blue", "en", None),
    ],
)
def test_number_words(written: str, language: str, value: float | None) -> None:
    assert words_number(written, load_amount_words(language).atoms) == value


@pytest.mark.parametrize(
    "text", ["", "$", "€ €", "1", "1." * 300, "one " * 200, "\ud800 $5", "三" * 500, "$1-", "5 Millionen", "un " * 300]
)
def test_odd_texts_do_not_fail(text: str) -> None:
    for language in LANGUAGES:
        assert all(text[a.start : a.end] == a.text for a in find_amounts(text, language))
        assert all(text[q.start : q.end] == q.text for q in find_quantities(text, language))


def test_an_unknown_code_is_a_fault_of_the_lexicon() -> None:
    own = {"of": "", "joins": "", "half": "", "between": [], "range": [], "stop": [], "numbers": {}, "magnitudes": {}, "attached": {}}
    own |= {"currencies": {"crowns": "KRO", "florins": ["?", "FLO"]}, "units": {}, "bare": {"follow": [], "money": []}}
    with pytest.raises(LexiconError) as caught:
        read_amount_words(own, "en", {"signs": {}, "hints": {}, "codes": frozenset({"EUR"})})
    assert len(caught.value.faults) == 2


def test_component_leaves_sums_and_quantities() -> None:
    doc = Amounts()(spacy.blank("it").make_doc("La Dogana trova 6mila pezzi per 900mila euro."))
    assert [(a.value, a.currency) for a in doc._.amounts] == [(900000, "EUR")]
    assert [(q.value, q.unit) for q in doc._.quantities] == [(6000, "pieces")]
