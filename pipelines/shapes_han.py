"""Unknown names in Chinese text: what the word list does not know, judged by what stands before, behind and elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipelines.candidates import Candidate, settle
from pipelines.lists_han import find_lists, find_neighbours, find_quoted
from pipelines.namewords import bare, grow, listed, table
from pipelines.persons_han import find_persons, patterns
from pipelines.segment import Token, segment

_LEGAL = "股份有限公司|有限责任公司|有限公司|集团公司|集团|公司"
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+$")
_BETWEEN = re.compile("[诉由与和对向将把被及在的是]")
_ENOUGH = 3  # points that make a name
_LONGEST = 12


class Clues(NamedTuple):
    """The compiled words around a name."""

    heads: re.Pattern[str]
    tails: re.Pattern[str]
    bodies: re.Pattern[str]
    starts: re.Pattern[str]
    vague: re.Pattern[str]
    trades: frozenset[str]
    generic: frozenset[str]
    verbs: re.Pattern[str]
    links: re.Pattern[str]


@cache
def clues() -> Clues:
    """The clues of `data/shapes/zh.toml`, compiled once."""
    rows = table("shapes", "zh")
    heads, tails = ("|".join(f"(?P<{kind}>{row})" for kind, row in rows[key].items()) for key in ("heads", "tails"))
    bodies = rf"(?P<association>{rows['tails']['association']})|(?P<authority>{rows['tails']['authority']})|(?P<company>{_LEGAL})"
    return Clues(
        re.compile(rf"(?:{heads})[“「『\"‘]?$"),
        re.compile(rf"(?:{tails})$"),
        re.compile(bodies),
        re.compile(rows["association_starts"]),
        re.compile(rows["vague"]),
        frozenset(rows["trades"]),
        frozenset(rows["generic"]),
        re.compile(rows["verbs"]),
        re.compile(rf"(?:{rows['links']}|^|\n)[“「『\"‘]?$"),
    )


def find_han(marked: str, known: Sequence[Candidate]) -> list[Candidate]:
    """The unknown Chinese names of a text, overlaps included. `marked`: the folded text with its quotation marks as written."""
    persons = [p for p in settle(find_persons(marked)) if not any(p.start < k.end and p.end > k.start for k in known)]
    places = [(c.start, c.end) for c in known if c.type == "place"]
    tokens = segment(marked, [(c.start, c.end) for c in (*known, *persons) if c.type != "place"], places=places)
    found = [*persons, *find_quoted(marked, known, clues().heads), *find_lists(marked)]
    found += _bodies(marked, segment(marked, [(p.start, p.end) for p in persons], places=places), known)
    found += [c for run in _runs(marked, tokens) for c in _judge(marked, run)]
    return [*found, *find_neighbours(marked, [*known, *found])]


def _written(text: str, token: Token) -> str:
    return text[token.start : token.end]


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """Unknown characters in a row as (start, end of these, end with the words of trade behind them)."""
    at = 0
    while at < len(tokens):
        if not _opens(text, tokens, at):
            at += 1
            continue
        core = at + 1
        while core < len(tokens) and tokens[core].kind == "unknown" and tokens[core].start == tokens[core - 1].end:
            core += 1
        last = core
        while last < len(tokens) and tokens[last].start == tokens[last - 1].end and _written(text, tokens[last]) in clues().trades:
            last += 1
        yield tokens[at].start, tokens[core - 1].end, tokens[last - 1].end
        at = last


def _opens(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a name may begin here: an unknown character, or a word with a trade behind it where a name is expected."""
    token = tokens[at]
    if token.kind == "unknown":
        return True
    behind = tokens[at + 1] if at + 1 < len(tokens) else token
    if (
        token.kind != "word"
        or behind.start != token.end
        or _written(text, token) in clues().trades
        or _written(text, behind) not in clues().trades
    ):
        return False
    return text[token.start : behind.end] not in clues().generic and bool(clues().heads.search(text[max(0, token.start - 8) : token.start]))


