"""Where tellings lie while they are merged: by what they are looked up by, each block in an order of its own."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Protocol

from pipelines.merging.parties import all_keys
from pipelines.merging.tellings import Ref, Telling
from pipelines.merging.weights import weights
from pipelines.records import digest

Key = tuple[str, ...]
Place = tuple[int, Ref]
# of a batch with many parties only so many are looked up in pairs
PAIRS = 12


class Shelf(Protocol):
    """What merging needs of the place where tellings lie."""

    def around(self, key: Key, place: Place, *, width: int) -> Sequence[Ref]:
        """The tellings of a block up to `width` places before and after a place."""

    def telling(self, ref: Ref) -> Telling:
        """The telling. Raises KeyError."""


def places(telling: Telling) -> Iterator[tuple[Key, Place, int]]:
    """The blocks that a telling lies in, its place in each, and how wide one looks there."""
    limits, record = weights()["limits"], telling.record
    by_day, by_written = (telling.day, telling.ref), (telling.written or 0, telling.ref)
    pair, single = int(limits["window_pair"]), int(limits["window_single"])
    sides = [parties[:PAIRS] for _, _, parties in telling.sides]
    for one, other in _pairs(tuple(map(all_keys, sides))):
        yield (telling.type, "pair", one, other), by_day, pair
        yield (telling.type, "written", one, other), by_written, pair
    for key in sorted({key for side in sides for key in all_keys(side)}):
        yield (telling.type, "single", key), by_day, single
        yield (telling.type, "single written", key), by_written, single
    for number in record.case_numbers:
        yield (telling.type, "case", number), by_day, pair
    if record.evidence and record.evidence.text:
        yield (telling.type, "sentence", digest(record.evidence.text)), by_written, pair
    if record.amount:
        yield (telling.type, "amount", f"{record.amount.value:.2g}", record.amount.currency), by_day, single


@lru_cache(maxsize=1 << 16)
def _pairs(sides: tuple[tuple[str, ...], ...]) -> list[tuple[str, str]]:
    """Keys of two roles, or two keys of the only role; each pair once, in order."""
    if len(sides) == 1:
        found = {(a, b) for a, b in product(sides[0], sides[0]) if a < b}
    else:
        found = {
            (min(a, b), max(a, b)) for n, one in enumerate(sides) for other in sides[n + 1 :] for a, b in product(one, other) if a != b
        }
    return sorted(found)[:PAIRS]


@dataclass(slots=True)
class Memory:
    """A shelf in memory."""

    known: dict[Ref, Telling] = field(default_factory=dict)
    blocks: dict[Key, list[Place]] = field(default_factory=dict)

    def telling(self, ref: Ref) -> Telling:
        """The telling. Raises KeyError."""
        return self.known[ref]

    def around(self, key: Key, place: Place, *, width: int) -> Sequence[Ref]:
        """The tellings of a block up to `width` places before and after a place."""
        block = self.blocks.get(key, [])
        at = bisect_left(block, place)
        return [ref for _, ref in block[max(at - width, 0) : at + width + 1]]

    def fill(self, tellings: Iterable[Telling]) -> None:
        """Puts in many at once."""
        for telling in tellings:
            self.known[telling.ref] = telling
            for key, place, _ in places(telling):
                self.blocks.setdefault(key, []).append(place)
        for block in self.blocks.values():
            block.sort()

    def put(self, telling: Telling) -> None:
        """Puts in one."""
        self.known[telling.ref] = telling
        for key, place, _ in places(telling):
            insort(self.blocks.setdefault(key, []), place)

    def take(self, ref: Ref) -> None:
        """Takes one out."""
        telling = self.known.pop(ref)
        for key, place, _ in places(telling):
            block = self.blocks[key]
            del block[bisect_left(block, place)]
            if not block:
                del self.blocks[key]


def neighbours(telling: Telling, shelf: Shelf, *, more: int = 0) -> set[Ref]:
    """The tellings that one is compared with; with `more`, also those that it keeps from each other or may come to be compared with."""
    found: set[Ref] = set()
    for key, place, width in places(telling):
        found.update(shelf.around(key, place, width=width + more))
    found.discard(telling.ref)
    return found
