"""Unknown names in Latin script: runs of capitals, told from other capitalised words by what stands in and around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.candidates import Candidate
from pipelines.german import is_listed, is_noun
from pipelines.namewords import bare, grow
from pipelines.nametexts import Words, words

_W = r"[0-9A-Za-zÀ-ÖØ-öø-ɏ]"
_UP = r"[A-ZÀ-ÖØ-ÞŁŚŻŽŠČĆĐŞİĞ]"
_CAP = rf"(?:{_UP}{_W}*&{_UP}{_W}*|(?:[A-Z]\.){{2,}}|(?:(?!(?:L|D|Un|Dell|All|Nell|Sull|Dall|Quell)['’]){_UP}[a-z]*['’](?={_UP}))?{_UP}{_W}*(?:-{_W}+)*|[a-z]{{1,2}}[A-Z][A-Za-z]+|\d+[A-Z][A-Za-z]+)"
_LINK = rf"(?:(?:de|da|van|von|der|dos|la|le|di)(?: la| der)? |d['’])(?={_CAP})"
_RUN = re.compile(rf"(?<![0-9A-Za-zÀ-ɏ@#/.-]){_CAP}(?:(?: & |['’]s? (?=[A-Z])| \+ | ){_CAP}|(?: {_LINK}){_CAP})*")
_WORD = re.compile(r"[^\s]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…\n][”“\"»’')\]]*\s*|[–—|•▍]\s*)[„“”\"«‘'‚(\[]*$")
_PARTICLES = frozenset("de di da van von der del della dos la le den & +".split())
_ONLY_PERSONS = frozenset(("di", "da", "der", "del", "della", "von"))
_PEOPLE = re.compile(r"(?:ians?|ese|ish|men|man|Scots|Finns|Danes|Swedes|Poles|Turks)$")
_CLEAR = re.compile(r"[a-zß-ÿ][A-Z]|\d|&|^[A-Z]{2,6}$|\+")


class Run(NamedTuple):
    """Capitalised words in a row. `first`: the run begins a sentence."""

    start: int
    end: int
    parts: tuple[str, ...]
    first: bool


def find_latin(text: str, known: Sequence[Candidate], language: str) -> list[Candidate]:
    """The unknown names of a text in Latin script."""
    table = words(language)
    runs = [run for found in _RUN.finditer(text) for run in _pieces(text, found.start(), found.end(), known, table)]
    inside = Counter(part for run in runs if not run.first for part in run.parts)
    found = [c for run in runs for c in _judge(text, run, table, inside, language)]
    found += _companions(text, [*known, *found], table) if table.nouns else []
    return found + list(_quoted(text, table)) + list(_bodies(text, table)) + list(_alone(text, table))


def _at_start(text: str, at: int) -> bool:
    return at == 0 or bool(_SENTENCE_START.search(text[max(0, at - 12) : at]))


def _pieces(text: str, start: int, end: int, taken: Sequence[Candidate], table: Words) -> Iterator[Run]:
    """The run cut at names already known and at words that are no names, and without the word that only begins a sentence."""
    near = [c for c in taken if c.start < end and c.end > start]
    known = [c for c in near if not _begins_longer(text, c, (start, end), table) and not (c.type == "place" and text[c.start - 2 : c.start] == "& ")]
    piece: list[tuple[int, int]] = []
    owned = text[start:end].split()[-1] in table.tails
    for s, e in [(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])]:
        if _no_part(text, (s, e), piece, known, table):
            yield from _run(text, piece)
            piece = []
            continue
        owner = re.search(r"(?<!s)['’]s$" if text[s:e].endswith(("s'", "s’")) else r"['’]s?$", text[s:e])
        piece.append((s, e if owned or not owner else s + owner.start()))
        if owner and not owned:
            yield from _run(text, piece)
            piece = []
    yield from _run(text, piece)


def _no_part(text: str, word: tuple[int, int], piece: list[tuple[int, int]], known: Sequence[Candidate], table: Words) -> bool:
    written = text[slice(*word)]
    if any(c.start < word[1] and c.end > word[0] for c in known):
        return True
    if any(c.by == "gazetteer" and 0 < word[0] - c.end < 3 for c in known) and not table.nouns:
        return True  # "Gucci Marmont": a product of the known brand
    if written in _PARTICLES:
        return not piece or (written in _ONLY_PERSONS or table.nouns) and text[slice(*piece[0])] not in table.given
    if written in table.stop:
        return not (piece or _tail_follows(text, word[1], table)) if written[-1] in "nehs" and len(written) > 4 else True
    return written in table.starts and _at_start(text, word[0])


def _tail_follows(text: str, end: int, table: Words) -> bool:
    """Whether the capitals go on to a body's last word: "British Infusions Guild"."""
    rest = re.match(rf"(?: {_CAP}['’]?){{1,4}}", text[end : end + 80])
    return bool(rest) and rest is not None and rest.group().split()[-1] in table.tails


