"""The JSON Schema (draft 2020-12) of an article record, built from the vocabulary; `docs/schema/article-record.json` is its copy."""

from __future__ import annotations

from typing import Any

from pipelines.court_facts import COURT_LEVELS
from pipelines.records import ENTITY_TYPES, MODALITIES, SCHEMA
from pipelines.vocabulary import ActionType, load_vocabulary

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_OPTIONAL_TEXT: Schema = {"type": ["string", "null"]}
_OFFSET: Schema = {"type": "integer", "minimum": 0}
_ID: Schema = {"type": "string", "minLength": 1}
_DAY: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_NUMBERS: Schema = {"type": "array", "items": _ID, "minItems": 1, "description": "of a court's case; only where there is one"}


def record_schema() -> Schema:
    """The schema of one line of JSONL. Fields may be added to a record, so what it does not name is allowed."""
    properties = {
        "schema": {"const": SCHEMA},
        "id": _ID | {"description": "the same for the same article on any machine"},
        "path": _OPTIONAL_TEXT | {"description": "the input as given; # and a number or id where a file holds several articles"},
        **{key: _OPTIONAL_TEXT for key in ("url", "source", "title")},
        "authors": _list(_TEXT),
        "published": _DAY | {"description": "the day of publication where it was published"},
        "fetched": _OPTIONAL_TEXT,
        "language": {"type": "string", "pattern": "^[a-z]{2,3}$"},
        "languages": _list(_object({"code": {"type": "string", "pattern": "^[a-z]{2,3}$"}, "start": _OFFSET, "end": _OFFSET})),
        "text": _TEXT | {"description": "the cleaned text; offsets count its Unicode code points, end exclusive"},
        "entities": _list({"$ref": "#/$defs/entity"}),
        "actions": _list({"$ref": "#/$defs/action"}),
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "article-record.json", "title": "Article record"}
    return (
        head
        | _object(properties, optional={"case_numbers": _NUMBERS})
        | {"$defs": {"span": _span(), "entity": _entity(), "action": _action()}}
    )


def _object(properties: Schema, *, optional: Schema | None = None) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties | (optional or {})}


def _list(members: Schema, *, least: int = 0) -> Schema:
    return {"type": "array", "items": members} | ({"minItems": least} if least else {})


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _span() -> Schema:
    return _object({"start": _OFFSET, "end": _OFFSET, "text": {"type": "string", "minLength": 1}}) | {
        "description": "a quote: text[start:end] of the record is its text, always"
    }


def _entity() -> Schema:
    mention = {"$ref": "#/$defs/span", "properties": {"by": _TEXT | {"description": "who found it"}}}
    return _object(
        {
            "id": _ID | {"description": "of the knowledge base when linked, else a slug of the name"},
            "name": _ID,
            "type": {"enum": list(ENTITY_TYPES)},
            "linked": {"type": "boolean"},
            "parent": _OPTIONAL_TEXT | {"description": "id of the owner or operator"},
            "mentions": _list(mention, least=1),
        },
        optional={"court": _court()},
    )


def _court() -> Schema:
    """Only on courts whose kind is known."""
    country = {"type": ["string", "null"], "pattern": "^[A-Z]{2}$", "description": "ISO 3166-1 alpha-2, or EU"}
    return _object({"country": country, "level": {"enum": list(COURT_LEVELS)}, "seat": _OPTIONAL_TEXT})


def _action() -> Schema:
    acts = load_vocabulary()
    required = {
        "id": _ID,
        "type": {"enum": list(acts)},
        "modality": {"enum": list(MODALITIES)},
        "trigger": {"$ref": "#/$defs/span"},
        "roles": {"type": "object", "additionalProperties": _list(_object({key: _ID for key in ("entity", "name", "text")}), least=1)},
        "date": _or_null(_object({"value": {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}, "text": _ID})),
        "amount": _or_null(_object({"value": {"type": "number"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}, "text": _ID})),
        "evidence": {"$ref": "#/$defs/span"},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    }
    optional = {
        "quantity": _or_null(_object({"value": {"type": "number"}, "unit": _ID, "text": _ID})),
        "by": _TEXT | {"description": "the rule or model that made it"},
        "case_numbers": _NUMBERS,
    }
    return _object(required, optional=optional) | {"allOf": [_roles_of(act) for act in acts.values()]}


def _roles_of(act: ActionType) -> Schema:
    """An act of this type has no role but its own, and at least one of its key roles is filled."""
    names = [role.name for role in act.roles]
    roles = {"propertyNames": {"enum": names}, "anyOf": [{"required": [key]} for key in act.key_roles]}
    return {"if": {"properties": {"type": {"const": act.name}}}, "then": {"properties": {"roles": roles}}}
