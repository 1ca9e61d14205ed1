"""From pairs to groups: connected tellings, then groups joined along the best pairs first.

The outcome depends on the tellings alone, not on the order in which they came: every choice is made in an order of scores and ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.merging.parts import score
from pipelines.merging.shelf import Shelf, neighbours
from pipelines.merging.tellings import Ref, Telling
from pipelines.merging.weights import weights

# pairs are kept so long as there are fewer than so many
KEPT = 2_000_000
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


def component(start: Ref, shelf: Shelf, scores: Scores) -> tuple[set[Ref], list[Edge]]:
    """All tellings that lead to one another by pairs with enough in common, and those pairs."""
    same = weights()["limits"]["same"]
    found, waiting = {start}, [start]
    edges: set[Edge] = set()
    while waiting:
        one = shelf.telling(waiting.pop())
        for ref in neighbours(one, shelf):
            other = shelf.telling(ref)
            if ref[0] == one.ref[0] or (value := scores.of(one, other)) < same:
                continue
            edges.add((value, min(one.ref, ref), max(one.ref, ref)))
            if ref not in found:
                found.add(ref)
                waiting.append(ref)
    return found, sorted(edges, key=lambda e: (-e[0], e[1], e[2]))


def components(starts: Iterable[Ref], shelf: Shelf, scores: Scores) -> list[tuple[list[Telling], list[Edge]]]:
    """The components of several tellings, each once, with its pairs; tellings in their order."""
    seen: set[Ref] = set()
    out = []
    for start in sorted(starts):
        if start not in seen:
            refs, edges = component(start, shelf, scores)
            seen |= refs
            out.append((sorted((shelf.telling(ref) for ref in refs), key=lambda t: t.order), edges))
    return out


def groups(tellings: Sequence[Telling], edges: Sequence[Edge], scores: Scores) -> list[list[Telling]]:
    """The groups of a component. Two acts of one article are never one; two groups join only when their pairs fit on average."""
    of: dict[Ref, list[Telling]] = {telling.ref: [telling] for telling in tellings}
    refused: set[tuple[Ref, int, Ref, int]] = set()
    for _, a, b in edges:
        one, other = of[a], of[b]
        mark = (one[0].ref, len(one), other[0].ref, len(other))
        if one is other or mark in refused:
            continue
        if not _may_join(one, other, scores):
            refused.add(mark)
            continue
        one.extend(other)
        one.sort(key=lambda t: t.order)
        for telling in other:
            of[telling.ref] = one
    return sorted({id(group): group for group in of.values()}.values(), key=lambda g: g[0].order)


def _may_join(one: Sequence[Telling], other: Sequence[Telling], scores: Scores) -> bool:
    if not {t.ref[0] for t in one}.isdisjoint(t.ref[0] for t in other):
        return False
    few = int(weights()["limits"]["members"])
    found = [scores.of(a, b) for a in one[:few] for b in other[:few]]
    return sum(found) / len(found) >= weights()["limits"]["average"]
