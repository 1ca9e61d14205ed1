"""Unknown names that the joint model has seen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from pipelines.candidates import Candidate
from pipelines.fold import is_han
from pipelines.namewords import bare, table
from pipelines.naming import Seen
from pipelines.records import ENTITY_TYPES
from pipelines.view import View

# the model proposes a name from this certainty of its type on; chosen on the dev articles and the seeds
PROPOSE = 0.75
# of the certainty that it is a name at all, so much counts where its type is open
NAMED = 0.8
# from here on a name is likelier than none: enough to be shown, not to become an entity of a record
GUESS = 0.5
# a listed place where the model is surer than this that there is no name: in the corpus hardly any such is a place
DOUBTED = 0.3
_WORD = re.compile(r"\w")
# a name that stops at a hyphen amid a compound goes on to its end
_COMPOUND = re.compile(r"-[^\W\d_]+(?!\w)")
# what may end in a full stop of its own: a short word, or letters with stops between them
_ABBREVIATED = re.compile(r"(?<!\w)(?:\w{1,4}|(?:\w{1,3}\.)+\w{1,3})\.$")


def propose(text: str, seen: Sequence[Seen], *, least: float = PROPOSE) -> list[Candidate]:
    """The names at least so certain, as candidates of one type a name, that for which all its mentions together speak; nominals are none.

    The weight is what speaks for the type at the mention, in hundredths.
    """
    found = [(name, *_trimmed(text, name.start, name.end)) for name in seen if name.kind != "nominal"]
    named = [(name, start, end, bare(text[start:end])) for name, start, end in found if _like_a_name(text[start:end])]
    votes = defaultdict[str, list[Seen]](list)
    for name, *_, key in named:
        votes[key].append(name)
    out = list[Candidate]()
    for name, start, end, key in named:
        kind, certainty = _voted(name, votes[key])
        if certainty >= least:
            out.append(Candidate(start, end, kind, "model", key, weight=round(100 * certainty)))
    return out


def guess(text: str, seen: Sequence[Seen]) -> list[Candidate]:
    """What is likelier a name than none, as the model has seen it. Places are left out: guesses of those are mostly wrong."""
    whole = {(name.start, name.end) for name in seen}
    return [c for c in propose(text, seen, least=GUESS) if (c.start, c.end) in whole and c.type != "place"]


def denied(view: View | None, seen: Sequence[Seen]) -> Callable[[Candidate], bool] | None:
    """Tells whether a listed place is no name for the model (荷兰 in "the Dutchman") or stands in a nominal; None without a view."""
    if view is None:
        return None
    nominals = [(name.start, name.end) for name in seen if name.kind == "nominal"]
    likely = 1 - view.names()[:, 0]

    def is_denied(place: Candidate) -> bool:
        words = view.encoded.covered(place.start, place.end)
        doubted = words is not None and float(likely[words[0] : words[1] + 1].max()) < DOUBTED
        return doubted or any(start <= place.start and place.end <= end for start, end in nominals)

    return is_denied


def repeats(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Every other place where a name of several words stands in full, so that a part of it is not taken for another name."""
    longer = {
        text[c.start : c.end]: c
        for c in sorted(found, key=lambda c: (c.weight, -c.start))
        if " " in text[c.start : c.end] and c.type != "person"
    }
    spans = ((name, start) for name in sorted(longer) for start in _places(name, text))
    return [longer[name]._replace(start=s, end=s + len(name), weight=0) for name, s in spans if s != longer[name].start]


def _places(name: str, text: str) -> Iterator[int]:
    """Where a name begins that stands apart from other letters, without overlaps."""
    at = text.find(name)
    while at >= 0:
        apart = not any(_WORD.match(beside) for beside in (text[at - 1 : at], text[at + len(name) : at + len(name) + 1]))
        if apart:
            yield at
        at = text.find(name, at + (len(name) if apart else 1))


def _voted(name: Seen, told: Sequence[Seen]) -> tuple[str, float]:
    """The type for which most speaks over all mentions, and how likely it is at this one."""
    if not name.kinds:
        return name.kind, name.certainty
    sums = [sum(s.kinds[n] for s in told) for n in range(len(ENTITY_TYPES))]
    best = sums.index(max(sums))
    return ENTITY_TYPES[best], max(name.kinds[best], sum(name.kinds) * NAMED)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without what a token took in beside the name: quotation marks, words that never end one, and where two characters are left,
    those that never stand at its edge (the brand 美的 stays whole)."""
    edges = table("words", "trades")["edges"]["han"]
    if amid := _COMPOUND.match(text, end - 1):
        end = amid.end()
    owned = text.find(table("words", "owners")["zh"]["stop"], start + 2, end + 2)
    end = owned if owned > 0 else end
    while start < end and (not text[start].isalnum() or (text[start] in edges and end - start > 2)):
        start += 1
    while end > start and (_closes(text, end) or (text[end - 1] in edges and end - start > 2)):
        end -= 1
    before, gap, last = text[start:end].rpartition(" ")
    return _trimmed(text, start, start + len(before)) if gap and last in _never_last() else (start, end)


@cache
def _never_last() -> frozenset[str]:
    return frozenset(table("words", "trades")["edges"]["latin"].split())


def _closes(text: str, end: int) -> bool:
    """Whether a mark ends more than the name; the full stop of an abbreviation ("Bros.", "S.p.A.") is its own."""
    if text[end - 1] == ".":
        return _ABBREVIATED.search(text, max(0, end - 12), end) is None
    return not text[end - 1].isalnum() and text[end - 1] not in ")）!"


def _like_a_name(name: str) -> bool:
    """A capital or a figure, or two Han characters."""
    return any(c.isupper() or c.isdigit() for c in name) or sum(map(is_han, name)) > 1
