"""Entities of a record against gold's: normal forms of names, and the counts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

SCORED_TYPES = frozenset({"company", "brand", "platform", "court", "authority", "association", "person", "program"})

_LEGAL_FORMS = (
    "incorporated inc corp corporation co ltd limited llc plc group gruppo gruppe konzern holding holdings "
    "spa srl ag gmbh kg se sa nv bv the il la lo der die das"
)
_LEGAL = re.compile(rf"\b(?:{'|'.join(_LEGAL_FORMS.split())})\b")
_LEGAL_HAN = re.compile("(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)$")
_DOTTED = (("s.p.a.", "spa"), ("s.r.l.", "srl"), ("s.a.", "sa"), ("’", "'"))


@lru_cache(maxsize=1 << 16)
def normal(name: str) -> str:
    """A name without case, punctuation, blanks, possessive and legal form; a name that is nothing else keeps its letters."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    for written, plain in _DOTTED:
        folded = folded.replace(written, plain)
    folded = re.sub(r"'s\b", "", folded)
    bare = _LEGAL.sub(" ", re.sub(r"[^\w\s]", " ", folded.replace("_", " ")))
    return _LEGAL_HAN.sub("", re.sub(r"\s+", "", bare)) or re.sub(r"\W+", "", folded)


def forms(named: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]] | None = None) -> set[str]:
    """Normal forms under which a record's entity or role filler goes; a filler goes by its entity's names too."""
    found = {normal(named.get(key) or "") for key in ("name", "text", "entity", "id")}
    found |= {normal(m.get("text") or "") for m in named.get("mentions", [])}
    if by_id and named.get("entity") in by_id:
        found |= forms(by_id[named["entity"]])
    return found - {""}


def gold_names(truth: Mapping[str, Any]) -> dict[str, set[str]]:
    """Normal forms of the accepted names of each entity of an article's gold, its id among them."""
    return {key: {normal(n) for n in entity["names"]} | {normal(key)} for key, entity in truth["entities"].items()}


def count_entities(truth: Mapping[str, Any], record: Mapping[str, Any], errors: list[str]) -> Counter[str]:
    """Found, surplus and missing entities, with and without their types. Adds a line to `errors` for each that is not right."""
    counts: Counter[str] = Counter()
    names = gold_names(truth)
    hit: set[str] = set()
    typed: set[str] = set()
    for entity in sorted(record.get("entities", []), key=lambda e: -len(e.get("mentions", []))):
        key = _match(forms(entity), names, hit=hit)
        if key is None:
            _count_surplus(entity, counts, errors=errors)
        else:
            _count_match(entity, key, truth["entities"][key], counts=counts, hit=hit, typed=typed, errors=errors)
    for key, entity in truth["entities"].items():
        _count_missing(key, entity, counts=counts, hit=hit, typed=typed, errors=errors)
    return counts


def _match(found: set[str], names: Mapping[str, set[str]], *, hit: set[str]) -> str | None:
    """The gold entity that is meant: first one that no other entity has met yet."""
    meant = [key for key in names if names[key] & found]
    return next((key for key in meant if key not in hit), meant[0] if meant else None)


def _is_free(entity: Mapping[str, Any]) -> bool:
    return bool(entity.get("optional")) or entity["type"] == "place"


def _count_surplus(entity: Mapping[str, Any], counts: Counter[str], *, errors: list[str]) -> None:
    if entity.get("type") in SCORED_TYPES:
        counts.update(["ent_fp", f"ent_fp:{entity['type']}", "type_fp"])
        errors.append(f"  + entity {entity.get('type')} {entity.get('name')!r}")


def _count_match(
    entity: Mapping[str, Any],
    key: str,
    truth: Mapping[str, Any],
    *,
    counts: Counter[str],
    hit: set[str],
    typed: set[str],
    errors: list[str],
) -> None:
    first, free = key not in hit, _is_free(truth)
    hit.add(key)
    if free:
        return
    if not first:
        counts.update(["ent_fp", "type_fp"])
        errors.append(f"  ~ split of {key}: {entity.get('name')!r}")
    elif entity.get("type") in [truth["type"], *truth.get("also", [])]:
        counts.update(["ent_tp", "type_tp", f"ent_tp:{truth['type']}"])
        typed.add(key)
    else:
        counts.update(["ent_tp", "type_fp"])
        errors.append(f"  ~ type of {key}: {entity.get('type')} for {truth['type']}")


def _count_missing(key: str, truth: Mapping[str, Any], *, counts: Counter[str], hit: set[str], typed: set[str], errors: list[str]) -> None:
    if _is_free(truth):
        return
    if key not in typed:
        counts.update(["type_fn", f"ent_fn:{truth['type']}"])
    if key not in hit:
        counts["ent_fn"] += 1
        errors.append(f"  - entity {truth['type']} {key}")
