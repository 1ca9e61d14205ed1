"""Unknown names in Latin script: runs of capitals, told from other capitalised words by what stands in and around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines import german
from pipelines.candidates import Candidate
from pipelines.nametexts import Words, words
from pipelines.namewords import bare, grow
from pipelines.places import places
from pipelines.runs import PARTICLES, Run, find_runs

_CLEAR = re.compile(r"[a-zß-ÿ][A-Z]|\d|&|^[A-Z]{2,6}$|\+")
_QUOTED = re.compile(r"[„“\"«‚‘]([A-ZÀ-ÖØ-Þ0-9][^„“”\"«»‚‘’\n]{1,40}?)[“”\"»’‘]")
_JOBS = ("man", "in", "er", "or", "ist")


def find_latin(text: str, known: Sequence[Candidate], language: str) -> list[Candidate]:
    """The unknown names of a text in Latin script, overlaps included."""
    table = words(language)
    runs = find_runs(text, known, table)
    inside = Counter(part for run in runs if not run.first for part in run.parts)
    found = [c for run in runs for c in _judge(text, run, table, inside)]
    found += german.companions(text, [*known, *found], table) if table.german else []
    return [*found, *_quoted(text, table), *_bodies(text, table), *_alone(text, table)]


def _judge(text: str, run: Run, table: Words, inside: Counter[str]) -> Iterator[Candidate]:
    """The run as a person, as an organisation, or as nothing."""
    if table.german and len(run.parts) == 1 and german.is_listed(run.parts[0]) and not german.behind_noun(text, run.start):
        return
    run = _from_given(_without_title(text, run, table), table)
    if text[run.start : run.end] in places():
        return
    if run.parts[-1] in table.stop_last or run.end - run.start < 2:
        return
    weight = _person_weight(text, run, table)
    if weight:
        yield Candidate(run.start, run.end, "person", "shapes", bare(text[run.start : run.end]), weight=weight)
        return
    kind, weight = _kind(text, run, table)
    if (
        len(run.parts) == 1
        and not weight
        and table.places.fullmatch(text, max(0, text.rfind(" ", 0, max(0, run.start - 1)) + 1), run.start)
    ):
        kind = "place"
    if _is_name(text, run, table, inside, sure=weight > 1):
        start, end = grow(text, run.start, run.end)
        yield Candidate(start, end, kind, "shapes", bare(text[start:end]), weight=weight)


def _without_title(text: str, run: Run, table: Words) -> Run:
    """The run without a title in front ("Chief Executive Jane Roe"), in German without a noun that says what the name is of."""
    at, parts = run.start, run.parts
    while len(parts) > 1:
        behind = at + len(parts[0]) + 1
        if not (table.titled(text, behind) or (table.german and table.head_before(text, behind))):
            break
        at, parts = behind, parts[1:]
    return Run(at, run.end, parts, run.first and at == run.start)


def _from_given(run: Run, table: Words) -> Run:
    """The run from its first given name on, where nouns or trades stand before it: "Prokurist Armin Tölle"."""
    if run.parts[0] in table.given or "&" in run.parts:
        return run
    for at in range(1, len(run.parts) - 1):
        if run.parts[at] in table.given and run.parts[at + 1] not in table.tails and all(_before_person(p, table) for p in run.parts[:at]):
            return Run(run.start + len(" ".join(run.parts[:at])) + 1, run.end, run.parts[at:], first=False)
    return run


def _before_person(word: str, table: Words) -> bool:
    return table.ordinary(word) or word in table.stop or word.endswith(_JOBS) or (table.german and german.is_noun(word))


def _person_weight(text: str, run: Run, table: Words) -> int:
    """How much speaks for a person, none when nothing does."""
    names = [p for p in run.parts if p not in PARTICLES]
    firm = any(p in table.tails or p in "&+" or any(c.isdigit() for c in p) for p in run.parts) or table.legal_after(text, run.end)
    if len(names) > 4 or firm or any(p in table.plain for p in names):
        return 0
    if table.titled(text, run.start) and (len(names) > 1 or len(names[0]) > 2):
        return 4 if len(names) > 1 else 2
    if len(names) < 2:
        return 0
    if names[0] in table.given or names[0].split("-")[0] in table.given:
        return 3
    return 2 if len(names) == 2 and _described(text, run, table) else 0


def _described(text: str, run: Run, table: Words) -> bool:
    """Whether the words around say that two unknown capitals are a person."""
    if table.agent_before(text, run.start) and not table.head_before(text, run.start):
        return True
    spoken = table.described.match(text, run.end) or table.speech.fullmatch(text, text.rfind(" ", 0, max(0, run.start - 1)) + 1, run.start)
    return bool(spoken) and not table.german


def _kind(text: str, run: Run, table: Words) -> tuple[str, int]:
    """The type that an organisation's own words, the noun before it or the apposition behind it tell, and how surely; else company, 0."""
    if table.legal_after(text, run.end):
        return "company", 4
    if run.parts[-1] in table.tails and len(run.parts) > 1:
        return table.tails[run.parts[-1]], 3
    before = table.head_before(text, run.start)
    if before:
        return before, 3
    after = table.head_after(text, run.end)
    return (after, 2) if after else ("company", 0)


def _is_name(text: str, run: Run, table: Words, inside: Counter[str], *, sure: bool) -> bool:
    """Whether the run is a name: it shows a firm's marks, or stands with a capital where only names have one."""
    plain = all(table.ordinary(part) for part in run.parts)
    clear = any(_CLEAR.search(part) for part in run.parts)
    if len(run.parts) > 1 and all(part.isupper() and len(part) > 2 for part in run.parts):
        return sure
    if table.german:
        return german.is_name(text, run, table, sure=sure, clear=clear)
    if len(run.parts) > 1:
        return sure or clear or not plain
    return _is_single_name(text, run, table, inside, sure=sure, clear=clear)


def _is_single_name(text: str, run: Run, table: Words, inside: Counter[str], *, sure: bool, clear: bool) -> bool:
    """The same for one word, outside German."""
    word = run.parts[0]
    if word in table.plain or word in table.tails:
        return False
    if table.people.search(word) and inside[word] < 3:
        return sure
    plain = table.ordinary(word)
    if sure or clear:
        return not plain or (sure and not run.first)
    if plain or word in table.given:
        return not run.first and inside[word] > 1
    return not run.first or inside[word] > 0 or bool(table.verbs.match(text, run.end))


def _quoted(text: str, table: Words) -> Iterator[Candidate]:
    """Names in quotation marks behind a noun that tells their type: die Boutique „Modetreff Ost“."""
    for match in _QUOTED.finditer(text):
        kind = table.head_before(text, match.start() + 1)
        name = match[1]
        if kind and len(name.split()) <= 6 and not name.endswith((".", ",", "!", "?")):
            yield Candidate(*match.span(1), kind, "shapes", bare(name), weight=3)


def _alone(text: str, table: Words) -> Iterator[Candidate]:
    """German bodies in one word: der Dosenrat, der Saatgutverband."""
    for match in table.alone.finditer(text) if table.alone else ():
        yield Candidate(*match.span(), "association", "shapes", bare(match.group()), weight=2)


def _bodies(text: str, table: Words) -> Iterator[Candidate]:
    """Associations and programmes whose name starts with its kind."""
    for match in table.bodies.finditer(text) if table.bodies else ():
        name = match.group().rstrip('“”"»')
        kind = next(k for k, v in match.groupdict().items() if v)
        yield Candidate(match.start(), match.start() + len(name), kind, "shapes", bare(name), weight=3)
