"""spaCy component: who is named in the text. Sets `doc._.mentions`, `doc._.entities` and `doc.ents`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipelines.authorities import find_authorities, find_places
from pipelines.brackets import find_brackets
from pipelines.candidates import Candidate, join_offices, part_owners, settle
from pipelines.courts import find_courts
from pipelines.document import prepare
from pipelines.fold import fold
from pipelines.gazetteer import gazetteer
from pipelines.linker import link
from pipelines.proposing import denied, guess, propose, repeats


class Names:
    """Finds the names of a Doc. `files` are the user's own names files, read after ours.

    Without `casewire_view` before it, it finds what the knowledge base, courts, authorities, places and second names in brackets
    tell; a name that nobody listed is found only where the model has seen it.
    """

    def __init__(self, language: str, files: Sequence[str | Path] = (), *, cache: str = "") -> None:
        self.language, self.files, self.cache = language, tuple(Path(f) for f in files), cache

    def __call__(self, doc: Doc) -> Doc:
        """Adds mentions and entities to the Doc; `doc.ents` gets one span a mention, its label the type in capitals."""
        prepare(doc)
        seen = doc._.seen or []
        found = find_names(
            doc._.text, self.language, files=self.files, cache=self.cache, seen=propose(doc._.text, seen), denied=denied(doc._.view, seen)
        )
        mentions, entities = link(doc._.text, found, self.language)
        doc._.mentions, doc._.entities = mentions, entities
        doc.ents = _spans(doc, guess(doc._.text, seen))
        return doc


def find_names(
    text: str,
    language: str,
    *,
    files: tuple[Path, ...] = (),
    cache: str = "",
    seen: Sequence[Candidate] = (),
    denied: Callable[[Candidate], bool] | None = None,
) -> list[Candidate]:
    """Every name of the text as a candidate, overlaps settled: known ones, courts, authorities, places, second names in brackets.

    Other names are found only where the model has `seen` them, and no listed place where it has `denied` one.
    """
    folded = fold(text)
    sure = [*gazetteer(files, cache).find(text, folded), *find_courts(text, folded, language), *find_authorities(text, folded, language)]
    places = [place for place in find_places(text, folded) if denied is None or not denied(place)]
    known = settle([*sure, *places])
    apart = part_owners(text, seen, sure)
    found = join_offices(text, settle([*known, *apart, *repeats(text, apart)]))
    return settle([*find_brackets(text, found), *found])


def _spans(doc: Doc, guesses: Sequence[Candidate]) -> list[Span]:
    """The mentions with the ids of their entities, and between them what the model takes for a name with less certainty, without an id."""
    told = [(m.start, m.end, doc._.entities[m.entity].type, m.entity) for m in doc._.mentions]
    taken = {place for start, end, *_ in told for place in range(start, end)}
    told += [(c.start, c.end, c.type, "") for c in guesses if taken.isdisjoint(range(c.start, c.end))]
    spans = [doc.char_span(s, e, label=kind.upper(), kb_id=id_, alignment_mode="expand") for s, e, kind, id_ in told]
    return filter_spans([span for span in spans if span is not None])


@Language.factory("casewire_names", assigns=["doc.ents"], default_config={"files": [], "cache": ""})
def make_names(nlp: Language, name: str, files: Sequence[str], cache: str) -> Names:
    """The component for a pipeline of any of our languages; `files` are names files of the user's, `cache` a folder as in Setup."""
    return Names(nlp.lang or "en", files, cache=cache)
