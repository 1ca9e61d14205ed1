"""German, where every noun has a capital: which capitalised words are common nouns, and which unknown words are names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.candidates import Candidate
from pipelines.nametexts import Words
from pipelines.namewords import bare, listed, table
from pipelines.runs import CAPITAL, Run

_ROW = re.compile(
    rf"(?<![\w-]){CAPITAL}(?: {CAPITAL}){{0,2}}(?:, {CAPITAL}(?: {CAPITAL}){{0,2}})*(?:,? (?:und|sowie) {CAPITAL}(?: {CAPITAL}){{0,2}})"
)


@cache
def _nouns() -> frozenset[str]:
    written = table("shapes", "de")["nouns"]["list"].split()
    return frozenset(word.lower() for word in written) | listed("shapes", "de_nouns") | listed("shapes", "de_words")


@cache
def _endings() -> tuple[str, ...]:
    return ("", *table("shapes", "de")["nouns"]["endings"].split())


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(table("shapes", "de")["nouns"]["suffixes"].split())


@cache
def is_noun(word: str) -> bool:
    """Whether the word is a common noun, alone or as the last part of a compound, inflected or not."""
    last = word.rsplit("-", 1)[-1].lower()
    if last != word.lower() and last in _nouns():
        return True
    if len(last) > 6 and last.endswith(_suffixes()):
        return True
    return any(_in_compound(last.removesuffix(ending)) for ending in _endings() if last.endswith(ending))


@cache
def is_listed(word: str) -> bool:
    """Whether the word itself, not only its last part, is a listed noun."""
    last = word.rsplit("-", 1)[-1].lower()
    return any(last.removesuffix(ending) in _nouns() for ending in _endings() if last.endswith(ending))


def behind_noun(text: str, at: int) -> bool:
    """Whether the word before `at` has a capital, so that it may be a title or say what the name is of."""
    word = text[text.rfind(" ", 0, max(0, at - 1)) + 1 : at]
    return any(c.isupper() for c in word) or word[-1:] in '„“"«'


def _in_compound(stem: str) -> bool:
    return stem in _nouns() or any(stem[cut:] in _nouns() for cut in range(3, len(stem) - 3))


@cache
def _determined() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{table('shapes', 'de')['determiner']}) $")


def is_name(text: str, run: Run, words: Words, *, sure: bool, clear: bool) -> bool:
    """Whether a German run is a name. `sure`: a noun before it or a legal form says so; `clear`: it holds an inner capital, digit or &."""
    unknown = [p for p in run.parts if not is_noun(p) and p not in words.plain and p not in words.given and p not in words.starts]
    if sure and run.parts[0] not in words.starts and not all(is_listed(p) for p in run.parts):
        return True
    if clear:
        return bool(unknown) or "&" in run.parts
    if len(run.parts) == 1:
        return _single(text, run, words, known=not unknown)
    lone = unknown[0] if len(unknown) == 1 and unknown[0] == run.parts[0] else ""
    return bool(unknown) and not (lone and (run.first or lone.endswith("er"))) and not run.parts[-1].endswith("innen")


def _single(text: str, run: Run, words: Words, *, known: bool) -> bool:
    """One word: unknown, not determined, and used again or before a verb; or a compound that is never determined."""
    word = run.parts[0]
    if known:
        return not run.first and _never_determined(text, word)
    if (run.first and word in words.starts) or word.endswith("innen") or _determined().search(text[max(0, run.start - 30) : run.start]):
        return False
    return len(re.findall(rf"(?<!\w){re.escape(word)}s?(?!\w)", text)) > 1 or bool(words.verbs.match(text, run.end))


def _never_determined(text: str, word: str) -> bool:
    """Whether a compound stands twice or more and never behind an article or adjective: Korngold, Klarwerk, but not a plural."""
    if is_listed(word) or word.endswith(tuple(table("shapes", "de")["bare_nouns"].split())) or len(word) < 6:
        return False
    places = [m.start() for m in re.finditer(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", text)]
    return len(places) > 1 and not any(_determined().search(text[max(0, at - 30) : at]) for at in places)


def companions(text: str, found: Sequence[Candidate], words: Words) -> list[Candidate]:
    """Single words in one list with a firm: "Maschenglück, Strumpf Vogt und Zehenwarm"."""
    firms = [c for c in found if c.type in ("company", "brand", "platform")]
    fresh = []
    for row in _ROW.finditer(text):
        if any(c.start < row.end() and c.end > row.start() for c in firms):
            spans = [(row.start() + m.start(), row.start() + m.end()) for m in re.finditer(rf"{CAPITAL}(?: {CAPITAL})*", row.group())]
            free = [s for s in spans if not any(c.start < s[1] and c.end > s[0] for c in found) and _unlisted(text[slice(*s)], words)]
            fresh += [Candidate(*s, "company", "shapes", bare(text[slice(*s)]), weight=0) for s in free]
    return fresh


def _unlisted(name: str, words: Words) -> bool:
    return not name.endswith(("ung", "en")) and not any(is_listed(w) or w in words.starts or w in words.stop for w in name.split())
