"""From pairs to groups: connected tellings, then groups joined along the best pairs first.

The outcome depends on the tellings alone, not on the order in which they came: every choice is made in an order of scores and ids.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.merging.blocks import Book, neighbours
from pipelines.merging.parts import score
from pipelines.merging.tellings import Ref, Telling
from pipelines.merging.weights import weights

# pairs are kept so long as there are fewer than so many
KEPT = 1_500_000
DIGITS = 6


@dataclass(slots=True)
class Scores:
    """Scores of pairs, each worked out once."""

    known: dict[Ref, dict[Ref, float]] = field(default_factory=dict)
    number: int = 0

    def of(self, one: Telling, other: Telling) -> float:
        """The score of a pair, the same in either order."""
        row = self.known.get(one.ref)
        found = row.get(other.ref) if row else None
        if found is None:
            a, b = (one, other) if one.ref < other.ref else (other, one)
            found = round(score(a, b), DIGITS)
            self._keep(one.ref, other.ref, found)
        return found

    def _keep(self, one: Ref, other: Ref, value: float) -> None:
        if self.number >= KEPT:
            self.known.clear()
            self.number = 0
        self.known.setdefault(one, {})[other] = value
        self.known.setdefault(other, {})[one] = value
        self.number += 1

    def forget(self, ref: Ref) -> None:
        """Forgets a telling that is there no more, or says something else now."""
        for other in self.known.pop(ref, {}):
            self.known[other].pop(ref, None)


Edge = tuple[float, Ref, Ref]


@dataclass(slots=True)
class Links:
    """For each telling those that it has enough in common with, kept until what it is compared with changes."""

    book: Book
    scores: Scores
    known: dict[Ref, list[Edge]] = field(default_factory=dict)

    def of(self, ref: Ref) -> list[Edge]:
        """The pairs of a telling that may be one act."""
        found = self.known.get(ref)
        if found is None:
            found = self.known[ref] = self._look(self.book.telling(ref))
        return found

    def _look(self, one: Telling) -> list[Edge]:
        same, found = weights()["limits"]["same"], []
        for ref in neighbours(one, self.book):
            if ref[0] != one.ref[0] and (value := self.scores.of(one, self.book.telling(ref))) >= same:
                found.append((-value, min(one.ref, ref), max(one.ref, ref)))
        return found


def component(start: Ref, links: Links) -> tuple[set[Ref], list[Edge]]:
    """All tellings that lead to one another by pairs with enough in common, and those pairs, the best first."""
    found, waiting = {start}, [start]
    edges: set[Edge] = set()
    while waiting:
        more = links.of(waiting.pop())
        edges.update(more)
        for _, a, b in more:
            for ref in (a, b):
                if ref not in found:
                    found.add(ref)
                    waiting.append(ref)
    return found, sorted(edges)


def components(starts: Iterable[Ref], links: Links) -> list[tuple[list[Telling], list[Edge]]]:
    """The components of several tellings, each once, with its pairs; tellings in their order."""
    seen: set[Ref] = set()
    out = []
    for start in sorted(starts):
        if start not in seen:
            refs, edges = component(start, links)
            seen |= refs
            out.append((sorted((links.book.telling(ref) for ref in refs), key=_order), edges))
    return out


def _order(telling: Telling) -> tuple[str, str, str]:
    return telling.order


@dataclass(slots=True, eq=False)
class _Group:
    """A group in the making: its tellings in their order, and the articles that they are of."""

    number: int
    members: list[Telling]
    articles: set[str]

    def take(self, other: _Group) -> None:
        for telling in other.members:
            insort(self.members, telling, key=_order)
        self.articles |= other.articles


def groups(tellings: Sequence[Telling], edges: Sequence[Edge], scores: Scores) -> list[list[Telling]]:
    """The groups of a component. Two acts of one article are never one; two groups join only when their pairs fit on average."""
    of = {telling.ref: _Group(n, [telling], {telling.ref[0]}) for n, telling in enumerate(tellings)}
    refused: set[tuple[int, int, int, int]] = set()
    for _, a, b in edges:
        one, other = of[a], of[b]
        mark = (one.number, len(one.members), other.number, len(other.members))
        if one is other or mark in refused or not one.articles.isdisjoint(other.articles):
            continue
        if not _fit(one.members, other.members, scores):
            refused.add(mark)
            continue
        large, small = (one, other) if len(one.members) >= len(other.members) else (other, one)
        large.take(small)
        for telling in small.members:
            of[telling.ref] = large
    return sorted(({group.number: group.members for group in of.values()}).values(), key=lambda members: members[0].order)


def _fit(one: Sequence[Telling], other: Sequence[Telling], scores: Scores) -> bool:
    """Whether the pairs between two groups fit on average; of large groups the first members stand for all."""
    few = int(weights()["limits"]["members"])
    found = [scores.of(a, b) for a in one[:few] for b in other[:few]]
    return sum(found) / len(found) >= weights()["limits"]["average"]
