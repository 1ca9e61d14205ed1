"""Our own sentences of general text, `corpus/sentences`, where persons, bodies and places are marked as `[name](per)`, `(org)`, `(loc)`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pipelines.errors import CasewireError
from pipelines.marks import Mark, read_marks
from pipelines.training.others import LABELS, Sentence

_TYPES = {label.lower(): LABELS[label] for label in ("PER", "ORG", "LOC")}


def read_sentences(folder: Path) -> list[Sentence]:
    """Every line of every file by name. Raises CasewireError, with all that is wrong, where a line is not as it must be."""
    found = [(path, number, line) for path in sorted(folder.glob("*.txt")) for number, line in _lines(path)]
    faults = [f"{path}:{number}: {what}" for path, number, line in found for what in _faults(line)]
    if faults:
        raise CasewireError("\n".join(faults))
    return [_sentence(line) for *_, line in found]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    yield from enumerate(path.read_text("utf-8").splitlines(), 1)


def _faults(line: str) -> Iterator[str]:
    text, marks, wrong = read_marks(line)
    yield from (what for _, what in wrong)
    yield from (f"{m.text!r} is marked as {_label(m)!r}; valid are {', '.join(_TYPES)}" for m in marks if _label(m) not in _TYPES)
    yield from (f"{b.text!r} stands within {a.text!r}; names do not nest" for a, b in pairwise(marks) if b.start < a.end)
    if not text.strip():
        yield "no text; one line holds one or more sentences"


def _label(mark: Mark) -> str:
    return mark.targets[0] if mark.kind == "name" else mark.kind


def _sentence(line: str) -> Sentence:
    text, marks, _ = read_marks(line)
    return Sentence(text, tuple((m.start, m.end, _TYPES[_label(m)]) for m in marks))
