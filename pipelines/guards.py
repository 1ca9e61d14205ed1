"""When an ambiguous name is believed: words near it, neighbours in a list, names of the same group, or proof elsewhere in the article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipelines.fold import fold, is_han
from pipelines.knowledge import Guard, KnownEntity
from pipelines.records import FIRMS

NEAR = 60  # characters either side in which a guard's words count
BESIDE = 160  # characters either side in which a name of the same group counts: about the sentence before and the one after
# "Gucci, Coach and Prada": what may stand between two names of a list
_QUOTES = r"\s*[\"'»«]*\s*"
_LISTED = re.compile(rf"{_QUOTES}(?:[,，、/&+]|(?:[,，、]\s*)?(?:and|or|und|oder|sowie|e|ed|o|oltre a|和|与|及|以及|或|跟)){_QUOTES}")


class Alias(NamedTuple):
    """A name as it is written in the knowledge base, with its entity and the guard that an ambiguous one carries.

    `owners` says how many entities bear the name, `group` is the id of the uppermost owner.
    """

    written: str
    entity: KnownEntity
    guard: Guard | None
    owners: int
    group: str


class Hit(NamedTuple):
    """An alias at a place in the text."""

    start: int
    end: int
    alias: Alias


def admitted(folded: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that are believed; one that is certain in the text vouches for the others of its entity, unless a word forbids it."""
    sure = [hit for hit in hits if _certain(folded, hit)]
    if len(sure) == len(hits):
        return list(hits)
    sure = _with_company(folded, hits, sure)
    known, firm = {hit.alias.entity.id for hit in sure}, {_key(hit) for hit in sure}
    return [hit for hit in hits if _key(hit) in firm or (hit.alias.entity.id in known and not _forbidden(folded, hit))]


def why(folded: str, hit: Hit, hits: Sequence[Hit]) -> str:
    """In words, why a hit is believed or not, for `casewire names show`."""
    if _certain(folded, hit):
        return "its guard is met by a word near it" if hit.alias.guard else "the name is its own"
    if _forbidden(folded, hit):
        return "a word near it forbids it"
    if _key(hit) in {_key(other) for other in admitted(folded, hits)}:
        return "a name beside it, or a certain mention elsewhere in the text, vouches for it"
    return "nothing near it proves it" if hit.alias.guard else "the name has several owners"


def _with_company(folded: str, hits: Sequence[Hit], sure: list[Hit]) -> list[Hit]:
    """The certain hits, and those that stand in a list with one or beside one of the same group, as long as there are more."""
    while True:
        crowd = _Crowd(sure)
        believed = {_key(hit) for hit in sure}
        more = [h for h in hits if _key(h) not in believed and h.alias.guard and not _forbidden(folded, h) and crowd.vouches(folded, h)]
        if not more:
            return sure
        sure = [*sure, *more]


def _key(hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.alias.entity.id


class _Crowd:
    """Certain hits by place, so that the nearest are found without a walk through all."""

    def __init__(self, sure: Sequence[Hit]) -> None:
        self._sure = sorted(sure, key=lambda h: h.start)
        self._starts = [h.start for h in self._sure]

    def vouches(self, folded: str, hit: Hit) -> bool:
        kin = hit.alias.guard is not None and hit.alias.guard.kin
        reach = BESIDE if kin else NEAR
        near = self._sure[bisect_left(self._starts, hit.start - reach) : bisect_right(self._starts, hit.end + reach)]
        others = [o for o in near if o.end <= hit.start or o.start >= hit.end]
        if any(o.alias.group == hit.alias.group for o in others):
            return True
        return not kin and any(o.alias.entity.type in FIRMS and _in_a_list(folded, hit, o) for o in others)


def _in_a_list(folded: str, one: Hit, other: Hit) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    return _LISTED.fullmatch(folded, first.end, second.start) is not None


def _certain(folded: str, hit: Hit) -> bool:
    guard = hit.alias.guard
    if guard is None:
        return hit.alias.owners == 1 or hit.alias.entity.name == hit.alias.written
    if guard.kin or _forbidden(folded, hit):
        return False
    return not guard.need or _near(folded, hit, guard.need)


def _forbidden(folded: str, hit: Hit) -> bool:
    guard = hit.alias.guard
    return guard is not None and bool(guard.avoid) and _near(folded, hit, guard.avoid)


def _near(folded: str, hit: Hit, words: tuple[str, ...]) -> bool:
    pattern = _pattern(words)
    before, after = folded[max(0, hit.start - NEAR) : hit.start], folded[hit.end : hit.end + NEAR]
    return bool(pattern.search(f"{before} {after}"))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all words of a guard; those that end alike stand together, as each class of characters takes long to compile."""
    alike = defaultdict[tuple[str, str], list[str]](list)
    for written in words:
        bare = fold(written.strip())
        alike[_edges(written, bare)].append(re.escape(bare))
    return re.compile("|".join(f"{left}(?:{'|'.join(found)}){right}" for (left, right), found in alike.items()))


def _edges(written: str, bare: str) -> tuple[str, str]:
    """In Latin script a word counts from its beginning, a German noun also at the end of a compound; a short one,
    or one with a space behind it, only whole."""
    if is_han(bare[0]):
        return "", ""
    whole = len(bare) < 4 or written.endswith(" ")
    left = "" if written[0].isupper() and len(bare) > 4 and not whole else r"(?<![^\W\u3400-\u9fff])"
    return left, r"(?![^\W\u3400-\u9fff])" if whole else ""
