"""Persons in Chinese text: a family name and one or two characters where a person is spoken of, or a transliteration with a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipelines.candidates import Candidate
from pipelines.namewords import listed, table
from pipelines.segment import segment

_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,5}(?:[·•・‧][\u4e00-\u9fff]{1,6}){1,2}")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2}")
_ONLY_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SOUNDS = frozenset("阿埃艾爱安奥巴贝本比博布查达戴丹德登蒂丁东杜恩尔法范菲费芬佛弗福盖戈格古瓜哈海汉赫亨胡霍基吉加杰金卡凯坎康考科克肯库拉莱兰朗劳勒雷里利莉丽林琳隆卢鲁路伦罗洛马玛迈曼梅蒙米密莫姆穆娜纳奈南尼内诺帕佩彭皮普奇乔切琼萨塞桑森沙莎山舍圣史斯丝苏索塔泰坦汤特滕提托瓦万威韦维温沃乌西希锡肖谢辛雅亚扬耶伊茵英尤约泽扎詹珍兹佐永")
_NEVER = frozenset(("面", "表示", "告诉", "记者", "于", "方", "家", "人"))
_SPEAKS = "说|称|表示|认为|告诉|指出|介绍|透露|坦言|强调|回应|先生|女士|写道|解释|直言|补充|承认|否认|笑|打趣|反驳|痛斥|怒斥"


class Patterns:
    """The compiled surroundings of a person's name."""

    def __init__(self) -> None:
        rows = table("shapes", "zh")["persons"]
        names = listed("shapes", "surnames_zh")
        double = "|".join(sorted(n for n in names if len(n) == 2))
        single = "".join(sorted(n for n in names if len(n) == 1))
        self.before = re.compile(rf"(?:{rows['before']})[“”\"、,，]?$", re.IGNORECASE)
        self.heads = re.compile(rf"(?:{rows['before']})", re.IGNORECASE)
        self.speaks = re.compile(rf"(?:{_SPEAKS})")
        self.surname = re.compile(rf"(?:{double}|[{single}])")


@cache
def patterns() -> Patterns:
    """The patterns, compiled once."""
    return Patterns()


def find_persons(folded: str) -> Iterator[Candidate]:
    """Persons named in the text: behind a title, or as a transliteration."""
    for head in patterns().heads.finditer(folded):
        span = name_at(folded, head.end())
        if span:
            yield _person(folded, *span, weight=3)
    for match in _DOTTED.finditer(folded):
        start = match.start() + _lead(match.group())
        yield _person(folded, start, match.end() - _trail(match.group()), weight=4)


def name_at(folded: str, at: int) -> tuple[int, int] | None:
    """The span of the personal name that begins at `at`: of the possible lengths the one that leaves the most ordinary text behind it."""
    surname = patterns().surname.match(folded, at)
    if not surname or not _HAN_RUN.match(folded, at) or folded[at + 1 : at + 3] in listed("shapes", "zh_common") and folded[at] in table("shapes", "zh")["function"]:
        return None
    sizes = [n for n in (len(surname.group()) + 2, len(surname.group()) + 1) if _may_be_name(folded[at : at + n], n)]
    costs = {n: _cost(folded, at + n, at + 9) for n in sizes}
    best = min(sizes, key=lambda n: (costs[n], n), default=None)
    return (at, at + best) if best else None


def _may_be_name(name: str, size: int) -> bool:
    """Whether the characters can be a personal name: all Han, no ordinary word, none that only a phrase ends in."""
    plain = name in listed("shapes", "zh_common") or name[1:] in _NEVER or name[-1] in "的在了说称们和与对也都就是将被向曾已等及则又还以"
    return len(name) == size and bool(_ONLY_HAN.fullmatch(name)) and not plain


def _cost(folded: str, start: int, end: int) -> int:
    """How unusual the text is between two places: unknown characters weigh most."""
    return sum(5 if token.kind == "unknown" else 2 for token in segment(folded[start:end], []))


def _lead(name: str) -> int:
    """How many characters before the first dot belong to a title or to another word."""
    head = re.split(r"[·•・‧]", name)[0]
    for cut in range(len(head) - 1, 0, -1):
        if patterns().before.search(head[:cut]) or head[:cut] in listed("shapes", "zh_common") or head[cut - 1] in "的与和、及由对向是":
            return cut
    return 0


def _trail(name: str) -> int:
    """How many characters behind the last dot are the next word."""
    last = re.split(r"[·•・‧]", name)[-1]
    for cut in range(1, len(last)):
        rest = last[cut:]
        if rest[0] in _SOUNDS and rest[:2] not in table("shapes", "zh")["extra_words"]:
            continue
        if rest[:2] in listed("shapes", "zh_breaks") or rest[0] in "说称在的对则也就曾已与和等以于是被将向私表宣和先" or rest[:2] in listed("shapes", "zh_common"):
            return len(rest)
    return 0


def _person(folded: str, start: int, end: int, *, weight: int) -> Candidate:
    return Candidate(start, end, "person", "shapes", folded[start:end], weight=weight)
