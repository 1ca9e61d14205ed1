"""The showcase corpus, read by the real command: `corpus/articles` against `corpus/gold`."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import pytest
from shell_samples import ROOT, casewire
from shell_samples import records as valid_records

from pipelines import corpus
from pipelines.annotation import AnnotatedArticle
from pipelines.records import LANGUAGES
from pipelines.score import score

ARTICLES, GOLD = "corpus/articles", ROOT / "corpus" / "gold"
PAGE_IN_GB = ROOT / ARTICLES / "zh" / "zh-umbrella.html"
# Articles that hold another language below their own
BILINGUAL = {"zh-guitars": ["zh", "en"]}
# What was measured over all 27 articles, rounded down. They only rise.
FLOORS = {"entities_typed": 0.85, "actions": 0.73, "dates": 0.64}

Record = dict[str, Any]


def extract(*options: object) -> bytes:
    done = casewire("extract", ARTICLES, *options, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def gold_name(record: Record) -> str:
    """The file name of the record's gold without `.txt`: `zh-tea` of `zh/zh-tea.txt`, `de-wire-2` of the German `wire.atom#2`."""
    path, _, part = record["path"].partition("#")
    stem = PurePath(path).name.split(".")[0]
    return f"{record['language']}-{stem}-{part}" if part else stem


@pytest.fixture(scope="module")
def output() -> bytes:
    return extract()


@pytest.fixture(scope="module")
def records(output: bytes) -> dict[str, Record]:
    found = valid_records(output)  # each is held against the schema
    named = {gold_name(record): record for record in found}
    assert len(named) == len(found)
    return named


@pytest.fixture(scope="module")
def gold() -> dict[str, AnnotatedArticle]:
    return {article.name: article for article in corpus.load(GOLD)}


def test_every_article_has_its_gold_and_the_other_way_round(records: dict[str, Record], gold: dict[str, AnnotatedArticle]) -> None:
    assert sorted(records) == sorted(gold)


def test_each_language_has_its_articles_and_one_in_which_nothing_happens(gold: dict[str, AnnotatedArticle]) -> None:
    told = Counter(article.language for article in gold.values())
    quiet = Counter(article.language for article in gold.values() if not article.actions)
    assert all(told[code] >= 6 and quiet[code] >= 1 for code in LANGUAGES)


def test_gold_is_kept_in_the_folder_of_its_language() -> None:
    assert all(path.stem.startswith(f"{path.parent.name}-") for path in GOLD.rglob("*.txt"))


def test_the_corpus_holds_the_kinds_of_input_that_there_are() -> None:
    kinds = Counter("".join(path.suffixes) for path in (ROOT / ARTICLES).rglob("*.*"))
    assert kinds[".html"] >= 2
    assert all(kinds[kind] for kind in (".txt", ".txt.gz", ".json", ".atom"))


def test_one_page_is_in_a_chinese_encoding_under_an_older_name() -> None:
    raw = PAGE_IN_GB.read_bytes()
    assert b"charset=gb2312" in raw
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_text_is_the_article_without_page_furniture(records: dict[str, Record], gold: dict[str, AnnotatedArticle]) -> None:
    wrong = {name: record["text"] for name, record in records.items() if squeezed(record["text"]) != squeezed(gold[name].text)}
    assert wrong == {}


def test_there_is_furniture_to_take_out(gold: dict[str, AnnotatedArticle]) -> None:
    written = {path.name.split(".")[0]: path for path in (ROOT / ARTICLES).rglob("*.txt*")}
    raw = {name: gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for name, path in written.items()}
    assert raw
    assert all(len(squeezed(text.decode())) > len(squeezed(gold[name].text)) for name, text in raw.items())


def test_title_and_day_of_publication(records: dict[str, Record], gold: dict[str, AnnotatedArticle]) -> None:
    read = {name: (record["title"], record["published"]) for name, record in records.items()}
    assert read == {name: (article.head["title"], article.published) for name, article in gold.items()}


def test_source_and_author_where_the_input_tells_them(records: dict[str, Record], gold: dict[str, AnnotatedArticle]) -> None:
    told = {name: record for name, record in records.items() if ".txt" not in record["path"]}
    assert {name: record["source"] for name, record in told.items()} == {name: gold[name].head["source"] for name in told}
    authors = {name: [author] for name in told if (author := gold[name].head.get("author"))}
    assert {name: records[name]["authors"] for name in authors} == authors


def test_languages(records: dict[str, Record], gold: dict[str, AnnotatedArticle]) -> None:
    read = {name: [segment["code"] for segment in record["languages"]] for name, record in records.items()}
    assert read == {name: BILINGUAL.get(name, [article.language]) for name, article in gold.items()}
    assert all(record["language"] == gold[name].language for name, record in records.items())


def quotes(record: Record) -> Iterator[Record]:
    for entity in record["entities"]:
        yield from entity["mentions"]
    for action in record["actions"]:
        yield from (action["trigger"], action["evidence"])


def test_every_quote_stands_where_its_offsets_point(records: dict[str, Record]) -> None:
    wrong = [(n, q) for n, record in records.items() for q in quotes(record) if record["text"][q["start"] : q["end"]] != q["text"]]
    assert wrong == []
    assert any(quotes(record) for record in records.values())


def test_every_filler_is_an_entity_of_its_record(records: dict[str, Record]) -> None:
    for record in records.values():
        known = {entity["id"] for entity in record["entities"]}
        fillers = [f for action in record["actions"] for role in action["roles"].values() for f in role]
        assert {filler["entity"] for filler in fillers} <= known


def test_another_run_writes_the_same_bytes(output: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert extract() == output


def test_two_workers_write_the_same_bytes(output: bytes) -> None:
    assert extract("--workers", 2) == output


def test_scores_do_not_fall(records: dict[str, Record], gold: dict[str, AnnotatedArticle]) -> None:
    named = [record | {"path": name} for name, record in records.items()]
    figures = score(named, [corpus.gold(article) for article in gold.values()]).figures
    assert (figures["language_accuracy"], figures["offsets_bad"], figures["articles"]) == (1.0, 0, len(gold))
    below = {measure: figures["all"][measure] for measure, floor in FLOORS.items() if figures["all"][measure]["f1"] < floor}
    assert below == {}


def test_the_languages_of_the_bilingual_article_part_where_the_paragraphs_do(records: dict[str, Record]) -> None:
    record = records["zh-guitars"]
    chinese, english = record["languages"]
    assert record["text"][english["start"] :].startswith("Qinglü Instruments and")
    assert chinese["end"] <= english["start"] < english["end"] == len(record["text"])
