"""Lets the joint model look at the text, once for names and acts alike."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.document import prepare
from pipelines.model import load_model
from pipelines.naming import find_seen


class Viewer:
    """The spaCy component: sets `doc._.view`, and `doc._.seen`, the names and nominals in it."""

    def __init__(self) -> None:
        self.model = load_model()

    def __call__(self, doc: Doc) -> Doc:
        """Runs the model over the Doc's text."""
        prepare(doc)
        doc._.view = self.model.view(doc._.text, doc._.sentences)
        doc._.seen = find_seen(doc._.view, doc._.text)
        return doc


@Language.factory("casewire_view", assigns=["doc._.view", "doc._.seen"], requires=["doc._.sentences"])
def make_view(nlp: Language, name: str) -> Viewer:
    """The component; the model is one for all languages."""
    return Viewer()
