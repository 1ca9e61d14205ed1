"""Why an event is what it is: the sum of each of its pairs, and what came near to it but was left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipelines.errors import UsageError
from pipelines.merging.blocks import neighbours
from pipelines.merging.memory import Memory
from pipelines.merging.merge import Merged
from pipelines.merging.parts import parts
from pipelines.merging.tellings import Telling
from pipelines.merging.weights import weights

NEAR_MISSES = 5


def explain(merged: Merged[Memory], event: str) -> Iterator[str]:
    """Lines: each telling, each pair with its parts, then the nearest of those that are in other events. Raises UsageError."""
    found = merged.book.event(event)
    if found is None:
        raise UsageError(f"{event}: no such event; valid: the id of one in the file of events")
    if found.state != "active":
        into = f" into {found.merged_into}" if found.merged_into else ""
        raise UsageError(f"{event}: {found.state}{into}; only an active event has pairs")
    limits = weights()["limits"]
    yield f"{found.id} {found.type} {found.date or 'without a date'}, {len(found.records)} tellings"
    yield f"a pair may be one act from {limits['same']:g} on; groups join from {limits['average']:g} on average"
    members = [merged.book.telling((r.article, r.action)) for r in found.records]
    for one, other in combinations(members, 2):
        yield from _pair(merged, one, other)
    yield from _left_out(merged, members)


def _pair(merged: Merged[Memory], one: Telling, other: Telling) -> Iterator[str]:
    told = parts(one, other)
    yield f"\n{_name(one)} | {_name(other)}: {sum(part.value for part in told):.2f}"
    yield from (f"  {part.value:+6.2f}  {part.name}: {part.text}" for part in told)


def _name(telling: Telling) -> str:
    return f"{telling.record.path or telling.ref[0]}:{telling.ref[1]}"


def _left_out(merged: Merged[Memory], members: list[Telling]) -> Iterator[str]:
    """The tellings of other events that score best with one of the event's; two acts of one article are never compared."""
    inside = {telling.ref for telling in members}
    scored = {
        (merged.scores.of(one, other), other.ref, one.ref)
        for one in members
        for other in (merged.book.telling(ref) for ref in neighbours(one, merged.book))
        if other.ref not in inside and other.ref[0] != one.ref[0]
    }
    best: dict[tuple[str, str], tuple[str, str]] = {}
    for _, outside, member in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        best.setdefault(outside, member)
    for outside, member in list(best.items())[:NEAR_MISSES]:
        yield f"\nleft out, in {merged.book.event_of(outside)}:"
        yield from _pair(merged, merged.book.telling(member), merged.book.telling(outside))
