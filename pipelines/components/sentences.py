"""Sentence ends, and the words of the lexicon that stand in each: what all later components look at."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.document import prepare
from pipelines.fold import fold
from pipelines.lexicon import load_lexicon
from pipelines.sentences import split_sentences


class Sentences:
    """The spaCy component: sets `token.is_sent_start`, `doc._.sentences`, `doc._.folded` and `doc._.hits`."""

    def __init__(self, language: str, files: list[str]) -> None:
        self.language, self.lexicon = language, load_lexicon(language, tuple(files))

    def __call__(self, doc: Doc) -> Doc:
        """Sets the sentence ends and finds the words of the lexicon."""
        prepare(doc)
        doc._.sentences = split_sentences(doc.text, self.language)
        doc._.folded = fold(doc.text)
        doc._.hits = self.lexicon.hits(doc._.folded)
        starts = {start for start, _ in doc._.sentences}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts
        return doc


@Language.factory(
    "casewire_sentences", default_config={"files": []}, assigns=["token.is_sent_start", "doc._.sentences", "doc._.folded", "doc._.hits"]
)
def make_sentences(nlp: Language, name: str, files: list[str]) -> Sentences:
    """The component for the pipeline's language; `files` are the user's own rule files, read after ours."""
    return Sentences(nlp.lang or "en", files)
