"""An event's page: what it is, what sources say differently, and the words that tell it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from monitor.headlines import headline, label, told_roles
from monitor.period import period, spoken
from monitor.writers.html.material import Material, article_path, dispute_path, event_path
from monitor.writers.html.shell import chip, counted, family, link, modality_chip, page, status_chip

Row = Mapping[str, Any]


def event_page(event: Row, material: Material) -> str:
    """The page of an event; one that was merged or retracted says so and, where it can, leads on."""
    title = headline(event)
    kind = f'<span class="dot f-{family(event["type"])}"></span>{escape(label(event["type"]))}'
    head = f'<p class="kicker">{kind} · {spoken(event["date"])}</p><h1>{escape(title)} {modality_chip(event)}</h1>'
    body = head + _state(event) + _facts(event) + _dispute(event, material) + _differing(event, material) + _evidence(event, material)
    return page(title, f'<article class="event">{body}</article>', up="../", styles=("event",))


def _state(event: Row) -> str:
    if event["state"] == "merged":
        target = event["merged_into"]
        return f'<p class="notice">This is told as <a href="../{event_path(target)}">another event</a> now.</p>'
    return '<p class="notice">No article tells this any more.</p>' if event["state"] == "retracted" else ""


def _facts(event: Row) -> str:
    facts = told_roles(event)
    facts += [(key, shown(event[key])) for key in ("amount", "quantity") if event[key]]
    facts += [("case number", event["case_number"])] if event["case_number"] else []
    told = f"{counted(event['n_articles'], 'article')} of {counted(event['n_sources'], 'source')}, in {', '.join(event['languages'])}"
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in [*facts, ("told by", told)])
    return f'<dl class="facts">{listed}</dl>'


def _dispute(event: Row, material: Material) -> str:
    dispute = material.dispute_of(event)
    if not dispute:
        return ""
    title = f'<a href="../{dispute_path(dispute["id"])}">{escape(dispute["title"])}</a>'
    return f"<p>Part of {title} {status_chip(dispute['status'])}</p>"


def shown(value: Any) -> str:
    """A value of any field, for people."""
    if value is None:
        return "not told"
    if isinstance(value, Mapping):
        number = f"{value['value']:,} " if "value" in value else ""
        return number + str(value.get("currency") or value.get("unit") or value.get("name") or value.get("text") or "")
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    return spoken(value) if isinstance(value, str) and period(value) else str(value)


def _differing(event: Row, material: Material) -> str:
    """Every field with a value that was not chosen: who says what, and why one was chosen."""
    fields = [(name, values) for name, values in event["fields"].items() if not all(value["chosen"] for value in values)]
    if not fields:
        return ""
    differ = {disagreement["field"] for disagreement in event["disagreements"]}
    names = {f["entity"]: f["name"] for record in event["records"] for fillers in record["roles"].values() for f in fillers}
    readable = [(name, [value | {"value": names.get(str(value["value"]), value["value"])} for value in values]) for name, values in fields]
    told = "".join(_field(name, values, material, differ=name in differ) for name, values in readable)
    return f"<h2>Who says what</h2>{told}"


def _field(name: str, values: list[Row], material: Material, *, differ: bool) -> str:
    rows = "".join(
        f"<tr{' class=chosen' if value['chosen'] else ''}><td>{escape(shown(value['value']))} "
        f"{chip('chosen', 'c-chosen') if value['chosen'] else ''}</td>"
        f"<td>{', '.join(_source(id, material) for id in value['sources'])}</td></tr>"
        for value in values
    )
    rule = next((value["rule"] for value in values if value["chosen"]), "")
    why = f'<p class="mute">Chosen: {escape(rule)}.</p>' if rule else ""
    name = escape(label(name.removeprefix("roles.")).capitalize())
    caption = f"{name} {chip('sources differ', 'c-flag') if differ else ''}"
    return f'<table class="differ"><caption>{caption}</caption><tbody>{rows}</tbody></table>{why}'


def _source(id: str, material: Material) -> str:
    record = material.records.get(id)
    name = escape((record["source"] or record["title"] or id) if record else id)
    return f'<a href="../{article_path(id)}">{name}</a>' if record else name


def _evidence(event: Row, material: Material) -> str:
    records = sorted(event["records"], key=lambda r: (bool(r["near_duplicate_of"]), r["published"] or "9999", r["article"]))
    quotes = "".join(_quote(record, material) for record in records)
    return f"<h2>The words that tell it</h2>{quotes}" if quotes else ""


def _quote(record: Row, material: Material) -> str:
    """A sentence, and the way to it in its article here and to the original."""
    here = record["article"] in material.records
    title = escape(record["title"] or record["path"] or record["article"])
    place = f'<a href="../{article_path(record["article"], record["action"])}">{title}</a>' if here else title
    about = [escape(record["source"]) if record["source"] else "", place, spoken(record["published"]) if record["published"] else ""]
    about += [link(record["url"], "original") if record["url"] else "", f"confidence {record['confidence']:.2f}"]
    copy = chip("near copy", "c-copy") if record["near_duplicate_of"] else ""
    language = escape(record["language"])
    return (
        f'<figure class="quote"><blockquote lang="{language}">{_words(record)}</blockquote>'
        f"<figcaption><abbr>{language}</abbr> {' · '.join(filter(None, about))} {copy}{modality_chip(record)}</figcaption></figure>"
    )


def _words(record: Row) -> str:
    """The sentence, with the words in it that told the act."""
    evidence, trigger = record["evidence"], record["trigger"]
    if not evidence:
        return ""
    text = evidence["text"]
    if not trigger or not evidence["start"] <= trigger["start"] < trigger["end"] <= evidence["end"]:
        return escape(text)
    start, end = trigger["start"] - evidence["start"], trigger["end"] - evidence["start"]
    return f"{escape(text[:start])}<b>{escape(text[start:end])}</b>{escape(text[end:])}"
