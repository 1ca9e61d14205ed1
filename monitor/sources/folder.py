"""Which files to read: folders walked in sorted order, each real directory once; files and `-` as they were named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.pages import Failure
from pipelines.errors import UsageError

TEXT, HTML, JSON, LINES, FEED = ".txt", (".html", ".htm"), ".json", (".jsonl", ".ndjson"), (".xml", ".rss", ".atom", ".rdf")
SUFFIXES = (TEXT, *HTML, JSON, *LINES, *FEED)


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, or `-`; `number` is its place among the inputs."""

    path: str
    number: int


def suffix(path: str) -> str:
    """The suffix that tells the kind, `.gz` aside, in lower case."""
    return Path(path.lower().removesuffix(".gz")).suffix


def find(paths: Iterable[str], *, leave_out: str | None = None) -> tuple[list[Input], list[Failure], int]:
    """The inputs under the paths, what could not be looked into, and how many files of other kinds were left alone.

    `leave_out` is a file that is never read: the one that is being written. Raises UsageError with every path that does not exist.
    """
    given = list(paths)
    missing = [path for path in given if path != "-" and not os.path.lexists(path)]
    if missing:
        raise UsageError("\n".join(f"{path}: no such file or folder" for path in missing))
    found: list[Input] = []
    failures: list[Failure] = []
    others = 0
    for path in given:
        for each in _walk(path, failures) if path != "-" and Path(path).is_dir() else (path,):
            if each != path and suffix(each) not in SUFFIXES:
                others += 1
            elif each != path and Path(each).exists() and not Path(each).is_file():
                failures.append(Failure(each, "not_a_file", "neither a file nor a folder", skipped=True))
            elif not _is_same(each, leave_out):
                found.append(Input(each, len(found)))
    return found, failures, others


def _is_same(path: str, other: str | None) -> bool:
    return other is not None and path != "-" and os.path.realpath(path) == os.path.realpath(other)


def _walk(root: str, failures: list[Failure]) -> Iterator[str]:
    """Files below a folder, hidden ones aside, sorted by name at each level; links are followed, loops are not."""
    seen: set[tuple[int, int]] = set()

    def unreadable(error: OSError) -> None:
        failures.append(Failure(str(error.filename), "unreadable", error.strerror or ""))

    for folder, below, names in os.walk(root, followlinks=True, onerror=unreadable):
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            below.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (str(Path(folder, name)) for name in sorted(names) if not name.startswith("."))
