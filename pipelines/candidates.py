"""What the finders of names propose, and how overlapping proposals are settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.fold import fold, is_han
from pipelines.namewords import bare

# who is believed where two proposals cover the same stretch
_TRUST = {"bracket": 6, "gazetteer": 5, "courts": 4, "authorities": 3, "model": 1, "places": 0}
# what stands between an owner and what he owns, in a name that holds both
_OWNED = re.compile(r"['’]s (?=[^\W\d_a-zß-ÿ])")


class Candidate(NamedTuple):
    """A stretch of text that may be a name. `id` is set when the entity is known; `key` is the bare name that variants are joined by;
    `weight` says how much speaks for the type."""

    start: int
    end: int
    type: str
    by: str
    key: str
    id: str | None = None
    name: str | None = None
    parent: str | None = None
    also: tuple[str, ...] = ()
    weight: int = 1
    country: str | None = None


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates without overlaps, by start: the longest wins, then the more trusted finder, then the earlier."""
    ranked = sorted(candidates, key=lambda c: (-(c.end - c.start), -_TRUST[c.by], c.start, c.type, c.id or ""))
    taken: set[int] = set()
    kept = []
    for candidate in ranked:
        places = range(candidate.start, candidate.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def part_owners(text: str, seen: Sequence[Candidate], known: Sequence[Candidate]) -> list[Candidate]:
    """What the model has `seen`, with an owner and what he owns as two: "Norvik's Pell Shop", if Norvik is known or stands elsewhere alone.

    "Sotheby's Realty" stays whole.
    """
    owned = [_OWNED.search(text, c.start, c.end) for c in seen]
    if not any(owned):
        return list(seen)
    alone = {c.key for c, mark in zip(seen, owned, strict=True) if not mark} | {bare(text[c.start : c.end]) for c in known}
    out = list[Candidate]()
    for candidate, mark in zip(seen, owned, strict=True):
        if mark and (owner := bare(text[candidate.start : mark.start()])) in alone:
            out.append(candidate._replace(end=mark.start(), key=owner))
            candidate = candidate._replace(start=mark.end(), key=bare(text[mark.end() : candidate.end]))
        out.append(candidate)
    return out


def join_offices(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with a Chinese authority and its office right behind it as one: 工商局 and 海淀分局. `found` have no overlaps."""
    out = list(found[:1])
    for before, office in pairwise(found):
        if before.type == office.type == "authority" and before.end == office.start and is_han(text[office.start]):
            first = out.pop()
            office = office._replace(start=first.start, id=None, name=None, key=fold(text[first.start : office.end]), by="model")
        out.append(office)
    return out
