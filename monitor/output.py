"""Where records go: standard output as they come, or a file that appears only when it is whole."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from monitor.interrupt import Guard
from pipelines.errors import UsageError

PARTIAL = ".partial"


def write(pieces: Iterable[str], target: str, *, guard: Guard) -> None:
    """Writes the pieces to `-` or a file. Raises UsageError where the file cannot be opened.

    A file is written as `FILE.partial` and renamed at the end, so that a killed run leaves no half file;
    after an interrupt the partial file stays, and its lines are whole.
    """
    path = Path(target)
    if target == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        _copy(pieces, sys.stdout, guard=guard)
        return
    # a device or a pipe cannot be renamed to
    special = path.exists() and not path.is_file()
    partial = path if special else path.with_name(path.name + PARTIAL)
    with _open(partial) as stream:
        _copy(pieces, stream, guard=guard)
    if not special and not guard.interrupted:
        partial.replace(path)


def _open(path: Path) -> IO[str]:
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); valid: a file in a folder that is there") from error


def _copy(pieces: Iterable[str], stream: IO[str], *, guard: Guard) -> None:
    for piece in pieces:
        with guard:
            stream.write(piece)
            stream.flush()
