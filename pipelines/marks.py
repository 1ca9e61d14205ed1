"""Marks in annotated text: `[words](what)`, nested; `\\[` and `\\]` are brackets of the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TARGET = re.compile(r"\(([^()\n]*)\)")
_KINDS = {"!": "trigger", "@": "date", "$": "amount", "#": "quantity", "?": "cue", "=": "nominal"}
_ACTION_ID = re.compile(r"a\d+")
_ENTITY_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing said of a stretch of text. `kind`: name, nominal, trigger, date, amount, quantity or cue; `targets`: ids."""

    start: int
    end: int
    text: str
    kind: str
    targets: tuple[str, ...]


def is_action_id(written: str) -> bool:
    """Whether an id is one of an action: `a1`, `a2` …"""
    return _ACTION_ID.fullmatch(written) is not None


def is_entity_id(written: str) -> bool:
    """Whether an id may stand for an entity: lower-case ASCII, digits, `_`, and not of the form `a1`."""
    return _ENTITY_ID.fullmatch(written) is not None and not is_action_id(written)


def read_marks(written: str) -> tuple[str, list[Mark], list[tuple[int, str]]]:
    """The plain text, its marks in the order of the text, and faults as (offset in the plain text, what is wrong and what is valid)."""
    plain, spans, faults = _strip(written)
    marks: list[Mark] = []
    for start, end, what in spans:
        words = plain[start:end]
        if not words or words != words.strip():
            faults.append((start, f"[{words}]({what}): a mark holds words, without space at its ends"))
        marks += _targets(start, end, words, what, faults)
    return plain, sorted(marks, key=lambda m: (m.start, -m.end, m.kind, m.targets)), faults


def _strip(written: str) -> tuple[str, list[tuple[int, int, str]], list[tuple[int, str]]]:
    out: list[str] = []
    opened: list[int] = []
    spans: list[tuple[int, int, str]] = []
    faults: list[tuple[int, str]] = []
    at = 0
    while at < len(written):
        char, step = written[at], 1
        if char == "\\" and written[at + 1 : at + 2] in ("[", "]"):
            out.append(written[at + 1])
            step = 2
        elif char == "[":
            opened.append(len(out))
        elif char == "]":
            step += _close(written, at, (out, opened, spans, faults))
        else:
            out.append(char)
        at += step
    faults += [(start, "'[' is never closed; a bracket of the text is written \\[") for start in opened]
    return "".join(out), spans, faults


_State = tuple[list[str], list[int], list[tuple[int, int, str]], list[tuple[int, str]]]


def _close(written: str, at: int, state: _State) -> int:
    """Closes the innermost mark at a `]`; gives how many characters its `(what)` takes."""
    out, opened, spans, faults = state
    target = _TARGET.match(written, at + 1)
    if target is None:
        faults.append((len(out), "']' is not followed by (what); a bracket of the text is written \\]"))
    if not opened:
        faults.append((len(out), "']' closes no '['"))
    start = opened.pop() if opened else len(out)
    if target is None:
        return 0
    spans.append((start, len(out), target[1]))
    return target.end() - target.start()


def _targets(start: int, end: int, words: str, what: str, faults: list[tuple[int, str]]) -> list[Mark]:
    """The marks that one `(what)` makes: its parts are parted by `;` (or `,` where each has its own sign)."""
    made: dict[str, list[str]] = {}
    for part in (p.strip() for p in re.split(r"[;,]", what)):
        kind = _KINDS.get(part[:1], "name")
        ids = part[1:].split("+") if kind == "nominal" else [part.lstrip("!@$#?")]
        valid = is_entity_id if kind in ("name", "nominal") else is_action_id
        if all(map(valid, ids)):
            made.setdefault(kind, []).extend(ids)
        else:
            faults.append((start, f"[{words}]({what}): {part!r} is none of id, =id+id, !a1, @a1, $a1, #a1, ?a1"))
    return [Mark(start, end, words, kind, tuple(ids)) for kind, ids in made.items()]
