"""spaCy component: the numbers of court cases. Sets `doc._.case_numbers`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.case_numbers import find_case_numbers
from pipelines.document import prepare


class CaseNumbers:
    """Finds case numbers, of any country in any language."""

    def __call__(self, doc: Doc) -> Doc:
        """Sets the numbers of the Doc as spans of its text."""
        prepare(doc)
        doc._.case_numbers = find_case_numbers(doc._.text)
        return doc


@Language.factory("casewire_case_numbers")
def make_case_numbers(nlp: Language, name: str) -> CaseNumbers:
    """The component for a pipeline of any language."""
    return CaseNumbers()
