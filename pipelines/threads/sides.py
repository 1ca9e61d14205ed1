"""Who stands on which side of an act of a thread, under all the names that articles give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from pipelines.events import Event, Participant, Party
from pipelines.threads.kinds import Kind

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Body:
    """One body of an event: its role, and what it is known by (ids begin with `=`), its own and its owners'."""

    entity: str
    name: str
    role: str
    names: Names
    owners: Names


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An event as part of one thread: the bodies on its sides. Of some kinds an event has a node for each body of the second side."""

    event: Event
    first: tuple[Body, ...]
    second: tuple[Body, ...]

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Everyone, the first side first."""
        return self.first + self.second


def nodes(event: Event, kind: Kind) -> list[Node]:
    """The nodes of an event."""
    first, *others = [tuple(_bodies(event, roles)) for roles in kind.acts[event.type].sides]
    if not others:
        return [Node(event, first[:1], first[1:])]
    second = others[0]
    if not kind.each or len(second) < 2:
        return [Node(event, first, second)]
    return [Node(event, first, tuple(family)) for family in _families(second)]


def _families(bodies: Iterable[Body]) -> list[list[Body]]:
    """The bodies, owner and owned together."""
    families: list[list[Body]] = []
    for body in bodies:
        home = next((f for f in families if any(body.owners & b.names or b.owners & body.names for b in f)), None)
        if home is None:
            families.append(home := [])
        home.append(body)
    return families


def _bodies(event: Event, roles: Iterable[str]) -> Iterator[Body]:
    for role in roles:
        told = [party for record in event.records for party in record.roles.get(role, ())]
        for participant in event.roles.get(role, ()):
            yield _body(participant, role, told)


def _body(participant: Participant, role: str, told: Iterable[Party]) -> Body:
    """A participant with the names of all parties that share its id or one of those names."""
    mine = [party for party in told if party.entity == participant.entity]
    known = {name for party in mine for name in party.names}
    mine += [party for party in told if party.entity != participant.entity and not known.isdisjoint(party.names)]
    names = {name for party in mine for name in party.names} | {f"={party.entity}" for party in mine} | {f"={participant.entity}"}
    return Body(participant.entity, participant.name, role, frozenset(names), frozenset(f"={o}" for party in mine for o in party.owners))


def pairs(node: Node) -> set[tuple[str, str]]:
    """Names of one side with names of the other, in either order; where one side alone is told there are none."""
    sides = [(node.first, node.second)] if node.second else []
    if {body.role for body in node.bodies} == {"party"}:
        sides = [((one,), (other,)) for one, other in combinations(node.bodies, 2)]
    return {
        (min(a, b), max(a, b))
        for first, second in sides
        for one, other in product(first, second)
        for a, b in product(one.names, other.names)
        if a != b
    }


def share(some: Iterable[Body], others: Iterable[Body]) -> bool:
    """Whether a body of some is one of the others."""
    names = frozenset().union(*(body.names for body in others))
    return any(body.names & names for body in some)
