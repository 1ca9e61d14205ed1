"""Lets the joint model look at the text, once for names and acts alike."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.document import prepare
from pipelines.model import load_model


class Viewer:
    """The spaCy component: sets `doc._.view`."""

    def __init__(self) -> None:
        self.model = load_model()

    def __call__(self, doc: Doc) -> Doc:
        """Runs the model over the Doc's text."""
        prepare(doc)
        doc._.view = self.model.view(doc._.text, doc._.sentences)
        return doc


@Language.factory("casewire_view", assigns=["doc._.view"], requires=["doc._.sentences"])
def make_view(nlp: Language, name: str) -> Viewer:
    """The component; the model is one for all languages."""
    return Viewer()
