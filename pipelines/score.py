"""Scores article records against gold: entities, acts, their arguments, dates, amounts and modality.

Entities are scored as a set an article: found when any name of a record's entity meets an accepted one, right when the type is
accepted too.
An act is found when type and at least one filler of every key role that the gold fills agree. Arguments are (act, role, filler);
dates and amounts count on the acts found. What gold marks optional is neither required nor wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pipelines.score_acts import count_acts
from pipelines.score_entities import SCORED_TYPES, count_entities
from pipelines.vocabulary import load_vocabulary

MEASURES = {"entities": "ent", "entities_typed": "type", "actions": "act", "arguments": "arg", "dates": "date", "amounts": "amount"}


@dataclass(frozen=True, slots=True)
class Score:
    """`figures` as `--json` prints them; `errors` by article, a line each."""

    figures: dict[str, Any]
    errors: dict[str, list[str]]


def score(records: Iterable[Mapping[str, Any]], gold: Iterable[Mapping[str, Any]]) -> Score:
    """Figures over all articles and by language. A record belongs to the gold article whose id is the stem of its path, else its id."""
    by_id = {_stem(record): record for record in records}
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    right = bad = articles = 0
    errors: dict[str, list[str]] = {}
    for truth in gold:
        record = by_id.get(truth["id"])
        errors[truth["id"]] = [] if record else ["  ! no record"]
        counts = _count(truth, record or {}, errors[truth["id"]])
        totals["all"].update(counts)
        totals[truth["language"]].update(counts)
        articles, right = articles + 1, right + ((record or {}).get("language") == truth["language"])
        bad += _bad_offsets(record or {})
    figures: dict[str, Any] = {group: _summary(counts) for group, counts in totals.items()}
    accuracy = {"language_accuracy": round(right / max(1, articles), 3), "articles": articles, "offsets_bad": bad}
    return Score(figures | accuracy, errors)


def _stem(record: Mapping[str, Any]) -> str:
    """The id by which gold knows a record; one of several in a file is known by what follows `#`."""
    path = str(record.get("path") or record.get("id") or "?")
    return path.rpartition("#")[2] if "#" in path else PurePath(path).stem


def _count(truth: Mapping[str, Any], record: Mapping[str, Any], errors: list[str]) -> Counter[str]:
    return count_entities(truth, record, errors) + count_acts(truth, record, errors)


def _bad_offsets(record: Mapping[str, Any]) -> int:
    """Quotes that don't stand where their offsets point."""
    spans = [m for e in record.get("entities", []) for m in e.get("mentions", [])]
    spans += [act[key] for act in record.get("actions", []) for key in ("trigger", "evidence") if act.get(key)]
    text = record.get("text", "")
    return sum(text[s["start"] : s["end"]] != s["text"] for s in spans)


def _rates(counts: Counter[str], key: str, *, of: str = "") -> dict[str, float]:
    """Precision, recall and F1 of one measure."""
    found, surplus, missing = (counts[f"{key}_{part}{of}"] for part in ("tp", "fp", "fn"))
    precision = found / (found + surplus) if found + surplus else 0.0
    recall = found / (found + missing) if found + missing else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 3), "r": round(recall, 3), "f1": round(f1, 3), "tp": found, "fp": surplus, "fn": missing}


def _summary(counts: Counter[str]) -> dict[str, Any]:
    summary: dict[str, Any] = {name: _rates(counts, key) for name, key in MEASURES.items()}
    summary["modality"] = round(counts["modality_ok"] / counts["act_tp"], 3) if counts["act_tp"] else 0.0
    summary["by_type"] = {t: _rates(counts, "ent", of=f":{t}") for t in sorted(SCORED_TYPES)}
    acts = [t for t in load_vocabulary() if any(counts[f"act_{part}:{t}"] for part in ("tp", "fp", "fn"))]
    summary["by_action"] = {t: _rates(counts, "act", of=f":{t}") for t in acts}
    return summary


def table(figures: Mapping[str, Any]) -> str:
    """The figures as lines: precision, recall and F1 by language, then F1 by type of entity and of act."""
    lines = [f"{'':5}" + "".join(f"{name:>17}" for name in MEASURES) + f"{'modality':>10}"]
    for group in sorted(key for key, value in figures.items() if isinstance(value, dict)):
        measures = [figures[group][name] for name in MEASURES]
        rates = "".join(f"{m['p']:>7.2f}{m['r']:>5.2f}{m['f1']:>5.2f}" for m in measures)
        lines.append(f"{group:5}{rates}{figures[group]['modality']:>10.2f}")
    for name in ("by_type", "by_action"):
        lines.append(
            f"F1 {name.replace('_', ' ')}: " + ", ".join(f"{t} {m['f1']}" for t, m in figures.get("all", {}).get(name, {}).items())
        )
    lines.append(
        f"language accuracy {figures['language_accuracy']}, articles {figures['articles']}, wrong offsets {figures['offsets_bad']}"
    )
    return "\n".join(["precision, recall, F1", *lines])
