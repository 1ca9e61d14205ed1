import pytest
import spacy

from pipelines.build import extract
from pipelines.case_numbers import find_case_numbers, plain
from pipelines.components.case_numbers import CaseNumbers
from pipelines.records import Article, record_json

NUMBERS = [
    ("de", "2-03 O 387/17"),
    ("de", "I ZR 20/17"),
    ("de", "6 U 55/16"),
    ("de", "4a O 12/18"),
    ("de", "28 W (pat) 5/18"),
    ("de", "1 BvR 1783/17"),
    ("de", "KZR 12/20"),
    ("de", "VI-Kart 1/14 (V)"),
    ("de", "4 Ob 12/18x"),
    ("de", "4A_123/2019"),
    ("en", "C-567/18"),
    ("en", "T-307/17"),
    ("en", "15-cv-03784"),
    ("en", "1:15-cv-03784-PKC"),
    ("en", "337-TA-1153"),
    ("en", "Case No. 22-1043"),
    ("en", "[2016] EWHC 1230 (Ch)"),
    ("en", "IL-2019-000012"),
    ("en", "HCA 1234/2016"),
    ("en", "(2016) Jing 73 Min Chu 277"),
    ("it", "R.G. 1234/2017"),
    ("it", "R.G.N.R. 5521/15"),
    ("it", "sentenza n. 27081/2018"),
    ("it", "sentenza n. 27081 del 2018"),
    ("it", "ordinanza n. 412/2019"),
    ("zh", "(2016)京73民初277号"),
    ("zh", "（2015）杭余知初字第30号"),
    ("zh", "（2019）最高法民再123号"),
    ("zh", "105年度民商上字第3號"),
    ("zh", "平成27年（ワ）第1234号"),
]
FRAMES = {
    "de": "Das Gericht entschied (Az. {}), die Sache ruht.",
    "en": "The matter, {}, is pending.",
    "it": "La causa ({}) è chiusa.",
    "zh": "该案案号为{}，尚未审结。",
}


@pytest.mark.parametrize(("code", "number"), NUMBERS)
def test_a_number_is_found_whole(code: str, number: str) -> None:
    assert [n.text for n in find_case_numbers(FRAMES[code].format(number))] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "The score was 15-12 on 3/4/2017.",
        "Am 24/7 erreichbar, Tel. 030/123456, Haus C 12.",
        "Il numero 1234 del 2017 della rivista costa 12/15 euro.",
        "（2016）年度报告第3号文件夹",
        "Flight C-130 and the T-34 of 1944/45.",
        "Call 1-800-555-0199 or 555-1234.",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert find_case_numbers(text) == []


def test_offsets_hold_and_the_list_is_plain() -> None:
    text = "案号（2016）京73民初277号，又见(2016)京73民初277号。"
    found = find_case_numbers(text)
    assert all(text[n.start : n.end] == n.text for n in found)
    assert plain(found) == ("(2016)京73民初277号",)


def test_the_component_sets_them_on_a_doc() -> None:
    assert [n.text for n in CaseNumbers()(spacy.blank("de")("Az. 6 U 55/16"))._.case_numbers] == ["6 U 55/16"]


def test_a_number_goes_to_the_act_of_its_sentence_else_to_the_article() -> None:
    text = (
        "Norvik Audio Ltd. sued Pell & Daughters Ltd. in the U.S. District Court for the Southern District of New York, 15-cv-03784. "
        "It rained.\nAn older matter, C-567/18, is quoted by scholars."
    )
    record = record_json(extract(Article("a", text, published="2020-01-02"), language="en"))
    assert [a["case_numbers"] for a in record["actions"] if a["type"] == "lawsuit_filed"] == [["15-cv-03784"]]
    assert record["case_numbers"] == ["C-567/18"]
    (court,) = [e for e in record["entities"] if e["type"] == "court"]
    assert court["court"] == {"country": "US", "level": "regional", "seat": "New York"}
