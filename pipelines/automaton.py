"""One Aho-Corasick automaton over folded literals, with word boundaries (Aho and Corasick 1975; library pyahocorasick)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import ahocorasick
import numpy as np

from pipelines.fold import fold

T = TypeVar("T")


class Literal(NamedTuple):
    """A literal to find. `text*` may go on to the right within the word, `*text` to the left; neither matters in Han script."""

    text: str
    open_left: bool
    open_right: bool


# a word of a script that is written with spaces: all that \w matches but the underscore and Han characters
_RUN = re.compile(r"[^\W_\u3400-\u9fff\uf900-\ufaff]+")
Row = tuple[int, list[tuple[Literal, T]]]  # the length of a literal's text, and what hangs on it


def parse_literal(written: str) -> Literal:
    """Reads `sue*`, `*klage`, `file suit`: an asterisk at an end opens it."""
    return Literal(fold(written.strip("*")), written.startswith("*"), written.endswith("*"))


class Automaton(Generic[T]):
    """Finds literals in folded text and gives each hit's payload. Built once, then read only."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """`entries` are pairs of a literal as `parse_literal` reads it and its payload."""
        table: dict[str, list[tuple[Literal, T]]] = {}
        for written, payload in entries:
            literal = parse_literal(written)
            table.setdefault(literal.text, []).append((literal, payload))
        self.rows: Sequence[Row[T]] = [(len(text), payloads) for text, payloads in table.items()]
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for number, text in enumerate(table):
            self._automaton.add_word(_bytes_as_text(text)[0], number)
        if table:
            self._automaton.make_automaton()

    @classmethod
    def restore(cls, path: Path, rows: Sequence[Row[T]]) -> Automaton[T]:
        """An automaton that `save` wrote to a file, with the rows that it had then. Raises OSError or ValueError for any other file."""
        made: Automaton[T] = cls(())
        made._automaton, made.rows = ahocorasick.load(str(path), bytes), rows
        return made

    def save(self, path: Path) -> None:
        """Writes the automaton without its rows; for the shell, since the core writes nothing. Raises OSError."""
        self._automaton.save(str(path))

    def find(self, folded: str) -> Iterator[tuple[int, int, T]]:
        """Every hit as (start, end, payload), overlaps included, by end. An open end is drawn out to the end of the word."""
        inside = _inside(folded)
        for end, number in self._hits(folded):
            length, payloads = self.rows[number]
            start = end - length
            left, right = inside[start], inside[end]
            for (_, open_left, open_right), payload in payloads:
                if (open_left or not left) and (open_right or not right):
                    yield (_word_start(inside, start) if left else start), (_word_end(inside, end) if right else end), payload

    def _hits(self, folded: str) -> Iterator[tuple[int, int]]:
        """The hits as (end, row), the ends in characters."""
        if not len(self._automaton):
            return
        text, raw = _bytes_as_text(folded)
        ends = range(1, len(text) + 1) if raw is None else _characters(raw)
        for last, found in self._automaton.iter(text):
            yield ends[last], found


def _bytes_as_text(text: str) -> tuple[str, bytes | None]:
    """The UTF-8 bytes of the text as characters, and the bytes where they are not ASCII alone.

    The automaton walks the children of a node one by one: thousands of Han characters at its root make it three times as slow.
    """
    if text.isascii():
        return text, None
    raw = text.encode("utf-8", "surrogatepass")
    return raw.decode("latin-1"), raw


def _characters(raw: bytes) -> list[int]:
    """For each byte how many characters have begun with it: all bytes begin one but for those of the form 10xxxxxx."""
    begins = (np.frombuffer(raw, np.uint8) & 0xC0) != 0x80
    return np.cumsum(begins).tolist()  # type: ignore[no-any-return]


def _inside(folded: str) -> bytearray:
    """For each place between two characters whether a word goes on across it."""
    out = bytearray(len(folded) + 1)
    for start, end in (run.span() for run in _RUN.finditer(folded)):
        out[start + 1 : end] = b"\x01" * (end - start - 1)
    return out


def _word_start(inside: bytearray, start: int) -> int:
    while inside[start]:
        start -= 1
    return start


def _word_end(inside: bytearray, end: int) -> int:
    while inside[end]:
        end += 1
    return end
