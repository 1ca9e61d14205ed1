"""Records of articles about invented firms, written by hand as short as can be."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pipelines.events import Event
from pipelines.merging.memory import Memory
from pipelines.merging.merge import Merged, in_order

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from merging import articles  # noqa: E402 - the synthetic records of the benchmark

__all__ = ["Record", "act", "active", "articles", "content", "record", "suit", "withdrawal"]
Record = dict[str, Any]


def act(id_: str, type_: str, modality: str = "asserted", *, date: str | None = None, **more: Any) -> Record:
    """An act; keyword arguments that are lists are roles, each filler `id` or `id=Name`; `amount` is (value, currency)."""
    roles = {role: [_filler(f) for f in fillers] for role, fillers in more.items() if isinstance(fillers, list)}
    amount = more.get("amount")
    sentence = more.get("says", f"{type_} told in {id_}")
    return {
        "id": id_,
        "type": type_,
        "modality": modality,
        "trigger": {"start": 0, "end": 1, "text": sentence[:1]},
        "roles": roles,
        "date": {"value": date, "text": date} if date else None,
        "amount": {"value": amount[0], "currency": amount[1], "text": str(amount[0])} if amount else None,
        "evidence": {"start": 0, "end": len(sentence), "text": sentence},
        "confidence": 0.9,
    } | ({"case_numbers": list(more["numbers"])} if more.get("numbers") else {})


def _filler(written: str) -> Record:
    id_, _, name = written.partition("=")
    return {"entity": id_, "name": name or id_, "text": name or id_}


def record(id_: str, *acts: Record, published: str | None = "2020-01-01", language: str = "en", **more: Any) -> Record:
    """An article record with these acts; `names` gives the other names of entities, `parents` their owners."""
    names, parents = more.get("names", {}), more.get("parents", {})
    fillers = {f["entity"]: f["name"] for a in acts for fs in a["roles"].values() for f in fs}
    entities = [
        {
            "id": key,
            "name": name,
            "type": "company",
            "linked": key in more.get("linked", ()),
            "parent": parents.get(key),
            "mentions": [{"start": 0, "end": 1, "text": text, "by": "model"} for text in (name, *names.get(key, ()))],
        }
        for key, name in fillers.items()
    ]
    head = {"schema": "article-record/1", "id": id_, "path": f"{id_}.txt", "url": None, "source": more.get("source", id_), "title": None}
    text = more.get("text", "")
    for each in acts if not more.get("copied") else ():
        each["evidence"] = {"start": 0, "end": 1, "text": f"{each['evidence']['text']}, says {id_}"}
    return head | {"published": published, "language": language, "text": text, "entities": entities, "actions": list(acts)}


def suit(id_: str, date: str | None = None, **more: Any) -> Record:
    """Norvik sues Pell."""
    return act(id_, "lawsuit_filed", date=date, **{"plaintiff": ["norvik=Norvik"], "defendant": ["pell=Pell & Daughters"]} | more)


def withdrawal(id_: str, modality: str = "asserted", date: str | None = None, **more: Any) -> Record:
    """Norvik drops its suit against Pell."""
    roles = {"plaintiff": ["norvik=Norvik"], "defendant": ["pell=Pell & Daughters"]}
    return act(id_, "lawsuit_withdrawn", modality, date=date, **roles | more)


def active(merged: Merged[Memory]) -> list[Event]:
    """The events that stand."""
    return [event for event in in_order(merged) if event.state == "active"]


def content(merged: Merged[Memory]) -> list[Any]:
    """Events without their ids: what must be the same in whatever order the records came."""
    return sorted(
        (
            sorted((r.article, r.action) for r in e.records),
            e.type,
            e.modality,
            e.date,
            repr(e.amount),
            repr(e.roles),
            e.n_articles,
            e.n_sources,
            e.languages,
            repr(e.fields),
            repr(e.disagreements),
        )
        for e in active(merged)
    )
