"""Second names in brackets: "Infinite Styles Services (ISS)", "开云集团（Kering）", "以下简称“X”". They hold for the whole article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.candidates import Candidate
from pipelines.fold import fold, is_han

_INTRODUCED = (
    r"(?:以下简称|以下簡稱|下称|下稱|简称|簡稱|英文名|kurz|im Folgenden|in breve|di seguito|in sigla"
    r"|hereinafter|in short|short|or simply|known as|aka)[:：]? ?"
)
_BRACKET = re.compile(
    rf" ?[(（](?P<intro>{_INTRODUCED})?(?:the )?[\"“„«「]?(?P<name>[^()（）\"“”„«»「」,，;；:：\n]{{2,40}}?)[\"”“»」]?[)）]", re.IGNORECASE
)
_ARTICLES = frozenset(
    ("the", "of", "and", "for", "der", "die", "des", "und", "für", "di", "e", "del", "della", "dei", "delle", "per", "il", "la")
)


def find_brackets(text: str, settled: Sequence[Candidate]) -> list[Candidate]:
    """The second name in brackets behind a name as the same entity, or the first one where only the second is known."""
    by_span = {(c.start, c.end): c for c in settled}
    return [c for first in settled if first.type not in ("place",) for c in _pair(text, first, by_span)]


def _pair(text: str, first: Candidate, by_span: dict[tuple[int, int], Candidate]) -> Iterator[Candidate]:
    match = _BRACKET.match(text, first.end)
    if not match:
        return
    second = by_span.get(match.span("name"))
    name = text[first.start : first.end]
    if not (match["intro"] or _abbreviates(match["name"], name) or _other_script(match["name"], name)):
        return
    if second and second.id and first.id:
        return
    if second and second.id:
        yield second._replace(start=first.start, end=first.end, by="bracket")
    else:
        yield first._replace(start=match.start("name"), end=match.end("name"), by="bracket")


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of the short form begin words of the name, in their order, or all stand in it in order and begin with it."""
    letters = [c for c in fold(short) if c.isalnum()]
    words = [w for w in re.split(r"[\s'’-]+", fold(name)) if w and w not in _ARTICLES]
    if not 2 <= len(letters) <= 9 or not words or " " in short:
        return False
    initials = iter("".join(w[0] for w in words))
    if all(letter in initials for letter in letters):
        return True
    rest = iter(fold(name))
    return len(letters) <= len(words) + 3 and letters[0] == words[0][0] and all(letter in rest for letter in letters)


def _other_script(second: str, first: str) -> bool:
    """Whether one name is in Han characters and the other a Latin name with a capital."""
    latin = second if is_han(first[0]) else first
    return is_han(second[0]) != is_han(first[0]) and latin[0].isupper() and not re.search(r"\d{3}", latin)
