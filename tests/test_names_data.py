"""Lint of the knowledge base's files (`pipelines/data/names/*.jsonl`): what a reader of the data may rely on."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from opencc import OpenCC

from pipelines.fold import fold, is_han
from pipelines.knowledge import NAMES, orphans, read_knowledge
from pipelines.records import ENTITY_TYPES

KEYS = {"id", "type", "names", "also", "parent", "country", "wikidata", "guard", "sure"}
FILES = sorted(NAMES.glob("*.jsonl"))
# ordinary words and forenames that are also names of firms, each of which must carry a guard
ORDINARY = (
    "Target",
    "Gap",
    "Guess",
    "Coach",
    "Next",
    "Boss",
    "Diesel",
    "Fossil",
    "Shell",
    "Wish",
    "Mars",
    "Orange",
    "Visa",
    "Otto",
    "Mango",
    "Real",
    "Penny",
    "Saturn",
    "Zoll",
    "Supreme",
    "Vans",
    "Express",
    "Champion",
    "Pandora",
    "Omega",
    "Patagonia",
    "Subway",
    "Bestseller",
    "Action",
    "Depot",
    "Bild",
    "Spiegel",
    "Stripe",
    "Discord",
    "Telegram",
    "Douglas",
    "Christ",
    "小米",
    "苹果",
    "老板",
    "平安",
    "开云",
    "京东",
    "当当",
    "得物",
    "美的",
    "三只松鼠",
    "荣耀",
    "考拉",
    "菜鸟",
    "飞猪",
    "联想",
    "匹克",
    "双星",
    "公牛",
    "白象",
    "骆驼",
    "探路者",
    "大宝",
    "长虹",
    "兄弟",
    "三星",
    "阿里",
    "方特",
    "达能",
)

WRITTEN_SMALL = frozenset(
    (
        "1688.com",
        "360buy",
        "58.com",
        "bevh",
        "carabinieri",
        "dm",
        "dm-drogerie markt",
        "dpa",
        "eobuwie",
        "foodwatch",
        "illycaffè",
        "momo",
        "notebooksbilliger.de",
        "noyb",
        "o2",
        "unreliable entities list",
        "ver.di",
        "vzbv",
    )
)  # by their owners, so that lower case in the text is their name too


@cache
def rows() -> tuple[tuple[str, dict[str, Any]], ...]:
    return tuple((path.name, json.loads(line)) for path in FILES for line in path.read_text(encoding="utf-8").splitlines())


def named() -> Iterator[tuple[dict[str, Any], str, str]]:
    for _, row in rows():
        for language, names in row["names"].items():
            for name in names:
                yield row, language, name


def test_the_loader_reads_every_file_without_a_fault() -> None:
    assert len(read_knowledge(FILES)) == len(rows())


def test_there_is_enough_of_each_kind() -> None:
    counts: dict[str, int] = defaultdict(int)
    for _, row in rows():
        counts[row["type"]] += 1
    floors = {"company": 1000, "brand": 1500, "platform": 300, "authority": 250, "association": 150, "program": 50, "person": 150}
    assert {kind: counts[kind] for kind, floor in floors.items() if counts[kind] < floor} == {}


def test_ids_are_unique_slugs() -> None:
    ids = [row["id"] for _, row in rows()]
    assert len(ids) == len(set(ids))
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", i)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_sorted_by_id(path: Any) -> None:
    ids = [row["id"] for name, row in rows() if name == path.name]
    assert ids == sorted(ids)


def test_rows_have_known_keys_types_and_countries() -> None:
    for _, row in rows():
        assert set(row) <= KEYS, row["id"]
        assert {row["type"], *row["also"]} <= set(ENTITY_TYPES), row["id"]
        assert row["type"] not in row["also"], row["id"]
        assert row["country"] is None or re.fullmatch(r"[A-Z]{2}", row["country"]), row["id"]


def test_parents_exist_and_never_run_in_a_circle() -> None:
    parents = {row["id"]: row["parent"] for _, row in rows()}
    assert orphans(read_knowledge(FILES)) == []
    for start in parents:
        seen, here = {start}, parents[start]
        while here:
            assert here not in seen, start
            seen.add(here)
            here = parents[here]


def test_a_wikidata_id_stands_for_one_entity() -> None:
    ids = [row["wikidata"] for _, row in rows() if "wikidata" in row]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"Q[1-9]\d*", i) for i in ids)


def test_names_are_clean() -> None:
    for row, language, name in named():
        assert name and name == name.strip() and "  " not in name, (row["id"], name)
        assert any(c.isalnum() for c in name), (row["id"], name)
        assert language in ("en", "zh", "it", "de", "any"), row["id"]
        assert len(name) > 1 or name.isdigit(), (row["id"], name)


def test_chinese_names_stand_under_zh_and_are_simplified() -> None:
    simplified = OpenCC("t2s")  # by phrases: the characters of some names are the same in both scripts
    for row, language, name in named():
        assert language == "zh" or not any(map(is_han, name)), (row["id"], name)
        assert simplified.convert(name) == name, (row["id"], name)


def test_a_name_is_listed_once_in_a_language() -> None:
    for _, row in rows():
        for names in row["names"].values():
            assert len(names) == len(set(names)), row["id"]


def test_latin_names_begin_like_names() -> None:
    small = {name for _, language, name in named() if language == "any" and name.islower()}
    assert small <= WRITTEN_SMALL


def test_a_name_with_two_owners_is_guarded_in_each() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    unguarded: dict[str, set[str]] = defaultdict(set)
    for row, _, name in named():
        owners[fold(name)].add(row["id"])
        if fold(name) not in {fold(alias) for alias in row.get("guard", {})}:
            unguarded[fold(name)].add(row["id"])
    assert {name: sorted(ids) for name, ids in owners.items() if len(ids) > 1 and unguarded[name]} == {}


def test_guards_stand_on_listed_names_and_say_something() -> None:
    for _, row in rows():
        aliases = {name for names in row["names"].values() for name in names}
        for alias, guard in row.get("guard", {}).items():
            assert alias in aliases, (row["id"], alias)
            assert guard and set(guard) <= {"need", "not", "kin"} and all(guard.values()), (row["id"], alias)
            assert all(word.strip() for key in ("need", "not") for word in guard.get(key, [])), (row["id"], alias)


@pytest.mark.parametrize("word", ORDINARY)
def test_an_ordinary_word_is_guarded_wherever_it_is_a_name(word: str) -> None:
    holders = [row for row, _, name in named() if fold(name) == fold(word)]
    assert holders, word
    assert [row["id"] for row in holders if fold(word) not in {fold(alias) for alias in row.get("guard", {})}] == []


def test_two_letter_names_are_upper_case_or_guarded() -> None:
    loose = [
        (row["id"], name)
        for row, _, name in named()
        if len(name) == 2 and not is_han(name[0]) and not (name.isupper() or name in row.get("guard", {}))
    ]
    assert loose == []


def test_owners_and_chinese_names_are_many() -> None:
    assert sum(row["parent"] is not None for _, row in rows()) >= 900
    assert sum("zh" in row["names"] for _, row in rows()) >= 3200
