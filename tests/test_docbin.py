"""Records as DocBin, read back by spaCy alone."""

import json
from typing import Any

import pytest
import spacy
from output_samples import RECORDS
from shell_samples import ROOT, casewire
from spacy.tokens import DocBin

from monitor.writers.docbin import doc, write
from pipelines.errors import UsageError

Record = dict[str, Any]


def back(records: list[Record]) -> list[Any]:
    return list(DocBin().from_bytes(b"".join(write(records))).get_docs(spacy.blank("xx").vocab))


def spans(record: Record, key: str) -> list[tuple[int, int, str, str]]:
    return [(act[key]["start"], act[key]["end"], act["type"], act["id"]) for act in record["actions"]]


def check(record: Record, made: Any) -> None:
    """Everything of the record can be had from the Doc, at the same offsets."""
    assert made.text == record["text"]
    for group, key in (("triggers", "trigger"), ("evidence", "evidence")):
        assert [(s.start_char, s.end_char, s.label_, s.id_) for s in made.spans[group]] == spans(record, key)
    mentions = {(m["start"], m["end"], e["type"].upper(), e["id"]) for e in record["entities"] for m in e["mentions"]}
    assert {(s.start_char, s.end_char, s.label_, s.kb_id_) for s in made.spans["mentions"]} == mentions
    assert {(s.start_char, s.end_char, s.label_, s.kb_id_) for s in made.ents} <= mentions
    assert len(made.ents) > 0 or not mentions
    told = json.loads(json.dumps(made.user_data["casewire"]))  # DocBin gives lists back as tuples
    assert told == {key: value for key, value in record.items() if key != "text"}


def test_records_come_back_whole() -> None:
    docs = back(RECORDS)
    assert len(docs) == len(RECORDS)
    for record, made in zip(RECORDS, docs, strict=True):
        check(record, made)


def test_the_showcase_comes_back_whole() -> None:
    records = [json.loads(line) for line in casewire("extract", ROOT / "corpus" / "articles").stdout.splitlines()]
    assert {record["language"] for record in records} == {"en", "zh", "it", "de"}
    for record, made in zip(records, back(records), strict=True):
        check(record, made)


def test_a_word_is_cut_where_a_name_ends_in_it() -> None:
    german = RECORDS[1]
    assert "Norvik-Verfahren" in german["text"]
    words = [token.text for token in doc(german)]
    assert "Norvik" in words and "-Verfahren" in words


def test_a_language_that_is_not_ours_is_still_text() -> None:
    check(RECORDS[0] | {"language": "fr"}, doc(RECORDS[0] | {"language": "fr"}))


def test_a_span_outside_the_text_is_an_error_with_the_record() -> None:
    wrong = json.loads(json.dumps(RECORDS[0]))
    wrong["actions"][0]["trigger"] |= {"start": 3, "end": 9999}
    with pytest.raises(UsageError, match="record a1: 3 to 9999"):
        doc(wrong)
