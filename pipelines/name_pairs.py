"""Pairs of names that records suggest are one: a bracket behind a name, or two names in two scripts that only ever come together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from pipelines.fold import is_han

_OPENS = re.compile(r"[\s]*[(（][\"“„«「]?")
_CLOSES = re.compile(r"[\"”“»」]?\s*[)）]")
_TOGETHER = 2  # articles in which a pair without brackets must stand
_SHARE = 0.8  # of the articles of the rarer name


class Pair(NamedTuple):
    """Two names that may be one entity: how often, by what sign (`bracket`, `together`), and the ids that they have today."""

    times: int
    sign: str
    names: tuple[str, str]
    ids: tuple[str, str]


def pairs(records: Iterable[Mapping[str, Any]]) -> list[Pair]:
    """The pairs of the records, the most frequent first. At least one of the two is not linked yet, or they are linked apart."""
    brackets: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, record in enumerate(records):
        brackets.update({((a["name"], b["name"]), (a["id"], b["id"])) for a, b in _bracketed(record)})
        for entity in record["entities"]:
            if entity["type"] in ("company", "brand", "platform", "person") and not entity["linked"]:
                places[entity["name"], entity["id"]].add(number)
    found = [Pair(times, "bracket", names, ids) for (names, ids), times in brackets.items()]
    seen = {frozenset(pair.ids) for pair in found}
    found += [pair for pair in _together(places) if frozenset(pair.ids) not in seen]
    return sorted(found, key=lambda p: (p.sign, -p.times, p.names))


def _bracketed(record: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Two entities of which the second stands in brackets right behind the first."""
    text = record["text"]
    mentions = sorted(((m["start"], m["end"], e) for e in record["entities"] for m in e["mentions"]), key=lambda m: m[:2])
    for (_, end, first), (start, stop, second) in zip(mentions, mentions[1:], strict=False):
        apart = first["id"] != second["id"] and "place" not in (first["type"], second["type"])
        if apart and _OPENS.fullmatch(text, end, start) and _CLOSES.match(text, stop):
            yield first, second


def _together(places: Mapping[tuple[str, str], set[int]]) -> Iterator[Pair]:
    """Names in two scripts that stand in the same articles, and hardly ever alone."""
    often = sorted(key for key, where in places.items() if len(where) >= _TOGETHER)
    for one, other in combinations(often, 2):
        shared = len(places[one] & places[other])
        enough = shared >= _TOGETHER and shared >= _SHARE * min(len(places[one]), len(places[other]))
        if enough and is_han(one[0][0]) != is_han(other[0][0]):
            yield Pair(shared, "together", (one[0], other[0]), (one[1], other[1]))
