"""Sentence ends, and the words of the lexicon that stand in each: what all later components look at."""

from __future__ import annotations

import numpy as np
from spacy.attrs import SENT_START  # type: ignore[import-not-found]
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
        doc._.sentences = split_sentences(doc._.text, self.language)
        doc._.folded = fold(doc._.text)
        doc._.hits = self.lexicon.hits(doc._.folded)
        _set_starts(doc, {start for start, _ in doc._.sentences})
        return doc


def _set_starts(doc: Doc, starts: set[int]) -> None:
    """All at once: a token's own setter looks through the whole document each time."""
    values = [1 if token.i == 0 or token.idx in starts else -1 for token in doc]
    doc.from_array([SENT_START], np.array(values, dtype="int64").astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]


@Language.factory(
    "casewire_sentences", default_config={"files": []}, assigns=["token.is_sent_start", "doc._.sentences", "doc._.folded", "doc._.hits"]
)
def make_sentences(nlp: Language, name: str, files: list[str]) -> Sentences:
    """The component for the pipeline's language; `files` are the user's own rule files, read after ours."""
    return Sentences(nlp.lang or "en", files)
