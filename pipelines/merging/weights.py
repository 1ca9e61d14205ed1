"""The numbers of the score (`data/merging.toml`), read once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipelines.errors import LexiconError
from pipelines.vocabulary import load_vocabulary

PATH = Path(__file__).parents[1] / "data" / "merging.toml"
SECTIONS = (
    *("limits", "parties", "kinds", "date", "telling", "undated", "plan", "court", "case_number", "amount", "quantity"),
    *("evidence", "siblings", "recurs"),
)


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Every number by section and name. Raises LexiconError with every fault."""
    return read(tomllib.loads(PATH.read_text(encoding="utf-8")))[0]


@cache
def kinds() -> Mapping[str, str]:
    """How often acts of a type recur: `rare` or `often`; what is not in it is `usual`."""
    return read(tomllib.loads(PATH.read_text(encoding="utf-8")))[1]


def read(table: Mapping[str, Any]) -> tuple[Mapping[str, Mapping[str, float]], Mapping[str, str]]:
    """Numbers and kinds of a table as the file holds it. Raises LexiconError with every fault."""
    faults = [f"merging.toml: [{s}]: missing" for s in SECTIONS if s not in table]
    faults += [f"merging.toml: [{s}]: not a section; valid: {', '.join(SECTIONS)}" for s in table if s not in SECTIONS]
    numbers = {s: rows for s, rows in table.items() if s != "recurs"}
    faults += [f"merging.toml: {s}.{k}: {v!r} is no number" for s, rows in numbers.items() for k, v in rows.items() if _is_no_number(v)]
    named = [(kind, act) for kind, acts in table.get("recurs", {}).items() for act in acts]
    faults += [f"merging.toml: recurs.{kind}: {act!r} is no type of act" for kind, act in named if act not in load_vocabulary()]
    faults += [f"merging.toml: recurs.{kind}: not one of rare, usual, often" for kind, _ in named if kind not in ("rare", "usual", "often")]
    if faults:
        raise LexiconError(faults)
    return MappingProxyType({s: MappingProxyType(rows) for s, rows in numbers.items()}), MappingProxyType({a: k for k, a in named})


def _is_no_number(value: object) -> bool:
    return isinstance(value, bool) or not isinstance(value, int | float)
