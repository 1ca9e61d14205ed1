"""Unknown names in Chinese text: what the word list does not know, judged by what stands before, behind and elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipelines.candidates import Candidate, settle
from pipelines.namewords import bare, grow, listed, table
from pipelines.persons_han import find_persons, patterns
from pipelines.segment import Token, is_ordinary, segment

_QUOTED = re.compile(r"[“「『]([^“”「」『』，。；：！？\n]{2,16})[”」』]")
_LIST = re.compile(r"(?:[\u4e00-\u9fffA-Za-z0-9&·“”「」 ]{2,10}、)+[\u4e00-\u9fffA-Za-z0-9&·“”「」 ]{2,10}?(?=等\d*[家个多几]|等[一二三四五六七八九十两]+[家个]|[三四五六七八九十两]家)")
_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)")


class Clues(NamedTuple):
    """The compiled words around a name."""

    heads: re.Pattern[str]
    tails: re.Pattern[str]
    trades: frozenset[str]
    verbs: re.Pattern[str]
    links: re.Pattern[str]


@cache
def clues() -> Clues:
    """The clues of `data/shapes/zh.toml`, compiled once."""
    rows = table("shapes", "zh")
    heads = "|".join(f"(?P<{kind}>{row})" for kind, row in rows["heads"].items())
    tails = "|".join(f"(?P<{kind}>{row})" for kind, row in rows["tails"].items())
    verbs = "起诉|宣布|表示|称|说|回应|否认|承诺|指控|指责|要求|申请|撤回|撤诉|上诉|反诉|和解|赔偿|支付|败诉|胜诉|获|将|已|曾|则|未|不|的|方面|创始人|董事长|负责人|发言人|法务|母公司|股价|旗下|一方|及其|等|因|在|向|对|与|和|发|拿|推出|下架|封|被|随后|此前|也|还|又|仍"
    links = "起诉|状告|控告|告|诉|与|和|向|对|将|把|被|由|及|同|跟|给|让|是|、|称|指|收购|警告|指责|批评|要求|判|令|罚|对手|的|因|据|但|而|：|，|。|\n|后|和解|为|致函|联手|举报|投诉"
    return Clues(re.compile(rf"(?:{heads})[“「『\"‘]?$"), re.compile(rf"(?:{tails})$"), frozenset(rows["trades"]), re.compile(verbs), re.compile(rf"(?:{links}|^)[“「『\"‘]?$"))


def find_han(folded: str, known: Sequence[Candidate]) -> list[Candidate]:
    """The unknown Chinese names of a folded text, overlaps included."""
    persons = [p for p in settle(find_persons(folded)) if not any(p.start < k.end and p.end > k.start for k in known)]
    spans = [(c.start, c.end) for c in (*known, *persons) if c.type != "place"]
    tokens = segment(folded, spans)
    found = [*persons, *_quoted(folded, known), *_listed(folded), *_bodies(folded, segment(folded, [(p.start, p.end) for p in persons]), known)]
    found += [c for run in _runs(folded, tokens) for c in _judge(folded, run)]
    return found + list(_neighbours(folded, [*known, *found]))


def _runs(folded: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """Unknown characters in a row as (start, end of these, end with the words of trade behind them)."""
    at = 0
    while at < len(tokens):
        if not _opens(folded, tokens, at):
            at += 1
            continue
        start, size = tokens[at].start, 1
        while at + size < len(tokens) and tokens[at + size].kind == "unknown" and tokens[at + size].start == tokens[at + size - 1].end:
            size += 1
        core, last = tokens[at + size - 1].end, at + size
        while last < len(tokens) and tokens[last].start == tokens[last - 1].end and folded[tokens[last].start : tokens[last].end] in clues().trades:
            last += 1
        yield start, core, tokens[last - 1].end
        at = max(last, at + size)


def _opens(folded: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a name may begin here: an unknown character, or a word with a trade behind it where a name is expected."""
    if tokens[at].kind == "unknown":
        return True
    follows = at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end
    if tokens[at].kind != "word" or not follows or folded[tokens[at].start : tokens[at].end] in clues().trades:
        return False
    whole = folded[tokens[at].start : tokens[at + 1].end]
    return folded[tokens[at + 1].start : tokens[at + 1].end] in clues().trades and not _generic(whole) and _expected(folded, tokens[at].start)


def _expected(folded: str, start: int) -> bool:
    return bool(clues().heads.search(folded[max(0, start - 8) : start]))


