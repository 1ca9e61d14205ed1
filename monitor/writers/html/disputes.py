"""The disputes: a page with all their pictures, and a page for each."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from monitor.headlines import headline, label
from monitor.period import spoken
from monitor.writers.html.events import shown
from monitor.writers.html.material import Material, dispute_path, event_path
from monitor.writers.html.shell import chip, counted, modality_chip, page, status_chip
from monitor.writers.html.timeline import picture

Row = Mapping[str, Any]


def disputes_page(material: Material) -> str:
    """All disputes, those with the newest events first; what a single event tells is a line, its picture stands on its own page."""
    several = [_card(dispute) for dispute in material.threads if len(dispute["events"]) > 1]
    single = [_line(dispute) for dispute in material.threads if len(dispute["events"]) == 1]
    what = "lawsuits, memberships and blacklistings, with their status at each time"
    head = f'<div class="lead"><h1>{counted(len(material.threads), "dispute")}</h1><p>{what}</p></div>'
    rest = f'<h2>Told by a single event</h2><ul class="steps">{"".join(single)}</ul>' if single else ""
    body = "".join(several) + rest or '<p class="lone">There are no disputes.</p>'
    return page("Disputes", head + body, here="disputes.html", styles=("dispute",))


def _card(dispute: Row) -> str:
    title = f'<a href="{dispute_path(dispute["id"])}">{escape(dispute["title"])}</a>'
    head = f'<h2>{title} {status_chip(dispute["status"])}</h2><p class="mute">{_about(dispute)}</p>'
    return f'<section class="card">{head}{picture(dispute)}</section>'


def _line(dispute: Row) -> str:
    title = f'<a href="{dispute_path(dispute["id"])}">{escape(dispute["title"])}</a>'
    about = f'{title} {status_chip(dispute["status"])} <span class="mute">{escape(label(dispute["kind"]))}</span>'
    return f'<li><span class="when">{spoken(dispute["events"][0]["at"])}</span> <span>{about}</span></li>'


def _about(dispute: Row) -> str:
    cases = f", {counted(len(dispute['cases']), 'case')}" if len(dispute["cases"]) > 1 else ""
    flags = f", {escape(', '.join(label(flag) for flag in dispute['flags']))}" if dispute["flags"] else ""
    return f"{escape(label(dispute['kind']))}, {counted(len(dispute['events']), 'event')}{cases}{flags}"


def dispute_page(dispute: Row, material: Material) -> str:
    """The page of a dispute: its picture, and its events by number."""
    parties = "; ".join(f"{p['name']} ({', '.join(label(role) for role in p['roles'])})" for p in dispute["parties"])
    title = f"<h1>{escape(dispute['title'])} {status_chip(dispute['status'])}</h1>"
    head = f'<p class="kicker">{_about(dispute)}</p>{title}<p>{escape(parties)}</p>'
    numbers = {step["event"]: number for number, step in enumerate(dispute["events"], 1)}
    steps = "".join(_step(step, numbers, material) for step in dispute["events"])
    body = f'{head}{picture(dispute)}<h2>Events</h2><ol class="steps">{steps}</ol>{_history(dispute)}{_differing(dispute, numbers)}'
    return page(dispute["title"], f'<article class="dispute">{body}</article>', up="../", styles=("dispute", "event"))


def _step(step: Row, numbers: Mapping[str, int], material: Material) -> str:
    event = material.events.get(step["event"])
    title = escape(headline(event)) if event else escape(label(step["type"]))
    named = f'<a href="../{event_path(step["event"])}">{title}</a>' if event else title
    after = f" → {status_chip(step['status_after'])}" if step["status_after"] else ""
    undone = numbers.get(step["undoes"] or "")
    undoes = f' <span class="mute">ends {undone}</span>' if undone else ""
    flags = "".join(chip(label(flag), "c-flag") for flag in step["flags"])
    return f'<li><span class="when">{spoken(step["date"])}</span> <span>{named} {modality_chip(step)}{after}{undoes}{flags}</span></li>'


def _history(dispute: Row) -> str:
    """The status as of any date: it holds from the day on that stands beside it."""
    rows = "".join(
        f"<tr><td>{'from ' + spoken(s['from']) if s['from'] else 'from an unknown day'}</td><td>{status_chip(s['status'])}</td></tr>"
        for s in dispute["statuses"]
    )
    return f"<h2>Status at each time</h2><table class=differ><tbody>{rows}</tbody></table>" if rows else ""


def _differing(dispute: Row, numbers: Mapping[str, int]) -> str:
    told = "".join(
        f"<li>Event {numbers.get(d['event'], '?')}, {escape(label(d['field'].removeprefix('roles.')))}: "
        f"{escape(' / '.join(map(shown, d['values'])))}</li>"
        for d in dispute["disagreements"]
    )
    return f'<h2>Where sources differ</h2><ul class="plain">{told}</ul>' if told else ""
