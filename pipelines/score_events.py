"""Scores events and disputes against stories: B-cubed of the grouping of acts, and the share of statuses that are right.

B-cubed (Bagga and Baldwin, 1998): for each act, which share of those in its event belong there (precision) and which share of those that
belong there are in it (recall), each averaged over all acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.events import Dispute, Event
from pipelines.merging.days import stretch
from pipelines.threads.disputes import as_of

Act = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cubed:
    """Sums over acts; figures are means, so that several stories can be added up."""

    precision_sum: float = 0.0
    recall_sum: float = 0.0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Cubed) -> Cubed:
        return Cubed(
            self.precision_sum + other.precision_sum,
            self.recall_sum + other.recall_sum,
            self.found + other.found,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """Mean precision over the acts found."""
        return self.precision_sum / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Mean recall over the acts wanted."""
        return self.recall_sum / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def cubed(wanted: Mapping[Act, Hashable], found: Mapping[Act, Hashable]) -> Cubed:
    """B-cubed of two groupings. An act that only one of them has is right for nobody: it lowers the other figure."""
    both = Counter((wanted[act], found[act]) for act in wanted.keys() & found.keys())
    sizes_wanted, sizes_found = Counter(wanted.values()), Counter(found.values())
    precision = sum(n * n / sizes_found[f] for (_, f), n in both.items())
    recall = sum(n * n / sizes_wanted[w] for (w, _), n in both.items())
    return Cubed(precision, recall, len(found), len(wanted))


def grouping(events: Iterable[Event]) -> dict[Act, str]:
    """The event of each act."""
    return {(r.article, r.action): event.id for event in events for r in event.records}


@dataclass(frozen=True, slots=True)
class Thread:
    """A dispute as it should be: the acts that make it up, and its statuses as (since, status)."""

    kind: str
    acts: frozenset[Act]
    statuses: tuple[tuple[str, str], ...]
    status: str


def statuses(wanted: Sequence[Thread], disputes: Iterable[Dispute], grouped: Mapping[Act, str]) -> tuple[int, int, list[str]]:
    """Right statuses, all statuses, and a line for each wrong one: each that a dispute should have had at a time, and its last."""
    every = [dispute for dispute in disputes if dispute.state == "active"]
    right = total = 0
    errors: list[str] = []
    for thread in wanted:
        found = _found(thread, every, grouped)
        for day, due in _asked(thread):
            got = (as_of(found, day) if day else found.status) if found else None
            total, right = total + 1, right + (got == due)
            if got != due:
                errors.append(f"{thread.kind} {found.title if found else '(none)'} on {day or 'the last day'}: {got}, not {due}")
    return right, total, errors


def _asked(thread: Thread) -> list[tuple[str | None, str]]:
    """The days on which each status is looked at: the last of its own day, month or year that is before the next; None: in the end."""
    starts = [day for day, _ in thread.statuses]
    asked: list[tuple[str | None, str]] = []
    for n, (day, status) in enumerate(thread.statuses):
        later = starts[n + 1] if n + 1 < len(starts) else None
        if later is None or not _overlap(day, later):
            asked.append((day, status))
    return [*asked, (None, thread.status)]


def _overlap(one: str, other: str) -> bool:
    a, b = stretch(one), stretch(other)
    return a is not None and b is not None and b[0] <= a[1]


def _found(thread: Thread, disputes: Iterable[Dispute], grouped: Mapping[Act, str]) -> Dispute | None:
    """The dispute of the kind with most of the acts."""
    events = Counter(grouped[act] for act in thread.acts if act in grouped)
    scored = [(sum(events[s.event] for s in d.events), d) for d in disputes if d.kind == thread.kind]
    best = max(scored, key=lambda pair: (pair[0], pair[1].id), default=None)
    return best[1] if best and best[0] else None
