"""Articles in which a party loses its name."""

import random
from pathlib import Path

from pipelines.annotation import AnnotatedArticle, parse
from pipelines.records import LANGUAGES
from pipelines.training.unnamed import read_phrases, unname

PHRASES = {"en": {"body": [("several sellers", "the sellers", "sellers")], "person": [("a designer", "the designer", "designer")]}}
WRITTEN = """source: Wire
title: Norvik sues
kind: flash
---
[Norvik](norvik) [sued](!a1) [Pell](pell) on [Monday](@a1).
[Pell](pell), the [shop](=pell), [signed](!a2) with the [Tarn](tarn), and [both](=norvik+pell) wait.
---
norvik = company; Norvik
pell = company; Pell
tarn = association; Tarn
a1 = lawsuit_filed asserted; plaintiff: norvik; defendant: pell; date: 2015-06-01
a2 = agreement_signed asserted; party: pell
"""


def told(written: str = WRITTEN) -> list[AnnotatedArticle]:
    article = parse(written, "en-001")
    return [t for t in (unname(article, PHRASES) for _ in range(60)) if t is not article]


def test_an_act_keeps_the_side_that_has_a_name_and_goes_where_none_has() -> None:
    random.seed(2)
    pell = next(t for t in told() if "pell" not in t.entities)
    assert pell.text == "Norvik sued several sellers on Monday.\nThe sellers, the shop, signed with the Tarn, and both wait."
    assert {name: act.roles.keys() for name, act in pell.actions.items()} == {"a1": {"plaintiff"}}
    assert [(m.text, m.targets) for m in pell.marks if m.kind in ("trigger", "nominal")] == [("sued", ("a1",)), ("both", ("norvik",))]
    assert all(pell.text[m.start : m.end] == m.text for m in pell.marks)


def test_behind_an_article_only_the_noun_stands() -> None:
    random.seed(2)
    told_so = told(WRITTEN.replace("[Norvik](norvik) [sued]", "The [Norvik](norvik) [sued]"))
    assert any(t.text.startswith("The sellers sued Pell") for t in told_so)


def test_who_is_named_without_a_mark_keeps_the_name() -> None:
    random.seed(2)
    assert all("norvik" in t.entities for t in told(WRITTEN.replace("wait.", "wait, Norviks too.")))


def test_most_articles_stay_and_every_language_has_its_phrases() -> None:
    random.seed(2)
    assert 5 < len(told()) < 35
    phrases = read_phrases(Path("corpus/unnamed.toml"))
    assert phrases.keys() == set(LANGUAGES)
    assert all(len(listed) > 4 and all(map(all, listed)) for kinds in phrases.values() for listed in kinds.values())
