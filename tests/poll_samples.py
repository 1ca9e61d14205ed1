"""A paper on loopback: a feed, its pages, and settings to poll it with."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from loopback import Site, http
from shell_samples import EN, page

from monitor.settings import Output, Polling, Source

NOW = 1_750_000_000.0
LIMITS = {"delay": 0.0, "connect_seconds": 0.5, "first_byte_seconds": 0.5, "total_seconds": 1.0, "max_bytes": 1_000_000, "per_host": 8}


class FakeClock:
    """A clock that waits by moving on."""

    def __init__(self, at: float = NOW) -> None:
        self.at = at

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


def words(n: int) -> str:
    """A text that differs from every other, not only by a number."""
    names = ["Oakfield", "Brennick", "Tarlow", "Wexcombe", "Ardley", "Fenmoor", "Gillhurst", "Harrowby", "Inverlea", "Jessop"]
    letters = [names[int(digit)] for digit in f"{n:03}"]
    return f"{EN} The case began in {letters[0]}, went on in {letters[1]} street, and ended before a crowd from {letters[2]} number {n}."


def entry(site: Site, n: int, *, title: str | None = None, guid: str | None = None, path: str | None = None) -> str:
    link = site.url(path or f"/a/{n}")
    return (
        f"<item><title>{escape(title or f'Norvik sues shop number {n}')}</title><link>{link}</link><guid>{guid or link}</guid>"
        f"<pubDate>Sat, 14 Jun 2025 10:00:00 GMT</pubDate><description>{escape(words(n))}</description></item>"
    )


def feed(*entries: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Toy Trade</title>{"".join(entries)}</channel></rss>'


def publish(site: Site, numbers: range, *, path: str = "/feed") -> str:
    """Puts articles and their feed on the site; gives the feed's address."""
    site.routes |= {f"/a/{n}": http(page(words(n)), kind="text/html") for n in numbers}
    site.routes[path] = http(feed(*(entry(site, n) for n in numbers)), ETag='"1"')
    return site.url(path)


def polling(tmp_path: Path, *urls: str, **more: Any) -> Polling:
    sources = tuple(Source(url, allow_private=True) for url in urls)
    given = {"sources": sources, "outputs": (Output("jsonl", folder=tmp_path / "out"),), "limits": LIMITS} | more
    return Polling(store=tmp_path / "s.db", **given)


def with_source(settings: Polling, **more: Any) -> Polling:
    """The settings with their first source changed."""
    first, *others = settings.sources
    return replace(settings, sources=(replace(first, **more), *others))


def out(tmp_path: Path) -> list[dict[str, Any]]:
    """The lines of the output, in order."""
    files = sorted((tmp_path / "out").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").split("\n") if line]


def integrity(path: Path) -> str:
    with sqlite3.connect(path) as store:
        return str(store.execute("PRAGMA integrity_check").fetchone()[0])
