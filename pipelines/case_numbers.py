"""Numbers that courts give their cases, of every country that is read about (`data/courts/case_numbers.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from pipelines.namewords import table
from pipelines.records import Span

_DIGIT = re.compile(r"\d")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    rows = table("courts", "case_numbers")["patterns"]
    return tuple(re.compile(rf"(?<![A-Za-z0-9/-])(?:{row})(?![A-Za-z0-9]|/\d)") for _, row in sorted(rows.items()))


def find_case_numbers(text: str) -> list[Span]:
    """The case numbers of a text by start, without overlaps: of two, the longer."""
    if not _DIGIT.search(text):
        return []
    found = [match.span() for pattern in _patterns() for match in pattern.finditer(text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= s or start >= e for s, e in kept):
            kept.append((start, end))
    return [Span(start, end, text[start:end]) for start, end in sorted(kept)]


def plain(numbers: Iterable[Span]) -> tuple[str, ...]:
    """The numbers as one writes them in a list: each once, white space and full-width brackets made plain, in the order of the text."""
    table_ = str.maketrans("（）〔〕", "()()")
    return tuple(dict.fromkeys(" ".join(n.text.translate(table_).split()) for n in sorted(numbers, key=lambda n: n.start)))


def numbers_within(numbers: Sequence[Span], evidence: Span) -> list[Span]:
    """Those that stand in the sentence that tells an act."""
    return [n for n in numbers if evidence.start <= n.start and n.end <= evidence.end]


def unclaimed(numbers: Sequence[Span], sentences: Sequence[Span]) -> list[Span]:
    """Those that stand in no sentence that tells an act: they are the article's."""
    claimed = {n.start for sentence in sentences for n in numbers_within(numbers, sentence)}
    return [n for n in numbers if n.start not in claimed]
