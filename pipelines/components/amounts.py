"""Sums of money and counted goods: pure `find_amounts` and `find_quantities`, and the spaCy component `casewire_amounts`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.amount_words import AmountWords, Codes, load_amount_words
from pipelines.document import prepare
from pipelines.fold import fold, is_han
from pipelines.number_scan import Number, find_numbers
from pipelines.records import Amount, Quantity

_CODE_BEFORE = re.compile(r"(?<![^\W\d_])([A-Z]{3})[\s\u00a0]?$")
_CODE_AFTER = re.compile(r"[\s\u00a0-]?([A-Z]{3})(?!\w)")
# how far a word that tells money may stand from a sum without currency, before and after it (characters)
_NEAR = {"zh": (12, 4)}
_TRADITIONAL = 0.05


def find_amounts(text: str, language: str) -> list[Amount]:
    """The sums of money in a text, in order. Approximations ("more than") are no part of it; a range has no value and is left out."""
    return _find(text, language)[0]


def find_quantities(text: str, language: str) -> list[Quantity]:
    """The counted goods, offers, shops, accounts … of a text, in order, each with an English plural as its unit."""
    return _find(text, language)[1]


def _find(text: str, language: str) -> tuple[list[Amount], list[Quantity]]:
    """Both, from one scan for numbers."""
    words = load_amount_words(language)
    texts = (text, fold(text) if language == "zh" else text)
    numbers = find_numbers(texts[1], words)
    amounts = _amounts(texts, numbers, words)
    return amounts, _quantities(texts, numbers, words, amounts)


def _amounts(texts: tuple[str, str], numbers: list[Number], words: AmountWords) -> list[Amount]:
    found = [a for n in numbers if (a := _with_currency(texts, n, words))]
    bare = [n for n in numbers if n.scaled and not _covered(n, found)]
    found += [a for n in bare if (a := _without_currency(texts, n, found, words))]
    return sorted(found, key=lambda a: a.start)


def _with_currency(texts: tuple[str, str], number: Number, words: AmountWords) -> Amount | None:
    """A number with its currency before or behind it."""
    text, flat = texts
    start, end, code = _before(texts, number, words)
    if code is None:
        end, code = _after(texts, number, words)
    if code is None or code == "?" or (number.article and words.language != "zh"):
        return None
    return Amount(start, end, text[start:end], number.value, code)


def _before(texts: tuple[str, str], number: Number, words: AmountWords) -> tuple[int, int, str | None]:
    flat, low = texts[1], max(0, number.start - 16)
    last = flat[number.start - 1 : number.start].strip() or flat[number.start - 2 : number.start - 1]
    if last not in words.last_signs:
        return number.start, number.end, None
    if found := words.before.pattern.search(flat, low, number.start):
        return found.start(found.lastindex or 0), number.end, _choose(words.before.value(found), texts, words)
    code = _CODE_BEFORE.search(texts[0], low, number.start)
    return (code.start(1), number.end, code[1]) if code and code[1] in words.codes else (number.start, number.end, None)


def _after(texts: tuple[str, str], number: Number, words: AmountWords) -> tuple[int, str | None]:
    text, flat = texts
    if found := words.after.pattern.match(flat, number.end):
        listed = words.after.value(found)
        return found.end(), _choose(_in_script(listed, found.group(), texts, words), texts, words)
    code = _CODE_AFTER.match(text, number.end)
    return (code.end(), code[1]) if code and code[1] in words.codes else (number.end, None)


def _in_script(listed: Codes, word: str, texts: tuple[str, str], words: AmountWords) -> Codes:
    """In traditional characters 元 may be another currency."""
    for pattern, codes in words.traditional.items():
        if re.fullmatch(pattern, word):
            changed = sum(a != b and is_han(a) for a, b in zip(*texts, strict=True))
            return codes if changed > _TRADITIONAL * len(texts[0]) else listed
    return listed


def _choose(listed: Codes, texts: tuple[str, str], words: AmountWords) -> str | None:
    """Of several currencies of one name the one that the text hints at most often; else the first."""
    if isinstance(listed, str):
        return listed
    counts = {code: sum(texts[1].count(hint) for hint in words.hints.get(code, ())) for code in listed}
    best = max(counts.values())
    return next(code for code in listed if counts[code] == best) if best else listed[0]


def _without_currency(texts: tuple[str, str], number: Number, found: list[Amount], words: AmountWords) -> Amount | None:
    """`they asked for two million`: money where the words near it say so; the currency is that of the nearest sum, before it first;
    where the text has none, that of the language.
    """
    flat = texts[1]
    back, ahead = _NEAR.get(words.language, (80, 30))
    near = words.money.search(flat, max(0, number.start - back), number.end + ahead)
    if not near or not words.follow.match(flat, number.end):
        return None
    earlier, later = [a for a in found if a.end <= number.start], [a for a in found if a.start >= number.end]
    model = earlier[-1:] or later[:1]
    code = model[0].currency if model else words.default
    return Amount(number.start, number.end, texts[0][number.start : number.end], number.value, code) if code else None


def _covered(number: Number, spans: Iterable[Amount]) -> bool:
    return any(s.start < number.end and number.start < s.end for s in spans)


def _quantities(texts: tuple[str, str], numbers: list[Number], words: AmountWords, amounts: list[Amount]) -> list[Quantity]:
    count = _counted_han if words.language == "zh" else _counted
    free = [n for n in numbers if not n.article and not _covered(n, amounts)]
    return [Quantity(n.start, end, texts[0][n.start : end], n.value, unit) for n in free for end, unit in count(texts[1], n, words)]


def _counted(text: str, number: Number, words: AmountWords) -> Iterator[tuple[int, str]]:
    found = words.units.pattern.match(text, number.end)
    if found:
        yield found.end(), words.units.value(found)
    elif words.others and (other := words.others.match(text, number.end)) and other[1] not in words.not_units:
        yield other.end(), other[1]


def _counted_han(text: str, number: Number, words: AmountWords) -> Iterator[tuple[int, str]]:
    """A measure word, and the noun behind it, where that tells more than the measure word."""
    measure = words.measures.pattern.match(text, number.end) if words.measures else None
    if measure is None or words.measures is None:
        return
    window = re.match(r"[^，。；：、！？\s]{0,12}", text[measure.end() :])
    noun = words.units.pattern.search(window.group()) if window else None
    unit = words.units.value(noun) if noun else words.measures.value(measure) or ("" if window and window.group() else "items")
    if unit:
        yield measure.end() + (noun.end() if noun else 0), unit


@Language.factory("casewire_amounts", assigns=["doc._.amounts", "doc._.quantities"])
def make_amounts(nlp: Language, name: str) -> Amounts:
    """The factory of the component `casewire_amounts`."""
    return Amounts()


class Amounts:
    """Leaves the sums of money of a Doc on `doc._.amounts`, counted goods on `doc._.quantities`; language as `casewire_times`."""

    def __call__(self, doc: Doc) -> Doc:
        """Sets `doc._.amounts` and `doc._.quantities`."""
        prepare(doc)
        language = doc.lang_
        doc._.amounts, doc._.quantities = _find(doc._.text, language)
        return doc
