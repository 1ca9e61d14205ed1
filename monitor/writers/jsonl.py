"""Records as JSONL: one record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def write(lines: Iterable[str]) -> Iterator[str]:
    """The file's pieces, each of whole lines; `lines` are records as `records.dump_line` writes them."""
    for line in lines:
        yield line + "\n"
