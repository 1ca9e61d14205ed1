"""Invented articles, events and disputes for the tests of outputs; every firm and court in them is made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipelines.events import (
    Case,
    Disagreement,
    Dispute,
    DisputeDisagreement,
    DisputeParty,
    Event,
    EventRecord,
    FieldValue,
    Founder,
    Participant,
    Quote,
    Status,
    Step,
    Sum,
)
from pipelines.events_json import dispute_json, event_json
from pipelines.records import dump_line

NAMES = {
    "norvik": ("company", {"en": "Norvik Audio", "de": "Norvik", "zh": "诺维克"}, "Norvik Audio"),
    "pell": ("company", {"en": "Pell & Daughters", "de": "Pell & Daughters", "zh": "佩尔"}, "Pell & Daughters"),
    "castelvento": ("brand", {"it": "Castelvento"}, "Castelvento"),
    "lega": ("association", {"it": "Lega Ombrelli"}, "Lega Ombrelli"),
    "harrow_court": ("court", {"en": "Harrow County Court", "de": "Grafschaftsgericht Harrow"}, "Harrow County Court"),
}
EN_1 = (
    "Norvik Audio has sued Pell & Daughters over a copied label.\n"
    "The complaint was filed in Harrow County Court on 9 July 2014. Norvik Audio wants $2 million. 🎧 Pell & Daughters kept silent."
)
EN_2 = "Norvik Audio dropped its suit on 3 August 2017, Pell & Daughters said.\nPell & Daughters may sue <script>alert(1)</script> in turn."
DE_1 = "Norvik verklagte Pell & Daughters im Juli 2015.\nDas Grafschaftsgericht Harrow äußerte sich nicht zum Norvik-Verfahren."
ZH_1 = "诺维克撤回了对佩尔的诉讼。\n双方没有说明原因。"
IT_1 = "Castelvento è entrata nella Lega Ombrelli nel marzo 2016."
HOSTILE = "</title><script>alert('x')</script><img src=http://evil.invalid/x.png onerror=alert(1)>"


def record(id: str, language: str, text: str, acts: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A record whose names are found where they stand in the text."""
    found = {id: forms[language] for id, (_, forms, _) in NAMES.items() if language in forms and forms[language] in text}
    entities = [
        {"id": id, "name": NAMES[id][2], "type": NAMES[id][0], "linked": True, "parent": None, "mentions": list(_all(text, form))}
        for id, form in found.items()
    ]
    head = {"schema": "article-record/1", "id": id, "path": None, "url": None, "source": None, "title": None, "authors": []}
    head |= {"published": None, "fetched": None, "language": language, "languages": [{"code": language, "start": 0, "end": len(text)}]}
    return head | more | {"text": text, "entities": entities, "actions": [act | _act(text, act) for act in acts]}


def _all(text: str, words: str) -> Any:
    start = text.find(words)
    while start >= 0:
        yield {"start": start, "end": start + len(words), "text": words, "by": "gazetteer"}
        start = text.find(words, start + 1)


def _at(text: str, words: str) -> dict[str, Any]:
    return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}


def _act(text: str, act: dict[str, Any]) -> dict[str, Any]:
    roles = {role: [{"entity": id, "name": NAMES[id][2], "text": NAMES[id][2]} for id in ids] for role, ids in act["roles"].items()}
    return {"trigger": _at(text, act["trigger"]), "evidence": _at(text, act["evidence"]), "roles": roles}


def act(id: str, type_: str, roles: dict[str, list[str]], trigger: str, evidence: str, **more: Any) -> dict[str, Any]:
    """An act as `record` takes it: words instead of offsets, ids instead of names."""
    plain = {"modality": "asserted", "date": None, "amount": None, "quantity": None, "confidence": 0.9, "by": "rule:x"}
    return {"id": id, "type": type_, "roles": roles, "trigger": trigger, "evidence": evidence} | plain | more


BOTH = {"plaintiff": ["norvik"], "defendant": ["pell"]}
MONEY = {"value": 2000000, "currency": "USD", "text": "$2 million"}
RECORDS = [
    record(
        "a1",
        "en",
        EN_1,
        [
            act(
                "filed",
                "lawsuit_filed",
                BOTH | {"court": ["harrow_court"]},
                "sued",
                EN_1.split("\n")[0],
                date={"value": "2014-07-09", "text": "9 July 2014"},
                amount=MONEY,
            )
        ],
        url="https://wire.example.org/1?a=1&b=2",
        source="Harrow Wire",
        title="Norvik sues over a label",
        published="2014-07-10",
    ),
    record(
        "a2",
        "de",
        DE_1,
        [act("filed", "lawsuit_filed", BOTH, "verklagte", DE_1.split("\n")[0], date={"value": "2015-07", "text": "im Juli 2015"})],
        url="javascript:alert(1)",
        source="Tessenower Bote",
        title="Etikettenstreit",
        published="2015-08-01",
    ),
    record(
        "a3",
        "en",
        EN_2,
        [
            act("dropped", "lawsuit_withdrawn", BOTH, "dropped its suit", EN_2.split("\n")[0], date={"value": "2017-08-03", "text": "x"}),
            act("may", "lawsuit_filed", {"plaintiff": ["pell"]}, "sue", EN_2.split("\n")[1], modality="possible"),
        ],
        source="Harrow Wire",
        title=HOSTILE,
        published="2017-08-04",
    ),
    record(
        "a4",
        "zh",
        ZH_1,
        [act("dropped", "lawsuit_withdrawn", BOTH, "撤回", "诺维克撤回了对佩尔的诉讼。")],
        source="茶报",
        published="2017-08-05",
    ),
    record(
        "a/5",
        "it",
        IT_1,
        [act("in", "membership_joined", {"member": ["castelvento"], "organization": ["lega"]}, "entrata", IT_1)],
        source="Il Pardo",
        title="Nuovo socio",
    ),
]
BY_ID = {one["id"]: one for one in RECORDS}


