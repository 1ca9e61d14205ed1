"""How far two annotators of the same articles agree: the one's annotation scored as records against the other's as gold.

python benchmarks/agreement.py [FIRST] [SECOND]    (default: corpus/train corpus/second)
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pipelines.annotation import AnnotatedArticle
from pipelines.corpus import gold, load
from pipelines.score import MEASURES, score


def as_record(annotated: AnnotatedArticle) -> dict[str, Any]:
    """An annotation in the shape of a record, optional parts left out."""
    told = gold(annotated)
    entities = [
        {"id": id_, "name": e["names"][0], "type": e["type"], "mentions": [{"text": n, "start": 0, "end": 0} for n in e["names"]]}
        for id_, e in told["entities"].items()
        if not e.get("optional")
    ]
    acts = [_act(a, told) for a in told["actions"] if not a.get("optional")]
    return {"id": told["id"], "language": told["language"], "text": "", "entities": entities, "actions": acts}


def _act(action: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    date = action["date"][0] if isinstance(action["date"], list) else action["date"]
    names = {id_: e["names"][0] for id_, e in told["entities"].items()}
    roles = {role: [{"entity": f, "name": names[f], "text": ""} for f in fillers] for role, fillers in action["roles"].items()}
    return {k: action[k] for k in ("type", "modality", "amount")} | {"roles": roles, "date": {"value": date} if date else None}


def same_triggers(first: list[AnnotatedArticle], second: list[AnnotatedArticle]) -> tuple[int, int]:
    """How many trigger spans both marked, of how many that the first marked."""
    marked = [{(a.name, m.start, m.end) for a in side for m in a.marked("trigger")} for side in (first, second)]
    return len(marked[0] & marked[1]), len(marked[0])


def main() -> None:
    first, second = (Path(p) for p in (sys.argv[1:] + ["corpus/train", "corpus/second"][len(sys.argv) - 1 :]))
    others = load(second)
    names = {a.name for a in others}
    ours = [a for a in load(first) if a.name in names]
    records = [as_record(a) for a in ours]
    result = score(records, [gold(a) for a in others])
    print(f"{len(names)} articles annotated twice; precision, recall and F1 of the first against the second")
    for language, figures in sorted(result.figures.items()):
        if isinstance(figures, dict):
            shown = [f"{key} {figures[key]['f1']:.2f}" for key in MEASURES]
            print(f"{language:4}", *shown, f"modality {figures['modality']:.2f}")
    print("trigger spans that both marked: {} of {}".format(*same_triggers(ours, others)))


if __name__ == "__main__":
    main()
