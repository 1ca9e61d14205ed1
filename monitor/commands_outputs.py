"""The commands that turn records and events into tables, feeds, linked data, web pages; each gives its exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from monitor import output, rows, where
from monitor.cli import DONE
from monitor.interrupt import Guard
from pipelines.errors import UsageError

FEEDS, BINARY = ("atom", "jsonfeed"), ("parquet",)
IN_A_FEED = 100

Row = Mapping[str, Any]


def events(args: argparse.Namespace) -> int:
    """Events in another format, those alone that a query means."""
    writer = import_module(f"monitor.writers.events_{args.format}")
    disputes = list(rows.read([args.disputes], rows.DISPUTE)) if args.disputes else None
    chosen = _limited(_chosen(args.events, args.where, disputes=disputes), args)
    if args.format in FEEDS:
        pieces = writer.write(chosen, title=args.title or f"Casewire: {args.where or 'all events'}", url=args.url)
    else:
        pieces = writer.write(chosen)
    return _write(pieces, args.output, binary=args.format in BINARY)


def _chosen(paths: Iterable[str], query: str, *, disputes: Iterable[Row] | None) -> list[Row]:
    """The events that the query means."""
    standing = None if disputes is None else {dispute["id"]: dispute["status"] or "" for dispute in disputes}
    return where.select(rows.read(paths, rows.EVENT), where.parse(query), standing=standing)


def _limited(chosen: list[Row], args: argparse.Namespace) -> list[Row]:
    """The newest of them, in the order they came in."""
    from monitor.writers.feed_entries import newest_first

    limit = args.limit if args.limit is not None else IN_A_FEED if args.format in FEEDS else len(chosen)
    if limit < 0:
        raise UsageError(f"--limit: {limit} is no number of events; valid: a whole number from 0")
    newest = {event["id"] for event in newest_first(chosen)[:limit]}
    return [event for event in chosen if event["id"] in newest]


def docbin(args: argparse.Namespace) -> int:
    """Records as spaCy's DocBin."""
    from monitor.writers.docbin import write

    return _write(write(rows.read(args.records, rows.RECORD)), args.output, binary=True)


def _write(pieces: Iterable[str] | Iterable[bytes], target: str, *, binary: bool) -> int:
    if binary and target == "-" and sys.stdout.isatty():
        raise UsageError("-o -: this is no text for a terminal; valid: a file, or a pipe")
    guard = Guard()
    output.write(pieces, target, guard=guard)
    return DONE


def report(args: argparse.Namespace) -> int:
    """A folder of web pages. Events that are merged or retracted keep their pages, so that links to them hold."""
    from monitor.writers.html_report import write

    if args.output == "-":
        raise UsageError("-o -: a report is a folder; valid: a folder's name")
    disputes = list(rows.read([args.disputes], rows.DISPUTE)) if args.disputes else []
    chosen = _chosen([args.events], f"{args.where} state=any", disputes=disputes if args.disputes else None)
    kept = {event["id"] for event in chosen}
    threads = [dispute for dispute in disputes if not args.where or any(step["event"] in kept for step in dispute["events"])]
    output.write_folder(write(rows.read(args.records, rows.RECORD), chosen, threads), args.output)
    return DONE
