"""What `casewire.toml` says of polling: `[poll]`, `[events]`, `[[sources]]`, `[[outputs]]`; every fault named by its key."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipelines.records import LANGUAGES

KINDS = ("feed", "links", "sitemap", "page")
FORMS = ("records", "changes", "events", "disputes")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
HALF_HOUR = 1800.0


@dataclass(frozen=True, slots=True)
class Source:
    """A place that is polled. `interval` is in seconds; without `pages` its articles are read from what it says itself."""

    url: str
    kind: str = "feed"
    name: str | None = None
    interval: float = HALF_HOUR
    language: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    selector: str | None = None
    allow_private: bool = False
    pages: bool = True


@dataclass(frozen=True, slots=True)
class Output:
    """Where changes go: `jsonl` files by day in a folder, or a `webhook`. `form` is one of FORMS."""

    kind: str
    folder: Path | None = None
    url: str | None = None
    form: str = "records"
    headers: dict[str, str] = field(default_factory=dict)
    allow_private: bool = False

    @property
    def name(self) -> str:
        """What the store knows it by."""
        return f"{self.kind}:{self.folder or self.url}"


@dataclass(frozen=True, slots=True)
class Polling:
    """Everything about polling; `limits` holds what `[poll]` sets of `fetch.outcome.Limits`, `events` whether records are merged."""

    store: Path = Path("casewire.db")
    contact: str | None = None
    raw_days: float = 90.0
    changes_days: float = 365.0
    page_attempts: int = 4
    limits: dict[str, Any] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    outputs: tuple[Output, ...] = ()
    events: bool = False


def seconds(written: object) -> float | None:
    """`90s`, `30m`, `1h`, `2d` or a number of seconds; None where it is none or not above 0."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        return float(written) if written > 0 else None
    match = _DURATION.fullmatch(str(written).strip())
    return (float(match[1]) * _SECONDS[match[2]] or None) if match else None


def is_address(value: object) -> bool:
    """Whether a value is a whole address of http or https."""
    try:
        return isinstance(value, str) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).hostname)
    except ValueError:
        return False


def _one_of(*words: str) -> tuple[Callable[[object], bool], str]:
    return (lambda v: v in words), "one of " + ", ".join(words)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


_TEXT = (lambda v: isinstance(v, str) and bool(v.strip())), "a text"
_WHOLE = (lambda v: isinstance(v, int) and not isinstance(v, bool) and v > 0), "a whole number from 1"
_NUMBER = _is_number, "a number from 0"
_TIME = (lambda v: seconds(v) is not None), "a time such as 90s, 30m, 1h, 2d"
_YES_NO = (lambda v: isinstance(v, bool)), "true or false"
_ADDRESS = is_address, "an address that starts with http:// or https://"
_HEADERS = (lambda v: isinstance(v, dict) and all(isinstance(x, str) and "\n" not in x for x in v.values())), "a table of texts"
_LIMITS = {
    "connect_seconds": _NUMBER,
    "first_byte_seconds": _NUMBER,
    "total_seconds": _NUMBER,
    "max_bytes": _WHOLE,
    "redirects": _WHOLE,
    "concurrency": _WHOLE,
    "per_host": _WHOLE,
    "delay": _NUMBER,
}
_POLL = {
    "store": _TEXT,
    "contact": _TEXT,
    "interval": _TIME,
    "raw_days": _NUMBER,
    "changes_days": _NUMBER,
    "page_attempts": _WHOLE,
    **_LIMITS,
}
_SOURCE = {
    "url": _ADDRESS,
    "kind": _one_of(*KINDS),
    "name": _TEXT,
    "interval": _TIME,
    "language": _one_of(*LANGUAGES),
    "headers": _HEADERS,
    "selector": _TEXT,
    "allow_private": _YES_NO,
    "pages": _YES_NO,
}
_OUTPUT = {
    "kind": _one_of("jsonl", "webhook"),
    "folder": _TEXT,
    "url": _ADDRESS,
    "form": _one_of(*FORMS),
    "headers": _HEADERS,
    "allow_private": _YES_NO,
}
_EVENTS = {"merge": _YES_NO}
SECTIONS = ("poll", "events", "sources", "outputs")
Checks = dict[str, tuple[Callable[[object], bool], str]]


def faults(table: dict[str, Any]) -> list[str]:
    """Every fault in the four sections."""
    found = []
    for section, checks in (("poll", _POLL), ("events", _EVENTS)):
        rows = table.get(section, {})
        found += _check(rows, checks, section) if isinstance(rows, dict) else [f"[{section}]: not a section"]
    for section, checks in (("sources", _SOURCE), ("outputs", _OUTPUT)):
        members = table.get(section, [])
        if not isinstance(members, list) or not all(isinstance(m, dict) for m in members):
            found.append(f"{section}: not a list of sections; valid: [[{section}]]")
            continue
        for number, member in enumerate(members, 1):
            found += _check(member, checks, f"{section}[{number}]")
            found += _needs(member, section, f"{section}[{number}]")
    return found + _repeated(table.get("sources", []))


def _check(member: dict[str, Any], checks: Checks, where: str) -> list[str]:
    unknown = [f"{where}.{key}: not a key; valid: {', '.join(checks)}" for key in member if key not in checks]
    known = ((key, value, *checks[key]) for key, value in member.items() if key in checks)
    return unknown + [f"{where}.{key}: {value!r} is not {wanted}" for key, value, test, wanted in known if not test(value)]


def _needs(member: dict[str, Any], section: str, where: str) -> list[str]:
    """Keys that must be there."""
    wanted = {"jsonl": ["folder"], "webhook": ["url"]}.get(str(member.get("kind")), [])
    needed, checks = (["url"], _SOURCE) if section == "sources" else (["kind", *wanted], _OUTPUT)
    return [f"{where}.{key}: missing; valid: {checks[key][1]}" for key in needed if key not in member]


def _repeated(sources: object) -> list[str]:
    urls = [m.get("url") for m in sources if isinstance(m, dict)] if isinstance(sources, list) else []
    return [f"sources[{n}].url: {url!r} stands twice; valid: each address once" for n, url in enumerate(urls, 1) if url in urls[: n - 1]]


def build(table: dict[str, Any], folder: Path) -> Polling:
    """The settings of a table without faults; paths count from the file's folder."""
    poll = dict(table.get("poll", {}))
    interval = seconds(poll.pop("interval", HALF_HOUR)) or HALF_HOUR
    limits = {key: poll.pop(key) for key in tuple(poll) if key in _LIMITS}
    return Polling(
        **poll | {"store": folder / poll.get("store", "casewire.db")},
        limits=limits,
        events=table.get("events", {}).get("merge", False),
        sources=tuple(_source(member, interval) for member in table.get("sources", [])),
        outputs=tuple(_output(member, folder) for member in table.get("outputs", [])),
    )


def _source(member: dict[str, Any], interval: float) -> Source:
    return Source(**member | {"interval": seconds(member.get("interval", interval)) or interval})


def _output(member: dict[str, Any], folder: Path) -> Output:
    return Output(**member | ({"folder": folder / member["folder"]} if "folder" in member else {}))
