"""An article's text with its names and acts marked, cut wherever a mark begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from monitor.writers.html.shell import file_name

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text; `layer`: name, evidence or trigger; `key`: the entity's type or the act's id; `told`: type and name."""

    start: int
    end: int
    layer: str
    key: str
    told: str = ""


def marked_text(record: Record) -> str:
    """The text as paragraphs with their languages; the first place of an act's evidence has the act's anchor."""
    marks, text, placed = _marks(record), record["text"], set[str]()
    return "".join(
        f'<p lang="{escape(_language(record, start))}">'
        f"{_paragraph(text, start, end, marks=[m for m in marks if m.start < end and m.end > start], placed=placed)}</p>\n"
        for start, end in _paragraphs(text)
    )


def _marks(record: Record) -> list[Mark]:
    names = [
        Mark(mention["start"], mention["end"], "name", entity["type"], f"{entity['type']}: {entity['name']}")
        for entity in record["entities"]
        for mention in entity["mentions"]
    ]
    acts = [
        Mark(act[layer]["start"], act[layer]["end"], layer, file_name(act["id"]))
        for layer in ("evidence", "trigger")
        for act in record["actions"]
    ]
    return names + acts


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _language(record: Record, start: int) -> str:
    """The language of the run that the paragraph stands in."""
    inside = [run["code"] for run in record["languages"] if run["start"] <= start < run["end"]]
    return str(inside[0] if inside else record["language"])


def _paragraph(text: str, start: int, end: int, *, marks: list[Mark], placed: set[str]) -> str:
    cuts = sorted({start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)})
    return "".join(_piece(text[a:b], [m for m in marks if m.start <= a and b <= m.end], placed) for a, b in pairwise(cuts))


def _piece(words: str, marks: list[Mark], placed: set[str]) -> str:
    """What lies between two cuts, in the marks that cover it."""
    inner, layers = escape(words), {layer: [m for m in marks if m.layer == layer] for layer in ("name", "trigger", "evidence")}
    for name in layers["name"][:1]:
        inner = f'<span class="n t-{escape(name.key)}" title="{escape(name.told)}">{inner}</span>'
    if layers["trigger"]:
        inner = f'<b class="trigger">{inner}</b>'
    acts = list(dict.fromkeys(mark.key for mark in layers["evidence"]))
    anchors = "".join(f'<span class="spot" id="act-{key}"></span>' for key in acts if key not in placed)
    placed.update(acts)
    return anchors + (f'<mark data-act="{" ".join(acts)}">{inner}</mark>' if acts else inner)
