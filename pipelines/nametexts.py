"""The word tables of a language in Latin script for unknown names (`data/shapes/<lang>.toml`), compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pipelines.namewords import legal_form, listed, table

_WORD_START = re.compile(r"(?<![\w-])\w")
_LINKS = (
    r"(?:(?:of|for|against|the|and|di|del|della|dei|delle|degli|per|contro|e|il|la|i|le|lo|gli) "
    r"|(?:der|des|für|gegen|und|deutscher|europäischer|freier) |(?:dell|d|l)['’])"
)
_ADJECTIVE = r"(?:[a-zäöü]+(?:ale|ali|ana|ano|ani|ese|esi|scher|sche|schen|ea|eo|ei) )?"


class Words(NamedTuple):
    """What the names of a language are told apart by."""

    starts: frozenset[str]
    stop: frozenset[str]
    stop_last: frozenset[str]
    plain: frozenset[str]
    given: frozenset[str]
    lower: frozenset[str]
    tails: Mapping[str, str]
    titles: re.Pattern[str]
    agents: re.Pattern[str]
    described: re.Pattern[str]
    verbs: re.Pattern[str]
    speech: re.Pattern[str]
    heads: re.Pattern[str]
    apposition: re.Pattern[str]
    places: re.Pattern[str]
    people: re.Pattern[str]
    bodies: re.Pattern[str] | None
    alone: re.Pattern[str] | None
    german: bool

    def ordinary(self, word: str) -> bool:
        """Whether the word is no name by itself: a word of trade, or one that also stands in lower case."""
        return word in self.plain or word in self.starts or word.lower() in self.lower

    def legal_after(self, text: str, end: int) -> bool:
        """Whether a legal form stands behind."""
        return legal_form().match(text, end) is not None

    def head_before(self, text: str, at: int) -> str | None:
        """The type that the noun right before `at` tells: "the marketplace ", "die Firma „"."""
        found = _ends_with(self.heads, text, at)
        return found.lastgroup if found else None

    def head_after(self, text: str, end: int) -> str | None:
        """The type that an apposition behind tells: ", an online marketplace"."""
        found = self.apposition.match(text, end)
        return found.lastgroup if found else None

    def titled(self, text: str, at: int) -> bool:
        """Whether a person's title stands right before `at`."""
        return _ends_with(self.titles, text, at) is not None

    def agent_before(self, text: str, at: int) -> bool:
        """Whether the word right before `at` says what a person does: "the oenologist "."""
        return _ends_with(self.agents, text, at) is not None


def _ends_with(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """The longest match of the pattern, from the start of one of the last six words, that ends at `at`."""
    begin = max(0, at - 60)
    starts = [m.start() for m in _WORD_START.finditer(text, begin, at)][-6:]
    return next((found for start in starts if (found := pattern.fullmatch(text, start, at))), None)


@cache
def words(language: str) -> Words:
    """The tables of a language."""
    rows = table("shapes", language)
    heads = "|".join(f"(?P<{kind}>{row})" for kind, row in rows["heads"].items())
    short = "(?: (?:di|per|of|for|degli|delle|dei) [a-zà-ÿ]+(?: [a-zà-ÿ]+)?| [a-zà-ÿ]+(?:are|ale|iero|iera|ico|ica|ese|ana|ano|iano|iana))?"
    speech = rows["person_verbs"]
    return Words(
        frozenset(rows["starts"].split()),
        frozenset(rows["stop"].split()),
        frozenset(rows["stop_last"].split()),
        frozenset(rows["ordinary"].split()),
        listed("shapes", "given"),
        listed("shapes", f"{language}_words"),
        {word: kind for kind, row in rows["tails"].items() for word in row.split()},
        re.compile(rf"{rows['titles']},? "),
        re.compile(rf"(?:{rows['agents']}),? "),
        re.compile(rf"{rows['person_after']}|,? (?:{speech})(?!\w)"),
        re.compile(rf" (?:{rows['verbs']})(?!\w)"),
        re.compile(rf"(?:{speech}),? "),
        re.compile(rf"(?:{heads}){short}(?:{rows['called']})? [„“”\"«‘'‚]?"),
        re.compile(rf"[“”\"»’']?, (?:(?:{rows['articles']}) ?)?(?:[\w’'-]+ ){{0,3}}?(?:{heads})(?!\w)"),
        re.compile(rf"(?:{rows['place_before']}) "),
        re.compile(rows["people"]),
        _bodies(rows),
        re.compile(rf"(?<=[a-zäöüß] )(?!{rows['org_generic']}){rows['org_alone']}(?![\w-])") if "org_alone" in rows else None,
        bool(rows.get("nouns_have_capitals")),
    )


def _bodies(rows: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Names that start with their kind and go on with prepositions: Associazione Italiana dei Pellettieri, Verband der Schuhindustrie."""
    kinds = "|".join(f"(?P<{kind}>{row})" for kind, row in rows["org"].items())
    word = r"[„“\"«]?[A-ZÀ-ÖØ-Þ][\w’'-]*\w[“”\"»]?"
    return re.compile(rf"(?<![\w-]){rows.get('org_lead', '')}(?:{kinds})(?:e?s)?(?: {_ADJECTIVE}{_LINKS}{{0,3}}{word})+")
