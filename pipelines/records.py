"""Everything that crosses from one step to the next: plain data, no behaviour but ids and JSON.

Offsets count Unicode code points of the text they point into, end exclusive. Days are UTC.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pipelines.court_facts import CourtFacts

SCHEMA = "article-record/1"
LANGUAGES = ("en", "zh", "it", "de")
ENTITY_TYPES = ("company", "brand", "platform", "court", "authority", "association", "person", "place", "program")
# what a name of trade may be; which of the three is often told by the article alone
FIRMS = ("company", "brand", "platform")
MODALITIES = ("asserted", "planned", "possible", "negated")
Modality = Literal["asserted", "planned", "possible", "negated"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader hands to the pipelines. `text` is cleaned; `published` is `YYYY-MM-DD` or None."""

    id: str
    text: str
    path: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of paragraphs in one language, as offsets into the article's text."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity stands. `by` says who found it: gazetteer, courts, authorities, places, model, bracket, coreference,
    owner (a brand in the phrase)."""

    start: int
    end: int
    text: str
    entity: str
    by: str
    nominal: bool = False


@dataclass(slots=True)
class Entity:
    """One firm, court, person … of an article, with its mentions by name in the order of the text; its country (ISO 3166-1) if known."""

    id: str
    name: str
    type: str
    linked: bool = False
    parent: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    court: CourtFacts | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Words that name a day, month or year. `value` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, None when it cannot be told.

    `ahead` is the value if what is told still lies ahead, where the words leave that open ("in May", "on Thursday").
    """

    start: int
    end: int
    text: str
    value: str | None
    ahead: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money; `currency` by ISO 4217."""

    start: int
    end: int
    text: str
    value: float
    currency: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of goods, offers, shops, accounts; `unit` is an English plural noun."""

    start: int
    end: int
    text: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: the entity, and the mention that it was taken from."""

    entity: str
    name: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Action:
    """One act. `by` names the rule or model that made it; `evidence` is the sentence that tells it."""

    id: str
    type: str
    modality: Modality
    trigger: Span
    roles: dict[str, list[Filler]]
    evidence: Span
    by: str
    date: TimeSpan | None = None
    amount: Amount | None = None
    quantity: Quantity | None = None
    confidence: float = 0.5
    case_numbers: tuple[str, ...] = ()


@dataclass(slots=True)
class ArticleRecord:
    """What comes out for one article."""

    article: Article
    language: str
    languages: list[Segment]
    entities: list[Entity]
    actions: list[Action]
    case_numbers: tuple[str, ...] = ()


def digest(*parts: str) -> str:
    """Sixteen hex digits that stand for the parts: the same on every machine."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slug(name: str) -> str:
    """A readable id for a name that is in no knowledge base: letters and digits of any script, joined by underscores."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"\W+", "_", folded).strip("_") or digest(name)


def _span(span: Span | TimeSpan | Amount | Quantity | Mention) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def entity_json(entity: Entity) -> dict[str, Any]:
    """An entity as the record contract writes it."""
    fields = {key: getattr(entity, key) for key in ("id", "name", "type", "linked", "parent")}
    mentions = [_span(m) | {"by": m.by} for m in entity.mentions]
    return fields | {"mentions": mentions} | ({"court": asdict(entity.court)} if entity.court else {})


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _amount_json(amount: Amount | None) -> dict[str, Any] | None:
    return {"value": _number(amount.value), "currency": amount.currency, "text": amount.text} if amount else None


def _quantity_json(quantity: Quantity | None) -> dict[str, Any] | None:
    return {"value": _number(quantity.value), "unit": quantity.unit, "text": quantity.text} if quantity else None


def action_json(action: Action) -> dict[str, Any]:
    """An action as the record contract writes it."""
    fillers = {role: [{"entity": f.entity, "name": f.name, "text": f.text} for f in xs] for role, xs in sorted(action.roles.items())}
    date = {"value": action.date.value, "text": action.date.text} if action.date and action.date.value else None
    return {
        "id": action.id,
        "type": action.type,
        "modality": action.modality,
        "trigger": _span(action.trigger),
        "roles": fillers,
        "date": date,
        "amount": _amount_json(action.amount),
        "quantity": _quantity_json(action.quantity),
        "evidence": _span(action.evidence),
        "confidence": round(action.confidence, 3),
        "by": action.by,
        **_numbers(action.case_numbers),
    }


def _numbers(case_numbers: tuple[str, ...]) -> dict[str, Any]:
    return {"case_numbers": list(case_numbers)} if case_numbers else {}


def record_json(record: ArticleRecord) -> dict[str, Any]:
    """A record as the contract writes it (`docs/schema/article-record.json`)."""
    article = record.article
    return {
        "schema": SCHEMA,
        "id": article.id,
        "path": article.path,
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "fetched": article.fetched,
        "language": record.language,
        "languages": [{"code": s.code, "start": s.start, "end": s.end} for s in record.languages],
        "text": article.text,
        "entities": [entity_json(e) for e in record.entities],
        "actions": [action_json(a) for a in record.actions],
        **_numbers(record.case_numbers),
    }


def dump_line(value: dict[str, Any]) -> str:
    """One line of JSON without its line end; lone surrogates are written as escapes, so that the line is valid UTF-8."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return line if line.isprintable() or not re.search(r"[\ud800-\udfff]", line) else json.dumps(value, separators=(",", ":"))
