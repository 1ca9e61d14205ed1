"""Records as one JSON array, a record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def write(lines: Iterable[str]) -> Iterator[str]:
    """The file's pieces; `lines` are records as `records.dump_line` writes them."""
    before = "[\n"
    for line in lines:
        yield before + line
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
