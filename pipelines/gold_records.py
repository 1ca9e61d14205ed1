"""Annotated articles as records: what a reader without fault would make of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.annotation import AnnotatedArticle, ListedAction, ListedEntity
from pipelines.corpus import article
from pipelines.knowledge import knowledge
from pipelines.marks import Mark
from pipelines.records import SCHEMA
from pipelines.sentences import split_sentences


def record(annotated: AnnotatedArticle, *, same: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The record (as JSON) that the annotation stands for; of several accepted dates the first. `same` gives entities other ids."""
    ids = {key: (same or {}).get(key, key) for key in annotated.entities}
    given = article(annotated)
    head = {key: getattr(given, key) for key in ("id", "path", "url", "source", "title", "published")}
    return {
        "schema": SCHEMA,
        **head,
        "language": annotated.language,
        "text": annotated.text,
        "entities": [_entity(annotated, e, ids) for e in annotated.entities.values()],
        "actions": [_action(annotated, a, ids) for a in annotated.actions.values()],
    }


def _entity(annotated: AnnotatedArticle, entity: ListedEntity, ids: Mapping[str, str]) -> dict[str, Any]:
    """Its mentions by name, and its listed names as if they stood in the text too."""
    mentions = [_span(m) for m in annotated.marked("name", entity.id)] + [{"text": name} for name in entity.names]
    known = knowledge().get(ids[entity.id])
    parent = ids.get(entity.parent or "", entity.parent)
    fields = {"id": ids[entity.id], "name": entity.names[0], "type": entity.type, "linked": known is not None, "parent": parent}
    return fields | {"mentions": mentions}


def _span(mark: Mark) -> dict[str, Any]:
    return {"start": mark.start, "end": mark.end, "text": mark.text}


def _action(annotated: AnnotatedArticle, action: ListedAction, ids: Mapping[str, str]) -> dict[str, Any]:
    names = {e.id: e.names[0] for e in annotated.entities.values()}
    date, triggers = next(iter(action.dates), None), annotated.marked("trigger", action.id)
    fillers = {
        role: [{"entity": ids[key], "name": names[key], "text": names[key]} for key in dict.fromkeys(f.entity for f in fs)]
        for role, fs in action.roles.items()
    }
    return {
        "id": action.id,
        "type": action.type,
        "modality": action.modality,
        "trigger": _span(triggers[0]) if triggers else None,
        "roles": fillers,
        "date": {"value": date, "text": date} if date else None,
        "amount": {"value": action.amount[0], "currency": action.amount[1]} if action.amount else None,
        "quantity": {"value": action.quantity[0], "unit": action.quantity[1]} if action.quantity else None,
        "evidence": _evidence(annotated, triggers),
        "confidence": 1.0,
    }


def _evidence(annotated: AnnotatedArticle, triggers: list[Mark]) -> dict[str, Any] | None:
    """The sentence that holds the first trigger."""
    spans = split_sentences(annotated.text, annotated.language) if triggers else []
    return next(({"start": s, "end": e, "text": annotated.text[s:e]} for s, e in spans if s <= triggers[0].start < e), None)
