"""Ctrl-C between two records, never inside one."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import TypeVar

T = TypeVar("T")


class Guard:
    """While entered, an interrupt waits; `until_interrupted` ends an iteration quietly and sets `interrupted`."""

    def __init__(self) -> None:
        self.interrupted = False
        self._inside = self._asked = False

    def install(self) -> None:
        """Takes over SIGINT for this process."""
        signal.signal(signal.SIGINT, self._on_interrupt)

    def _on_interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked = True
        if not self._inside:
            raise KeyboardInterrupt

    def __enter__(self) -> None:
        self._inside = True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._inside = False
        if self._asked and kind is None:
            self.interrupted = True

    def until_interrupted(self, source: Iterable[T]) -> Iterator[T]:
        """The members of `source` up to an interrupt."""
        try:
            for member in source:
                if self.interrupted:
                    return
                yield member
        except KeyboardInterrupt:
            self.interrupted = True
