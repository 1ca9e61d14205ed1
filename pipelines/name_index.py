"""The automaton of the known names, ready-made: named by the content that it was made of, read by the core, written by the shell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from pipelines.automaton import Automaton, Literal, Row
from pipelines.guards import Alias
from pipelines.knowledge import NAMES, KnownEntity

_FORMAT = "1"  # raised whenever the spellings that are made of a name, or the layout of the rows, change
_Payload = tuple[str, Alias]


def place(folder: Path, extra: tuple[Path, ...]) -> tuple[Path, Path]:
    """Where the automaton and its rows for these files lie: the digest of all their bytes is in the names. Raises OSError."""
    made = hashlib.sha256(f"{_FORMAT} {metadata.version('pyahocorasick')} {metadata.version('casewire')}".encode())
    for path in (*sorted(NAMES.glob("*.jsonl")), *extra):
        made.update(path.read_bytes())
    stem = f"names-{made.hexdigest()[:24]}"
    return folder / f"{stem}.automaton", folder / f"{stem}.json"


def restore(folder: Path, extra: tuple[Path, ...], entities: Mapping[str, KnownEntity]) -> Automaton[_Payload] | None:
    """The automaton for these files, or None where the folder holds none that can be read: it is then built anew."""
    try:
        automaton, rows = place(folder, extra)
        return Automaton.restore(automaton, _Rows(json.loads(rows.read_bytes()), entities))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def dump(automaton: Automaton[_Payload]) -> bytes:
    """The rows as JSON."""
    rows = [[size, [_plain(literal, payload) for literal, payload in found]] for size, found in automaton.rows]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(literal: Literal, payload: _Payload) -> list[Any]:
    form, alias = payload
    return [*literal, form, alias.written, alias.entity.id, alias.owners, alias.group]


class _Rows(Sequence[Row[_Payload]]):
    """The rows of a stored automaton, each made when it is first hit: most never are."""

    def __init__(self, stored: list[Any], entities: Mapping[str, KnownEntity]) -> None:
        self._stored, self._entities, self._made = stored, entities, dict[int, Row[_Payload]]()

    def __len__(self) -> int:
        return len(self._stored)

    def __getitem__(self, number: Any) -> Any:
        if number not in self._made:
            size, found = self._stored[number]
            self._made[number] = size, [_row(plain, self._entities) for plain in found]
        return self._made[number]


def _row(plain: list[Any], entities: Mapping[str, KnownEntity]) -> tuple[Literal, _Payload]:
    text, left, right, form, written, id_, owners, group = plain
    entity = entities[id_]
    return Literal(text, left, right), (form, Alias(written, entity, entity.guards.get(written), owners, group))
