"""What a telling is compared with: the blocks that it lies in, each in an order of its own, and those around it there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Protocol

from pipelines.events import Event
from pipelines.merging.parties import all_keys
from pipelines.merging.tellings import Ref, Telling
from pipelines.merging.weights import weights
from pipelines.records import digest

Key = tuple[str, ...]
Place = tuple[int, Ref]
# of a batch with many parties only so many are looked up in pairs
PAIRS = 12


class Book(Protocol):
    """What merging needs of the place where tellings and events are kept."""

    def around(self, key: Key, place: Place, *, width: int) -> Sequence[Ref]:
        """The tellings of a block up to `width` places before and after a place."""

    def telling(self, ref: Ref) -> Telling:
        """The telling. Raises KeyError."""

    def holds(self, ref: Ref) -> bool:
        """Whether a telling is there."""

    def of_article(self, article: str) -> Sequence[Ref]:
        """The tellings of an article."""

    def put(self, telling: Telling) -> None:
        """Puts in a telling."""

    def take(self, ref: Ref) -> str | None:
        """Takes a telling out; gives the event that it was in."""

    def event(self, id_: str) -> Event | None:
        """An event, also one that was merged or retracted."""

    def event_of(self, ref: Ref) -> str | None:
        """The event that a telling is in."""

    def founded(self, ref: Ref) -> str | None:
        """The event that has its id from a telling, whether that telling is there or not."""

    def keep(self, event: Event) -> None:
        """Keeps an event as it is now, its tellings in it."""


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


def neighbours(telling: Telling, book: Book, *, more: int = 0) -> set[Ref]:
    """The tellings that one is compared with; with `more`, also those that it keeps from each other or may come to be compared with."""
    found: set[Ref] = set()
    for key, place, width in places(telling):
        found.update(book.around(key, place, width=width + more))
    found.discard(telling.ref)
    return found
