"""What our components leave on a spaCy Doc, under `doc._`; offsets there count characters of `doc.text`."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

# lists that start empty: named mentions, nominal ones, dates, sums, numbers of goods, acts, what was rejected and why, case numbers,
# names that another pipeline proposed
_LISTS = ("mentions", "nominals", "times", "amounts", "quantities", "actions", "trace", "case_numbers", "proposed", "told")
# values that a component or the caller sets: the day of publication, the folded text, sentences as (start, end), words of the
# lexicon, what the model sees
_VALUES = ("published", "entities", "folded", "sentences", "hits", "view", "seen", "text")


@cache
def register() -> None:
    """Registers the attributes; idempotent."""
    for name in (*_LISTS, *_VALUES):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def prepare(doc: Doc) -> Doc:
    """Gives a Doc fresh containers where it has none yet; each component calls it first, so that it works on a user's own pipeline."""
    register()
    if doc._.text is not None:
        return doc  # a component before has done it
    for name in _LISTS:
        if getattr(doc._, name) is None:
            setattr(doc._, name, [])
    if doc._.entities is None:
        doc._.entities = {}
    doc._.text = doc.text  # spaCy puts it together anew at each call
    return doc