def _begins_longer(text: str, known: Candidate, run: tuple[int, int], table: Words) -> bool:
    """Whether a known place or brand only begins a longer name: "Beijing Nuoyakate Garment", "Amazon Fair Shield Programme"."""
    rest = text[known.end : run[1]].split()
    if known.start != run[0] or not rest or rest[0] in _PARTICLES or table.nouns:
        return False
    if known.type == "place":
        return len(rest) > 1 or table.legal_after(text, run[1]) or rest[-1] in table.tails
    return rest[-1] in table.tails


def _run(text: str, piece: list[tuple[int, int]]) -> Iterator[Run]:
    while piece and text[slice(*piece[-1])] in _PARTICLES:
        piece = piece[:-1]
    if piece:
        yield Run(piece[0][0], piece[-1][1], tuple(text[s:e] for s, e in piece), _at_start(text, piece[0][0]))


def _judge(text: str, run: Run, table: Words, inside: Counter[str], language: str) -> Iterator[Candidate]:
    """The run as a person, as an organisation, or as nothing."""
    run = _from_given(_without_title(text, run, table), table)
    if not run.parts or run.parts[-1] in table.stop_last or len("".join(run.parts)) < 2:
        return
    weight = _person_weight(text, run, table)
    if weight:
        yield Candidate(run.start, run.end, "person", "shapes", bare(text[run.start : run.end]), weight=weight)
        return
    kind, weight = _kind(text, run, table)
    if len(run.parts) == 1 and not weight and table.place_before.search(text[max(0, run.start - 8) : run.start]):
        kind = "place"
    if _is_name(text, run, table, inside, sure=weight > 1):
        start, end = grow(text, run.start, run.end)
        yield Candidate(start, end, kind, "shapes", bare(text[start:end]), weight=weight)


def _without_title(text: str, run: Run, table: Words) -> Run:
    """The run without a title in front ("Chief Executive Jane Roe", "Firmenchef Oliver Reichert")."""
    at, parts = run.start, run.parts
    while len(parts) > 1 and _heads(text[max(0, at - 40) : at + len(parts[0]) + 1], table):
        at, parts = at + len(parts[0]) + 1, parts[1:]
    return Run(at, run.end, parts, run.first and at == run.start)


def _from_given(run: Run, table: Words) -> Run:
    """The run from its first given name on, where nouns or trades stand before it: "Prokurist Armin Tölle"."""
    for at in range(1, len(run.parts) - 1):
        before = run.parts[:at]
        if run.parts[at] in table.given and run.parts[at + 1] not in table.tails and run.parts[0] not in table.given and "&" not in run.parts:
            if all(_ordinary(p, table) or p in table.stop or (table.nouns and is_noun(p)) or p.endswith(("man", "in", "er", "or", "ist")) for p in before):
                return Run(run.start + len(" ".join(before)) + 1, run.end, run.parts[at:], first=False)
    return run


def _heads(before: str, table: Words) -> bool:
    """Whether the text before a name ends in a title, or in German in a noun that says what the name is of."""
    return bool(table.title_before.search(before) or (table.nouns and table.head_before.search(before)))


