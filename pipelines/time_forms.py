"""Reads a file of words and forms of time (`data/times/<language>.toml`), checks it as a whole and compiles it.

[words.CLASS]  word = value        a word with a capital letter must be written with one; a word of several parts is a phrase
[[compounds]]  class, parts        every way to put the parts together; the value is the sum of theirs
[forms]        READING = ["…"]     sequences of classes: `a|b` either, `a?` may be missing, `(a)` context outside the span
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any

from pipelines.errors import LexiconError
from pipelines.time_readings import READINGS
from pipelines.time_words import TimeWords
from pipelines.vocabulary import DATA

# digits: D a day of the month, Y a year, N another number, O an ordinal such as 8th, full a date such as 8.3.2021
_DIGITS = ("D", "Y", "N", "O", "full")
_ALIASES = {"mon": "month|may|weak", "num": "D|N|number", "day": "D|O|ordinal"}
_NUMBER = r"\d{4}-\d\d-\d\d(?![\w-])|\d+(?:[.,/]\d+)*(?:st|nd|rd|th|º|°)?(?![^\W_])"
_HAN_NUMBER = r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)|\d+(?:\.\d+)?|[〇零一二三四五六七八九十百两廿卅]+"
_SEQUENCE = tuple[tuple[str, bool], ...]


@cache
def load_time_words(language: str) -> TimeWords:
    """The words of a language, read once. Raises LexiconError with every fault of the file."""
    path = DATA / "times" / f"{language}.toml"
    return read_time_words(tomllib.loads(path.read_text(encoding="utf-8")), language)


def read_time_words(table: Mapping[str, Any], language: str) -> TimeWords:
    """Compiles a table as the file holds it. Raises LexiconError with every fault."""
    entries = [*_entries(table)]
    classes = {name: chr(0x100 + i) for i, name in enumerate(dict.fromkeys([*_DIGITS, *(c for c, _, _ in entries)]))}
    faults = [*_faults(table, classes, language)]
    if faults:
        raise LexiconError(faults)
    exact, phrases = _lookup(entries, classes, language)
    pattern = _han_pattern(exact) if language == "zh" else re.compile(rf"{_NUMBER}|[^\W_]+|[-–—.,]")
    return TimeWords(
        language,
        table.get("settings", {}),
        classes,
        {c: n for n, c in classes.items()},
        exact,
        phrases,
        pattern,
        _groups(table["forms"], classes),
    )


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Every word as (class, word, value)."""
    for name, words in table["words"].items():
        for word, value in words.items():
            yield name, word, value
    for compound in table.get("compounds", ()):
        for parts in product(*(part.items() for part in compound["parts"])):
            yield compound["class"], "".join(word for word, _ in parts), sum(value for _, value in parts)


def _faults(table: Mapping[str, Any], classes: Mapping[str, str], language: str) -> Iterator[str]:
    where = f"times/{language}.toml: forms"
    for reading, forms in table["forms"].items():
        if reading not in READINGS and reading != "nothing":
            yield f"{where}.{reading}: unknown; valid: {', '.join(sorted(READINGS))}, nothing"
        for form in forms:
            for name in re.findall(r"[^\s|?()]+", form):
                if name not in classes and name not in _ALIASES:
                    yield f"{where}.{reading}: {form!r}: {name!r} is no class; valid: {', '.join([*_ALIASES, *classes])}"


def _lookup(
    entries: Iterable[tuple[str, str, Any]], classes: Mapping[str, str], language: str
) -> tuple[dict[str, tuple[str, Any]], dict[str, list[tuple[tuple[str, ...], str, Any]]]]:
    """Single words, and phrases by their first word, the longest first."""
    exact: dict[str, tuple[str, Any]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = defaultdict(list)
    for name, word, value in entries:
        parts = [word] if language == "zh" else re.findall(r"[^\W_]+|[-–—.,]", word)
        if len(parts) == 1:
            exact[word] = (classes[name], value)
        else:
            phrases[parts[0].lower()].append((tuple(p.lower() for p in parts[1:]), classes[name], value))
    return exact, {first: sorted(rest, key=lambda r: -len(r[0])) for first, rest in phrases.items()}


def _han_pattern(exact: Iterable[str]) -> re.Pattern[str]:
    """Numbers, and the words by their first character, so that a text is walked with one look a character."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(exact, key=lambda w: (-len(w), w)):
        rests[word[0]].append(re.escape(word[1:]))
    return re.compile("|".join([*(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()), _HAN_NUMBER]))


def _sequences(form: str) -> Iterator[_SEQUENCE]:
    """Every concrete sequence of a form, as (alternatives, whether context)."""
    choices = []
    for element in form.split():
        context, optional = element.startswith("("), element.endswith("?")
        names = element.strip("()?")
        names = "|".join(_ALIASES.get(n, n) for n in names.split("|"))
        choices.append([(names, context), None] if optional else [(names, context)])
    for chosen in product(*choices):
        yield tuple(c for c in chosen if c is not None)


def _groups(forms: Mapping[str, list[str]], classes: Mapping[str, str]) -> dict[str, tuple[re.Pattern[str], list[str]]]:
    """The forms by the class that they begin with; in each group the longest sequence first, then in the order of the file."""
    grouped: dict[str, dict[str, tuple[tuple[int, int], str]]] = defaultdict(dict)
    for means, written in forms.items():
        for sequence in (s for form in written for s in _sequences(form)):
            body = [names for names, context in sequence if not context]
            regex = _regex(sequence, classes)
            for first in (n for n in body[0].split("|") if n in classes):
                grouped[classes[first]].setdefault(regex, ((len(body), len(sequence)), means))
    return {first: _group(found) for first, found in grouped.items()}


def _regex(sequence: _SEQUENCE, classes: Mapping[str, str]) -> str:
    """A sequence as a regular expression over class characters: context before it looks behind, context after it looks ahead."""
    parts = ["[" + "".join(re.escape(classes[n]) for n in names.split("|") if n in classes) + "]" for names, _ in sequence]
    inner = [i for i, (_, context) in enumerate(sequence) if not context]
    before, after = "".join(parts[: inner[0]]), "".join(parts[inner[-1] + 1 :])
    body = "".join(parts[inner[0] : inner[-1] + 1])
    return (f"(?<={before})" if before else "") + body + (f"(?={after})" if after else "")


def _group(found: Mapping[str, tuple[tuple[int, int], str]]) -> tuple[re.Pattern[str], list[str]]:
    ordered = sorted(found, key=lambda regex: found[regex][0], reverse=True)
    return re.compile("|".join(f"({regex})" for regex in ordered)), [found[regex][1] for regex in ordered]
