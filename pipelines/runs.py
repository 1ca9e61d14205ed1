"""Runs of capitalised words in Latin script, cut at names already known and at words that are no names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.candidates import Candidate
from pipelines.nametexts import Words

_LETTER = r"[0-9A-Za-zÀ-ÖØ-öø-ɏ]"
_UPPER = r"[A-ZÀ-ÖØ-ÞŁŚŻŽŠČĆĐŞİĞ]"
_ELISION = r"(?!(?:L|D|Un|Dell|All|Nell|Sull|Dall|Quell)['’])"
# one word that begins with a capital or holds one: Norvik, M&S, O'Brien, eBay, 24Shop, U.S.
CAPITAL = (
    rf"(?:{_UPPER}{_LETTER}*&{_UPPER}{_LETTER}*|(?:[A-Z]\.){{2,}}|(?:{_ELISION}{_UPPER}[a-z]*['’](?={_UPPER}))?{_UPPER}{_LETTER}*(?:-{_LETTER}+)*"
    rf"|[a-z]{{1,2}}[A-Z][A-Za-z]+|\d+[A-Z][A-Za-z]+)"
)
_LINK = rf"(?:(?:de|da|van|von|der|dos|la|le|di)(?: la| der)? |d['’])(?={CAPITAL})"
_RUN = re.compile(rf"(?<![0-9A-Za-zÀ-ɏ@#/.-]){CAPITAL}(?:(?: & |['’]s? (?=[A-Z])| \+ | ){CAPITAL}|(?: {_LINK}){CAPITAL})*")
_WORD = re.compile(r"[^\s]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…\n][”“\"»’')\]]*\s*|[–—|•▍]\s*)[„“”\"«‘'‚(\[]*$")
PARTICLES = frozenset(("de", "di", "da", "van", "von", "der", "dos", "la", "le", "&", "+"))
_ONLY_PERSONS = frozenset(("di", "da", "der", "von"))
_ADJECTIVAL = ("n", "e", "h", "s")  # endings of "German", "Japanese", "British", "Swiss"


class Run(NamedTuple):
    """Capitalised words in a row. `first`: the run begins a sentence."""

    start: int
    end: int
    parts: tuple[str, ...]
    first: bool


def find_runs(text: str, known: Sequence[Candidate], table: Words) -> list[Run]:
    """Every run of the text outside the names that are known."""
    return [run for found in _RUN.finditer(text) for run in _pieces(text, found.span(), known, table)]


def at_start(text: str, at: int) -> bool:
    """Whether a sentence begins at `at`."""
    return at == 0 or bool(_SENTENCE_START.search(text[max(0, at - 12) : at]))


def _pieces(text: str, span: tuple[int, int], taken: Sequence[Candidate], table: Words) -> Iterator[Run]:
    start, end = span
    known = [c for c in taken if c.start < end and c.end > start and not _goes_on(text, c, span, table)]
    owned = text[start:end].split()[-1] in table.tails
    piece: list[tuple[int, int]] = []
    for word in ((start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])):
        if _no_part(text, word, piece, known, table):
            yield from _run(text, piece)
            piece = []
            continue
        cut = 0 if owned else _possessive(text[slice(*word)])
        piece.append((word[0], word[1] - cut))
        if cut:
            yield from _run(text, piece)
            piece = []
    yield from _run(text, piece)


def _possessive(word: str) -> int:
    """The length of an English genitive that ends a name; the plural one ("Growers' League") goes on."""
    return 2 if re.search(r"['’]s$", word) else 0


def _no_part(text: str, word: tuple[int, int], piece: Sequence[tuple[int, int]], known: Sequence[Candidate], table: Words) -> bool:
    """Whether the word cannot be part of an unknown name at this place."""
    written = text[slice(*word)]
    if any(c.start < word[1] and c.end > word[0] for c in known):
        return True
    if not table.german and any(c.by == "gazetteer" and 0 < word[0] - c.end < 3 for c in known):
        return True  # "Gucci Marmont": a product of the known brand
    if piece and table.legal_after(text, word[0] - 1):
        return True
    if written in PARTICLES:
        return not piece or (written in _ONLY_PERSONS or table.german) and text[slice(*piece[0])] not in table.given and written not in "&+"
    if written in table.stop:
        return bool(piece) or not (written.endswith(_ADJECTIVAL) and len(written) > 4 and _tail_follows(text, word[1], table))
    return written in table.starts and at_start(text, word[0])


def _tail_follows(text: str, end: int, table: Words) -> bool:
    """Whether the capitals go on to a body's last word: "British Infusions Guild"."""
    rest = re.match(rf"(?: {CAPITAL}['’]?){{1,4}}", text[end : end + 80])
    return rest is not None and rest.group().split()[-1] in table.tails


def _goes_on(text: str, known: Candidate, run: tuple[int, int], table: Words) -> bool:
    """Whether a known place or brand is only a part of a longer name: "Beijing Nuoyakate Garment", "Pfeifer & Langen"."""
    if known.type == "place" and text[known.start - 2 : known.start] == "& ":
        return True
    rest = text[known.end : run[1]].split()
    if known.start != run[0] or not rest or rest[0] in PARTICLES or table.german:
        return False
    if known.type == "place":
        return len(rest) > 1 or table.legal_after(text, run[1]) or rest[-1] in table.tails
    return rest[-1] in table.tails


def _run(text: str, piece: Sequence[tuple[int, int]]) -> Iterator[Run]:
    while piece and text[slice(*piece[-1])] in PARTICLES:
        piece = piece[:-1]
    if piece:
        yield Run(piece[0][0], piece[-1][1], tuple(text[s:e] for s, e in piece), at_start(text, piece[0][0]))
