"""Persons in Chinese text: a family name and one or two characters where a person is spoken of, or a transliteration with a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipelines.candidates import Candidate
from pipelines.namewords import listed, table
from pipelines.segment import segment

_DOT = "[·•・‧]"
_DOTTED = re.compile(rf"[\u4e00-\u9fff]{{1,5}}(?:{_DOT}[\u4e00-\u9fff]{{1,6}}){{1,2}}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


class Patterns(NamedTuple):
    """The compiled surroundings of a person's name."""

    titles: re.Pattern[str]
    title_end: re.Pattern[str]
    speaks: re.Pattern[str]
    surname: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns, compiled once."""
    rows = table("shapes", "zh")["persons"]
    names = listed("shapes", "surnames_zh")
    double = "|".join(sorted(n for n in names if len(n) == 2))
    single = "".join(sorted(n for n in names if len(n) == 1))
    titles = rows["before"].lower()
    return Patterns(re.compile(titles), re.compile(rf"(?:{titles})$"), re.compile(rows["speaks"]), re.compile(rf"{double}|[{single}]"))


def find_persons(folded: str) -> Iterator[Candidate]:
    """Persons named in the text: behind a title, or as a transliteration."""
    for title in patterns().titles.finditer(folded):
        span = name_at(folded, title.end())
        if span:
            yield _person(folded, span, weight=3)
    for match in _DOTTED.finditer(folded):
        yield _person(folded, (match.start() + _lead(match.group()), match.end() - _trail(match.group())), weight=4)


def name_at(folded: str, at: int) -> tuple[int, int] | None:
    """The span of the personal name that begins at `at`: of the possible lengths the one that leaves the most ordinary text behind it."""
    surname = patterns().surname.match(folded, at)
    if not surname or _second_word(folded, at):
        return None
    sizes = [n for n in (len(surname.group()) + 2, len(surname.group()) + 1) if _may_be_name(folded[at : at + n], n)]
    costs = {n: _cost(folded[at + n : at + 9]) for n in sizes}
    best = min(sizes, key=lambda n: (costs[n], n), default=None)
    return (at, at + best) if best else None


def _second_word(folded: str, at: int) -> bool:
    """Whether a function character stands at `at` and an ordinary word behind it: 向记者."""
    return folded[at] in table("shapes", "zh")["function"] and folded[at + 1 : at + 3] in listed("shapes", "zh_common")


def _may_be_name(name: str, size: int) -> bool:
    """Whether the characters can be a personal name: all Han, no ordinary word, none that only a phrase ends in."""
    rows = table("shapes", "zh")["persons"]
    plain = name in listed("shapes", "zh_common") or name[1:] in rows["never"] or name[-1:] in rows["ends"]
    return len(name) == size and bool(_HAN.fullmatch(name)) and not plain


def _cost(text: str) -> int:
    """How unusual a stretch of text is: unknown characters weigh most."""
    return sum(5 if token.kind == "unknown" else 2 for token in segment(text, []))


def _lead(name: str) -> int:
    """How many characters before the first dot belong to a title or to another word."""
    head = re.split(_DOT, name)[0]
    for cut in range(len(head) - 1, 0, -1):
        if (
            patterns().title_end.search(head[:cut])
            or head[:cut] in listed("shapes", "zh_common")
            or head[cut - 1] in "的了与和、及由对向是"
        ):
            return cut
    return 0


def _trail(name: str) -> int:
    """How many characters behind the last dot are the next word."""
    rows = table("shapes", "zh")
    last = re.split(_DOT, name)[-1]
    for cut in range(1, len(last)):
        rest = last[cut:]
        if rest[0] in rows["sounds"] and rest[:2] not in rows["extra_words"]:
            continue
        if rest[0] in rows["persons"]["follows"] or rest[:2] in rows["extra_words"] or rest[:2] in listed("shapes", "zh_common"):
            return len(rest)
    return 0


def _person(folded: str, span: tuple[int, int], *, weight: int) -> Candidate:
    return Candidate(*span, "person", "shapes", folded[slice(*span)], weight=weight)
