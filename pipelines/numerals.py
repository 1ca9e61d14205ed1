"""Numbers as they are written: digits with the separators of a language, number words, Han numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SMALL = {"廿": 20, "卅": 30}
_BIG = {"万": 10_000, "亿": 100_000_000}
_DECIMAL = {"en": ".", "zh": ".", "it": ",", "de": ","}
_SHORT = re.compile(r"(.*[万千百])([一二三四五六七八九])$")


def han_number(written: str) -> float | None:
    """The value of Han numerals, folded: `三万二千`, `一万二`, `二〇一五`, `1.2亿`, `3千`; None where they make no number."""
    if (short := _SHORT.fullmatch(written)) and not short[1].endswith("零"):
        unit = (_BIG | _TENS)[short[1][-1]]
        head = han_number(short[1])
        return None if head is None else head + _HAN[short[2]] * unit / 10
    total, section, digits = 0.0, 0.0, ""
    for char in written.replace(",", ""):
        if char in _BIG:
            total, section, digits = _scaled(total, section + _float(digits), _BIG[char]), 0.0, ""
        elif char in _TENS:
            section, digits = section + (_float(digits) if digits else 1.0) * _TENS[char], ""
        elif char in _SMALL:
            section += _SMALL[char]
        elif char in _HAN or char.isdigit() or char == ".":
            digits += str(_HAN.get(char, char))
        else:
            return None
    return None if digits.count(".") > 1 else total + section + _float(digits)


def _float(digits: str) -> float:
    return float(digits) if digits.strip(".") and digits.count(".") <= 1 else 0.0


def _scaled(total: float, part: float, big: int) -> float:
    """What stands before 万 or 亿 counts that often; 万亿 multiplies what was read before."""
    if not part:
        return (total or 1.0) * big
    return total + part * big


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


def words_number(written: str, atoms: Mapping[str, float]) -> float | None:
    """The value of number words made of atoms: `twenty-two thousand`, `zweihundertfünfzig`, `trecentomila`; None if they are not."""
    parts = next(_atoms(re.sub(r"[\s-]+and\s+|[\s-]+", " ", written.lower()), atoms), None)
    if parts is None:
        return None
    total, current = 0.0, 0.0
    for part in parts:
        if part == 1000:
            total, current = total + (current or 1.0) * 1000, 0.0
        elif part == 100:
            current = (current or 1.0) * 100
        else:
            current += part
    return total + current


def _atoms(rest: str, atoms: Mapping[str, float]) -> Iterator[list[float]]:
    """The ways to cut a word into atoms, longest first."""
    rest = rest.lstrip()
    if not rest:
        yield []
    for length in range(min(len(rest), 24), 0, -1):
        if rest[:length] in atoms:
            for tail in _atoms(rest[length:], atoms):
                yield [atoms[rest[:length]], *tail]
