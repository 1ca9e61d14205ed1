import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipelines.records import (
    Action,
    Amount,
    Article,
    ArticleRecord,
    Entity,
    Filler,
    Mention,
    Quantity,
    Segment,
    Span,
    TimeSpan,
    record_json,
)
from pipelines.schema import record_schema

TEXT = "Norvik has sued Pell over 200 kroner on Monday."
VALIDATOR = Draft202012Validator(record_schema())


def full() -> dict:
    names = [("norvik", "Norvik", 0), ("pell", "Pell", 16)]
    entities = [Entity(i, n, "company", mentions=[Mention(s, s + len(n), n, i, "gazetteer")]) for i, n, s in names]
    roles = {role: [Filler(i, n, n, s, s + len(n))] for role, (i, n, s) in zip(("plaintiff", "defendant"), names, strict=True)}
    act = Action("1", "lawsuit_filed", "asserted", Span(11, 15, "sued"), roles, Span(0, len(TEXT), TEXT), "en/sue")
    act.date, act.amount, act.quantity = (
        TimeSpan(37, 46, "on Monday", "2021-03-01"),
        Amount(26, 36, "200 kroner", 200.0, "DKK"),
        Quantity(0, 1, "N", 2.0, "pairs"),
    )
    article = Article("1", TEXT, path="a.txt", title="T", authors=("A",), published="2021-03-04")
    return record_json(ArticleRecord(article, "en", [Segment("en", 0, len(TEXT))], entities, [act]))


def test_the_schema_is_sound_and_its_copy_in_the_documentation_is_the_same() -> None:
    Draft202012Validator.check_schema(record_schema())
    copy = Path(__file__).parent.parent / "docs" / "schema" / "article-record.json"
    assert json.loads(copy.read_text(encoding="utf-8")) == record_schema()


def test_a_full_record_is_valid() -> None:
    assert list(VALIDATOR.iter_errors(full())) == []


def test_an_empty_record_is_valid() -> None:
    record = record_json(ArticleRecord(Article("1", "x"), "en", [], [], []))
    assert list(VALIDATOR.iter_errors(record)) == []


def test_added_fields_are_allowed() -> None:
    record = full() | {"later": 1}
    record["actions"][0]["case_numbers"] = ["2 O 13/21"]
    assert list(VALIDATOR.iter_errors(record)) == []


FAULTS = [
    (["language"], "English"),
    (["published"], "4 March 2021"),
    (["entities", 0, "type"], "shop"),
    (["entities", 0, "mentions"], []),
    (["entities", 0, "mentions", 0, "start"], -1),
    (["actions", 0, "type"], "divorce"),
    (["actions", 0, "modality"], "sure"),
    (["actions", 0, "roles"], {"seller": [{"entity": "pell", "name": "Pell", "text": "Pell"}]}),
    (["actions", 0, "roles"], {"court": [{"entity": "pell", "name": "Pell", "text": "Pell"}]}),
    (["actions", 0, "roles", "plaintiff"], []),
    (["actions", 0, "date", "value"], "2021-3"),
    (["actions", 0, "amount", "currency"], "kr"),
    (["actions", 0, "amount", "value"], "200"),
    (["actions", 0, "confidence"], 2),
    (["actions", 0, "evidence"], None),
]


@pytest.mark.parametrize(("place", "value"), FAULTS)
def test_a_fault_is_found(place: list[str | int], value: Any) -> None:
    record = full()
    inner = record
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert list(VALIDATOR.iter_errors(record))


@pytest.mark.parametrize("key", ["schema", "id", "text", "entities", "actions", "languages"])
def test_a_missing_field_is_found(key: str) -> None:
    record = full()
    del record[key]
    assert list(VALIDATOR.iter_errors(record))
