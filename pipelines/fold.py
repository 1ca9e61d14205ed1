"""Folding for matching: same length as the text, so that every offset found in the folded text holds in the original."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

_PLAIN = {
    "’": "'",
    "‘": "'",
    "＇": "'",
    "´": "'",
    "\u00a0": " ",
    "\u202f": " ",
    "\u3000": " ",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "“": '"',
    "”": '"',
    "„": '"',
}


_HAN = re.compile(r"[\u3400-\u9fff]+")


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _fold_char(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E:  # full-width ASCII
        return chr(code - 0xFEE0).lower()
    if 0x3400 <= code <= 0x9FFF:
        simplified: str = _converter().convert(char)
        return simplified if len(simplified) == 1 else char
    lower = char.lower()
    return lower if len(lower) == 1 else char


def fold(text: str) -> str:
    """Lower case, simplified characters, half width, plain quotes and spaces; `len(fold(text)) == len(text)`."""
    return "".join(map(_fold_char, text))


def simplify(text: str) -> str:
    """Traditional characters as simplified ones, all else as it is; of the same length."""
    return _HAN.sub(lambda run: fold(run.group()), text)


def is_han(char: str) -> bool:
    """Whether the character is a Han character of the common blocks."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"
