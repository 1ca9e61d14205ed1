"""Spans by place, looked up in logarithmic time: a long text must not cost the square of its length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """Anything with a start and an end."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Past the last character."""


P = TypeVar("P", bound=Placed)


class Nearby(Generic[P]):
    """Spans in the order of their starts; the given order is kept where starts are equal."""

    def __init__(self, spans: Iterable[P]) -> None:
        self.spans = sorted(spans, key=lambda s: s.start)
        self._starts = [s.start for s in self.spans]
        self._longest = max((s.end - s.start for s in self.spans), default=0)

    def starting(self, start: int, end: int) -> list[P]:
        """Those that start within [start, end)."""
        return self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def inside(self, start: int, end: int) -> list[P]:
        """Those that lie wholly within [start, end]."""
        return [s for s in self.starting(start, end) if s.end <= end]

    def touching(self, start: int, end: int) -> list[P]:
        """Those that share a character with [start, end) or, being empty, lie in it."""
        return [s for s in self.starting(start - self._longest, end) if s.end > start]