def _generic(name: str) -> bool:
    return name in table("shapes", "zh")["generic"]


def _judge(folded: str, run: tuple[int, int, int]) -> Iterator[Candidate]:
    """The run as a name where enough speaks for it."""
    start, core, end = run
    start = _behind_head(folded, start, core)
    name = folded[start:end]
    if core - start < 2 or len(name) > 12 or _generic(name):
        return
    head = clues().heads.search(folded[max(0, start - 8) : start])
    kind, weight = (head.lastgroup, 3) if head and head.lastgroup else ("company", 0)
    score = weight + (3 if end > core else 0) + _evidence(folded, start, core, end)
    if kind == "company" and not weight and patterns().surname.match(name) and len(name) in (2, 3) and patterns().speaks.match(folded, end) and end == core:
        yield Candidate(start, end, "person", "shapes", name, weight=1)
    elif score >= 3 and name not in listed("shapes", "zh_places"):
        s, e = grow(folded, start, end)
        tail = clues().tails.search(folded[s:e])
        told = tail.lastgroup if tail and tail.lastgroup and len(name) > 3 and weight == 0 else kind
        yield Candidate(s, e, told or kind, "shapes", bare(folded[s:e]), weight=max(1, weight))


def _behind_head(folded: str, start: int, core: int) -> int:
    """Where the name begins when the unknown characters begin with a noun that tells its type: 厂 in 厂乐蒲."""
    for cut in range(min(3, core - start - 2), 0, -1):
        if clues().heads.search(folded[max(0, start - 6) : start + cut]):
            return start + cut
    return start


def _evidence(folded: str, start: int, core: int, end: int) -> int:
    """Points for repetition and for what stands around."""
    count = folded.count(folded[start:core])
    points = min(count - 1, 3) if core - start > 1 else 0
    points += bool(clues().verbs.match(folded, end)) + bool(clues().links.search(folded[max(0, start - 4) : start]))
    return points + (folded[end : end + 1] in ("(", "（"))