def _judge(text: str, run: tuple[int, int, int]) -> Iterator[Candidate]:
    """The run as a name where enough speaks for it."""
    start, core, end = run
    start = _behind_head(text, start, core)
    name = text[start:end]
    if core - start < 2 or len(name) > _LONGEST or name in clues().generic or name in listed("shapes", "zh_places"):
        return
    head = clues().heads.search(text[max(0, start - 8) : start])
    kind = head.lastgroup if head else None
    if not kind and core == end and _speaks(text, start, end):
        yield Candidate(start, end, "person", "shapes", name, weight=1)
    elif (3 if kind else 0) + (3 if end > core else 0) + _evidence(text, start, core, end) >= _ENOUGH:
        yield _firm(text, (start, end), kind)


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether a family name begins the two or three characters and a verb of speaking follows."""
    return end - start in (2, 3) and bool(patterns().surname.match(text, start)) and bool(patterns().speaks.match(text, end))


def _firm(text: str, span: tuple[int, int], kind: str | None) -> Candidate:
    start, end = grow(text, *span)
    tail = clues().tails.search(text[start:end]) if end - start > 3 and not kind else None
    told = kind or (tail.lastgroup if tail else None)
    return Candidate(start, end, told or "company", "shapes", bare(text[start:end]), weight=3 if kind else 1)


def _behind_head(text: str, start: int, core: int) -> int:
    """Where the name begins when the unknown characters begin with a noun that tells its type: 厂 in 厂乐蒲."""
    for cut in range(min(3, core - start - 2), 0, -1):
        if clues().heads.search(text[max(0, start - 6) : start + cut]):
            return start + cut
    return start


def _evidence(text: str, start: int, core: int, end: int) -> int:
    """Points for repetition and for what stands around."""
    points = min(text.count(text[start:core]) - 1, 3)
    points += bool(clues().verbs.match(text, end)) + bool(clues().links.search(text[max(0, start - 4) : start]))
    return points + (text[end : end + 1] in ("(", "（"))


def _bodies(text: str, tokens: Sequence[Token], known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Associations, offices and firms with a legal form: drawn out to the left as long as no break stands there."""
    ends = {c.end for c in known}
    for match in clues().bodies.finditer(text):
        start = _left_edge(text, match.start(), tokens)
        if match.group().endswith("有限公司"):
            start = _registered(text, start, match.start(), tokens)
        if match.end() not in ends and match.lastgroup and _is_body(text[start : match.start()], match):
            yield Candidate(start, match.end(), match.lastgroup, "shapes", bare(text[start : match.end()]), weight=4)


def _left_edge(text: str, end: int, tokens: Sequence[Token]) -> int:
    """How far a name reaches left of its last word: over words, places and unknown characters."""
    start = end
    for token in reversed([t for t in tokens if end - 16 < t.end <= end]):
        trade = _written(text, token) in clues().trades
        head = start != end and not trade and clues().heads.search(_written(text, token))
        if token.end != start or token.kind == "function" or (token.kind == "break" and not trade) or head:
            break
        start = token.start
    return start


def _registered(text: str, start: int, end: int, tokens: Sequence[Token]) -> int:
    """The start of a firm's registered name, which begins with its seat: 深圳市新平衡…有限公司."""
    run = _HAN_RUN.search(text[max(0, end - 18) : end])
    first = max(0, end - 18) + run.start() if run else end
    seats = [t.start for t in tokens if t.kind == "place" and first <= t.start < end]
    return min(start, next((s for s in reversed(seats) if not _BETWEEN.search(text[s:end])), start))


def _is_body(name: str, match: re.Match[str]) -> bool:
    """Whether what stands before a body's last word makes it one in particular."""
    if not 2 <= len(name) <= 16 or name + match.group() in clues().generic:
        return False
    tokens = segment(name, [])
    if match.lastgroup == "company":
        return match.group().endswith("有限公司") or any(t.kind == "unknown" for t in tokens)
    started = bool(clues().starts.match(name)) or tokens[0].kind == "place"
    if match.lastgroup == "authority":
        return started and len(name) > 3
    return (started and len(name) > 2) or (len(name) > 3 and not clues().vague.match(name))
