import re

from pipelines.candidates import Candidate
from pipelines.lists_han import find_lists, find_neighbours, find_quoted

HEADS = re.compile("(?P<platform>平台)[“]?$")


def test_a_counted_list_holds_names() -> None:
    text = "它对云媒砚、群量、盛世鹿等3家机构起诉"
    assert [text[c.start : c.end] for c in find_lists(text)] == ["云媒砚", "群量", "盛世鹿"]


def test_quotations_take_the_type_of_what_stands_beside_them() -> None:
    text = "平台“犟鹿”上线“原产可查”计划，列入“失信名册”，他说“很好”。"
    assert [(text[c.start : c.end], c.type) for c in find_quoted(text, [], HEADS)] == [
        ("犟鹿", "platform"),
        ("“原产可查”计划", "program"),
        ("失信名册", "program"),
    ]


def test_neighbours_of_a_name_in_a_list() -> None:
    text = "三家：福寅楼、宝月斋、陶陶金。"
    known = [Candidate(3, 6, "company", "shapes", "福寅楼")]
    assert [text[c.start : c.end] for c in find_neighbours(text, known)] == ["宝月斋"]
