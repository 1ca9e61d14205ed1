"""Numbers as they are written: digits with the separators of a language, and Han numerals."""

from __future__ import annotations

import re

_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SMALL = {"廿": 20, "卅": 30}
_BIG = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_DECIMAL = {"en": ".", "zh": ".", "it": ",", "de": ","}


def han_number(written: str) -> float | None:
    """The value of Han numerals, folded: `三万二千`, `二十`, `二〇一五`, `1.2亿`, `3千`; None where they make no number."""
    total, section, digits = 0.0, 0.0, ""
    for char in written:
        if char in _BIG:
            part = section + (float(digits) if digits.strip(".") else 0.0)
            total = (total + part) * _BIG[char] if _BIG[char] > total > 0 and part == 0 else total + (part or 1) * _BIG[char]
            section, digits = 0.0, ""
        elif char in _TENS:
            section += (float(digits) if digits.strip(".") else 1.0) * _TENS[char]
            digits = ""
        elif char in _SMALL:
            section += _SMALL[char]
        elif char in _HAN:
            digits += str(_HAN[char])
        elif char.isdigit() or char == ".":
            digits += char
        elif char != ",":
            return None
    if digits.count(".") > 1:
        return None
    return total + section + (float(digits) if digits.strip(".") else 0.0)


def digits_number(written: str, language: str) -> float | None:
    """The value of digits with the separators of a language (`1,234,567.89` in English and Chinese, `1.234.567,89` in Italian and German).

    A single separator of the wrong kind is forgiven where only one reading makes sense (`4.5` in German news). None where none does.
    """
    mark = _DECIMAL[language]
    other = "," if mark == "." else "."
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", written)
    if re.fullmatch(rf"\d{{1,3}}(?:\{other}\d{{3}})+(?:\{mark}\d+)?|\d+(?:\{mark}\d+)?", plain):
        return float(plain.replace(other, "").replace(mark, "."))
    if re.fullmatch(rf"\d+\{other}\d{{1,2}}", plain):
        return float(plain.replace(other, "."))
    if re.fullmatch(rf"\d{{1,3}}(?:\{mark}\d{{3}}){{2,}}", plain):
        return float(plain.replace(mark, ""))
    return None
