"""Acts that are told once more, openings with less of a date, others as another type: they open no case and change no status.

Articles that look back say "sued in 2019" of what others date to the day, and call an action against an authority's decision a suit. In
merging such tellings may have nothing that tells them apart from a second suit; in a thread what stands beside them does.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.fold import is_han
from pipelines.merging.days import precision, stretch
from pipelines.threads.kinds import Kind
from pipelines.threads.sides import Body, Node, share


def retold(ordered: Sequence[Node], kind: Kind) -> dict[str, Node]:
    """By event, the act that it tells once more: within its month or year, between the same bodies, before no other court."""
    found: dict[str, Node] = {}
    asserted = [node for node in ordered if node.event.modality == "asserted"]
    doubtful = [node for node in asserted if node.event.type in kind.opens or kind.acts[node.event.type].told_of]
    for node in sorted(doubtful, key=lambda n: -precision(n.event.date or "")):
        told = [other for other in asserted if other.event.id not in found and _tells(node, other, kind)]
        if told:
            found[node.event.id] = max(told, key=lambda other: (len(other.event.records), other.event.id))
    return found


def _tells(node: Node, other: Node, kind: Kind) -> bool:
    """Whether it may be another act told again."""
    ours, theirs = node.event, other.event
    finer = ours.type in kind.opens and precision(theirs.date or "") > precision(ours.date or "")
    alike = finer if theirs.type == ours.type else theirs.type in kind.acts[ours.type].told_of
    return alike and node is not other and _within(ours.date, theirs.date) and _same_sides(node, other) and _same_court(node, other)


def _within(whole: str | None, part: str | None) -> bool:
    one, other = stretch(whole), stretch(part)
    return one is not None and other is not None and one[0] <= other[0] and other[1] <= one[1]


def _same_sides(node: Node, other: Node) -> bool:
    """Each side is the same, or not told, or written in another script, which says nothing: what makes a thread of them joins both."""
    straight, crossed = ((node.first, other.first), (node.second, other.second)), ((node.first, other.second), (node.second, other.first))
    ways = (straight,) if node.event.type == other.event.type else (straight, crossed)
    return any(all(not a or not b or share(a, b) or _scripts(a).isdisjoint(_scripts(b)) for a, b in way) for way in ways)


def _scripts(side: Sequence[Body]) -> set[bool]:
    """Whether the names of a side are written in Han characters: True, False, or both."""
    return {any(map(is_han, name)) for body in side for name in body.names if not name.startswith("=")}


def _same_court(node: Node, other: Node) -> bool:
    ours, theirs = ({p.entity for p in n.event.roles.get("court", ())} for n in (node, other))
    return not ours or not theirs or bool(ours & theirs)
