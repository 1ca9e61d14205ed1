"""Short forms of a name that an article goes on with: Meizhi for Shantou Meizhi Model Co., 新平衡 for 深圳市新平衡运动体育用品有限公司."""

from __future__ import annotations

import re
from functools import cache

from pipelines.candidates import Candidate
from pipelines.fold import fold, is_han
from pipelines.namewords import bare, listed, table
from pipelines.places import is_place


@cache
def _trades() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(table('words', 'trades')['han']['words'].split(), key=len, reverse=True))})+$")


def han_core(name: str) -> str:
    """The distinctive part of a Chinese firm's name: without the place before and the trade behind; the name where nothing is left."""
    core = re.sub(r"[（(].*?[）)]", "", bare(name))
    for size in range(min(5, len(core) - 2), 1, -1):
        if is_place(core[:size]) or (core[size - 1] in "省市区县" and is_place(core[: size - 1])):
            core = core[size:].lstrip("市省区县")
            break
    short = _trades().sub("", core)
    return short if len(short) >= 2 else core


def short_forms(name: str, candidate: Candidate, language: str) -> set[str]:
    """Folded short forms of the name, which the article may use instead."""
    if candidate.by in ("courts", "authorities", "places"):
        return set()
    if is_han(name[0]):
        return _han_forms(name, candidate)
    words = [w for w in re.split(r"[\s,]+", bare(name)) if w not in ("&", "and", "und", "e", "di", "the")]
    if candidate.type == "person":
        return {words[-1]} if len(words) > 1 and len(words[-1]) > 2 else set()
    if candidate.id or " ".join(words) == fold(name):
        return _distinctive(words, language) if len(words) > 1 and not candidate.id else set()
    return _distinctive(words, language)


def _han_forms(name: str, candidate: Candidate) -> set[str]:
    if candidate.id:
        return set()
    if candidate.type == "person":
        return {name.split("·")[-1]} if "·" in name else set()
    core = fold(han_core(name))
    return {core} if len(core) >= 2 and core not in listed("words", "zh") and not is_place(core) else set()


@cache
def _common(language: str) -> frozenset[str]:
    """Words of trade that do not stand for a firm alone, folded."""
    return frozenset(fold(w) for w in table("words", "trades")["latin"].get(language, "").split())


def _distinctive(words: list[str], language: str) -> set[str]:
    """The first word that is neither a place nor an ordinary word of trade; the second one only where the first is such a word."""
    for word in words[:2]:
        if len(word) > 2 and not word.isdigit() and not _weak(word, language):
            return {word}
        if not _weak(word, language):
            return set()
    return set()


def _weak(word: str, language: str) -> bool:
    return word in _common(language) or is_place(word.capitalize())
