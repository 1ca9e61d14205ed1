import json
from typing import Any

import pytest
from shell_samples import DE, EN, IT, ZH, page

from monitor.clean import article
from monitor.pages import Page
from pipelines.errors import InputError, Skip


def text_page(written: str, **parts: Any) -> Page:
    return Page("in/a.txt", "text", written.encode(), **parts)


def test_a_plain_text_loses_its_furniture_and_tells_title_and_day() -> None:
    found = article(text_page(f"Norvik and Pell at odds\n\nNorvik and Pell at odds\n\nAnn Sample 2021-03-04\n\n{EN}\n\nTags: a, b"))
    assert (found.text, found.title, found.published, found.path) == (EN, "Norvik and Pell at odds", "2021-03-04", "in/a.txt")


def test_the_given_day_is_for_articles_without_their_own() -> None:
    assert article(text_page(EN), published="2020-01-01").published == "2020-01-01"
    assert article(text_page(f"Ann Sample 2021-03-04\n\n{EN}"), published="2020-01-01").published == "2021-03-04"


def test_a_web_page() -> None:
    found = article(Page("a.html", "html", page(DE).encode()))
    assert (found.title, found.text.count(DE)) == ("Norvik and Pell", 3)


def test_a_line_of_json_is_known_by_its_id_else_its_number() -> None:
    line = json.dumps({"id": "en-01", "title": "T", "text": EN, "date": "2021-03-04"}).encode()
    assert article(Page("a.jsonl", "line", line, part="7")).path == "a.jsonl#en-01"
    assert article(Page("a.jsonl", "line", json.dumps({"text": EN}).encode(), part="7")).path == "a.jsonl#7"
    assert article(Page("a.jsonl", "line", line)).path == "a.jsonl"


def test_markup_in_the_text_of_an_article_is_taken_out() -> None:
    found = article(Page("a.json", "article", {"text": f"<p>{EN}</p><p>{IT}<br></p>"}))
    assert [line for line in found.text.split("\n") if line] == [EN, IT]


def test_lone_surrogates_are_replaced() -> None:
    line = json.dumps({"text": f"{EN} \ud83d stands alone."}).encode()
    assert article(Page("a.jsonl", "line", line)).text.endswith("\ufffd stands alone.")


def test_the_id_stays_when_cleaning_changes() -> None:
    plain, furnished = ({"url": "https://toys.example/1", "text": t} for t in (EN, f"{EN}\n\nTags: a"))
    assert article(Page("a", "article", plain)).id == article(Page("b", "article", furnished)).id


@pytest.mark.parametrize(
    ("page_", "kind", "reason"),
    [
        (text_page("Tags: a, b"), Skip, "empty"),
        (text_page("a" * 5000), Skip, "no_prose"),
        (text_page("哈" * 5000), Skip, "no_prose"),
        (Page("a", "article", {"text": ""}), Skip, "empty"),
        (Page("a", "article", {"headline": "T", "@type": "NewsArticle"}), Skip, "empty"),
        (Page("a", "article", {"headline": "T"}), Skip, "not_an_article"),
        (Page("a", "line", b"[1]"), Skip, "not_an_article"),
        (Page("a", "line", b'{"text": '), InputError, "broken_json"),
        (Page("a", "line", b"9" * 5000), InputError, "broken_json"),
        (Page("a", "line", b'{"text": "\x00"}'), InputError, "binary"),
        (Page("a", "text", b"\x89PNG\r\n\x1a\n" + bytes(99)), InputError, "binary"),
        (Page("a", "html", b"<html></html>"), Skip, "no_article"),
        (text_page(ZH * 200), InputError, "too_long"),
    ],
)
def test_what_gives_no_article_says_why(page_: Page, kind: type[InputError], reason: str) -> None:
    with pytest.raises(kind) as caught:
        article(page_, max_characters=10_000)
    assert (type(caught.value), caught.value.reason) == (kind, reason)
