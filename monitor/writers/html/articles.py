"""The articles: a list of them, and a page for each with its text, its names and its acts."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from monitor.headlines import headline, label, told_roles
from monitor.period import spoken
from monitor.writers.html.events import shown
from monitor.writers.html.marks import marked_text
from monitor.writers.html.material import Material, article_path, event_path
from monitor.writers.html.shell import counted, family, file_name, link, modality_chip, page

Record = Mapping[str, Any]


def articles_page(material: Material) -> str:
    """All articles, the newest first."""
    ordered = sorted(material.records.values(), key=lambda r: r["id"])
    ordered.sort(key=lambda r: r["published"] or "", reverse=True)
    rows = "".join(
        f'<li><span class="when">{spoken(r["published"]) if r["published"] else "no date"}</span> '
        f'<span><a href="{article_path(r["id"])}" lang="{escape(r["language"])}">{escape(_title(r))}</a> '
        f'<span class="mute">{_about(r)}</span></span></li>'
        for r in ordered
    )
    head = f'<div class="lead"><h1>{counted(len(ordered), "article")}</h1><p>with their names and acts marked</p></div>'
    return page("Articles", f'{head}<ul class="steps">{rows}</ul>', here="articles.html")


def _title(record: Record) -> str:
    return str(record["title"] or record["path"] or record["id"])


def _about(record: Record) -> str:
    source = f"{escape(record['source'])} · " if record["source"] else ""
    return f"{source}<abbr>{escape(record['language'])}</abbr> · {counted(len(record['actions']), 'act')}"


def article_page(record: Record, material: Material) -> str:
    """The page of an article."""
    published = f" · {spoken(record['published'])}" if record["published"] else ""
    original = f" · {link(record['url'], 'original')}" if record["url"] else ""
    title = f'<h1 lang="{escape(record["language"])}">{escape(_title(record))}</h1>'
    head = f'<p class="kicker">{_about(record)}{published}{original}</p>{title}'
    acts = "".join(_act(act, record, material) for act in record["actions"])
    side = f'<h2>{counted(len(record["actions"]), "act")}</h2><ol class="acts">{acts}</ol>{_names(record)}'
    text = f'<div class="text">{marked_text(record)}</div><aside aria-label="Acts and names">{side}</aside>'
    body = f'<article class="article"><header>{head}</header>{text}</article>'
    return page(_title(record), body, up="../", styles=("article",), script="article")


def _act(act: Record, record: Record, material: Material) -> str:
    """A card: what the act is, the way to its words, and to the event that it is told as."""
    key = file_name(act["id"])
    rows = told_roles(act)
    rows += [("date", f"{spoken(act['date']['value'])} (“{act['date']['text']}”)")] if act["date"] else []
    rows += [(name, shown(act[name])) for name in ("amount", "quantity") if act.get(name)]
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    event = material.events.get(material.told.get((record["id"], act["id"]), ""))
    told = f'<p><a href="../{event_path(event["id"])}">{escape(headline(event))}</a></p>' if event else ""
    name = f'<a href="#act-{key}"><span class="dot f-{family(act["type"])}"></span>{escape(label(act["type"]))}</a>'
    sure = f'<p class="mute">confidence {act["confidence"]:.2f}, {escape(act.get("by") or "")}</p>'
    return f'<li data-act="{key}"><h3>{name} {modality_chip(act)}</h3><dl>{facts}</dl>{told}{sure}</li>'


def _names(record: Record) -> str:
    """Every name by its type, with how often it stands in the text."""
    rows = "".join(
        f'<li><span class="n t-{escape(e["type"])}">{escape(e["name"])}</span> '
        f'<span class="mute">{escape(e["type"])} · {len(e["mentions"])}</span></li>'
        for e in sorted(record["entities"], key=lambda e: (-len(e["mentions"]), e["id"]))
    )
    return f'<h2>{counted(len(record["entities"]), "name")}</h2><ul class="names">{rows}</ul>' if rows else ""
