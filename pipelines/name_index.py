"""The automaton of the known names, ready-made: named by the content that it was made of, read by the core, written by the shell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ahocorasick

from pipelines.automaton import Automaton, Literal, Row
from pipelines.guards import Alias
from pipelines.knowledge import NAMES, KnownEntity

_FORMAT = "2"  # raised whenever the spellings that are made of a name, or the layout of the rows, change
_Payload = tuple[str, Alias]


def place(folder: Path, extra: tuple[Path, ...]) -> tuple[Path, Path]:
    """Where the automaton and its rows for these files lie: the digest of all their bytes is in the names. Raises OSError."""
    made = hashlib.sha256(f"{_FORMAT} {Path(ahocorasick.__file__).stat().st_size}".encode())  # another build may store it otherwise
    for path in (*sorted(NAMES.glob("*.jsonl")), *extra):
        made.update(path.read_bytes())
    stem = f"names-{made.hexdigest()[:24]}"
    return folder / f"{stem}.automaton", folder / f"{stem}.jsonl"


def restore(folder: Path, extra: tuple[Path, ...], entities: Mapping[str, KnownEntity]) -> Automaton[_Payload] | None:
    """The automaton for these files, or None where the folder holds none that can be read: it is then built anew."""
    try:
        automaton, rows = place(folder, extra)
        return Automaton.restore(automaton, _Rows(rows.read_text(encoding="utf-8"), entities))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def dump(automaton: Automaton[_Payload]) -> bytes:
    """The rows, a line of JSON each, and a line that says how many they are."""
    rows = [[size, [_plain(literal, payload) for literal, payload in found]] for size, found in automaton.rows]
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    return "\n".join([*lines, str(len(lines))]).encode()


def _plain(literal: Literal, payload: _Payload) -> list[Any]:
    form, alias = payload
    return [*literal, form, alias.written, alias.entity.id, alias.owners, alias.group]


class _Rows(Sequence[Row[_Payload]]):
    """The rows of a stored automaton, each made when it is first hit: most never are."""

    def __init__(self, stored: str, entities: Mapping[str, KnownEntity]) -> None:
        *self._lines, count = stored.split("\n")
        if count != str(len(self._lines)):
            raise ValueError("rows are missing")
        self._entities, self._made = entities, dict[int, Row[_Payload]]()

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, number: Any) -> Any:
        if number not in self._made:
            size, found = json.loads(self._lines[number])
            self._made[number] = size, [_row(plain, self._entities) for plain in found]
        return self._made[number]


def _row(plain: list[Any], entities: Mapping[str, KnownEntity]) -> tuple[Literal, _Payload]:
    text, left, right, form, written, id_, owners, group = plain
    entity = entities[id_]
    return Literal(text, left, right), (form, Alias(written, entity, entity.guards.get(written), owners, group))
