"""Tellings and events in memory."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.events import Event
from pipelines.merging.blocks import Key, Place, places
from pipelines.merging.tellings import Ref, Telling


@dataclass(slots=True)
class Memory:
    """A `blocks.Book`: tellings by block, events by id, and which telling is in which event."""

    known: dict[Ref, Telling] = field(default_factory=dict)
    blocks: dict[Key, list[Place]] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    of: dict[Ref, str] = field(default_factory=dict)
    founders: dict[Ref, str] = field(default_factory=dict)
    articles: dict[str, tuple[Ref, ...]] = field(default_factory=dict)

    def telling(self, ref: Ref) -> Telling:
        """The telling. Raises KeyError."""
        return self.known[ref]

    def holds(self, ref: Ref) -> bool:
        """Whether a telling is there."""
        return ref in self.known

    def of_article(self, article: str) -> Sequence[Ref]:
        """The tellings of an article."""
        return self.articles.get(article, ())

    def around(self, key: Key, place: Place, *, width: int) -> Sequence[Ref]:
        """The tellings of a block up to `width` places before and after a place."""
        block = self.blocks.get(key, [])
        at = bisect_left(block, place)
        return [ref for _, ref in block[max(at - width, 0) : at + width + 1]]

    def fill(self, tellings: Iterable[Telling]) -> None:
        """Puts in many at once, into a memory without any."""
        for telling in tellings:
            self._note(telling)
            for key, place, _ in places(telling):
                self.blocks.setdefault(key, []).append(place)
        for block in self.blocks.values():
            block.sort()

    def _note(self, telling: Telling) -> None:
        self.known[telling.ref] = telling
        self.articles[telling.ref[0]] = (*self.articles.get(telling.ref[0], ()), telling.ref)

    def put(self, telling: Telling) -> None:
        """Puts in a telling."""
        self._note(telling)
        for key, place, _ in places(telling):
            insort(self.blocks.setdefault(key, []), place)

    def take(self, ref: Ref) -> str | None:
        """Takes a telling out; gives the event that it was in."""
        telling = self.known.pop(ref)
        left = tuple(other for other in self.articles.pop(ref[0]) if other != ref)
        if left:
            self.articles[ref[0]] = left
        for key, place, _ in places(telling):
            block = self.blocks[key]
            del block[bisect_left(block, place)]
            if not block:
                del self.blocks[key]
        return self.of.pop(ref, None)

    def event(self, id_: str) -> Event | None:
        """An event, also one that was merged or retracted."""
        return self.events.get(id_)

    def event_of(self, ref: Ref) -> str | None:
        """The event that a telling is in."""
        return self.of.get(ref)

    def founded(self, ref: Ref) -> str | None:
        """The event that has its id from a telling, whether that telling is there or not."""
        return self.founders.get(ref)

    def keep(self, event: Event) -> None:
        """Keeps an event as it is now, its tellings in it."""
        self.events[event.id] = event
        self.founders.setdefault((event.founder.article, event.founder.action), event.id)
        self.of.update(((record.article, record.action), event.id) for record in event.records)
