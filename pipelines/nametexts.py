"""The word tables of a language for unknown names (`data/shapes/<lang>.toml`), compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pipelines.namewords import legal_form, listed, table


class Words(NamedTuple):
    """What the shapes of a language written in Latin script are told apart by."""

    starts: frozenset[str]
    stop: frozenset[str]
    stop_last: frozenset[str]
    ordinary: frozenset[str]
    given: frozenset[str]
    lower: frozenset[str]
    tails: Mapping[str, str]
    title_before: re.Pattern[str]
    agent_before: re.Pattern[str]
    person_after: re.Pattern[str]
    verb_after: re.Pattern[str]
    says_before: re.Pattern[str]
    head_before: re.Pattern[str]
    head_after: re.Pattern[str]
    place_before: re.Pattern[str]
    bodies: re.Pattern[str] | None
    alone: re.Pattern[str] | None
    nouns: bool

    def legal_after(self, text: str, end: int) -> bool:
        """Whether a legal form stands behind."""
        return legal_form().match(text, end) is not None


_ARTICLES = {"en": r"(?:an?|the|its|his|her)", "it": r"(?:il |lo |la |l['’]|un |uno |una |un['’])", "de": r"(?:der|die|das|dem|den|ein|eine|einem|einer|einen)"}
_PLACES = {"en": "in|near|In|Near", "it": "in|In", "de": "in|aus|nach|In|Aus|bei|um"}
_LINKS = r"(?:(?:of|for|against|the|and|di|del|della|dei|delle|degli|per|contro|e|il|la|i|le|lo|gli|der|des|für|gegen|und|deutscher|europäischer|freier) |(?:dell|d|l)['’])"


@cache
def words(language: str) -> Words:
    """The tables of a language."""
    rows = table("shapes", language)
    heads = "|".join(f"(?P<{kind}>{row})" for kind, row in rows["heads"].items())
    tails = {word: kind for kind, row in rows["tails"].items() for word in row.split()}
    speech = rows["person_verbs"]
    return Words(
        frozenset(rows["starts"].split()),
        frozenset(rows["stop"].split()),
        frozenset(rows["stop_last"].split()),
        frozenset(rows["ordinary"].split()),
        listed("shapes", "given"),
        listed("shapes", f"{language}_words"),
        tails,
        re.compile(rf"(?<![\w-]){rows['titles']},? $"),
        re.compile(rf"(?<![\w-])(?:{rows['agents']}),? $"),
        re.compile(rf"{rows['person_after']}|,? (?:{speech})(?!\w)"),
        re.compile(rf" (?:{rows['verbs']})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{speech}),? $"),
        re.compile(rf"(?<![\w-])(?:{heads})(?: (?:di|per|of|for|degli|delle|dei) [a-zà-ÿ]+(?: [a-zà-ÿ]+)?| [a-zà-ÿ]+(?:are|ale|iero|iera|ico|ica|ese|ana|ano|iano|iana))?(?:,| called| named| known as| christened| dubbed|, the| namens| mit Namen| chiamat[oa]|, l[ao]|, il| di nome)? [„“”\"«‘'‚]?$"),
        re.compile(rf"[“”\"»’']?, (?:{_ARTICLES[language]} ?)?(?:[\w’'-]+ ){{0,3}}?(?:{heads})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{_PLACES[language]}) $"),
        _bodies(rows),
        re.compile(rf"(?<=[a-zäöüß] )(?!{rows['org_generic']}){rows['org_alone']}(?![\w-])") if "org_alone" in rows else None,
        bool(rows.get("nouns_have_capitals")),
    )


def _bodies(rows: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Names that start with their kind and go on with prepositions: Associazione Italiana dei Pellettieri, Verband der Schuhindustrie."""
    if "org" not in rows:
        return None
    kinds = "|".join(f"(?P<{kind}>{row})" for kind, row in rows["org"].items())
    word = r"[A-ZÀ-ÖØ-Þ][\w’'-]*\w"
    leading = rows.get("org_lead", "")
    return re.compile(rf"(?<![\w-]){leading}(?:{kinds})(?:e?s)?(?: (?:[a-zäöü]+(?:ale|ali|ana|ano|ani|ese|esi|scher|sche|schen|ea|eo|ei) )?{_LINKS}{{0,3}}[„“\"«]?{word}[“”\"»]?)+")
