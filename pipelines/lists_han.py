"""Chinese names in quotation marks and in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipelines.candidates import Candidate
from pipelines.namewords import bare, listed, table
from pipelines.segment import is_ordinary, segment

_QUOTED = re.compile(r"[“「『]([^“”「」『』，。；：！？\n]{2,16})[”」』]")
_ELEMENT = r"[\u4e00-\u9fffA-Za-z0-9&·“”「」 ]{2,10}"
_COUNTED = re.compile(rf"(?:{_ELEMENT}、)+{_ELEMENT}?(?=等\d*[家个多几]|等[一二三四五六七八九十两]+[家个]|[三四五六七八九十两]家)")
_ROW = re.compile(r"[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6})+")


@cache
def _table(name: str, end: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?:的)?(?:{words}){end}")) for kind, words in table("shapes", "zh")[name].items())


@cache
def _put_on() -> re.Pattern[str]:
    return re.compile(rf"(?:{table('shapes', 'zh')['put_on']})[了“「『]*$")


def find_quoted(text: str, known: Sequence[Candidate], heads: re.Pattern[str]) -> Iterator[Candidate]:
    """Quoted names: behind or before a noun that tells their type, or in words that are not ordinary and stand there again."""
    for match in _QUOTED.finditer(text):
        if any(c.start <= match.start(1) and c.end >= match.end(1) for c in known):
            continue
        head = heads.search(text[max(0, match.start() - 8) : match.start() + 1])
        kind = head.lastgroup if head and head.lastgroup else _kind(text, match)
        if kind and len(match[1]) <= 12 and not _everyday(text, match[1], kind):
            yield Candidate(*_span(text, match), kind, "shapes", bare(match[1]), weight=3)


def _everyday(text: str, name: str, kind: str) -> bool:
    """Whether a short quotation of ordinary words is no firm: 公司“很好”."""
    return kind in ("company", "brand") and len(name) < 4 and text.count(name) < 3 and is_ordinary(name)


def _kind(text: str, match: re.Match[str]) -> str | None:
    """What follows the quotation, stands at its end or before it tells the type; one used again without marks is a firm."""
    for kind, words in _table("quoted", ""):
        if words.match(text, match.end()):
            return kind
    if len(match[1]) > 3:
        inside = next((kind for kind, words in _table("inside", "$") if words.search(match[1])), None)
        if inside:
            return inside
    if len(match[1]) > 2 and _put_on().search(text[max(0, match.start() - 4) : match.start() + 1]):
        return "program"
    return "company" if _firm_like(text, match[1]) else None


def _firm_like(text: str, name: str) -> bool:
    unknown = sum(token.kind == "unknown" for token in segment(name, []))
    if unknown > 1 and 3 <= len(name) <= 6:
        return True
    again = text.count(name) > len(re.findall(rf"[“「『]{re.escape(name)}[”」』]", text))
    return again and len(name) <= 6 and name not in listed("shapes", "zh_common") and not is_ordinary(name)


def _span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The quoted words, with the noun behind them when it belongs to the name: “…”计划."""
    tail = re.match(r"(?:计划|行动|系统|联盟|名单|专项|项目|同盟)", text[match.end() :])
    return (match.start(), match.end() + tail.end()) if tail else match.span(1)


def find_lists(text: str) -> Iterator[Candidate]:
    """The names of a list that is counted: 甲、乙、丙等3家."""
    for match in _COUNTED.finditer(text):
        for position, (start, end) in enumerate(_parts(match)):
            begin = start + (_first(text[start:end]) if position == 0 else 0)
            name = text[begin:end].strip("“”「」 ")
            if 2 <= len(name) <= 8:
                at = text.index(name, begin)
                yield Candidate(at, at + len(name), "company", "shapes", bare(name), weight=1)


def _parts(match: re.Match[str]) -> list[tuple[int, int]]:
    spans, at = [], match.start()
    for part in match.group().split("、"):
        spans.append((at, at + len(part)))
        at += len(part) + 1
    return spans


def _first(name: str) -> int:
    """Where the first name of a list begins: behind the last word that ends what went before."""
    tokens = [t for t in segment(name, []) if t.kind in ("function", "break", "place") and t.end < len(name) - 1]
    return tokens[-1].end if tokens else 0


def find_neighbours(text: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """What stands in one list with names: 甲、乙、丙, where one of them is found already."""
    names = {(c.start, c.end): c for c in found if c.type in ("company", "brand", "platform")}
    for match in _ROW.finditer(text):
        spans = _parts(match)
        model = next((names[s] for s in spans if s in names), None)
        for start, end in spans[1:-1] if model else ():
            if model and (start, end) not in names and end - start <= 5 and text[start:end] not in listed("shapes", "zh_breaks"):
                yield Candidate(start, end, model.type, "shapes", bare(text[start:end]), weight=1)
