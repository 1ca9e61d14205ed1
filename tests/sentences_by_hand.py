"""Sentences with hand-marked names, for tests of what comes after the names."""

from __future__ import annotations

import datetime as dt

from spacy.tokens import Doc

from pipelines.build import load
from pipelines.document import prepare
from pipelines.proof import read_proof
from pipelines.records import Action, Entity


def marked_doc(written: str, language: str, *, published: str | None = None) -> Doc:
    """A Doc of a text with names marked as in a rule's proof, run through everything but the names."""
    proof, nlp = read_proof(written), load(language)
    doc = prepare(nlp.make_doc(proof.text))
    doc._.published = dt.date.fromisoformat(published) if published else None
    doc._.mentions = list(proof.mentions)
    doc._.entities = {n: Entity(n, n, t, mentions=[m for m in proof.mentions if m.entity == n]) for n, t in proof.types.items()}
    for component in ("casewire_sentences", "casewire_times", "casewire_amounts", "casewire_coreference", "casewire_actions"):
        doc = nlp.get_pipe(component)(doc)
    return doc


def acts(written: str, language: str, *, published: str | None = None) -> list[Action]:
    """The acts of such a Doc."""
    found: list[Action] = marked_doc(written, language, published=published)._.actions
    return found


def fillers(action: Action, role: str) -> list[str]:
    """The entities that fill a role, in order."""
    return [f.entity for f in action.roles.get(role, [])]
