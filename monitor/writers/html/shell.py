"""What every page of the report has: head, menu, style and script.

Both stand in the page, named in its content security policy by their digests: nothing else is run, nothing is loaded from anywhere,
and a page looks the same from a disk, from a server or in a letter.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from pipelines.records import digest

ASSETS = Path(__file__).parent / "assets"
MENU = (("index.html", "Events"), ("disputes.html", "Disputes"), ("articles.html", "Articles"))
# a family gives an act its colour
FAMILIES = {
    "court": ("lawsuit", "judgment", "appeal", "injunction", "warning"),
    "state": ("fine", "investigation", "goods", "arrest", "blacklist"),
    "deal": ("agreement", "alliance", "task", "membership", "program"),
    "trade": ("listings", "seller"),
}


def page(title: str, body: str, *, up: str = "", here: str = "", styles: tuple[str, ...] = (), script: str | None = None) -> str:
    """A whole page. `body` is markup, `title` text; `up` leads to the report's folder ("../" or nothing), `here` is the menu's entry.

    `styles` and `script` name files under `assets` that this kind of page has beside `base.css`.
    """
    menu = "".join(f'<a href="{up}{path}"{_current(path, here)}>{name}</a>' for path, name in MENU)
    style, code = "".join(_asset(f"{name}.css") for name in ("base", *styles)), _asset(f"{script}.js") if script else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, code)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">\n'
        f'<meta name="referrer" content="no-referrer"><link rel="icon" href="data:,"><title>{escape(title)}</title>\n'
        f"<style>{style}</style></head>\n<body>"
        f'<a class="skip" href="#main">Skip to the content</a><header class="top"><a class="mark" href="{up}index.html">Casewire</a>'
        f'<nav aria-label="Report">{menu}</nav></header>\n<main id="main">{body}</main>\n'
        f"{f'<script>{code}</script>' if code else ''}</body></html>\n"
    )


def _current(path: str, here: str) -> str:
    return ' aria-current="page"' if path == here else ""


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")


@cache
def _policy(style: str, code: str) -> str:
    script = f"script-src 'sha256-{_digest(code)}'; " if code else ""
    return f"default-src 'none'; style-src 'sha256-{_digest(style)}'; {script}img-src data:; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def file_name(id: str) -> str:
    """An id as a file's name or an anchor: itself where it is plain, else a digest of it."""
    return id if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", id) else digest(id)


def chip(text: str, kind: str) -> str:
    """A small label; `kind` is one of our own class names."""
    return f'<span class="chip {escape(kind)}">{escape(text)}</span>'


def modality_chip(act: Mapping[str, Any]) -> str:
    """What is not told as done says so; nothing for what is."""
    return "" if act["modality"] == "asserted" else chip(act["modality"], f"m-{act['modality']}")


def status_chip(status: str | None) -> str:
    """A dispute's status, "no status" where nothing gave it one."""
    return chip((status or "no status").replace("_", " "), f"s-{status or 'none'}")


def family(type_: str) -> str:
    """The family of a type of act: court, state, deal, trade or word."""
    return next((name for name, heads in FAMILIES.items() if type_.startswith(heads)), "word")


def link(url: str | None, text: str) -> str:
    """A link out of the report, where the address is one of the web; else the text alone."""
    from monitor.writers.feed_entries import is_web

    return f'<a href="{escape(url or "")}" rel="noopener noreferrer nofollow">{escape(text)}</a>' if is_web(url) else escape(text)


def counted(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
