"""Where what we write goes: standard output as it comes, or a file or folder that appears only when it is whole."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from monitor.interrupt import Guard
from pipelines.errors import UsageError

PARTIAL, OURS = ".partial", ".casewire-report"


def write(pieces: Iterable[str] | Iterable[bytes], target: str, *, guard: Guard) -> None:
    """Writes the pieces to `-` or a file, text as UTF-8. Raises UsageError where the file cannot be opened.

    A file is written as `FILE.partial` and renamed at the end, so that a killed run leaves no half file;
    after an interrupt the partial file stays, and its lines are whole.
    """
    path = Path(target)
    if target == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        _to_screen(pieces, guard=guard)
        return
    # a device or a pipe cannot be renamed to
    special = path.exists() and not path.is_file()
    partial = path if special else path.with_name(path.name + PARTIAL)
    with _open(partial) as stream:
        for piece in pieces:
            with guard:
                stream.write(piece.encode() if isinstance(piece, str) else piece)
                stream.flush()
    if not special and not guard.interrupted:
        partial.replace(path)


def _to_screen(pieces: Iterable[str] | Iterable[bytes], *, guard: Guard) -> None:
    for piece in pieces:
        with guard:
            stream = sys.stdout if isinstance(piece, str) else sys.stdout.buffer
            stream.write(piece)  # type: ignore[arg-type]
            stream.flush()


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("wb")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); valid: a file in a folder that is there") from error


def write_folder(files: Iterable[tuple[str, str]], target: str) -> None:
    """Writes a folder of files (path in the folder, text) beside its place, then puts it in the place of an older one of ours.

    Raises UsageError where something else stands there: nothing but what we wrote is ever removed.
    """
    folder = Path(os.path.abspath(target))  # noqa: PTH100  a link must stay one: resolve() would write behind it
    _check_ours(folder)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as place:
            new = Path(place, "new")
            _fill(new, files)
            if folder.exists():
                folder.rename(Path(place, "old"))
            new.rename(folder)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written ({error.strerror}); valid: a folder in one that is there") from error


def _fill(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    folder.mkdir()
    (folder / OURS).write_text("This folder is replaced as a whole by the next run that writes it.\n", "utf-8")
    for path, text in files:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(text.encode())


def _check_ours(folder: Path) -> None:
    if folder.exists() and not (folder / OURS).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: something else stands there; valid: a new or empty folder, or one of an older report")
