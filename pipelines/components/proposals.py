"""Names that a user's own spaCy pipeline found: noted before ours, added after ours where ours saw nothing."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.document import prepare
from pipelines.records import Entity, Mention, slug


@cache
def labels() -> dict[str, str]:
    """Label of another pipeline -> our type of entity."""
    table: dict[str, str] = tomllib.loads((files("pipelines") / "data" / "labels.toml").read_text("utf-8"))
    return table


def note(doc: Doc) -> Doc:
    """Keeps the entities that stand in `doc.ents` when our part of the pipeline begins, as (start, end, type)."""
    prepare(doc)
    doc._.proposed = [(e.start_char, e.end_char, labels()[e.label_]) for e in doc.ents if e.label_ in labels()]
    return doc


def add(doc: Doc, source: str) -> Doc:
    """Adds the noted names that overlap none of ours; a name that we know from elsewhere in the text joins its entity."""
    known = {m.text: m.entity for m in doc._.mentions}
    for start, end, kind in doc._.proposed:
        if any(m.start < end and start < m.end for m in doc._.mentions):
            continue
        text = doc.text[start:end]
        entity = known.setdefault(text, slug(text))
        mention = Mention(start, end, text, entity, source)
        doc._.entities.setdefault(entity, Entity(entity, text, kind)).mentions.append(mention)
        doc._.mentions.append(mention)
    doc._.mentions.sort(key=lambda m: (m.start, m.end))
    return doc


class _Add:
    def __init__(self, source: str) -> None:
        self.source = source

    def __call__(self, doc: Doc) -> Doc:
        return add(doc, self.source)


@Language.factory("casewire_note", assigns=["doc._.proposed"])
def make_note(nlp: Language, name: str) -> object:
    """The component that notes what stands in `doc.ents` so far."""
    return note


@Language.factory("casewire_proposals", default_config={"source": "spacy"}, assigns=["doc._.mentions", "doc._.entities"])
def make_proposals(nlp: Language, name: str, source: str) -> _Add:
    """The component that adds the noted names; `source` is what their mentions' `by` says."""
    return _Add(source)
