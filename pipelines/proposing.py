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
    """The names of certainty as candidates; nominals are none, nor is one Chinese character: it is a piece of a name or of a word."""
    sure = ((s, *_trimmed(text, s)) for s in seen if s.kind != "nominal" and s.certainty >= PROPOSE)
    return [
        Candidate(start, end, s.kind, "model", bare(text[start:end]), weight=VOTE)
        for s, start, end in sure
        if not (end - start == 1 and is_han(text[start]))
    ]


def _trimmed(text: str, seen: Seen) -> tuple[int, int]:
    """A name without the Chinese particles at its ends (在中国, 守夜者的), where two characters are left."""
    particles, start, end = table("shapes", "zh")["particles"], seen.start, seen.end
    if end - start > 2 and text[start] in particles["before"]:
        start += 1
    if end - start > 2 and text[end - 1] in particles["behind"]:
        end -= 1
    return start, end


def agree(shapes: Sequence[Candidate], seen: Sequence[Candidate]) -> list[Candidate]:
    """What the model has seen, and those of the shapes that lie beside it and have a cue of their own."""
    if not seen:
        return list(shapes)
    apart = [c for c in shapes if not any(s.start < c.end and c.start < s.end for s in seen)]
    return [*seen, *(c for c in apart if c.weight >= UNSEEN)]
