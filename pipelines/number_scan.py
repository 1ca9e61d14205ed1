"""Finds the numbers of a text, in digits and in words, with their magnitudes: what sums of money and quantities are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.amount_words import AmountWords, Table
from pipelines.numerals import digits_number, han_number, words_number


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the text. `scaled`: with a magnitude, or a thousand and more in words; `article`: perhaps a mere one."""

    start: int
    end: int
    value: float
    scaled: bool
    article: bool = False


# three figures behind a single mark are thousands, in whatever language: no sum is told to the thousandth part ("EUR 35.000" in English)
_FOREIGN = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def find_numbers(text: str, words: AmountWords) -> list[Number]:
    """The numbers of a text (folded, if Chinese), but for the two ends of a range (`2 to 5 million`), which are no number."""
    read = _read_han if words.language == "zh" else _read_latin
    found = [number for match in words.number.finditer(text) if (number := read(match, words))]
    dropped = {k for i, (a, b) in enumerate(zip(found, found[1:], strict=False)) if _is_range(text, a, b, words) for k in (i, i + 1)}
    return [n for i, n in enumerate(found) if i not in dropped and not _RANGE.match(text, n.end)]


# a dash and digits right behind: the range's second end is then no number of its own
_RANGE = re.compile(r"\s?[-–—~～]\s?[$€£¥]?\d")


def _is_range(text: str, left: Number, right: Number, words: AmountWords) -> bool:
    joined = words.joined.fullmatch(text, left.end, right.start)
    if joined is None:
        return False
    needs_opener = joined["word"] in ("and", "und", "e", "ed", "e i")
    return not needs_opener or words.between.search(text, max(0, left.start - 14), left.start) is not None


def _read_latin(match: re.Match[str], words: AmountWords) -> Number | None:
    base = digits_number(match["d"], words.language) if match["d"] else words_number(match["w"], words.atoms)
    if base is None:
        return None
    magnitude = match["m"] or match["a"]
    if not magnitude and match["d"] and _FOREIGN.fullmatch(match["d"].strip()):
        base = float(re.sub(r"[.,]", "", match["d"]))
    half = 0.5 if match["h"] or match["g"] else 0.0
    value = round((base + half) * (_factor(magnitude, words.magnitudes) if magnitude else 1.0), 4)
    article = bool(match["w"]) and base == 1 and not magnitude and not half
    return Number(
        match.start(), match.start() + len(match.group().rstrip()), value, bool(magnitude) or (bool(match["w"]) and value >= 1000), article
    )


def _factor(word: str, magnitudes: Table | None) -> float:
    found = magnitudes.pattern.fullmatch(word) if magnitudes else None
    return float(magnitudes.value(found)) if magnitudes and found else 1.0


def _read_han(match: re.Match[str], words: AmountWords) -> Number | None:
    written = match["d"] + (match["m"] or "")
    value = han_number(written)
    if value is None or (match["v"] == "几" and match["d"] not in "十百千"):
        return None
    return Number(match.start(), match.end(), round(value, 4), bool(re.search("[千万亿]", written)), written == "一")
