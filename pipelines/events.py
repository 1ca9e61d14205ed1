"""Events and disputes: what several records tell together, as plain data; `events_json` writes and reads them.

Offsets count code points of the article's text; days are UTC; dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as precise as they were told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipelines.records import Modality

State = Literal["active", "retracted", "merged"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date as one article gives it, and its words."""

    value: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money (`currency` by ISO 4217) as one article gives it."""

    value: float
    currency: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of goods, offers, shops; `unit` is an English plural noun."""

    value: float
    unit: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Who fills a role of an event."""

    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who fills a role in one article. `names` are normal forms it goes by there, `owners` ids of owners, the nearest first."""

    entity: str
    name: str
    names: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another act of the same article, as context: `parties` are the roots of all who take part in it."""

    type: str
    modality: Modality
    date: str | None
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One telling: one act of one article, with all that merging looks at, so that a file of events can be merged with more records.

    `written` is the day that the article counts as written on: its publication, else the latest date that it tells of as done.
    `sketch` stands for the article's text (`pipelines.sketch`); `near_duplicate_of` names an earlier article that is nearly the same.
    """

    article: str
    action: str
    path: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None
    written: str | None = None
    language: str = ""
    confidence: float = 0.5
    modality: Modality = "asserted"
    roles: Mapping[str, tuple[Party, ...]] = field(default_factory=dict)
    date: Day | None = None
    amount: Sum | None = None
    quantity: Count | None = None
    case_numbers: tuple[str, ...] = ()
    evidence: Quote | None = None
    trigger: Quote | None = None
    siblings: tuple[Sibling, ...] = ()
    sketch: str | None = None
    near_duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value that articles give a field of an event; `sources` are the ids of those articles, `rule` says why one was chosen."""

    value: Any
    chosen: bool
    rule: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field whose values cannot all be right."""

    field: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Founder:
    """The telling that an event has its id from."""

    article: str
    action: str
    written: str | None = None


@dataclass(slots=True)
class Event:
    """One act, as all articles tell it that tell it. `state`: active, retracted (nobody tells it any more), merged (into `merged_into`)."""

    id: str
    type: str
    founder: Founder
    modality: Modality = "asserted"
    state: State = "active"
    merged_into: str | None = None
    roles: dict[str, tuple[Participant, ...]] = field(default_factory=dict)
    date: str | None = None
    amount: Sum | None = None
    quantity: Count | None = None
    case_number: str | None = None
    n_articles: int = 0
    n_sources: int = 0
    languages: tuple[str, ...] = ()
    first_published: str | None = None
    last_published: str | None = None
    fields: dict[str, tuple[FieldValue, ...]] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()
    records: tuple[EventRecord, ...] = ()
    dispute: str | None = None


@dataclass(frozen=True, slots=True)
class DisputeParty:
    """Who takes part in a dispute, and in which roles of its events."""

    entity: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An event in its dispute. `at` is the day it counts from: its date, else the first day it was told.

    `undoes` is the event that it ends, `concerns` the one that it answers; flags: out_of_order, no_opening, after_end,
    told_again.
    """

    event: str
    type: str
    date: str | None
    at: str | None
    modality: Modality
    status_after: str | None = None
    undoes: str | None = None
    concerns: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """What holds from a day on (None: nobody says since when), and the event that brought it."""

    start: str | None
    status: str
    event: str


@dataclass(frozen=True, slots=True)
class Case:
    """One suit, membership or listing of a dispute, from its opening on. `filed` is None where its opening is not told."""

    id: str
    filed: str | None
    events: tuple[str, ...]
    statuses: tuple[Status, ...]
    status: str | None


@dataclass(frozen=True, slots=True)
class DisputeDisagreement:
    """A field of one of the events on which articles differ."""

    event: str
    field: str
    values: tuple[Any, ...]


@dataclass(slots=True)
class Dispute:
    """A thread of events between the same parties; `status` is that of the latest case still going, else of the last one."""

    id: str
    kind: str
    parties: tuple[DisputeParty, ...] = ()
    title: str = ""
    state: State = "active"
    merged_into: str | None = None
    events: tuple[Step, ...] = ()
    cases: tuple[Case, ...] = ()
    statuses: tuple[Status, ...] = ()
    status: str | None = None
    flags: tuple[str, ...] = ()
    disagreements: tuple[DisputeDisagreement, ...] = ()
