"""The words of numbers, money and counted goods of one language (`data/amounts/<language>.toml`), compiled.

[numbers] [magnitudes] [attached]   word = value; `attached` ones stand right behind the digits (`5bn`)
[currencies] [signs] [before]       word = code of ISO 4217, or a list of codes that the text must tell apart by [hints]
[units] [measures]                  counted noun = how a record names it; [not_units]: plurals that count nothing of the kind
[bare]                              what may follow a sum without currency, what near it tells that it is money, and of which currency
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.errors import LexiconError
from pipelines.vocabulary import DATA

Codes = str | list[str]
_DIGITS = r"\d{1,3}(?:[.,'’\u202f\u00a0 ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_HAN = "〇零一二三四五六七八九十百千万亿两廿卅"
_HAN_NUMBER = rf"(?<![\d几数多第上十百千万亿])(?P<d>\d[\d,]*(?:\.\d+)?|[{_HAN}]+)(?P<v>[多余几])?(?P<m>[十百千万亿]+)?[多余]?"


@dataclass(frozen=True, slots=True)
class Table:
    """Words, as one regular expression whose group tells which word it was, and their values."""

    pattern: re.Pattern[str]
    values: tuple[Any, ...]

    def value(self, found: re.Match[str]) -> Any:
        """What the word that was found stands for."""
        return self.values[(found.lastindex or 1) - 1]


@dataclass(frozen=True, slots=True)
class AmountWords:
    """All words of a language, compiled. `last_signs`: the characters in which a word before a number may end."""

    language: str
    number: re.Pattern[str]
    atoms: Mapping[str, float]
    magnitudes: Table | None
    between: re.Pattern[str]
    joined: re.Pattern[str]
    before: Table
    last_signs: frozenset[str]
    after: Table
    codes: frozenset[str]
    traditional: Mapping[str, list[str]]
    hints: Mapping[str, list[str]]
    units: Table
    measures: Table | None
    others: re.Pattern[str] | None
    not_units: frozenset[str]
    default: str | None
    follow: re.Pattern[str]
    money: re.Pattern[str]


@cache
def load_amount_words(language: str) -> AmountWords:
    """The words of a language, read once. Raises LexiconError with every fault of its file."""
    shared, own = (tomllib.loads((DATA / "amounts" / f"{name}.toml").read_text(encoding="utf-8")) for name in ("any", language))
    codes = frozenset(tomllib.loads((DATA / "currencies.toml").read_text(encoding="utf-8"))["codes"].split())
    return read_amount_words(own, language, {**shared, "codes": codes})


def read_amount_words(own: Mapping[str, Any], language: str, shared: Mapping[str, Any]) -> AmountWords:
    """Compiles a table as the file of a language holds it, with the table of all. Raises LexiconError with every fault."""
    signs = {**shared["signs"], **own.get("signs", {})}
    faults = [*_faults({**signs, **own["currencies"], **own.get("before", {})}, f"amounts/{language}.toml", shared["codes"])]
    if faults:
        raise LexiconError(faults)
    parts = {**_number_part(own, language), **_money_part(own, language, signs), **_goods_part(own, language), **_bare_part(own["bare"])}
    return AmountWords(language=language, codes=shared["codes"], hints=shared["hints"], **parts)


def _number_part(own: Mapping[str, Any], language: str) -> dict[str, Any]:
    magnitudes = {**own.get("attached", {}), **own.get("magnitudes", {})}
    return {
        "number": re.compile(_HAN_NUMBER) if language == "zh" else _number(own),
        "atoms": {word.lower(): value for word, value in own.get("numbers", {}).items()},
        "magnitudes": _table(magnitudes, "({})") if magnitudes else None,
        "between": re.compile(rf"(?:{_any(own['between'])})\s(?:\S{{1,3}}\s?)?$"),
        "joined": re.compile(rf"\s?[-–—~～]\s?|\s?(?P<word>{_any(own['range'])})\s?(?:il |i )?"),
    }


def _money_part(own: Mapping[str, Any], language: str, signs: Mapping[str, Codes]) -> dict[str, Any]:
    escaped = {re.escape(sign): code for sign, code in signs.items()}
    words = [*signs, *own.get("before", ())]
    return {
        # folding has lowered `US$` in Chinese
        "before": _before({**escaped, **own.get("before", {})}, re.IGNORECASE if language == "zh" else 0),
        "last_signs": frozenset(case for word in words for case in (word[-1], word[-1].lower())) | frozenset(string.ascii_uppercase),
        "after": _table({**own["currencies"], **escaped}, "({})" if language == "zh" else rf"[\s-]?{own['of']}({{}})(?!\w)"),
        "traditional": own.get("traditional", {}),
    }


def _goods_part(own: Mapping[str, Any], language: str) -> dict[str, Any]:
    others = rf"[\s-](?:(?!(?:{_any(own.get('stop', ()))})\s)[a-z][\w'’-]*\s){{0,2}}?([a-z][a-z-]+s)(?!\w)"
    return {
        "units": _units(own, language),
        "measures": _table(own["measures"], "({})") if "measures" in own else None,
        "others": re.compile(others) if "not_units" in own else None,
        "not_units": frozenset(own.get("not_units", {}).get("words", "").split()),
    }


def _bare_part(bare: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "default": bare.get("default"),
        "follow": re.compile(rf"\s?(?:[.,;:!?)»”\"，。；、！？）]|$)|\s(?:{_any(bare['follow'])})(?!\w)"),
        "money": re.compile(_any(bare["money"])),
    }


def _faults(currencies: Mapping[str, Codes], name: str, codes: Iterable[str]) -> Iterable[str]:
    for word, listed in currencies.items():
        for code in [listed] if isinstance(listed, str) else listed:
            if code not in codes and code != "?":
                yield f"{name}: {word}: {code!r} is no code of ISO 4217, nor ? for none"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w))) or "(?!)"


def _table(words: Mapping[str, Any], frame: str, *, flags: int = 0) -> Table:
    """The longest word first; each is a group of its own, by whose number its value is found."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return Table(re.compile("|".join(frame.format(word) for word in ordered), flags), tuple(words[word] for word in ordered))