def telling(article: str, action: str) -> EventRecord:
    """An act of one of the records as an event holds it."""
    told = BY_ID[article]
    found = next(one for one in told["actions"] if one["id"] == action)
    evidence, trigger = Quote(**found["evidence"]), Quote(**found["trigger"])
    named = {key: told[key] for key in ("url", "source", "title", "published", "language")}
    return EventRecord(
        article, action, confidence=found["confidence"], modality=found["modality"], evidence=evidence, trigger=trigger, **named
    )


def event(id: str, type_: str, roles: dict[str, list[str]], told: list[tuple[str, str]], **more: Any) -> Event:
    """An event with those tellings."""
    records = tuple(telling(*one) for one in told)
    named = {role: tuple(Participant(who, NAMES[who][2]) for who in ids) for role, ids in roles.items()}
    days = sorted(one.published for one in records if one.published)
    counts = {"n_articles": len(records), "n_sources": len({one.source for one in records})}
    languages = tuple(sorted({one.language for one in records}))
    days_told = {"first_published": days[0] if days else None, "last_published": days[-1] if days else None}
    return Event(id, type_, Founder(*told[0]), roles=named, records=records, languages=languages, **counts | days_told | more)


FILED, DROPPED, MAY, JOINED, OLD = "ev-000000000001", "ev-000000000002", "ev-000000000003", "ev-000000000004", "ev-000000000005"
SUIT, MEMBER = "di-000000000001", "di-000000000002"
_DATES = ("2014-07-09", "2015-07")
EVENTS = [
    event(
        FILED,
        "lawsuit_filed",
        BOTH | {"court": ["harrow_court"]},
        [("a1", "filed"), ("a2", "filed")],
        date="2014-07-09",
        amount=Sum(2000000, "USD", "$2 million"),
        fields={"date": tuple(FieldValue(v, v == _DATES[0], "the most precise", (a,)) for v, a in zip(_DATES, ("a1", "a2"), strict=True))},
        disagreements=(Disagreement("date", _DATES),),
        dispute=SUIT,
    ),
    event(DROPPED, "lawsuit_withdrawn", BOTH, [("a3", "dropped"), ("a4", "dropped")], date="2017-08-03", dispute=SUIT),
    event(MAY, "lawsuit_filed", {"plaintiff": ["pell"]}, [("a3", "may")], modality="possible"),
    event(
        JOINED, "membership_joined", {"member": ["castelvento"], "organization": ["lega"]}, [("a/5", "in")], date="2016-03", dispute=MEMBER
    ),
    event(OLD, "lawsuit_withdrawn", BOTH, [("a4", "dropped")], state="merged", merged_into=DROPPED),
]
_STATUSES = (Status("2014-07-09", "open", FILED), Status("2017-08-03", "withdrawn", DROPPED))
DISPUTES = [
    Dispute(
        SUIT,
        "lawsuit",
        (DisputeParty("norvik", "Norvik Audio", ("plaintiff",)), DisputeParty("pell", "Pell & Daughters", ("defendant",))),
        "Norvik Audio v. Pell & Daughters",
        events=(
            Step(FILED, "lawsuit_filed", "2014-07-09", "2014-07-09", "asserted", "open"),
            Step(DROPPED, "lawsuit_withdrawn", "2017-08-03", "2017-08-03", "asserted", "withdrawn", FILED, flags=("out_of_order",)),
        ),
        cases=(Case("ca-1", "2014-07-09", (FILED, DROPPED), _STATUSES, "withdrawn"),),
        statuses=_STATUSES,
        status="withdrawn",
        disagreements=(DisputeDisagreement(FILED, "date", _DATES),),
    ),
    Dispute(
        MEMBER,
        "membership",
        (DisputeParty("castelvento", "Castelvento", ("member",)),),
        "Castelvento in Lega Ombrelli",
        events=(Step(JOINED, "membership_joined", "2016-03", "2016-03", "asserted", "member"),),
        cases=(Case("ca-2", "2016-03", (JOINED,), (Status("2016-03", "member", JOINED),), "member"),),
        statuses=(Status("2016-03", "member", JOINED),),
        status="member",
    ),
]
EVENT_ROWS = [json.loads(json.dumps(event_json(one))) for one in EVENTS]
DISPUTE_ROWS = [json.loads(json.dumps(dispute_json(one))) for one in DISPUTES]


def write_sample(folder: Path) -> tuple[Path, Path, Path]:
    """records.jsonl, events.jsonl and disputes.jsonl in the folder."""
    paths = []
    for name, rows in (("records", RECORDS), ("events", EVENT_ROWS), ("disputes", DISPUTE_ROWS)):
        path = folder / f"{name}.jsonl"
        path.write_text("".join(dump_line(row) + "\n" for row in rows), "utf-8")
        paths.append(path)
    return paths[0], paths[1], paths[2]
