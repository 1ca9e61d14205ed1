"""Unknown names by their shape and their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.candidates import Candidate
from pipelines.shapes_han import find_han
from pipelines.shapes_latin import find_latin


def find_shapes(text: str, folded: str, known: Sequence[Candidate], *, language: str) -> list[Candidate]:
    """Names that no knowledge base holds, overlaps included. `known` are the names found already."""
    if language == "zh":
        return [*find_han(_with_quotes(text, folded), known), *find_latin(text, known, "en")]
    return find_latin(text, known, language)


def _with_quotes(text: str, folded: str) -> str:
    """The folded text with the quotation marks as written: folding makes opening and closing ones alike."""
    return "".join(t if t in "“”‘’" else f for t, f in zip(text, folded, strict=True))


def repeats(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Every other place where a name of several words stands in full, so that a part of it is not taken for another name."""
    longer = {
        text[c.start : c.end]: c
        for c in sorted(found, key=lambda c: (c.weight, -c.start))
        if " " in text[c.start : c.end] and c.type != "person"
    }
    spans = ((name, m.span()) for name in sorted(longer) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    return [longer[name]._replace(start=s, end=e, weight=0) for name, (s, e) in spans if s != longer[name].start]
