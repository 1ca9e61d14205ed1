"""Ids of disputes that stay: a dispute goes on under the id that most of its events had before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.events import Dispute


def keep(found: Sequence[Dispute], before: Iterable[Dispute]) -> list[Dispute]:
    """The disputes under the ids that they had, and those of before that are no more: merged into another, or retracted."""
    old = sorted(before, key=lambda d: d.id)
    holding = _holding(found)
    homes = {dispute.id: _home(dispute, found, holding) for dispute in old}
    taken: dict[int, str] = {}
    for dispute in sorted(old, key=lambda d: (-len(d.events), d.id)):
        home = homes[dispute.id]
        if home is not None and dispute.state == "active":
            taken.setdefault(home, dispute.id)
    out = [replace(dispute, id=taken.get(number, dispute.id)) for number, dispute in enumerate(found)]
    used = {dispute.id for dispute in out}
    return out + [_gone(d, homes[d.id], out) for d in old if d.id not in used]


def _holding(found: Sequence[Dispute]) -> dict[str, list[int]]:
    """The disputes that each event is in, by number."""
    holding: dict[str, list[int]] = {}
    for number, dispute in enumerate(found):
        for step in dispute.events:
            holding.setdefault(step.event, []).append(number)
    return holding


def _home(old: Dispute, found: Sequence[Dispute], holding: Mapping[str, Sequence[int]]) -> int | None:
    """The dispute that has most of the events of an old one, and one of its bodies."""
    bodies = {party.entity for party in old.parties}
    numbers = [n for step in old.events for n in holding.get(step.event, ()) if found[n].kind == old.kind]
    fitting = [n for n in numbers if any(party.entity in bodies for party in found[n].parties)]
    return max(sorted(set(fitting)), key=fitting.count, default=None)


def _gone(old: Dispute, home: int | None, now: Sequence[Dispute]) -> Dispute:
    if home is None and old.state == "merged":
        return old
    into = now[home].id if home is not None else None
    return replace(old, state="merged" if into else "retracted", merged_into=into, statuses=(), status=None, cases=(), flags=())
