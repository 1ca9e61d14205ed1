"""Times: the cases of tests/times/*.toml, what lies ahead, and the component."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
import spacy

from pipelines.components.times import Times, find_times
from pipelines.errors import LexiconError
from pipelines.records import LANGUAGES
from pipelines.time_forms import load_time_words, read_time_words
from pipelines.time_values import easter, shift, write

FOLDER = Path(__file__).parent / "times"


def cases() -> list[tuple[str, str, str, list[str]]]:
    tables = {language: tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES}
    return [(code, day, text, spans) for code, table in tables.items() for day, found in table.items() for text, spans in found.items()]


@pytest.mark.parametrize(("language", "day", "text", "expected"), cases())
def test_times_of_a_sentence(language: str, day: str, text: str, expected: list[str]) -> None:
    found = find_times(text, language, None if day == "none" else date.fromisoformat(day))
    assert [f"{t.text} = {t.value or '-'}" for t in found] == expected
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("language", "text", "ahead"),
    [
        ("en", "It opens in September.", "2021-09"),
        ("en", "It opens on Monday.", "2021-06-21"),
        ("en", "It opens in autumn.", "2021"),
        ("en", "It opens at Christmas.", "2021-12"),
        ("en", "It opened last Monday.", None),
        ("en", "It opened in May 2015.", None),
        ("de", "Eröffnet wird im Mai.", "2022-05"),
        ("it", "Aprirà a luglio.", "2021-07"),
        ("zh", "周一开业。", "2021-06-21"),
        ("zh", "9月开业。", "2021-09"),
    ],
)
def test_what_is_open_has_a_value_ahead(language: str, text: str, ahead: str | None) -> None:
    assert [t.ahead for t in find_times(text, language, date(2021, 6, 18))] == [ahead]


def test_an_anchor_two_sentences_back_is_no_longer_near() -> None:
    text = "Norvik sued in May 2012. The judge thought about it. He was slow. In November it won."
    assert [t.value for t in find_times(text, "en", date(2021, 6, 18))] == ["2012-05", "2020-11"]


@pytest.mark.parametrize(("year", "expected"), [(2000, "2000-04-23"), (2018, "2018-04-01"), (2024, "2024-03-31"), (2038, "2038-04-25")])
def test_easter(year: int, expected: str) -> None:
    assert easter(year).isoformat() == expected


@pytest.mark.parametrize(
    ("value", "amount", "unit", "expected"),
    [
        ("2021-03-31", -1, "month", "2021-02"),
        ("2021-12", 1, "month", "2022-01"),
        ("2020-02-29", 1, "year", "2021"),
        ("2020-02-28", 2, "week", "2020-03-13"),
        ("2021-06-18", 0.5, "year", "2021-12"),
        ("2021-06", 3, "day", None),
        ("2021", 3, "month", None),
    ],
)
def test_shift_is_as_precise_as_the_coarser_of_both(value: str, amount: float, unit: str, expected: str | None) -> None:
    assert shift(value, amount, unit) == expected


def test_there_is_no_thirtieth_of_february() -> None:
    assert write(2021, 2, 30) is None
    assert find_times("on 30 February 2021", "en", None)[0].value is None


@pytest.mark.parametrize(
    "text", ["", "\n\n", "12", "l'", "May", "de " * 500, "\ud800 8 March 2021", "年月日", "9999年99月99日", "1." * 300]
)
def test_odd_texts_neither_fail_nor_overlap(text: str) -> None:
    for language in LANGUAGES:
        found = find_times(text, language, date(2021, 1, 31))
        assert all(text[t.start : t.end] == t.text for t in found)


def test_faults_of_a_file_come_at_once() -> None:
    table = {"words": {"month": {"March": 3}}, "forms": {"calendar": ["month", "moon"], "sung": ["month"]}}
    with pytest.raises(LexiconError) as caught:
        read_time_words(table, "xx")
    assert len(caught.value.faults) == 2
    assert "'moon' is no class; valid:" in str(caught.value)


def test_every_language_is_there() -> None:
    assert [load_time_words(code).language for code in LANGUAGES] == list(LANGUAGES)


def test_component_reads_against_the_day_of_publication() -> None:
    doc = spacy.blank("de").make_doc("Norvik klagte am Donnerstag.")
    doc = Times()(doc)
    assert doc._.times[0].value is None
    doc._.published = date(2021, 6, 18)
    assert Times()(doc)._.times[0].value == "2021-06-17"
    assert doc.char_span(doc._.times[0].start, doc._.times[0].end).text == "Donnerstag"
