"""The words and forms of time of one language (`data/times/<language>.toml`), and the scan of a text for them.

A text becomes a row of tokens, each with the class of its word (month, weekday, number …). Forms are sequences of classes; they are
matched on a string that holds one character a token, the longest first, so that the cost hardly depends on how many forms there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.numerals import han_number

GAP = "\x00"
_FULL = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})([./])(\d{1,2})\5(\d{4}|\d\d)")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º|°)")
_HAN_DIGITS = "〇零一二三四五六七八九十百两廿卅"
# what may stand between two tokens of one form
_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
_MONEY = "$€£¥§#"


_Row = tuple[str, int, int, Any]  # one token: class, start, end, value


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens: `codes` holds one character for the class of each, the lists their offsets and values."""

    codes: str
    starts: list[int]
    ends: list[int]
    values: list[Any]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What one language says about time. `classes` gives the character of a class, `names` the reverse; `groups` the forms by
    the class that they begin with; `settings` are the file's own choices.
    """

    language: str
    settings: Mapping[str, str]
    classes: Mapping[str, str]
    names: Mapping[str, str]
    exact: Mapping[str, tuple[str, Any]]
    phrases: Mapping[str, list[tuple[tuple[str, ...], str, Any]]]
    pattern: re.Pattern[str]
    groups: Mapping[str, tuple[re.Pattern[str], list[str]]]

    def scan(self, text: str) -> tuple[Tokens, list[tuple[int, int, str]]]:
        """The tokens of a text and the forms found, as (first token, end token, reading), from left to right without overlap."""
        tokens = self._tokens(text.translate(_PLAIN))
        return tokens, list(self._forms(tokens.codes))

    def _forms(self, codes: str) -> Iterator[tuple[int, int, str]]:
        at, groups = 0, self.groups
        while at < len(codes):
            group = groups.get(codes[at])
            found = group[0].match(codes, at) if group else None
            if group is None or found is None:
                at += 1
                continue
            means = group[1][(found.lastindex or 1) - 1]
            if means != "nothing":
                yield at, found.end(), means
            at = found.end()

    def _tokens(self, text: str) -> Tokens:
        rows, last = list[_Row](), 0
        for found in self.pattern.finditer(text):
            start, end = found.span()
            if start > last and (text[last:start].strip(" '\t") or last == 0):
                rows.append((GAP, last, start, text[last:start]))
            code, value = self._classify(found.group(), text, start)
            rows.append((code, start, end, value))
            last = end
        return _columns(self._with_phrases(text, rows) if self.phrases else rows)

    def _classify(self, word: str, text: str, start: int) -> tuple[str, Any]:
        """The class and value of one token; GAP for what has none."""
        known = self.exact.get(word) or self.exact.get(word.lower())
        if known is None and word.isupper() and len(word) > 2:
            known = self.exact.get(word.capitalize())
        if known and (known[0] != GAP):
            return known
        if word[0].isdigit() and word[0].isascii() and not (start and text[start - 1] in _MONEY):
            return self._digits(word)
        if self.language == "zh" and word[0] in _HAN_DIGITS:
            return self._sized(han_number(word))
        return GAP, word

    def _digits(self, word: str) -> tuple[str, Any]:
        if word.isdigit():
            return self._sized(int(word)) if len(word) < 6 else (GAP, word)
        if ordinal := _ORDINAL.fullmatch(word):
            return self.classes["O"], int(ordinal[1])
        full = _FULL.fullmatch(word)
        return (self.classes["full"], _full_date(full, self.settings["numeric"])) if full else (GAP, word)

    def _sized(self, number: float | None) -> tuple[str, Any]:
        if number is None or number != int(number):
            return GAP, number
        kind = "D" if 1 <= number <= 31 else "Y" if 1900 <= number <= 2099 else "N"
        return self.classes[kind], int(number)

    def _with_phrases(self, text: str, rows: Sequence[_Row]) -> list[_Row]:
        """Joins words that make one token together (`più tardi`): the first takes their class, the others go."""
        folded, at, made = [text[start:end].lower() for _, start, end, _ in rows], 0, list[_Row]()
        while at < len(folded):
            row, length = rows[at], 1
            for rest, code, value in self.phrases.get(folded[at], ()):
                if tuple(folded[at + 1 : at + 1 + len(rest)]) == rest:
                    length = 1 + len(rest)
                    row = (code, row[1], rows[at + length - 1][2], value)
                    break
            made.append(row)
            at += length
        return made


def _columns(rows: Sequence[_Row]) -> Tokens:
    return Tokens("".join(row[0] for row in rows), [row[1] for row in rows], [row[2] for row in rows], [row[3] for row in rows])


def _full_date(found: re.Match[str], order: str) -> tuple[int, int, int]:
    """Year, month, day of `2021-03-08` or `8.3.2021`; with slashes in the order of the language, `mdy` or `dmy`."""
    if found[1]:
        return int(found[1]), int(found[2]), int(found[3])
    first, second, year = int(found[4]), int(found[6]), int(found[7])
    year += 2000 if year < 100 else 0
    month_first = order == "mdy" and found[5] == "/" and first <= 12
    return (year, first, second) if month_first else (year, second, first)
