"""Events as JSONL: one event a line, as `casewire merge` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipelines.records import dump_line


def write(events: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The file's pieces, each a whole line."""
    for event in events:
        yield dump_line(dict(event)) + "\n"
