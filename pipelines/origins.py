"""From which country a nominal says that somebody is: "die Chinesen", "il colosso di Seattle", 法国集团.

The joint model has learnt from firms that nobody knows, so it can't know where a known one is from; what the knowledge base says decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pipelines.fold import fold, is_han
from pipelines.namewords import table
from pipelines.places import country_of, place_id
from pipelines.records import FIRMS, Entity

# where a place may be told without a capital
_SMALL = ("it", "zh")
# letters that `*` stands for at most
_ENDING = 4
# what a told country adds to the log-odds of who is from there, from elsewhere, or from where nobody knows while another is from there
_THERE, _ELSEWHERE, _UNKNOWN = 2.5, -3.0, -1.5
# here groups often have no more than their seat, or count as of another country too; it is left open where they are from
_SEATS = frozenset({"SG", "HK", "MO", "TW", "IE", "LU", "NL", "KY", "EU"})
_PARTIES = (*FIRMS, "association", "authority")
# words that may stand before a nominal without determiner, within so many characters
_BEFORE, _NEAR = re.compile(r"(?<!\w)(?:[\w.'’-]+ ){1,2}$"), 40
# no shorter stretch is a noun
_NOUN = 4
_WORD = re.compile(r"[^\W\d_]+")
# characters of a place's name in Han script: at most, and fewer than the least
_HAN = (5, 1)


def country_told(text: str, start: int, end: int, *, language: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) that the nominal from `start` to `end` names, or names a place of; None where it names none."""
    if language == "zh":
        return _han(text, start, end)
    if end - start >= _NOUN and fold(text[start:end]) not in _pronouns(language):
        start, end = _opening(text, start, language), _closing(text, end, language)
    words = [match.group() for match in _WORD.finditer(text, start, end)]
    named = (_country(word, language) for word in (*words, *_pairs(words)))
    return next((code for code in named if code), None)


def origin(entity: Entity, language: str) -> str | None:
    """The country of a party: the known one, else the one that its name tells ("Beijing Norvik"); None for anybody else."""
    if entity.type not in _PARTIES:
        return None
    named = (_country(word, language) for word in ([] if entity.linked else _WORD.findall(entity.name)))
    return entity.country or next((code for code in named if code), None)


def leaning(told: str | None, candidates: Sequence[Entity], language: str) -> list[float]:
    """What the country that a nominal tells adds to the log-odds of each candidate; a brand's owner beside it stands for the house."""
    if told is None:
        return [0.0] * len(candidates)
    origins = [origin(candidate, language) for candidate in candidates]
    there = {c.id for c, country in zip(candidates, origins, strict=True) if country == told}
    return [_leans(told, country, owned=c.parent in there, known=bool(there)) for c, country in zip(candidates, origins, strict=True)]


def _leans(told: str, country: str | None, *, owned: bool, known: bool) -> float:
    if country == told:
        return 0.0 if owned else _THERE
    if country is None or country in _SEATS:
        return _UNKNOWN if known else 0.0
    return _ELSEWHERE


def _pairs(words: list[str]) -> Iterator[str]:
    """Names of places in two words, "New York"."""
    return (f"{a} {b}" for a, b in zip(words, words[1:], strict=False))


def _opening(text: str, start: int, language: str) -> int:
    """Where the nominal begins with the words before it: "New York" before "jeweller", but nothing before "the jeweller"."""
    first = _WORD.match(text, start)
    before = _BEFORE.search(text, max(0, start - _NEAR), start)
    return before.start() if before and first and fold(first.group()) not in table("grammar", language)["nominal"]["determiners"] else start


def _closing(text: str, end: int, language: str) -> int:
    found = _behind(language).match(text, end)
    return found.end() if found else end


@cache
def _pronouns(language: str) -> frozenset[str]:
    """What stands beside these says nothing of whom they mean."""
    nominal = table("grammar", language)["nominal"]
    return frozenset(word for kind in ("pronoun", "he") for word in nominal.get(kind, ()))


@cache
def _behind(language: str) -> re.Pattern[str]:
    """What a word like "from" joins, up to two words, also where the nominal was cut off at such a word; in some languages an adjective."""
    words = table("places", "demonyms")["behind"]
    listed = words[language].split()
    joins, cut = "|".join(listed), "|".join(rf"(?<= {word})" for word in listed)
    adjective = r"|\s[\w-]+" if language in words["adjectives"] else ""
    return re.compile(rf"(?:(?:\s(?:{joins})\b['’]?){{1,3}}|(?:{cut}))(?:\s?[\w-]+){{1,2}}{adjective}")


@lru_cache(4096)
def _country(word: str, language: str) -> str | None:
    folded = fold(word)
    forms, stems = _demonyms(language)
    if folded in forms:
        return forms[folded]
    stemmed = (stems.get(folded[: len(folded) - n]) for n in range(min(_ENDING, len(folded) - 1) + 1))
    found = next((code for code in stemmed if code), None)
    return found or (country_of(place_id(word)) if word[0].isupper() or language in _SMALL else None)


@cache
def _demonyms(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """The words and the stems of a language, each with its country."""
    rows = [(fold(word), code) for code, words in table("places", "demonyms")[language].items() for word in words.split()]
    stems = {word.removesuffix("*"): code for word, code in rows if word.endswith("*")}
    return {word: code for word, code in rows if not word.endswith("*")}, stems


def _han(text: str, start: int, end: int) -> str | None:
    """A listed place or demonym in the nominal or right before it."""
    ends = [at for at in range(start, end + 1) if at and is_han(text[at - 1])]
    spans = (text[max(0, at - size) : at] for at in ends for size in range(_HAN[0], _HAN[1], -1))
    return next((code for name in spans if (code := _country(name, "zh"))), None)
