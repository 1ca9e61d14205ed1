"""The report's first page: all events as a table that filters and sorts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from monitor.headlines import headline, label
from monitor.period import period, spoken
from monitor.writers.html.material import Material, dispute_path, event_path
from monitor.writers.html.shell import counted, family, file_name, modality_chip, page, status_chip

Row = Mapping[str, Any]
CHOICES = ("type", "status", "modality", "language", "court")
LETTERS = ("A to Z", "Z to A")
ORDERS = (("newest first", "oldest first"), LETTERS, LETTERS, LETTERS, ("most first", "fewest first"))
HEADS = (("when", "When"), ("what", "What happened"), ("type", "Act"), ("status", "Dispute"), ("told", "Told by"))


def index_page(material: Material) -> str:
    """The page; every row stands in it, so that it can be read without its script too."""
    events = material.active
    found = [_facets(event, material) for event in events]
    rows = "".join(_row(event, facets, material) for event, facets in zip(events, found, strict=True))
    heads = "".join(f'<th scope="col" data-sort="{key}">{name}</th>' for key, name in HEADS)
    table = f'<table class="events"><caption class="unseen">Events</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    more = '<p class="more" hidden><button type="button">Show more</button></p><p class="none" hidden>No event is like that.</p>'
    body = _form(found, events) + table + more if events else _nothing()
    return page("Events", _lead(material, events) + body, here="index.html", styles=("table",), script="table")


def _nothing() -> str:
    return '<p class="lone">There are no events.</p>'


def _lead(material: Material, events: list[Row]) -> str:
    years = sorted(event["date"][:4] for event in events if event["date"])
    span = (f", {years[0]}" if years[0] == years[-1] else f", {years[0]}–{years[-1]}") if years else ""
    languages = {language for event in events for language in event["languages"]}
    told = f"{counted(len(material.records), 'article')} in {counted(len(languages), 'language')}"
    disputes = f" and {counted(len(material.threads), 'dispute')}" if material.threads else ""
    return f'<div class="lead"><h1>{counted(len(events), "event")}{disputes}</h1><p>told by {told}{span}</p></div>'


def _facets(event: Row, material: Material) -> dict[str, list[str]]:
    """What an event can be found by, as in `--where`."""
    dispute = material.dispute_of(event)
    named = [f[key] for fillers in event["roles"].values() for f in fillers for key in ("entity", "name")]
    return {
        "type": [event["type"]],
        "modality": [event["modality"]],
        "language": event["languages"],
        "status": [dispute["status"]] if dispute and dispute["status"] else [],
        "court": [filler["name"] for filler in event["roles"].get("court", [])],
        "entity": list(dict.fromkeys(name.casefold() for name in named)),
    }


def _form(found: Iterable[Mapping[str, list[str]]], events: list[Row]) -> str:
    counts = {key: Counter(value for facets in found for value in facets[key]) for key in CHOICES}
    names = sorted({f["name"] for event in events for fillers in event["roles"].values() for f in fillers})
    known = "".join(f'<option value="{escape(name)}"></option>' for name in names)
    choices = "".join(_choice(key, counts[key]) for key in CHOICES if len(counts[key]) > 1)
    dates = "".join(_text(key, key.capitalize(), 'placeholder="2017-08" inputmode="numeric" size="10"') for key in ("since", "until"))
    words = _text("q", "Find", 'type="search" placeholder="words of the table"') + _text("entity", "Who", 'list="names" autocomplete="off"')
    return (
        '<form class="filter" role="search" aria-label="Filter the events" hidden>'
        f'<div class="words">{words}<datalist id="names">{known}</datalist></div>'
        f'<details><summary>More filters</summary><div class="choices">{choices}{dates}{_order()}</div></details>'
        '<p class="tally"><output aria-live="polite"></output> <button type="reset">Clear</button></p></form>'
    )


def _order() -> str:
    """What the heads of the table do, for where there is no room for them. A minus is downwards."""
    options = ""
    for (key, name), orders in zip(HEADS, ORDERS, strict=True):
        falling = key in ("when", "told")
        options += "".join(
            f'<option value="{"-" if falling != bool(n) else ""}{key}">{name}, {order}</option>' for n, order in enumerate(orders)
        )
    return f'<label class="order"><span>Order</span><select name="sort">{options}</select></label>'


def _text(key: str, name: str, more: str) -> str:
    return f'<label><span>{name}</span><input name="{key}" {more}></label>'


def _choice(key: str, counts: Mapping[str, int]) -> str:
    options = "".join(f'<option value="{escape(v)}">{escape(label(v))} ({n})</option>' for v, n in sorted(counts.items()))
    name = "Act" if key == "type" else key.capitalize()
    return f'<label><span>{name}</span><select name="{key}"><option value="">any</option>{options}</select></label>'


def _row(event: Row, facets: Mapping[str, list[str]], material: Material) -> str:
    span = period(event["date"] or event["first_published"])
    told = {"from": span[0].isoformat() if span else "", "until": span[1].isoformat() if span else "", "n": f"{event['n_sources']:06}"}
    kept = told | {key: f"|{'|'.join(values)}|" if values else "" for key, values in facets.items()}
    marked = "".join(f' data-{key}="{escape(value)}"' for key, value in kept.items())
    cells = (_when(event), _what(event), _act(event), _status(event, material), _told(event))
    return f'<tr id="{file_name(event["id"])}"{marked}>{"".join(cells)}</tr>\n'


def _when(event: Row) -> str:
    day = f'<time datetime="{escape(event["date"])}">{spoken(event["date"])}</time>' if event["date"] else "no date"
    told = f"<small>told {spoken(event['first_published'])}</small>" if event["first_published"] and not event["date"] else ""
    return f'<td class="when">{day}{told}</td>'


def _what(event: Row) -> str:
    about = [", ".join(f["name"] for f in event["roles"].get("court", []))]
    about += [f"{event['amount']['value']:,} {event['amount']['currency']}"] if event["amount"] else []
    about += [f"{event['quantity']['value']:,} {event['quantity']['unit']}"] if event["quantity"] else []
    differ = ", ".join(label(d["field"].removeprefix("roles.")) for d in event["disagreements"])
    warning = [f'<span class="warn">sources differ on {escape(differ)}</span>'] if differ else []
    notes = " · ".join([*(escape(one) for one in about if one), *warning])
    title = f'<a href="{event_path(event["id"])}">{escape(headline(event))}</a> {modality_chip(event)}'
    return f'<td class="what">{title}{f"<p>{notes}</p>" if notes else ""}</td>'


def _act(event: Row) -> str:
    return f'<td class="type"><span class="dot f-{family(event["type"])}"></span>{escape(label(event["type"]))}</td>'


def _status(event: Row, material: Material) -> str:
    dispute = material.dispute_of(event)
    inner = f'<a class="bare" href="{dispute_path(dispute["id"])}">{status_chip(dispute["status"])}</a>' if dispute else ""
    return f'<td class="status">{inner}</td>'


def _told(event: Row) -> str:
    languages = " ".join(f"<abbr>{escape(code)}</abbr>" for code in event["languages"])
    return f'<td class="told">{counted(event["n_sources"], "source")} {languages}</td>'