def _before(words: Mapping[str, Codes], flags: int) -> Table:
    """What stands before a number; what begins with a letter begins a word."""
    framed = {(r"(?<![A-Za-z])" if word[0].isascii() and word[0].isalpha() else "") + word: code for word, code in words.items()}
    return _table(framed, r"({})\s?$", flags=flags)


def _number(own: Mapping[str, Any]) -> re.Pattern[str]:
    """Digits or number words, a magnitude, and "and a half"; never inside a word, a date, a case number or a decimal."""
    first = _any(re.escape(word) for word in own["numbers"] if word not in own.get("only_inside", ()))
    inner = _any(re.escape(word) for word in own["numbers"] if word not in own.get("only_first", ()))
    half = f"(?P<h>{own['half']})?" if own["half"] else "(?P<h>(?!))?"
    words = f"(?i:(?:{first})(?:(?:{own['joins']})(?:{inner}))*)"
    scaled = rf"(?:[\s-]?(?P<m>{_any(own['magnitudes'])})(?!\w)|(?<=\d)(?P<a>{_any(own['attached'])})(?!\w))?"
    second = half.replace("?P<h>", "?P<g>")
    return re.compile(rf"(?<![\w.,/–-])(?:(?P<d>{_DIGITS})|(?P<w>{words})(?!\w)){second}{scaled}{half}(?![^\W\d_]|\d|[.,/]\d)")


def _units(own: Mapping[str, Any], language: str) -> Table:
    if language == "zh":
        return _table(own["units"], "({})")
    stop = _any(own["stop"])
    ordered = sorted(own["units"], key=lambda w: (-len(w), w))
    nouns = own.get("prefix", "") + "(?i:" + "|".join(f"({word})" for word in ordered) + ")"
    return Table(
        re.compile(rf"[\s-](?:(?!(?:{stop})\s)[^\W\d_][\w'’-]*\s){{0,3}}?(?:{nouns})(?!\w)"), tuple(own["units"][word] for word in ordered)
    )
