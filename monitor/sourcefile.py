"""Edits of `[[sources]]` in `casewire.toml` that leave everything else in it as it was written, comments too."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from monitor.settings import Source
from pipelines.errors import UsageError

_HEADER = re.compile(r"^\s*\[", re.MULTILINE)


def add(path: Path, found: Iterable[Source]) -> None:
    """Appends sources. Raises UsageError where the file cannot be written."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    start = before if not before or before.endswith("\n") else before + "\n"
    _replace(path, start + "".join(_block(source, after=bool(start) or n > 0) for n, source in enumerate(found)))


def _block(source: Source, *, after: bool) -> str:
    lines = ["[[sources]]", f"url = {_text(source.url)}"]
    lines += [f"{key} = {_text(value)}" for key, value in (("kind", source.kind), ("name", source.name)) if value and value != "feed"]
    lines += ["allow_private = true"] if source.allow_private else []
    return ("\n" if after else "") + "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def remove(path: Path, url: str) -> None:
    """Takes the section of a source out. Raises UsageError where there is none."""
    text = path.read_text(encoding="utf-8")
    starts = [match.start() for match in _HEADER.finditer(text)] + [len(text)]
    for start, end in zip(starts, starts[1:], strict=False):
        if _address(text[start:end]) == url:
            end = _with_own_tables(text, starts, end)
            _replace(path, text[:start].rstrip("\n") + ("\n\n" if text[:start].strip() and text[end:].strip() else "\n") + text[end:])
            return
    raise UsageError(f"{url}: no such source in {path}; valid: an address that `casewire list` shows")


def _address(block: str) -> str | None:
    """The address of a block, if that is a source."""
    try:
        found = tomllib.loads(block).get("sources")
    except tomllib.TOMLDecodeError:  # a line that begins with a bracket inside a list or a text
        return None
    return str(found[0].get("url")) if isinstance(found, list) else None


def _with_own_tables(text: str, starts: list[int], end: int) -> int:
    """The end of a source with tables of its own, such as `[sources.headers]`."""
    while text[end:].lstrip().startswith("[sources."):
        end = starts[starts.index(end) + 1]
    return end


def _replace(path: Path, text: str) -> None:
    """Writes the file whole or not at all."""
    try:
        tomllib.loads(text)
        partial = path.with_name(path.name + ".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
