"""Searches the thresholds of the part where rules and model meet: each in turn to its best value, until none brings more.

python benchmarks/thresholds.py ROUNDS [RECORDS GOLD WEIGHT]…

The articles are those of the corpus' dev part (weight 1), and those of RECORDS, which `casewire extract` wrote, with GOLD as the scorer
takes it. What is raised is F1 of actions and of arguments, a fifth of that of dates, a twentieth of that of amounts. Prints each step and
the settings in the end; nothing is written: whoever believes them edits the modules.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pipelines
from pipelines import acts, blend, build, casting, presence
from pipelines.components.actions import settle_acts
from pipelines.corpus import article, gold, load
from pipelines.corpus_check import split
from pipelines.records import Action, Article, ArticleRecord, record_json
from pipelines.score import score

# module, name, the values that are tried
THRESHOLDS = (
    (blend, "ALONE", (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)),
    (blend, "CONFIRM", (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4)),
    (blend, "CONFIRM_WEAK", (0.1, 0.2, 0.3, 0.5)),
    (blend, "FILL", (0.05, 0.07, 0.1, 0.15, 0.2, 0.3)),
    (blend, "FILL_SUM", (0.1, 0.15, 0.2, 0.3, 0.4)),
    (presence, "SHARE", (0.5, 0.65, 0.75, 0.85, 1.0)),
    (presence, "ALONE", (0.4, 0.5, 0.6)),
    (casting, "READ", (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)),
    (casting, "INFERRED", (0.0, 0.1, 0.2, 0.3, 0.4)),
    (casting, "ENOUGH", (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
    (casting, "ENOUGH_ALONE", (0.2, 0.3, 0.4, 0.5, 0.6)),
    (casting, "GUESS", (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)),
    (casting, "GIVE", (0.05, 0.1, 0.2, 0.4, 1.0)),
    (casting, "BESIDE", (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
    (casting, "SHARED", (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)),
    (acts, "ONE", (0.6, 0.7, 0.8, 0.9)),
    (acts, "TWO", (0.1, 0.2, 0.3, 0.5)),
)
# a step must bring so much
LEAST = 0.0008


@dataclass(frozen=True, slots=True)
class Read:
    """An article read up to where rules and model meet, with the rules' acts as they were, and its gold."""

    article: Article
    language: str
    doc: Any
    ruled: Sequence[Sequence[Action | None]]
    gold: Mapping[str, Any]


def read(found: Article, language: str, truth: Mapping[str, Any]) -> Read:
    day = dt.date.fromisoformat(found.published) if found.published else None
    with pipelines.load(language).select_pipes(disable=["casewire_model"]):
        doc = build.read(found.text, language, published=day)
    ruled = [[copy.deepcopy(r.action) for r in trace.readings] for trace in doc._.trace]
    return Read(found, language, doc, ruled, truth)


def told(one: Read) -> dict[str, Any]:
    """The record of an article with the thresholds as they stand."""
    for trace, ruled in zip(one.doc._.trace, one.ruled, strict=True):
        for reading, action in zip(trace.readings, ruled, strict=True):
            reading.action = copy.deepcopy(action)
    doc = pipelines.load(one.language).get_pipe("casewire_model")(one.doc)
    entities = [e for e in doc._.entities.values() if e.mentions]
    return record_json(ArticleRecord(one.article, one.language, [], entities, settle_acts(doc._.actions)))


def corpus_dev(folder: Path) -> list[Read]:
    return [read(article(a), a.language, gold(a)) for a in load(folder) if split(a.name) == "dev"]


def extracted(records: Path, truths: Path) -> Iterator[Read]:
    for line in records.read_text("utf-8").splitlines():
        r = json.loads(line)
        found = Article(r["id"], r["text"], path=r["path"], title=r["title"], published=r["published"])
        yield read(found, r["language"], json.loads((truths / f"{Path(r['path']).stem}.json").read_bytes()))


def value(groups: Sequence[tuple[Sequence[Read], float]]) -> float:
    """What is raised, over all groups by their weights."""
    total = 0.0
    for reads, weight in groups:
        f = score([told(r) for r in reads], [r.gold for r in reads]).figures["all"]
        parts = (("actions", 1.0), ("arguments", 1.0), ("dates", 0.2), ("amounts", 0.05))
        total += weight * sum(share * f[name]["f1"] for name, share in parts)
    return total / sum(weight for _, weight in groups)


def better(groups: Sequence[tuple[Sequence[Read], float]], best: float) -> float:
    """One round over all thresholds, each left at its best; gives the best value."""
    for module, name, values in THRESHOLDS:
        for tried in values:
            kept = getattr(module, name)
            setattr(module, name, tried)
            reached = value(groups) if tried != kept else best
            if reached > best + LEAST:
                best = reached
                print(f"{best:.4f} {module.__name__}.{name} = {tried}", flush=True)
            else:
                setattr(module, name, kept)
    return best


def main() -> None:
    rounds, rest = int(sys.argv[1]), sys.argv[2:]
    groups = [(corpus_dev(Path("corpus/train")), 1.0)]
    groups += [(list(extracted(Path(r), Path(g))), float(w)) for r, g, w in zip(rest[::3], rest[1::3], rest[2::3], strict=True)]
    best = value(groups)
    print(f"{best:.4f} as it stands")
    for _ in range(rounds):
        before, best = best, better(groups, best)
        if best == before:
            break
    print(" ".join(f"{module.__name__}.{name}={getattr(module, name)}" for module, name, _ in THRESHOLDS))


if __name__ == "__main__":
    main()
