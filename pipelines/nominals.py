"""Where a text points without naming: "the company", "il colosso", 双方, "the tea packer" of whom it spoke before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.lexicon import Lexicon
from pipelines.nearby import Nearby
from pipelines.records import Mention

# kinds that a determiner introduces, and kinds that stand by themselves
NOUNS = ("platform", "authority", "court", "association", "person", "company")
_FIXED = ("group", "latter", "former", "pronoun", "opponent", "issuer", "he", "fixed_court", "fixed_company")
# kinds that in Han script point only where no other noun runs into them: 协会, but not 行业协会
_APART = ("he", "fixed_association", "fixed_platform", "fixed_authority")
_RUNS_ON = re.compile(r"[\u4e00-\u9fff]")
_OPENS_NOUN = "，的对向与和同跟被遭由把将是给令让在从为及等而但则说称指因据至到入出请求使"
# a marker or a quotation mark between determiner and noun parts them
_PARTED = re.compile(r"[，。、；：\"\s在把被将对向与和称比]")
# determiner and noun stand at most this far apart
_PHRASE, _PHRASE_HAN = 40, 8
_WORD = re.compile(r"[^\W\d_]{4,}(?:-[^\W\d_]+)*")
_FOLLOWING = re.compile(r"\w+['’\s]\s?((?:[\w-]+\s?){1,3})")
_BETWEEN = re.compile(r"(?:[\w&'’.-]+\s+){1,3}|\w+['’]\s?")
_APPOSED = re.compile(r"\s?[,(（，–—]\s?")


@dataclass(frozen=True, slots=True)
class Nominal:
    """A stretch that may point at an entity, and its kind: a list of the grammar's [nominal], or `described`."""

    start: int
    end: int
    kind: str


def find_nominals(
    folded: str, hits: Sequence[tuple[int, int, str]], named: Nearby[Mention], described: Mapping[str, frozenset[str]], *, lexicon: Lexicon
) -> list[Nominal]:
    """Every nominal that stands apart from a name, longest first where they overlap, by place."""
    found = [*_fixed(folded, hits), *_phrases(folded, hits, described, lexicon=lexicon)]
    found.sort(key=lambda n: (n.start - n.end, n.start, n.kind))
    taken, kept = set[int](), list[Nominal]()
    for nominal in found:
        places = range(nominal.start, nominal.end)
        if taken.isdisjoint(places) and not _beside_name(folded, nominal, named):
            taken.update(places)
            kept.append(nominal)
    return sorted(kept, key=lambda n: n.start)


@cache
def _kind(key: str) -> str:
    return key[9:-1] if key.startswith("<nominal.") else ""


def _fixed(folded: str, hits: Sequence[tuple[int, int, str]]) -> Iterator[Nominal]:
    for start, end, key in hits:
        if _kind(key) in _FIXED and _kind(key) not in _APART or _kind(key) in _APART and _apart(folded, start):
            yield Nominal(start, end, _kind(key).removeprefix("fixed_"))


def _apart(folded: str, start: int) -> bool:
    """Whether no noun runs into the word that starts here."""
    before = folded[start - 1 : start]
    return not _RUNS_ON.match(before) or before in _OPENS_NOUN


def _phrases(
    folded: str, hits: Sequence[tuple[int, int, str]], described: Mapping[str, frozenset[str]], *, lexicon: Lexicon
) -> Iterator[Nominal]:
    """A determiner, up to two words, and a noun: one of a kind, or one by which the article described an entity."""
    han = lexicon.language == "zh"
    opens = sorted({s for s, _, key in hits if key == "<nominal.determiners>"})
    for start, end, key in hits:
        opening = _opening(folded, opens, start, han=han) if _kind(key) in NOUNS else None
        if opening is not None:
            yield Nominal(opening, end, _kind(key))
    if not han:
        yield from _described(folded, opens, frozenset(w for words in described.values() for w in words), empty=lexicon.empty)


def _opening(folded: str, opens: Sequence[int], start: int, *, han: bool) -> int | None:
    """The nearest determiner before a noun that only few words part from it."""
    reach = _PHRASE_HAN if han else _PHRASE
    for opening in reversed(opens[: bisect_right(opens, start)]):
        if start - opening > reach:
            return None
        if not _PARTED.search(folded, opening, start) if han else _BETWEEN.fullmatch(folded, opening, start):
            return opening
    return None


def _described(folded: str, opens: Sequence[int], words: frozenset[str], *, empty: frozenset[str]) -> Iterator[Nominal]:
    """A determiner and up to three words, cut behind the last by which an entity was described."""
    for opening in opens:
        found = _FOLLOWING.match(folded, opening)
        end = _last_described(folded, found.start(1), found.end(), words=words, empty=empty) if found else None
        if end is not None:
            yield Nominal(opening, end, "described")


def _last_described(folded: str, start: int, end: int, *, words: frozenset[str], empty: frozenset[str]) -> int | None:
    """Where the last word ends by which an entity was described; a pronoun or auxiliary before it shows that this is a clause."""
    last = None
    for word in re.finditer(r"[\w-]+", folded[start:end]):
        if word.group() in empty:
            break
        if word.group() in words and _WORD.fullmatch(word.group()):
            last = start + word.end()
    return last


def _beside_name(folded: str, nominal: Nominal, named: Nearby[Mention]) -> bool:
    """Whether a name stands in the nominal or right beside it: "the company Pell" and "Pell, the packer" are named, not pointed at."""
    for mention in named.touching(nominal.start - 3, nominal.end + 3):
        if mention.start < nominal.end and nominal.start < mention.end:
            return True
        if mention.end <= nominal.start and nominal.kind != "pronoun" and _APPOSED.fullmatch(folded, mention.end, nominal.start):
            return True
        ahead = 0 <= mention.start - nominal.end <= 2 and nominal.kind not in ("group", "pronoun")
        if ahead and not re.search(r"[,;:]", folded[nominal.end : mention.start]):
            return True
    return False
