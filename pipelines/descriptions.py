"""The words by which an article describes each entity: "Pell, the tea packer", "der Händler Pell", 奢侈品集团开云.

A later "the packer" points at whom the article called a packer before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.nearby import Nearby
from pipelines.records import Mention

# words of an apposition lie this near to the name, in characters
_SIDE, _SIDE_HAN = 48, 12
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
_HAN_PAIR = re.compile(r"[\u4e00-\u9fff]")
# a clause or another sentence ends the description
_BEFORE_STOP = re.compile(r"[.;:()（），；：。!?！？—–\"“”„«»\n,]")
_AFTER = re.compile(r"\s*[,(（，–—]\s*([^,;:.()（），；：。!?！？—–\"“”„«»\n]{2,60})")


def describe(folded: str, mentions: Nearby[Mention], *, han: bool, empty: frozenset[str] = frozenset()) -> Mapping[str, frozenset[str]]:
    """For each entity the content words (pairs of characters in Han script) that stand beside its names, without `empty` words."""
    words: dict[str, set[str]] = {}
    for mention in mentions.spans:
        pool = words.setdefault(mention.entity, set())
        for stretch in _beside(folded, mention, mentions, han=han):
            pool |= content(stretch, han=han)
        if not han:
            pool |= content(folded[mention.start : mention.end], han=False)
    return {entity: frozenset(pool - empty) for entity, pool in words.items()}


def _beside(folded: str, mention: Mention, mentions: Nearby[Mention], *, han: bool) -> list[str]:
    """What stands before the name within its clause, and an apposition behind it, up to the next name."""
    side = _SIDE_HAN if han else _SIDE
    before = folded[max(0, mention.start - side) : mention.start]
    stops = [m.end() for m in _BEFORE_STOP.finditer(before)]
    floor = max(
        [
            mention.start - len(before) + (stops[-1] if stops else 0),
            *(m.end for m in mentions.touching(mention.start - side, mention.start) if m.end <= mention.start),
        ],
        default=0,
    )
    out = [folded[floor : mention.start]] if floor < mention.start else []
    after = _AFTER.match(folded, mention.end)
    if after and not mentions.starting(after.start(1), after.end(1)):
        out.append(after.group(1))
    return out


def content(stretch: str, *, han: bool) -> set[str]:
    """The words of a stretch of three letters and more; in Han script each two neighbouring characters."""
    if not han:
        return set(_WORD.findall(stretch))
    return {stretch[i : i + 2] for i in range(len(stretch) - 1) if _HAN_PAIR.match(stretch[i]) and _HAN_PAIR.match(stretch[i + 1])}


def agreement(words: set[str], description: frozenset[str]) -> int:
    """How many words of a nominal the description shares; a compound shares its last part: "Händler" in "Onlinehändler"."""
    return sum(
        word in description or any(len(word) > 4 and (d.endswith(word) or word.endswith(d) and len(d) > 4) for d in description)
        for word in words
    )
