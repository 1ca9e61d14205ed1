"""Which nodes are of one thread: those between the same two bodies, and what they lead to."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.threads.sides import Node, pairs


def connected(nodes: Sequence[Node]) -> tuple[list[list[Node]], list[Node]]:
    """Nodes that share a pair of bodies, together, in the order of their first; and those that name no pair."""
    leader = list(range(len(nodes)))

    def find(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    first: dict[tuple[str, str], int] = {}
    alone: dict[int, Node] = {}
    for number, node in enumerate(nodes):
        told = pairs(node)
        if not told:
            alone[number] = node
        for pair in sorted(told):
            one, other = sorted((find(number), find(first.setdefault(pair, number))))
            leader[other] = one
    threads: dict[int, list[Node]] = {}
    for number, node in enumerate(nodes):
        if number not in alone:
            threads.setdefault(find(number), []).append(node)
    return list(threads.values()), list(alone.values())