def _person_weight(text: str, run: Run, table: Words) -> int:
    """How much speaks for a person, none when nothing does."""
    names = [p for p in run.parts if p not in _PARTICLES]
    if len(names) > 4 or any(p in table.tails or p in ("&", "+") or any(c.isdigit() for c in p) for p in run.parts) or table.legal_after(text, run.end):
        return 0
    titled = bool(table.title_before.search(text[max(0, run.start - 60) : run.start]))
    ordinary = sum(p in table.ordinary for p in names)
    if titled and not ordinary and (len(names) > 1 or len(names[0]) > 2):
        return 4 if len(names) > 1 else 2
    first = names[0] in table.given or names[0].split("-")[0] in table.given
    if len(names) < 2 or ordinary:
        return 0
    if first:
        return 3
    before = text[max(0, run.start - 40) : run.start]
    if len(names) == 2 and table.agent_before.search(before) and not table.head_before.search(before):
        return 2
    described = table.person_after.match(text, run.end) or table.says_before.search(text[max(0, run.start - 24) : run.start])
    return 2 if described and len(names) == 2 and not table.nouns else 0


def _kind(text: str, run: Run, table: Words) -> tuple[str, int]:
    """The type that an organisation's own words, the noun before it or the apposition behind it tell; company where none does."""
    if table.legal_after(text, run.end):
        return "company", 4
    if run.parts[-1] in table.tails and len(run.parts) > 1:
        return table.tails[run.parts[-1]], 3
    before = table.head_before.search(text[max(0, run.start - 60) : run.start])
    if before and before.lastgroup:
        return before.lastgroup, 3
    after = table.head_after.match(text, run.end)
    if after and after.lastgroup:
        return after.lastgroup, 2
    return "company", 0


def _is_name(text: str, run: Run, table: Words, inside: Counter[str], *, sure: bool) -> bool:
    """Whether the run is a name: it shows a firm's marks, or stands with a capital where only names have one."""
    plain = all(_ordinary(part, table) for part in run.parts)
    if len(run.parts) > 1 and all(part.isupper() and len(part) > 2 for part in run.parts):
        return sure or not plain
    if table.nouns:
        return _is_german_name(text, run, table, sure=sure)
    if len(run.parts) == 1 and (run.parts[0] in table.ordinary or run.parts[0] in table.tails or (_PEOPLE.search(run.parts[0]) and inside[run.parts[0]] < 3)):
        return sure and run.parts[0] not in table.tails and run.parts[0] not in table.ordinary
    if sure or any(_CLEAR.search(part) for part in run.parts):
        return not plain or len(run.parts) > 1 or (sure and not run.first)
    if len(run.parts) > 1:
        return not plain
    if plain or run.parts[0] in table.given:
        return not run.first and inside[run.parts[0]] > 1
    return not run.first or inside[run.parts[0]] > 0 or bool(table.verb_after.match(text, run.end))


def _ordinary(word: str, table: Words) -> bool:
    """Whether the word is no name by itself: a word of trade, or one that also stands in lower case."""
    return word in table.ordinary or word in table.starts or word.lower() in table.lower


_DETERMINED = re.compile(
    r"(?<!\w)(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en|[Dd]es|[Ee]in|[Ee]ine[nmrs]?|[Kk]eine?[nmrs]?|[Ii]m|[Aa]m|[Zz]um|[Zz]ur|[Bb]eim|[Vv]om|[Ii]ns|[Aa]ns"
    r"|[Ii]hre?[nmrs]?|[Ss]eine?[nmrs]?|[Dd]iese?[nmrs]?|[Jj]ede?[nmrs]?|[a-zäöüß]{3,}(?:e|en|em|er|es)|\d+) $"
)