def _quoted(folded: str, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Quoted names: behind or before a noun that tells their type, or in words that are not ordinary and stand there again."""
    for match in _QUOTED.finditer(folded):
        name = match[1]
        if any(c.start <= match.start(1) and c.end >= match.end(1) for c in known):
            continue
        head = clues().heads.search(folded[max(0, match.start() - 8) : match.start() + 1])
        kind = head.lastgroup if head and head.lastgroup else _quoted_kind(folded, match)
        if kind and len(name) <= 12 and not (is_ordinary(name) and kind in ("company", "brand") and len(name) < 4 and folded.count(name) < 3):
            start, end = _quoted_span(folded, match)
            yield Candidate(start, end, kind, "shapes", bare(name), weight=3)


_VAGUE = re.compile(r"[两多各该本其某数几有相地国内外一二三四五六七八九十这那所此每行业反]")
_QUOTE_TAILS = {"program": "计划|行动|系统|专项|项目|工程|机制|名单|名册|榜|册|行列|制度", "platform": "平台|商城", "brand": "品牌|商标|字样", "association": "联盟|协会|同盟", "company": "公司|网店|店铺|旗舰店|账号|老板|创始人"}
_INSIDE = re.compile(r"(?P<program>名单|名册|黑榜|红榜|榜|行动|计划|倡议|公约|系统|擂台|观察簿|清单)$|(?P<association>联盟|协会|同盟|商会)$")
_PUT_ON = re.compile(r"(?:列入|移出|登上|加入|推出|发布|启动|试行|名为|叫做|剔除|上线|推行|列进|划去|纳入|载入|除名)[了“「『\"]*$")


def _quoted_kind(folded: str, match: re.Match[str]) -> str | None:
    """What follows the quotation, stands at its end or before it tells the type; a quotation used again without marks is a name."""
    behind = folded[match.end() : match.end() + 5]
    for kind, tails in _QUOTE_TAILS.items():
        if re.match(rf"(?:的)?(?:{tails})", behind):
            return kind
    inside = _INSIDE.search(match[1])
    if inside and len(match[1]) > 3:
        return inside.lastgroup
    if _PUT_ON.search(folded[max(0, match.start() - 4) : match.start() + 1]) and len(match[1]) > 2:
        return "program"
    bare_uses = folded.count(match[1]) - len(re.findall(rf"[“「『\"]{re.escape(match[1])}[”」』\"]", folded))
    unknown = sum(token.kind == "unknown" for token in segment(match[1], []))
    if unknown > 1 and 3 <= len(match[1]) <= 6:
        return "company"
    return "company" if bare_uses > 0 and 2 <= len(match[1]) <= 6 and match[1] not in listed("shapes", "zh_common") and not is_ordinary(match[1]) else None


def _quoted_span(folded: str, match: re.Match[str]) -> tuple[int, int]:
    """The quoted words, with the noun behind them when it belongs to the name: “…”计划."""
    tail = re.match(r"(?:计划|行动|系统|联盟|名单|专项|项目|同盟)", folded[match.end() :])
    return (match.start(), match.end() + tail.end()) if tail else match.span(1)


def _listed(folded: str) -> Iterator[Candidate]:
    """The names of a list that is counted: 甲、乙、丙等3家."""
    for match in _LIST.finditer(folded):
        at = match.start()
        for position, name in enumerate(match.group().split("、")):
            begin = at + (_first_of_list(name) if position == 0 else 0)
            written = folded[begin : at + len(name)].strip("“”「」 ")
            if 2 <= len(written) <= 8:
                start = folded.index(written, begin)
                yield Candidate(start, start + len(written), "company", "shapes", bare(written), weight=1)
            at += len(name) + 1


def _neighbours(folded: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """What stands in one list with names: 甲、乙、丙, where one of them is found already."""
    names = {(c.start, c.end): c for c in found if c.type in ("company", "brand", "platform")}
    for match in _ROW.finditer(folded):
        spans = _row_spans(match)
        model = next((names[s] for s in spans if s in names), None)
        for start, end in spans[1:-1] if model else ():
            if (start, end) not in names and 2 <= end - start <= 5 and folded[start:end] not in listed("shapes", "zh_breaks"):
                yield Candidate(start, end, model.type if model else "company", "shapes", bare(folded[start:end]), weight=1)


_ROW = re.compile(r"[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6})+")


def _row_spans(match: re.Match[str]) -> list[tuple[int, int]]:
    spans, at = [], match.start()
    for part in match.group().split("、"):
        spans.append((at, at + len(part)))
        at += len(part) + 1
    return spans


def _first_of_list(name: str) -> int:
    """Where the first name of a list begins: behind the last word that ends what went before."""
    tokens = [t for t in segment(name, []) if t.kind in ("function", "break", "place") and t.end < len(name) - 1]
    return tokens[-1].end if tokens else 0


def _bodies(folded: str, tokens: Sequence[Token], known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Associations and firms with a legal form: drawn out to the left as long as no break stands there."""
    rows = table("shapes", "zh")["tails"]
    pattern = re.compile(rf"(?P<association>{rows['association']})|(?P<authority>{rows['authority']})|(?P<company>{_LEGAL.pattern})")
    ends = {c.end for c in known}
    for match in pattern.finditer(folded):
        if match.end() in ends or not match.lastgroup:
            continue
        start = _left_edge(folded, match.start(), tokens)
        name = folded[start : match.start()]
        if _is_body(folded, name, match):
            yield Candidate(start, match.end(), match.lastgroup, "shapes", bare(folded[start : match.end()]), weight=4)


def _left_edge(folded: str, end: int, tokens: Sequence[Token]) -> int:
    """How far a name reaches left of its last word: over words, places and unknown characters."""
    start = end
    for token in reversed([t for t in tokens if t.end <= end and t.end > end - 16]):
        if token.end != start or token.kind == "function" or (token.kind == "break" and folded[token.start : token.end] not in clues().trades):
            break
        if clues().heads.search(folded[token.start : token.end]) and folded[token.start : token.end] not in clues().trades and start != end:
            break
        start = token.start
    return start


def _is_body(folded: str, name: str, match: re.Match[str]) -> bool:
    if not 2 <= len(name) <= 16 or _generic(name + match.group()):
        return False
    unknown = any(t.kind == "unknown" for t in segment(name, []))
    if match.lastgroup == "company":
        return match.group().endswith("有限公司") or "责任" in match.group() or unknown
    tokens = segment(name, [])
    started = re.match(table("shapes", "zh")["association_starts"], name) or tokens[0].kind == "place"
    if match.lastgroup == "authority":
        return bool(started) and len(name) > 3
    return (bool(started) and len(name) > 2) or (len(name) > 3 and not _VAGUE.match(name)) or (folded[match.end() : match.end() + 1] in ("(", "（") and len(name) > 3)
