"""Unknown names that the joint model has seen, beside those that shape and surroundings tell."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.candidates import Candidate
from pipelines.fold import is_han
from pipelines.namewords import bare, table
from pipelines.naming import Seen

# the model proposes a name from this certainty of its type on; its vote for the type counts as much as so many cues
PROPOSE, VOTE = 0.5, 3
# a name that only its shape tells needs at least this weight
UNSEEN = 2


def propose(text: str, seen: Sequence[Seen]) -> list[Candidate]:
    """The names of certainty as candidates; nominals are none, nor is what is written like no name."""
    out = list[Candidate]()
    for name in (s for s in seen if s.kind != "nominal" and s.certainty >= PROPOSE):
        start, end = _trimmed(text, name.start, name.end)
        if _like_a_name(text[start:end]):
            out.append(Candidate(start, end, name.kind, "model", bare(text[start:end]), weight=VOTE))
    return out


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without what a token took in beside the name: quotation marks, and where two characters are left, those that never
    stand at its edge (the brand 美的 stays whole)."""
    edges = table("shapes", "zh")["edges"]
    while start < end and (not text[start].isalnum() or (text[start] in edges and end - start > 2)):
        start += 1
    while end > start and (not (text[end - 1].isalnum() or text[end - 1] in ".)）!") or (text[end - 1] in edges and end - start > 2)):
        end -= 1
    return start, end


def _like_a_name(name: str) -> bool:
    """A capital or a figure, or two Han characters."""
    return any(c.isupper() or c.isdigit() for c in name) or sum(map(is_han, name)) > 1


def agree(shapes: Sequence[Candidate], seen: Sequence[Candidate]) -> list[Candidate]:
    """What the model has seen, and those of the shapes that lie beside it and have a cue of their own."""
    if not seen:
        return list(shapes)
    apart = [c for c in shapes if not any(s.start < c.end and c.start < s.end for s in seen)]
    return [*seen, *(c for c in apart if c.weight >= UNSEEN)]
