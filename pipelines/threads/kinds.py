"""The kinds of thread and their state machines (`data/threads.toml`), read once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipelines.errors import LexiconError
from pipelines.records import LANGUAGES
from pipelines.vocabulary import load_vocabulary

PATH = Path(__file__).parents[1] / "data" / "threads.toml"
_KIND, _ACT = {"opens", "each", "going", "title", "acts", "cues"}, {"sides", "status", "after", "ends", "answers", "told_of"}
_CUE = ("for", "before", *LANGUAGES)


@dataclass(frozen=True, slots=True)
class Act:
    """What a type of act does in a thread; `after` None: it makes sense in any status."""

    sides: tuple[tuple[str, ...], ...]
    status: str | None
    after: frozenset[str] | None
    ends: bool
    answers: tuple[str, ...]
    told_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """What gives an act another status than its type does: words, by language, or the act that comes next."""

    status: str
    type: str
    before: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thread. `each`: everyone on the second side has a thread of its own."""

    name: str
    opens: tuple[str, ...]
    each: bool
    going: frozenset[str]
    title: str
    acts: Mapping[str, Act]
    cues: tuple[Cue, ...]


@cache
def load_kinds() -> Mapping[str, Kind]:
    """Every kind by name. Raises LexiconError with every fault."""
    return MappingProxyType(read(tomllib.loads(PATH.read_text(encoding="utf-8"))))


@cache
def kind_of(type_: str) -> Kind | None:
    """The kind of thread that acts of a type belong to, None for those that belong to none."""
    return next((kind for kind in load_kinds().values() if type_ in kind.acts), None)


def read(table: Mapping[str, Any]) -> dict[str, Kind]:
    """The kinds of a table as the file holds it. Raises LexiconError with every fault."""
    faults = [f"threads.toml: {name}.{fault}" for name, row in table.items() for fault in _faults(row)]
    if faults:
        raise LexiconError(faults)
    return {name: _kind(name, row) for name, row in table.items()}


def _faults(row: Mapping[str, Any]) -> list[str]:
    acts, known = row.get("acts", {}), load_vocabulary()
    faults = [f"{key}: not a key; valid: {', '.join(sorted(_KIND))}" for key in row if key not in _KIND]
    faults += [f"{key}: missing" for key in ("opens", "each", "going", "title", "acts") if key not in row]
    faults += [f"opens: {type_!r} is none of its acts" for type_ in row.get("opens", []) if type_ not in acts]
    for type_, act in acts.items():
        if type_ not in known:
            faults.append(f"acts.{type_}: no type of act")
            continue
        faults += [f"acts.{type_}.{key}: not a key; valid: {', '.join(sorted(_ACT))}" for key in act if key not in _ACT]
        roles = [role for side in act.get("sides", []) for role in side]
        faults += [f"acts.{type_}.sides: {role!r} is no role of it" for role in roles if known[type_].role(role) is None]
        for key in ("answers", "told_of"):
            faults += [f"acts.{type_}.{key}: {other!r} is none of its acts" for other in act.get(key, []) if other not in acts]
    cues = row.get("cues", {})
    faults += [f"cues.{s}.{c}: valid are {', '.join(_CUE)}" for s, cue in cues.items() for c in cue if c not in _CUE]
    return faults + [f"cues.{s}.for: {cue.get('for')!r} is none of its acts" for s, cue in cues.items() if cue.get("for") not in acts]


def _kind(name: str, row: Mapping[str, Any]) -> Kind:
    cues = [
        Cue(status, cue["for"], tuple(cue.get("before", ())), {code: tuple(cue[code]) for code in LANGUAGES if code in cue})
        for status, cue in row.get("cues", {}).items()
    ]
    acts = {type_: _act(act) for type_, act in row["acts"].items()}
    return Kind(name, tuple(row["opens"]), row["each"], frozenset(row["going"]), row["title"], MappingProxyType(acts), tuple(cues))


def _act(row: Mapping[str, Any]) -> Act:
    after = frozenset(row["after"]) if "after" in row else None
    answers, told_of = (tuple(row.get(key, ())) for key in ("answers", "told_of"))
    return Act(tuple(map(tuple, row["sides"])), row.get("status"), after, row.get("ends", False), answers, told_of)
