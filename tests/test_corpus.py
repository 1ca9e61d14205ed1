"""The annotation format, its checks, and what is made of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from pipelines.annotation import AnnotatedArticle, parse
from pipelines.corpus import article, docs, evidence, gold, load, main, paths
from pipelines.corpus_check import check, split
from pipelines.corpus_counts import counts, wording
from pipelines.errors import LexiconError, UsageError
from pipelines.marks import read_marks
from pipelines.vocabulary import load_vocabulary, read_vocabulary

WRITTEN = """source: Audio Trade Wire
title: Norvik drops its case
published: 2021-03-04
kind: agency flash
names: invented
---
[Norvik Audio](norvik) has [withdrawn its lawsuit](!a1) against [Pell & Daughters](pell), [the Danish maker](=norvik) said.
[The two](=norvik+pell) were at odds since [January](@a2), when [[Norvik](norvik)'s claim](!a2) over [200,000 kroner]($a2) came \\[sic\\].

It [may](?a3) now [complain](!a3) to the [Consumer Ombudsman](ombudsman;@a3).
---
norvik = company/brand; Norvik Audio, Norvik
pell = company <norvik ?; "Pell & Daughters"
ombudsman = authority; Consumer Ombudsman

a1 = lawsuit_withdrawn asserted; plaintiff: norvik; defendant: pell
a2 = lawsuit_filed asserted; plaintiff: norvik@2; defendant: pell; date: 2021-01; amount: 200000 DKK
a3 = complaint_made possible ?; complainant: norvik; target: pell; authority: ombudsman; date: 2021-03-04 | null; quantity: 0.5 shops
"""


def annotated(written: str = WRITTEN, name: str = "en-001") -> AnnotatedArticle:
    return parse(written, name)


def findings(capsys: pytest.CaptureFixture[str], *articles: AnnotatedArticle) -> list[str]:
    check(list(articles), [])
    return capsys.readouterr().out.splitlines()


def test_marks_are_taken_out_and_keep_their_offsets() -> None:
    read = annotated()
    assert read.text.startswith("Norvik Audio has withdrawn its lawsuit against Pell & Daughters, the Danish maker said.\nThe two")
    assert "came [sic]." in read.text
    assert all(read.text[m.start : m.end] == m.text for m in read.marks)
    assert [m.text for m in read.mentions("norvik")] == ["Norvik Audio", "the Danish maker", "The two", "Norvik"]
    assert [m.text for m in read.marked("trigger", "a2")] == ["Norvik's claim"]
    assert [m.text for m in read.marked("date", "a3")] == ["Consumer Ombudsman"]


def test_several_targets_of_one_sign_make_one_mark() -> None:
    _, marks, faults = read_marks("[Monday](@a1,@a2) [two](=x+y)")
    assert [(m.kind, m.targets) for m in marks] == [("date", ("a1", "a2")), ("nominal", ("x", "y"))]
    assert not faults


def test_gold_has_the_scorers_shape() -> None:
    record = gold(annotated())
    assert record["entities"]["pell"] == {
        "type": "company",
        "also": [],
        "parent": "norvik",
        "names": ["Pell & Daughters"],
        "optional": True,
    }
    assert record["entities"]["norvik"]["names"] == ["Norvik Audio", "Norvik"]
    first, second, third = record["actions"]
    assert first["date"] is None and first["amount"] is None and "quantity" not in first
    assert second["amount"] == {"value": 200000, "currency": "DKK"} and second["date"] == "2021-01"
    assert third["date"] == ["2021-03-04", None] and third["optional"] and third["quantity"] == {"value": 0.5, "unit": "shops"}
    assert third["evidence"] == "It may now complain to the Consumer Ombudsman."
    assert record["published"] == "2021-03-04"


def test_evidence_is_the_sentence_of_the_first_trigger() -> None:
    assert evidence(annotated(), "a1").endswith("the Danish maker said.")


def test_article_is_what_a_reader_hands_over() -> None:
    made = article(annotated())
    assert (made.id, made.title, made.published) == ("en-001", "Norvik drops its case", "2021-03-04")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: agency flash", "kin: agency flash", "en-001:4: 'kin: agency flash' is not `key: value`"),
        ("published: 2021-03-04", "published: 4 March", "published: '4 March' is not YYYY-MM-DD"),
        ("[Norvik Audio](norvik)", "[Norvik Audio]", "en-001:7: ']' is not followed by (what)"),
        ("[Norvik Audio](norvik)", "[Norvik Audio(norvik)", "en-001:7: '[' is never closed"),
        ("(norvik)", "(Norvik)", "'Norvik' is none of id, =id+id"),
        ("norvik = company/brand", "norvik = firm/brand", "'firm' is no type of entity; valid: company, brand"),
        ("norvik = company/brand;", "norvik = company brand;", "is not `type[/also,also]"),
        ("a1 = lawsuit_withdrawn", "a1 = lawsuit_dropped", "en-001:16: 'lawsuit_dropped' is no type of action; valid: lawsuit_filed"),
        ("a1 = lawsuit_withdrawn asserted", "a1 = lawsuit_withdrawn done", "'done' is no modality; valid: asserted"),
        ("plaintiff: norvik;", "claimant: norvik;", "'claimant' is no role of lawsuit_withdrawn; valid: plaintiff, defendant, court"),
        ("date: 2021-01;", "date: January;", "date: 'January' is not YYYY"),
        ("amount: 200000 DKK", "amount: 200,000 DKK", "amount: '200,000 DKK' is not `NUMBER CUR`"),
        ("pell = company", "norvik = company", "en-001:13: norvik is listed twice"),
    ],
)
def test_format_faults_name_line_and_what_is_valid(old: str, new: str, expected: str) -> None:
    with pytest.raises(LexiconError) as caught:
        annotated(WRITTEN.replace(old, new))
    assert expected in str(caught.value)


def test_all_faults_come_at_once() -> None:
    with pytest.raises(LexiconError) as caught:
        annotated(
            WRITTEN.replace("published: 2021", "published: x")
            .replace("a1 = law", "a1 = claw")
            .replace("ombudsman = authority", "ombudsman = king")
        )
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "[the Danish maker](=norvik)",
            "[the Danish maker](=norwik)",
            "error: en-001:7: [the Danish maker] points at norwik, which is not listed",
        ),
        ("[complain](!a3)", "complain", "error: en-001:18: a3 has no trigger"),
        ("[Consumer Ombudsman](ombudsman;@a3)", "[watchdog](@a3)", "error: en-001:14: ombudsman is listed, but no name is marked"),
        (
            "ombudsman = authority",
            "ombudsman = place",
            "error: en-001:18: a3 authority: ombudsman is a place; valid: association, authority, court",
        ),
        ("plaintiff: norvik@2", "plaintiff: norvik@9", "has only 4 mentions"),
        ("plaintiff: norvik; defendant: pell", "court: ombudsman", "a1 lawsuit_withdrawn: nobody named in a key role"),
        ("date: 2021-01;", "date: 2021-13;", "2021-13 is no day of the calendar"),
        ("date: 2021-01;", "date: 2021-05;", "2021-05 is after publication, yet asserted"),
        ("date: 2021-01;", "date: 1021-01;", "far from the day of publication"),
        ("200000 DKK", "200000 KRO", "KRO is no code of ISO 4217"),
        ("[200,000 kroner]($a2)", "200,000 kroner", "warning: en-001:17: a2 has amount, but no words marked $a2"),
        ("; amount: 200000 DKK", "", "error: en-001:17: words are marked $a2, but a2 lists no amount"),
        ("[may](?a3)", "may", "warning: en-001:18: a3 is possible without a cue"),
        ("has [withdrawn", "[has](?a1) [withdrawn", "a1 is asserted, but has a cue"),
        ("ombudsman = authority; Consumer", "ombudsman = authority; Costumer", "the name 'Costumer Ombudsman' is never marked"),
        ("It [may]", "Norvik [may]", "warning: en-001:10: unmarked name 'Norvik' (norvik)"),
    ],
)
def test_checks_find(old: str, new: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    changed = WRITTEN.replace(old, new)
    assert changed != WRITTEN
    assert any(expected in line for line in findings(capsys, annotated(changed)))


def test_a_sound_article_has_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert findings(capsys, annotated())[-1] == "1 articles read; 0 errors, 1 warnings"  # the quantity has no words


def test_repeated_sentences_and_shared_names(capsys: pytest.CaptureFixture[str]) -> None:
    lines = findings(capsys, annotated(), annotated(name="en-130"))
    assert any("also stands in en-001:7" in line for line in lines)
    assert any("'norvik' stands in the test split and in en-001" in line for line in lines)
    assert any("names: invented, but 'norvik' also stands in en-130" in line for line in lines)
    assert not any("ombudsman" in line for line in lines)


def test_splits_go_by_number() -> None:
    assert [split(n) for n in ("en-105", "en-106", "zh-127", "it-128", "notes")] == ["train", "dev", "dev", "test", "train"]


def test_counts_tell_types_wordings_and_splits() -> None:
    table = counts([annotated(), annotated(name="en-130")])
    assert "lawsuit_filed" in table and "2 (1)" in table
    assert [line.split() for line in table.splitlines() if line.startswith(("articles", "test"))] == [["articles", "2"], ["test", "1"]]


def test_a_split_trigger_is_one_wording() -> None:
    split_trigger = WRITTEN.replace("[withdrawn its lawsuit](!a1)", "[withdrawn](!a1) its [lawsuit](!a1)")
    assert wording(annotated(split_trigger), "a1") == "withdrawn … lawsuit"


def test_load_and_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "en-002.txt").write_text(WRITTEN, encoding="utf-8")
    (tmp_path / "en-001.txt").write_text(WRITTEN, encoding="utf-8")
    assert [a.name for a in load(tmp_path)] == ["en-001", "en-002"]
    assert main(["gold", str(tmp_path)]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["en-001", "en-002"]
    assert main(["articles", str(tmp_path / "en-001.txt")]) == 0
    assert json.loads(capsys.readouterr().out)["date"] == "2021-03-04"
    (tmp_path / "en-003.txt").write_text("nothing", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "en-003:1: 1 parts" in capsys.readouterr().out
    assert main(["fold"]) == 2
    with pytest.raises(UsageError):
        paths(tmp_path / "none")
    with pytest.raises(LexiconError):
        load(tmp_path)


def test_vocabulary_has_every_act_with_key_roles() -> None:
    acts = load_vocabulary()
    assert len(acts) == 27
    assert acts["judgment_issued"].key_roles == ("winner", "loser")
    assert [r.name for r in acts["goods_seized"].roles] == ["authority", "brand", "place"]
    assert all(a.key_roles for a in acts.values())


def test_vocabulary_faults_come_at_once() -> None:
    acts = {"sung": {"key": ["singer"], "roles": {"song": "tune"}}}
    table = {"fillers": {"party": ["king"]}, "actions": acts, "company": {"often": ["choir"], "daily": ["song"]}}
    with pytest.raises(LexiconError) as caught:
        read_vocabulary(table, "actions.toml")
    assert caught.value.faults == [
        "actions.toml: fillers.party: 'king' is not one of company, brand, platform, court, authority, association, person, place, program",
        "actions.toml: actions.sung.roles.song: 'tune' is not one of party",
        "actions.toml: actions.sung.key: 'singer' is not one of song",
        "actions.toml: company: 'daily' is not one of never, seldom, often",
        "actions.toml: company.often: 'choir' is not one of song",
    ]


def test_docs_hold_names_mentions_and_dates() -> None:
    doc = next(docs([annotated()], spacy.blank("en")))
    assert [(e.text, e.label_) for e in doc.ents][:2] == [("Norvik Audio", "company"), ("Pell & Daughters", "company")]
    assert [(m.text, m.entity) for m in doc._.mentions if m.nominal][1:] == [("The two", "norvik"), ("The two", "pell")]
    assert [(t.text, t.value) for t in doc._.times][0] == ("January", "2021-01")
    assert doc._.annotation.name == "en-001" and doc._.published.year == 2021
