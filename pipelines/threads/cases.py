"""The cases of a thread: each opening with what followed it. An act goes to the case that it fits best; what cannot be is flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.events import Event, Status, Step
from pipelines.merging.days import gap, stretch
from pipelines.threads.kinds import Act, Kind
from pipelines.threads.order import NEVER, at, place
from pipelines.threads.retold import retold
from pipelines.threads.sides import Node, share

# days that an act may seem to come before its opening: papers' dates differ so much
SLACK = 3
# days by which an end may be dated before its opening and still be its end, with a flag
MONTH = 31


@dataclass(slots=True)
class Thread:
    """A case while it is put together."""

    opening: Node | None
    nodes: list[Node] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)

    @property
    def status(self) -> str | None:
        """Its status after the last act."""
        return self.statuses[-1].status if self.statuses else None


def cases(nodes: Sequence[Node], kind: Kind) -> list[Thread]:
    """The cases of the nodes of one thread, in the order of their beginning."""
    found: list[Thread] = []
    ordered = sorted(nodes, key=lambda n: place(n.event, kind))
    again = retold(ordered, kind)
    after: dict[str, Node] = _late(ordered, kind) | again
    for node in sorted(ordered, key=lambda n: _turn(n, after.get(n.event.id), kind=kind)):
        case = _case_for(node, after.get(node.event.id), found, kind=kind)
        if case is None:
            case = Thread(node if _opens(node, kind) else None)
            found.append(case)
        _take(case, node, kind, again=node.event.id in again)
    for case in found:
        _look_back(case, kind)
    return found


def _turn(node: Node, after: Node | None, *, kind: Kind) -> tuple[tuple[int, int, str], bool]:
    """Sorts the acts of a thread; one that comes `after` another whatever the dates say follows it."""
    return place((after or node).event, kind), after is not None


def _case_for(node: Node, after: Node | None, found: Sequence[Thread], *, kind: Kind) -> Thread | None:
    """The case of the act that it comes `after` whatever the dates say, else the one that it fits; None: a case of its own."""
    if after:
        return next((case for case in found if after in case.nodes), None)
    return _opened(node, found, kind) if _opens(node, kind) else _best(node, found, kind)


def _late(ordered: Sequence[Node], kind: Kind) -> dict[str, Node]:
    """Ends that are dated a few days before every opening, by event, with the opening that the same article tells: a date is wrong."""
    openings = [node for node in ordered if _opens(node, kind)]
    found: dict[str, Node] = {}
    for node in ordered[: ordered.index(openings[0])] if openings else ():
        articles = {record.article for record in node.event.records}
        told = [o for o in openings if not articles.isdisjoint(r.article for r in o.event.records)]
        if kind.acts[node.event.type].ends and len(told) == 1 and not kind.each and _apart(node, told[0]) <= MONTH:
            found[node.event.id] = told[0]
    return found


def _apart(one: Node, other: Node) -> int:
    days = stretch(at(one.event)), stretch(at(other.event))
    return gap(days[0], days[1]) if days[0] and days[1] else NEVER


def _opens(node: Node, kind: Kind) -> bool:
    return node.event.type in kind.opens and node.event.modality == "asserted"


def _opened(node: Node, found: Sequence[Thread], kind: Kind) -> Thread | None:
    """A body that is listed already and listed again stays on; a suit is always another suit."""
    return next((case for case in reversed(found) if kind.each and case.status in kind.going), None)


def _best(node: Node, found: Sequence[Thread], kind: Kind) -> Thread | None:
    """The case that an act belongs to; None if it fits none."""
    scored = [(fit(node, case, kind), number) for number, case in enumerate(found)]
    best = max(scored, default=(-1.0, 0))
    return found[best[1]] if best[0] >= 0 else None


def fit(node: Node, case: Thread, kind: Kind) -> float:
    """How well an act fits a case: case numbers, court, sides, order, status, articles that tell both."""
    event, act = node.event, kind.acts[node.event.type]
    numbers = {n for r in event.records for n in r.case_numbers}
    told = {n for other in case.nodes for r in other.event.records for n in r.case_numbers}
    score = (4.0 if numbers & told else -2.0) if numbers and told else 0.0
    score += 2.0 if act.after is None or case.status in act.after else -1.5
    if case.opening is None:
        return score - 1.0
    before = stretch(at(case.opening.event)), stretch(at(event))
    score += -5.0 if before[0] and before[1] and before[0][0] > before[1][1] + SLACK else 1.0
    articles = {r.article for r in case.opening.event.records} & {r.article for r in event.records}
    return score + min(1.5, 0.5 * len(articles)) + _court(node, case.opening, act) + _sides(node, case.opening)


def _court(node: Node, opening: Node, act: Act) -> float:
    """The court of the opening decides on it and lets it be withdrawn; an appeal goes to another."""
    ours, theirs = ({p.entity for p in n.event.roles.get("court", ())} for n in (node, opening))
    if not ours or not theirs:
        return 0.0
    return 2.0 if ours & theirs else -1.0 if act.ends else 0.0


def _sides(node: Node, opening: Node) -> float:
    """The same bodies on the same sides."""
    whole = all(share(side, opening.bodies) for side in (node.first, node.second) if side)
    return (1.0 if whole else 0.0) + (0.5 if node.first and share(node.first, opening.first) else 0.0)


def _take(case: Thread, node: Node, kind: Kind, *, again: bool) -> None:
    """Adds an act to a case, with the status that it brings."""
    event, act = node.event, kind.acts[node.event.type]
    brings = _status(event, act, kind) if event.modality == "asserted" else None
    flags = ["told_again"] if again else _flags(case, node, kind) if event.modality == "asserted" else []
    if again or ("after_end" in flags and not _outweighs(event, case)):
        brings = None
    opening = case.opening.event.id if case.opening and case.opening is not node else None
    ends = opening if act.ends else None
    step = Step(
        event.id,
        event.type,
        event.date,
        at(event),
        event.modality,
        brings,
        ends if event.modality == "asserted" else None,
        ends or _answered(case, act),
        tuple(flags),
    )
    case.nodes.append(node)
    case.steps.append(step)
    if brings:
        case.statuses.append(Status(_since(case, event), brings, event.id))


def _outweighs(event: Event, case: Thread) -> bool:
    """Whether more articles tell an end than tell the one before it, which cannot both be: it is that one that is in doubt."""
    before = next(node.event for node in case.nodes if node.event.id == case.statuses[-1].event)
    return event.n_articles > before.n_articles


def _since(case: Thread, event: Event) -> str | None:
    """The day from which the status of an act holds: not before that of the act before it, even where the dates say so."""
    last, days = case.statuses[-1].start if case.statuses else None, stretch(at(event))
    before = stretch(last)
    return last if before and days and days[1] < before[0] else at(event)


def _answered(case: Thread, act: Act) -> str | None:
    return next((s.event for s in reversed(case.steps) if s.type in act.answers and s.modality == "asserted"), None)


def _status(event: Event, act: Act, kind: Kind) -> str | None:
    """What the type says, unless words of the sentences say otherwise."""
    for cue in kind.cues:
        if cue.type == event.type and any(_says(cue.words.get(r.language, ()), r.evidence.text) for r in event.records if r.evidence):
            return cue.status
    return act.status


def _says(words: Sequence[str], sentence: str) -> bool:
    low = sentence.casefold()
    return any(word in low for word in words)


def _flags(case: Thread, node: Node, kind: Kind) -> list[str]:
    """What is odd about an act that is told as done, where it stands."""
    event, act, flags = node.event, kind.acts[node.event.type], []
    if case.opening is None and not case.nodes and event.type not in kind.opens:
        flags.append("no_opening")
    if case.opening and case.opening is not node:
        start, day = stretch(at(case.opening.event)), stretch(at(event))
        if start and day and start[0] > day[1]:
            flags.append("out_of_order")
    if act.after is not None and case.status is not None and case.status not in act.after and event.type not in kind.opens:
        flags.append("out_of_order" if case.status in kind.going else "after_end")
    return sorted(set(flags))


def _look_back(case: Thread, kind: Kind) -> None:
    """What comes after tells what an act was: a suit that is settled after its dismissal was dismissed in part."""
    types = {step.event: step.type for step in case.steps}
    for n, (status, after) in enumerate(zip(case.statuses, case.statuses[1:], strict=False)):
        cue = next((c for c in kind.cues if c.type == types[status.event] and types[after.event] in c.before), None)
        if cue:
            case.statuses[n] = Status(status.start, cue.status, status.event)
            case.steps[:] = [_with_status(step, cue.status) if step.event == status.event else step for step in case.steps]


def _with_status(step: Step, status: str) -> Step:
    return replace(step, status_after=status)
