"""From events to disputes: events between the same parties, their cases, and the status at each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.events import Case, Dispute, DisputeDisagreement, DisputeParty, Event, Status
from pipelines.merging.days import stretch
from pipelines.records import digest
from pipelines.threads.cases import Thread, cases, fit
from pipelines.threads.connect import connected
from pipelines.threads.ids import keep
from pipelines.threads.kinds import Kind, load_kinds
from pipelines.threads.order import NEVER, place
from pipelines.threads.sides import Node, nodes, share

# a case told by fewer articles than the best told one by this factor is doubtful
THIRD = 3


def disputes(events: Iterable[Event], before: Iterable[Dispute] = ()) -> list[Dispute]:
    """The disputes of the active events, by id; those known `before` keep their ids, and leave a redirect where two are one now."""
    active = sorted((event for event in events if event.state == "active"), key=lambda e: e.id)
    found = [dispute for kind in load_kinds().values() for dispute in _of_kind(kind, active)]
    return sorted(keep(found, before), key=lambda d: d.id)


def _of_kind(kind: Kind, events: Sequence[Event]) -> list[Dispute]:
    every = [node for event in events if event.type in kind.acts for node in nodes(event, kind)]
    threads, alone = connected(every)
    put = [cases(thread, kind) for thread in threads]
    named = _named(threads)
    for node in sorted(alone, key=lambda n: place(n.event, kind)):
        home = _home(node, put, kind, named=named)
        if home is None:
            threads.append([node])
            put.append(cases([node], kind))
        else:
            threads[home].append(node)
            put[home] = cases(threads[home], kind)
    return [_dispute(kind, thread, found) for thread, found in zip(threads, put, strict=True)]


def _named(threads: Sequence[Sequence[Node]]) -> dict[str, set[int]]:
    """The threads, by number, in which a name takes part."""
    named: dict[str, set[int]] = {}
    for number, thread in enumerate(threads):
        for name in {name for node in thread for body in node.bodies for name in body.names}:
            named.setdefault(name, set()).add(number)
    return named


def _home(node: Node, put: Sequence[Sequence[Thread]], kind: Kind, *, named: Mapping[str, set[int]]) -> int | None:
    """The thread of an act that names one side alone: where that side takes part and a case fits best."""
    numbers = {number for body in node.bodies for name in body.names for number in named.get(name, ())}
    fits = [
        (fit(node, case, kind), -number)
        for number in sorted(numbers)
        for case in put[number]
        if any(share(node.bodies, other.bodies) for other in case.nodes)
    ]
    best = max(fits, default=(-1.0, 0))
    return -best[1] if best[0] > 0 else None


def _dispute(kind: Kind, thread: Sequence[Node], found: Sequence[Thread]) -> Dispute:
    ordered = sorted(thread, key=lambda n: place(n.event, kind))
    steps = {step.event: step for case in found for step in case.steps}
    made = tuple(map(_case, found))
    counted = _counted(found)
    return Dispute(
        id="di-" + digest("dispute", kind.name, ordered[0].event.id, *(b.entity for b in ordered[0].second if kind.each))[:12],
        kind=kind.name,
        parties=_parties(ordered),
        title=_title(kind, ordered),
        events=tuple(steps[node.event.id] for node in ordered),
        cases=made,
        statuses=_statuses(counted, kind),
        status=_now(counted, kind),
        flags=tuple(sorted({flag for step in steps.values() for flag in step.flags})),
        disagreements=tuple(DisputeDisagreement(n.event.id, d.field, d.values) for n in ordered for d in n.event.disagreements),
    )


def _counted(found: Sequence[Thread]) -> list[Thread]:
    """The cases that make the status of the dispute: not a mere beginning that few tell, dated before the best told case's last change.

    That one is most often the same case with a wrong date; a suit that is truly new is dated after it.
    """
    told = [len({record.article for node in case.nodes for record in node.event.records}) for case in found]
    best = max(range(len(found)), key=lambda n: (told[n], -n))
    last = max(map(_day, found[best].statuses), default=0)
    return [
        case
        for case, number in zip(found, told, strict=True)
        if number * THIRD >= told[best] or len(case.statuses) != 1 or _day(case.statuses[0]) > last
    ]


def _case(thread: Thread) -> Case:
    first = thread.steps[0].event
    filed = thread.steps[0].date if thread.opening else None
    events = tuple(step.event for step in thread.steps)
    return Case("ca-" + digest("case", first)[:12], filed, events, tuple(thread.statuses), thread.status)


def _parties(ordered: Iterable[Node]) -> tuple[DisputeParty, ...]:
    """Everyone once, in the order in which they come in, with all their roles."""
    found: list[tuple[str, str, frozenset[str], list[str]]] = []
    for body in (body for node in ordered for body in node.bodies):
        mine = next((f for f in found if f[2] & body.names), None)
        if mine is None:
            found.append((body.entity, body.name, body.names, [body.role]))
        elif body.role not in mine[3]:
            mine[3].append(body.role)
    return tuple(DisputeParty(entity, name, tuple(sorted(roles))) for entity, name, _, roles in found)


def _title(kind: Kind, ordered: Sequence[Node]) -> str:
    """From the first act that tells both sides, an opening where there is one."""
    both = [node for node in ordered if node.first and node.second] or list(ordered)
    node = next((n for n in both if n.event.type in kind.opens), both[0])
    first, second = (", ".join(dict.fromkeys(b.name for b in side)) or "?" for side in (node.first, node.second))
    return kind.title.format(first=first, second=second)


def _statuses(found: Sequence[Thread], kind: Kind) -> tuple[Status, ...]:
    """The status of the dispute from each day on which one of its cases takes another."""
    changes = sorted(
        ((_day(status), n, m) for n, case in enumerate(found) for m, status in enumerate(case.statuses)),
        key=lambda change: change,
    )
    now: dict[int, str] = {}
    out: list[Status] = []
    for _, n, m in changes:
        change = found[n].statuses[m]
        now[n] = change.status
        going = [number for number in sorted(now) if now[number] in kind.going]
        status = now[going[-1]] if going else change.status
        if not out or out[-1].status != status:
            out.append(Status(change.start, status, change.event))
    return tuple(out)


def _day(status: Status) -> int:
    days = stretch(status.start)
    return days[0] if days else NEVER


def _now(found: Sequence[Thread], kind: Kind) -> str | None:
    """The status of the latest case still going, else of the one whose status changed last."""
    going = [case.status for case in found if case.status in kind.going]
    ended = [case for case in found if case.statuses]
    return going[-1] if going else max(ended, key=lambda c: _day(c.statuses[-1])).status if ended else None


def with_disputes(events: Iterable[Event], found: Iterable[Dispute]) -> list[Event]:
    """The events, each with the dispute that it is in; of several, such as several members' of one act, the first."""
    homes: dict[str, str] = {}
    for dispute in found:
        for step in dispute.events if dispute.state == "active" else ():
            homes.setdefault(step.event, dispute.id)
    return [event if event.dispute == homes.get(event.id) else replace(event, dispute=homes.get(event.id)) for event in events]


def as_of(thread: Dispute | Case, day: str) -> str | None:
    """The status on a day (`YYYY-MM-DD`; of a month or year, its last day); None before the first."""
    asked = stretch(day)
    past = [status for status in thread.statuses if asked and _day(status) <= asked[1]]
    return past[-1].status if past else None