def _is_german_name(text: str, run: Run, table: Words, *, sure: bool) -> bool:
    """In German: a capital says nothing, so a name is an unknown word, or two, or one with a firm's marks."""
    unknown = [p for p in run.parts if not is_noun(p) and p not in table.ordinary and p not in table.given and p not in table.starts]
    clear = any(_CLEAR.search(part) for part in run.parts)
    if sure and run.parts[0] not in table.starts and not all(is_listed(p) for p in run.parts):
        return True
    if clear:
        return bool(unknown) or "&" in run.parts
    if len(run.parts) == 1 and not unknown and not run.first:
        return _never_determined(text, run.parts[0])
    if not unknown or run.parts[-1].endswith("innen"):
        return False
    if len(run.parts) > 1:
        return not (run.first and len(unknown) == 1 and unknown[0] == run.parts[0]) and not (len(unknown) == 1 and unknown[0].endswith("er") and unknown[0] == run.parts[0])
    determined = _DETERMINED.search(text[max(0, run.start - 30) : run.start])
    free = len(re.findall(rf"(?<!\w){re.escape(run.parts[0])}s?(?!\w)", text))
    return not determined and (free > 1 or bool(table.verb_after.match(text, run.end)))


def _never_determined(text: str, word: str) -> bool:
    """Whether a compound stands twice or more and never behind an article or adjective: Korngold, Klarwerk, but not a plural."""
    if is_listed(word) or word.endswith(("en", "er", "e", "ung", "heit", "keit", "schaft", "ware", "geld")) or len(word) < 6:
        return False
    places = [m.start() for m in re.finditer(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", text)]
    return len(places) > 1 and not any(_DETERMINED.search(text[max(0, at - 30) : at]) for at in places)


_ROW = re.compile(rf"(?<![\w-]){_CAP}(?: {_CAP}){{0,2}}(?:, {_CAP}(?: {_CAP}){{0,2}})*(?:,? (?:und|sowie|and|e) {_CAP}(?: {_CAP}){{0,2}})")


def _companions(text: str, found: Sequence[Candidate], table: Words) -> list[Candidate]:
    """Single words in one list with a firm: "Maschenglück, Strumpf Vogt und Zehenwarm"."""
    firms = {(c.start, c.end): c for c in found if c.type in ("company", "brand", "platform")}
    fresh = []
    for row in _ROW.finditer(text):
        parts = [(row.start() + m.start(), row.start() + m.end()) for m in re.finditer(rf"{_CAP}(?: {_CAP})*", row.group())]
        model = next((c for (s, e), c in firms.items() if s < row.end() and e > row.start()), None)
        for s, e in parts if model else ():
            free = not any(c.start < e and c.end > s for c in found)
            if free and not any(is_listed(w) or w in table.starts or w in table.stop for w in text[s:e].split()) and not text[s:e].endswith(("ung", "ungen", "en")):
                fresh.append(Candidate(s, e, "company", "shapes", bare(text[s:e]), weight=0))
    return fresh


_QUOTED = re.compile(r"[„“\"«‚‘]([A-ZÀ-ÖØ-Þ0-9][^„“”\"«»‚‘’\n]{1,40}?)[“”\"»’‘]")


def _quoted(text: str, table: Words) -> Iterator[Candidate]:
    """Names in quotation marks behind a noun that tells their type: die Boutique „Modetreff Ost“."""
    for match in _QUOTED.finditer(text):
        before = table.head_before.search(text[max(0, match.start() - 60) : match.start() + 1])
        name = match[1]
        if before and before.lastgroup and len(name.split()) <= 6 and not name.endswith((".", ",", "!", "?")):
            yield Candidate(match.start(1), match.end(1), before.lastgroup, "shapes", bare(name), weight=3)


def _alone(text: str, table: Words) -> Iterator[Candidate]:
    """German bodies in one word: der Dosenrat, der Saatgutverband."""
    for match in table.alone.finditer(text) if table.alone else ():
        yield Candidate(match.start(), match.end(), "association", "shapes", bare(match.group()), weight=2)


def _bodies(text: str, table: Words) -> Iterator[Candidate]:
    """Associations and programmes whose name starts with its kind."""
    for match in table.bodies.finditer(text) if table.bodies else ():
        name = match.group().rstrip("“”\"»")
        if match.lastgroup or any(match.groupdict().values()):
            kind = next(k for k, v in match.groupdict().items() if v)
            yield Candidate(match.start(), match.start() + len(name), kind, "shapes", bare(name), weight=3)
