"""The corpus of stories: how it is read, what its check finds, and that it is sound."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from pipelines.annotation import AnnotatedArticle
from pipelines.errors import LexiconError, UsageError
from pipelines.records import LANGUAGES
from pipelines.sentences import split_sentences
from pipelines.stories import Story, folders, load, load_all, main
from pipelines.stories_check import check

STORIES = Path(__file__).parents[1] / "corpus" / "stories"

ARTICLE = """source: Audio Trade Wire
title: Norvik sues Pell
published: {published}
kind: agency flash
---
[Norvik](norvik) has [sued](!a1) [Pell](pell) in [{words}](@a1) over [{sum} euros]($a1).
---
norvik = company; Norvik
pell = company; Pell
a1 = lawsuit_filed asserted; plaintiff: norvik; defendant: pell; date: {day}; amount: {sum} EUR
"""
LIST = """title = "Norvik v. Pell"
what = "for a test"
[[events]]
id = "filed"
type = "lawsuit_filed"
records = ["en-1:a1", "en-2:a1", "de-1:a1"]
modality = "asserted"
date = "2015-05-15"
[[disputes]]
kind = "lawsuit"
parties = ["norvik", "pell"]
cases = [["filed"]]
statuses = [["2015-05-15", "open"]]
status = "open"
"""


def written(folder: Path, listed: str = LIST, *, day: str = "2015-05", sum_: str = "300000") -> Story:
    """A story of three articles; the third tells the day and the sum that are given."""
    for name, told, amount in (("en-1", "2015-05-15", "300000"), ("en-2", "2015", "310000"), ("de-1", day, sum_)):
        text = ARTICLE.format(published="2015-05-20", words=told, day=told, sum=amount)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "story.toml").write_text(listed, encoding="utf-8")
    return load(folder)


def test_a_story_is_read(tmp_path: Path) -> None:
    story = written(tmp_path)
    assert (story.title, sorted(story.articles)) == ("Norvik v. Pell", ["de-1", "en-1", "en-2"])
    assert story.events[0].records == (("en-1", "a1"), ("en-2", "a1"), ("de-1", "a1"))
    assert story.disputes[0].statuses == (("2015-05-15", "open"),)
    assert check(story) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (', "de-1:a1"]', "]", "de-1:a1 stands in no event"),
        ('"de-1:a1"', '"de-1:a1", "de-1:a1"', "de-1:a1 stands in 2 events"),
        ('"de-1:a1"', '"de-1:a1", "it-1:a1"', "it-1:a1 is no action of an article"),
        ('"lawsuit_filed"', '"lawsuit_settled"', "filed: a record is lawsuit_filed, the event lawsuit_settled"),
        ('"asserted"', '"planned"', "filed: no article tells it as planned"),
        ('"2015-05-15"\n', '"2014-05-15"\n', "filed: the articles differ in the date; disagreements lacks it"),
        ('"2015-05-15"\n', '"2015-05-15"\ndisagreements = ["amount"]\n', "filed: the articles do not differ in the amount"),
        ('"2015-05-15"\n', '"2015-05-15"\ndisagreements = ["colour"]\n', "filed: 'colour' is none of date, amount"),
        ('"norvik", "pell"', '"norvik", "harbeck"', "lawsuit norvik v. harbeck: harbeck is no entity of an article"),
        ('[["filed"]]', '[["filed", "settled"]]', "lawsuit norvik v. pell: settled is no event"),
        ('[["filed"]]', '[["filed"], ["filed"]]', "filed: stands in 2 cases"),
        ('"open"]]', '"judged"], ["2014", "open"]]', "2015-05-15 stands before 2014"),
        ('status = "open"', 'status = "judged"', "the status is judged, but the last of the statuses is another"),
        ('"open"]]\nstatus = "open"', '"listed"]]\nstatus = "listed"', "'listed' is none of open, partly_dismissed"),
        ('kind = "lawsuit"', 'kind = "quarrel"', "quarrel norvik v. pell: the kind is none of lawsuit, membership, blacklisting"),
    ],
)
def test_faults_of_the_list_are_found(tmp_path: Path, old: str, new: str, expected: str) -> None:
    faults = check(written(tmp_path, LIST.replace(old, new)))
    assert any(expected in f for f in faults), faults


def test_articles_that_differ_must_be_named(tmp_path: Path) -> None:
    faults = check(written(tmp_path, day="2015-04", sum_="500000"))
    assert [f.split(": ", 1)[1] for f in faults] == [
        "filed: the articles differ in the date; disagreements lacks it",
        "filed: the articles differ in the amount; disagreements lacks it",
    ]


def test_number_and_languages_of_the_articles(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "de-1.txt").unlink()
    faults = check(load(tmp_path))
    assert any("2 articles; valid are 3 to 6" in f for f in faults)
    assert any("only in en; valid are at least two languages" in f for f in faults)


def test_one_id_for_two_bodies_is_found_unless_they_are_said_to_be_one(tmp_path: Path) -> None:
    written(tmp_path)
    third = tmp_path / "de-1.txt"
    third.write_text(third.read_text(encoding="utf-8").replace("pell = company", "pell = person"), encoding="utf-8")
    assert any("en-1: pell is a company here and something else in another article" in f for f in check(load(tmp_path)))
    third.write_text(third.read_text(encoding="utf-8").replace("norvik", "nv").replace("pell", "pl"), encoding="utf-8")
    assert any("filed: two of its records share no participant" in f for f in check(load(tmp_path)))
    (tmp_path / "story.toml").write_text(LIST + '[same]\nnv = "norvik"\n', encoding="utf-8")
    assert check(load(tmp_path)) == []


def test_a_key_that_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="story.toml: 'modality' is missing"):
        written(tmp_path, LIST.replace('modality = "asserted"', ""))


def test_a_list_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="story.toml: "):
        written(tmp_path, LIST + "[[")


def test_no_story_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder with a story.toml"):
        folders(tmp_path)


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path)
    assert main(["counts", str(tmp_path)]) == 0
    assert "1 stories: 3 articles, 3 records, 1 events, 1 disputes\nde 1, en 2" in capsys.readouterr().out
    written(tmp_path, LIST.replace(', "de-1:a1"]', "]"))
    assert main(["check", str(tmp_path)]) == 1
    assert "de-1:a1 stands in no event" in capsys.readouterr().out
    assert main(["chek", str(tmp_path)]) == 2


def test_every_story_of_the_corpus_is_sound() -> None:
    stories = load_all(STORIES)
    assert [f for story in stories for f in check(story)] == []


def test_the_languages_stand_about_equally_often() -> None:
    told = Counter(a.language for story in load_all(STORIES) for a in story.articles.values())
    assert set(told) == set(LANGUAGES)
    assert max(told.values()) <= 1.5 * min(told.values())


def test_articles_have_the_length_of_news() -> None:
    """In words, in Chinese in characters."""
    for story in load_all(STORIES):
        for article in story.articles.values():
            chinese = article.language == "zh"
            size = len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z0-9]+", article.text)) if chinese else len(article.text.split())
            assert (180 if chinese else 110) <= size <= (500 if chinese else 300), (story.name, article.name, size)


def test_one_story_in_four_has_an_agency_copy() -> None:
    """Two articles of one language that share half of the shorter one's sentences."""
    stories = load_all(STORIES)
    assert 4 * sum(any(_copies(x, y) for x, y in combinations(s.articles.values(), 2)) for s in stories) >= len(stories)


def _copies(first: AnnotatedArticle, second: AnnotatedArticle) -> bool:
    sentences = [{a.text[s:e] for s, e in split_sentences(a.text, a.language)} for a in (first, second)]
    return 2 * len(sentences[0] & sentences[1]) >= min(map(len, sentences))
