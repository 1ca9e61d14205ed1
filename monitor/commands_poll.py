"""What each command of polling does; every function takes the parsed arguments and gives the exit code."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from monitor import config as configuration
from monitor.cli import DONE, SOME_FAILED
from monitor.config import DEFAULT_FILE, Config
from monitor.report import Report
from monitor.settings import Source, is_address
from pipelines.errors import UsageError


def poll(args: argparse.Namespace) -> int:
    """Fetches what is due; says nothing unless something failed."""
    from monitor.poll import run

    if args.max_seconds is not None and not args.max_seconds > 0:
        raise UsageError(f"--max-seconds: {args.max_seconds} is not a number above 0")
    config = _config(args)
    report = run(config.polling, max_seconds=args.max_seconds, feeds_only=args.feeds_only, setup=config.setup())
    return _told(report, args.report)


def _config(args: argparse.Namespace) -> Config:
    return configuration.read(args.config)


def _told(report: Report, target: str | None) -> int:
    """Writes the report where it was asked for, names what failed, and gives the exit code."""
    written = json.dumps(report.json(), ensure_ascii=False, indent=1) + "\n"
    if target == "-":
        sys.stdout.write(written)
    elif target:
        try:
            Path(target).write_text(written, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{target}: cannot be written ({error.strerror})") from error
    if not report.failed:
        return DONE
    for fault in report.faults:
        print(
            f"casewire: {fault['what']} {fault['name']}: {fault['reason']}" + f" ({fault['detail']})" * bool(fault["detail"]),
            file=sys.stderr,
        )
    return SOME_FAILED


def replay(args: argparse.Namespace) -> int:
    """Makes all records anew from the bytes kept."""
    from monitor.poll import replay as run

    config = _config(args)
    return _told(run(config.polling, setup=config.setup()), args.report)


def add(args: argparse.Namespace) -> int:
    """Adds a source, or the feeds of a page."""
    from monitor import sourcefile
    from monitor.poll import agent

    if not is_address(args.url):
        raise UsageError(f"{args.url}: not an address; valid: one that starts with http:// or https://")
    polling = _config(args).polling
    if args.kind:
        found = [Source(args.url, args.kind, allow_private=args.allow_private)]
    else:
        from monitor.discover import find

        found = find(args.url, agent=agent(polling), allow_private=args.allow_private)
    chosen = _named(found if args.all else found[:1], args.name)
    new = [source for source in chosen if source.url not in {s.url for s in polling.sources}]
    sourcefile.add(_file(args), new)
    for source in found:
        print(f"{'added' if source in found[: len(chosen)] else 'also there'}: {source.url}")
    return DONE


def _named(found: Sequence[Source], name: str | None) -> Sequence[Source]:
    return [replace(source, name=name or source.name) for source in found]


def _file(args: argparse.Namespace) -> Path:
    return Path(args.config or DEFAULT_FILE)


def list(args: argparse.Namespace) -> int:  # noqa: A001 - a command's name
    """The sources, one a line."""
    for source in _config(args).polling.sources:
        row = {"url": source.url, "kind": source.kind, "name": source.name, "interval": source.interval}
        print(json.dumps(row, ensure_ascii=False) if args.json else f"{source.kind}\t{source.url}\t{source.name or ''}".rstrip())
    return DONE


def remove(args: argparse.Namespace) -> int:
    """Takes a source out of the configuration; what it brought stays in the store."""
    from monitor import sourcefile

    if not _file(args).is_file():
        raise UsageError(f"{_file(args)}: no such file")
    sourcefile.remove(_file(args), args.url)
    return DONE


def import_(args: argparse.Namespace) -> int:
    """Adds the feeds of an OPML file that are not there yet."""
    from monitor import opml, sourcefile

    try:
        found = opml.read(Path(args.file).read_bytes(), path=args.file)
    except OSError as error:
        raise UsageError(f"{args.file}: {error.strerror}") from error
    known = {source.url for source in _config(args).polling.sources}
    new = [source for source in found if source.url not in known]
    sourcefile.add(_file(args), new)
    print(f"{len(new)} added, {len(found) - len(new)} were there")
    return DONE


def export(args: argparse.Namespace) -> int:
    """Changes after a cursor, or the sources as OPML."""
    polling = _config(args).polling
    if args.opml:
        from monitor import opml

        sys.stdout.write(opml.write(polling.sources))
        return DONE
    from monitor import deliver
    from monitor.store import changes

    with closing(_store(polling.store)) as store:
        for line in deliver.written(changes.since(store, args.since), args.form):
            sys.stdout.write(line)
    return DONE


def _store(path: Path) -> sqlite3.Connection:
    """The store of a configuration. Raises UsageError where nothing was polled yet."""
    from monitor.store.db import connect

    if not path.is_file():
        raise UsageError(f"{path}: no store yet; `casewire poll` makes it")
    return connect(path)


def status(args: argparse.Namespace) -> int:
    """Each source's health."""
    from monitor import status as words
    from monitor.store import sources

    polling, now = _config(args).polling, time.time()
    with closing(_store(polling.store)) as store:
        for source in polling.sources:
            found = sources.load(store, source.url)
            row = words.health(source, found, now=now)
            print(json.dumps(row, ensure_ascii=False) if args.json else words.line(row, now=now, found=found))
    return DONE


def doctor(args: argparse.Namespace) -> int:
    """What keeps polling from working."""
    from monitor import status as words
    from monitor.store.db import connect

    polling = _config(args).polling
    with closing(connect(polling.store)) as store:
        found = [*words.problems(polling, store, now=time.time())]
    print("\n".join(found) or "all is well")
    return SOME_FAILED if found else DONE
