"""The annotated corpus as it stands: its form, its size, its balance, its split."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.annotation import AnnotatedArticle, ListedAction
from pipelines.casting import AGAINST
from pipelines.corpus import evidence, gold, load, main
from pipelines.corpus_check import split
from pipelines.corpus_counts import wording
from pipelines.fold import fold
from pipelines.records import LANGUAGES, MODALITIES
from pipelines.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[1] / "corpus"
TRAIN = {"en": 1987, "zh": 1508, "it": 2111, "de": 1664}


@pytest.fixture(scope="module")
def articles() -> dict[str, list[AnnotatedArticle]]:
    found = load(CORPUS / "train")
    return {code: [a for a in found if a.language == code] for code in LANGUAGES}


def size(article: AnnotatedArticle) -> int:
    """Words, in Chinese characters."""
    return len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z0-9]+", article.text)) if article.language == "zh" else len(article.text.split())


def test_the_checker_finds_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(CORPUS / "train")]) == 0
    assert "7450 articles read; 0 errors" in capsys.readouterr().out


@pytest.mark.parametrize("code", LANGUAGES)
def test_numbers_and_lengths(articles: dict[str, list[AnnotatedArticle]], code: str) -> None:
    least, most = (70, 1100) if code == "zh" else (40, 620)
    assert [(a.name, size(a)) for a in articles[code] if not least <= size(a) <= most] == []
    assert Counter(split(a.name) for a in articles[code]) == {"train": TRAIN[code], "dev": 22, "test": 23}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_third_of_the_plain_news_tells_no_act_or_one(articles: dict[str, list[AnnotatedArticle]], code: str) -> None:
    plain = [a for a in articles[code] if int(a.name.split("-")[1]) > 150]
    assert sum(len(a.actions) < 2 for a in plain) >= 35


@pytest.mark.parametrize("code", LANGUAGES)
def test_balance(articles: dict[str, list[AnnotatedArticle]], code: str) -> None:
    told, ways, modalities = Counter[str](), defaultdict[str, set[str]](set), Counter[str]()
    for article in articles[code]:
        for action in article.actions.values():
            told[action.type] += 1
            ways[action.type].add(wording(article, action.id))
            modalities[action.modality] += 1
    assert {t: told[t] for t in load_vocabulary() if told[t] < 30} == {}
    assert {t: len(ways[t]) for t in load_vocabulary() if len(ways[t]) < 20} == {}
    assert {m: modalities[m] for m in MODALITIES if modalities[m] < 60} == {}
    assert sum(not a.actions for a in articles[code]) >= 15


def test_one_in_eight_chinese_articles_is_in_traditional_characters(articles: dict[str, list[AnnotatedArticle]]) -> None:
    traditional = [
        a.name for a in articles["zh"] if sum(c != f for c, f in zip(a.text, fold(a.text), strict=True) if "\u4e00" <= c <= "\u9fff") > 20
    ]
    assert len(traditional) >= 150 // 8


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_act_has_its_evidence(articles: dict[str, list[AnnotatedArticle]], code: str) -> None:
    assert [(a.name, act) for a in articles[code] for act in a.actions if not evidence(a, act)] == []
    assert all(action["evidence"] for a in articles[code] for action in gold(a)["actions"])


def test_sixty_articles_are_annotated_twice_on_the_same_text(articles: dict[str, list[AnnotatedArticle]]) -> None:
    first = {a.name: a.text for found in articles.values() for a in found}
    second = load(CORPUS / "second")
    assert Counter(a.language for a in second) == dict.fromkeys(LANGUAGES, 15)
    assert [a.name for a in second if a.text != first[a.name]] == []


def test_a_house_hardly_ever_acts_against_itself(articles: dict[str, list[AnnotatedArticle]]) -> None:
    acts = [(a, act) for found in articles.values() for a in found for act in a.actions.values()]
    sides = [(a, act.roles.get(one, ()), act.roles.get(other, ())) for a, act in acts for one, other in sorted(AGAINST)]
    both = [(a, one, other) for a, one, other in sides if one and other]
    own = [a.name for a, one, other in both if any(_owns(a, f.entity, g.entity) for f in one for g in other)]
    assert len(own) * 1000 < len(both)


def test_a_plan_and_its_deed_are_seldom_two_acts_where_an_act_is_done_once(articles: dict[str, list[AnnotatedArticle]]) -> None:
    once = {name: act.key_roles for name, act in load_vocabulary().items() if act.once}
    told = [[act for act in a.actions.values() if act.type in once] for found in articles.values() for a in found]
    plans = [(p, acts) for acts in told for p in acts if p.modality == "planned"]
    beside = [p for p, acts in plans if any(_done(p, act, once[p.type]) for act in acts if act.type == p.type)]
    assert len(plans) > 500
    assert len(beside) * 50 < len(plans)


def _done(plan: ListedAction, act: ListedAction, keys: Sequence[str]) -> bool:
    """Whether an act is done by the parties of a plan."""
    mine, others = ({role: {f.entity for f in a.roles.get(role, ())} for role in keys} for a in (plan, act))
    return act.modality == "asserted" and all(mine[role] & others[role] for role in keys)


def _owns(article: AnnotatedArticle, one: str, other: str) -> bool:
    """Whether the one is the other's owner, or the other the one's, or both have the same."""
    owners = [article.entities[name].parent for name in (one, other)]
    return one in owners or other in owners or owners[0] == owners[1] is not None


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_told_as_done_is_dated_no_later_than_its_article(articles: dict[str, list[AnnotatedArticle]], code: str) -> None:
    told = [
        (a.name, a.published or "9", d)
        for a in articles[code]
        for x in a.actions.values()
        if x.modality == "asserted"
        for d in x.dates[:1]
        if d
    ]
    assert len(told) > 1000
    assert [row for row in told if row[2] > row[1][: len(row[2])]] == []
