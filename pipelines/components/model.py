"""Brings the joint model to the acts that the rules found."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.blend import asked, blend
from pipelines.calibration import calibrate
from pipelines.casting import Scene
from pipelines.components.actions import presupposed, settle_acts
from pipelines.document import prepare
from pipelines.officers import find_officers
from pipelines.owners import beside_owners
from pipelines.retelling import find_retold
from pipelines.telling import tell
from pipelines.venues import find_venues


class Model:
    """The spaCy component: sets `doc._.told` (what the model tells of its view) and `doc._.actions` anew."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        """Blends the rules' acts with the model's."""
        prepare(doc)
        text, mentions = doc._.text, beside_owners(doc._.mentions, doc._.nominals)
        officers = find_officers(text, doc._.entities, language=self.language)
        day = doc._.published.isoformat() if doc._.published else None
        venues = find_venues(text, mentions, doc._.entities, language=self.language)
        scene = Scene(text, doc._.sentences, mentions, doc._.times, doc._.amounts, doc._.entities, officers, day, venues)
        readings = [r for trace in doc._.trace for r in trace.readings if r.action]
        ruled = [r.action for r in readings if r.action]
        implied = [a for r in readings if (a := presupposed(r))]
        doc._.told = tell(doc._.view, scene.places(), asked(ruled))
        found = blend(scene, ruled, doc._.told) + implied
        acts = settle_acts(found, find_retold(doc._.view, found))
        doc._.actions = [replace(a, confidence=calibrate(a.by, a.confidence)) for a in acts]
        return doc


@Language.factory("casewire_model", assigns=["doc._.told", "doc._.actions"], requires=["doc._.trace", "doc._.view"])
def make_model(nlp: Language, name: str) -> Model:
    """The component; it needs `casewire_view` before it."""
    return Model(nlp.lang or "en")
