import io
from typing import Any

from test_schema import full

from monitor.table import show


def drawn(*records: dict[str, Any]) -> str:
    stream = io.StringIO()
    show(records, stream)
    return stream.getvalue()


def test_an_act_shows_who_when_and_how_much() -> None:
    text = drawn(full() | {"title": "Norvik [sues] Pell"})
    for part in (
        "Norvik [sues] Pell · 2021-03-04 · en",
        "lawsuit filed",
        "plaintiff: Norvik",
        "defendant: Pell",
        "2021-03-01",
        "200 DKK",
        "sued",
    ):
        assert part in text, part
    assert text.endswith("1 articles, 1 acts\n")


def test_what_has_not_happened_says_so() -> None:
    record = full()
    record["actions"][0]["modality"] = "negated"
    assert "not lawsuit filed" in drawn(record)


def test_an_article_without_acts_shows_its_names() -> None:
    text = drawn(full() | {"actions": []})
    assert "Norvik, Pell" in text and "1 articles, 0 acts" in text


def test_the_same_records_draw_the_same_table_without_colours() -> None:
    assert drawn(full(), full()) == drawn(full(), full())
    assert "\x1b" not in drawn(full())
