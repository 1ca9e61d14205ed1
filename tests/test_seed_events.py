"""Events and disputes of the five seed articles' gold records, which lie beside the project; without them there is nothing to measure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.events import Dispute, Event
from pipelines.knowledge import knowledge
from pipelines.merging.merge import merge
from pipelines.threads.disputes import as_of, disputes

GOLD = Path(__file__).parents[2] / "shared" / "eval" / "seeds" / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the evaluation articles lie outside the project")
Record = dict[str, Any]


def record(truth: Record) -> Record:
    """A gold article as a record; of several accepted dates the first."""
    names = {key: entity["names"][0] for key, entity in truth["entities"].items()}
    entities = [
        {"id": key, "name": names[key], "type": e["type"], "linked": key in knowledge(), "parent": e["parent"]}
        | {"mentions": [{"text": name, "by": "gold"} for name in e["names"]]}
        for key, e in truth["entities"].items()
    ]
    actions = [_action(truth["id"], n, act, names) for n, act in enumerate(truth["actions"])]
    head = {"id": truth["id"], "language": truth["language"], "published": truth.get("published"), "source": truth["id"]}
    return head | {"text": "", "entities": entities, "actions": actions}


def _action(article: str, number: int, act: Record, names: dict[str, str]) -> Record:
    dates = act["date"] if isinstance(act["date"], list) else [act["date"]]
    roles = {role: [{"entity": key, "name": names[key], "text": names[key]} for key in keys] for role, keys in act["roles"].items()}
    evidence = {"start": 0, "end": len(act["evidence"]), "text": act["evidence"]}
    date = {"value": dates[0], "text": dates[0]} if dates[0] else None
    return act | {"id": f"{number}", "roles": roles, "date": date, "evidence": evidence, "trigger": None, "confidence": 1.0}


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return list(merge(record(json.loads(path.read_bytes())) for path in sorted(GOLD.glob("*.json"))).book.events.values())


def of(events: list[Event], type_: str, article: str) -> list[Event]:
    return [e for e in events if e.type == type_ and any(r.article.startswith(article) for r in e.records)]


@pytest.mark.parametrize("type_", ["lawsuit_withdrawn", "agreement_signed", "task_force_created"])
def test_what_the_italian_and_the_chinese_english_article_tell_is_one_event(events: list[Event], type_: str) -> None:
    (italian,), (chinese,) = of(events, type_, "000"), of(events, type_, "001")
    assert italian is chinese
    assert (italian.n_sources, italian.languages, italian.date) == (2, ("it", "zh"), "2017-08-03")


def test_the_withdrawal_of_2014_is_another(events: list[Event]) -> None:
    (first,), (second,) = of(events, "lawsuit_withdrawn", "002"), of(events, "lawsuit_withdrawn", "001")
    assert first is not second
    assert (first.modality, second.modality) == ("asserted", "planned")


def test_the_suit_of_may_2015_is_apart_from_that_of_july_2014(events: list[Event]) -> None:
    """The article of 2015 tells both, without dates: the new one before that court, and "in July last year" the first."""
    new, first = (next(e for e in of(events, "lawsuit_filed", "002") if _has(e, "002", n)) for n in (0, 1))
    (may,) = [e for e in of(events, "lawsuit_filed", "003") if _has(e, "003", 5)]
    assert new is not first
    assert may is new and may is not first
    assert may.date == "2015-05"


def _has(event: Event, article: str, number: int) -> bool:
    return any(r.article.startswith(article) and r.action == str(number) for r in event.records)


def the_dispute(events: list[Event]) -> Dispute:
    (found,) = [d for d in disputes(events) if d.kind == "lawsuit" and {"kering", "alibaba"} <= {p.entity for p in d.parties}]
    return found


def test_kering_and_alibaba_are_one_dispute_that_was_open_in_2016(events: list[Event]) -> None:
    dispute = the_dispute(events)
    assert as_of(dispute, "2016-06-30") == "open"
    assert dispute.status == "open"  # the withdrawal of 2017 is planned in both articles that tell it


def test_the_articles_do_not_agree_when_the_suit_was_filed(events: list[Event]) -> None:
    dispute = the_dispute(events)
    (differing,) = [d for d in dispute.disagreements if d.field == "date"]
    assert {value[:4] for value in differing.values} == {"2014", "2015"}
