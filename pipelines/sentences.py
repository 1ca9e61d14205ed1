"""Sentence ends by punctuation, abbreviations and case; no model."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_END = re.compile(r"[。！？；…]+[”’」』）)\"]*|[!?]+[”’»“\")\]]*(?=\s|$)|(?<!\.)\.(?!\.)[”’»“\")\]]*(?=\s|$)|\.{3}(?=\s+[A-ZÀ-Þ])|\n+")
# ends that close a quotation inside a running sentence: „Nein!“, sagte sie
_GOES_ON = re.compile(r"\s*[,;:–—a-zà-ÿ]")


@cache
def _abbreviations(language: str) -> frozenset[str]:
    table = tomllib.loads((files("pipelines") / "data" / "sentences.toml").read_text("utf-8"))
    return frozenset(table["any"]) | frozenset(table.get(language, ()))


def _is_abbreviation(text: str, stop: int, language: str) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or an ordinal ("8. März")."""
    head = re.search(r"[\w.&'’-]*$", text[max(0, stop - 20) : stop])
    word = head.group().lower() if head else ""
    if word in _abbreviations(language) or re.fullmatch(r"[a-zà-ÿ]", word) or re.fullmatch(r"([a-z]\.)+[a-z]", word):
        follows = text[stop + 1 : stop + 3].strip()
        return (
            not (language == "en" and word in {"co", "inc", "corp", "ltd", "a.m", "p.m"} and _new_sentence(text, stop + 1))
            and follows != ""
        )
    return language == "de" and bool(re.fullmatch(r"\d{1,2}", word)) and bool(re.match(r"\s+[A-ZÄÖÜa-z]", text[stop + 1 :]))


def _new_sentence(text: str, at: int) -> bool:
    return bool(
        re.match(
            r"\s+(The|It|In|On|But|And|A|An|He|She|They|This|That|At|After|For|As|Its|Their|When|While|Last|By|Under|If|No|Not)\b",
            text[at:],
        )
    )


def _ends_here(text: str, found: re.Match[str], language: str) -> bool:
    mark = found.group()
    if mark.startswith("\n") or language == "zh" or mark[0] in "。！？；…":
        return True
    if mark[0] == "." and _is_abbreviation(text, found.start(), language):
        return False
    return not _GOES_ON.match(text, found.end())


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences as (start, end) without white space around them; every visible character is in exactly one."""
    cuts, spans, start = [m.end() for m in _END.finditer(text) if _ends_here(text, m, language)], [], 0
    for cut in [*cuts, len(text)]:
        piece = text[start:cut]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            spans.append((start + lead, start + len(piece.rstrip())))
        start = cut
    return spans
