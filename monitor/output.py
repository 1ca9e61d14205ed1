"""Where records go: standard output as they come, or a file that appears only when it is whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from monitor.interrupt import Guard

PARTIAL = ".partial"


def write(pieces: Iterable[str], target: str, *, guard: Guard) -> None:
    """Writes the pieces to `-` or a file.

    A file is written as `FILE.partial` and renamed at the end, so that a killed run leaves no half file;
    after an interrupt the partial file stays, and its lines are whole.
    """
    path = Path(target)
    if target == "-":
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        _copy(pieces, sys.stdout, guard=guard)
    elif path.exists() and not path.is_file():  # a device or a pipe cannot be renamed to
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            _copy(pieces, stream, guard=guard)
    else:
        partial = path.with_name(path.name + PARTIAL)
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            _copy(pieces, stream, guard=guard)
        if not guard.interrupted:
            partial.replace(path)


def _copy(pieces: Iterable[str], stream: IO[str], *, guard: Guard) -> None:
    for piece in pieces:
        with guard:
            stream.write(piece)
            stream.flush()
