"""What each command of the command line does; every function takes the parsed arguments and gives the exit code."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor import config as configuration
from monitor.cli import DONE, INTERRUPTED, SOME_FAILED
from pipelines.errors import InputError, UsageError
from pipelines.setup import Setup

if TYPE_CHECKING:
    from monitor.extract import Options, Tally, Written
    from monitor.pages import Failure

log = logging.getLogger("casewire")


def extract(args: argparse.Namespace) -> int:
    """Articles in, records out."""
    from monitor import output
    from monitor.extract import Tally, run
    from monitor.interrupt import Guard
    from monitor.progress import shown
    from monitor.sources import folder

    _start_log()
    options = _options(args)
    inputs, unread, others = folder.find(args.paths, leave_out=None if args.output == "-" else args.output)
    guard, tally = Guard(), Tally()
    guard.install()
    outcomes = guard.until_interrupted(shown(run(inputs, options), total=len(inputs), records_on_screen=_on_screen(args.output)))
    pieces = import_module(f"monitor.writers.{args.format}").write(_lines(unread, outcomes, tally=tally))
    output.write(pieces, args.output, guard=guard)
    log.info(
        "%s%s%s",
        tally.closing(),
        f"; {others} files of other kinds left alone" if others else "",
        "; interrupted" if guard.interrupted else "",
    )
    return INTERRUPTED if guard.interrupted else SOME_FAILED if tally.failed else DONE


def _lines(unread: Iterable[Failure], outcomes: Iterable[Written | Failure], *, tally: Tally) -> Iterator[str]:
    """The records among the outcomes; the others go to the log."""
    from monitor.pages import Failure

    for group in (unread, outcomes):
        for outcome in group:
            tally.add(outcome)
            if isinstance(outcome, Failure):
                detail = f" ({outcome.detail})" if outcome.detail else ""
                log.warning("%s %s: %s%s", "skipped" if outcome.skipped else "failed", outcome.path, outcome.reason, detail)
            else:
                yield outcome.line


def _on_screen(target: str) -> bool:
    return target == "-" and sys.stdout.isatty()


def _start_log() -> None:
    """The log goes to standard error, whatever that is at the time: a progress bar puts its own in place."""
    handler = logging._StderrHandler()  # type: ignore[attr-defined]
    handler.setFormatter(logging.Formatter("casewire: %(message)s"))
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False


def _options(args: argparse.Namespace) -> Options:
    """Options of the command line, else of the configuration, else the defaults. Raises UsageError."""
    from monitor.extract import Options

    config = configuration.read(args.config)
    workers = args.workers if args.workers is not None else config.workers or 1
    if workers < 1:
        raise UsageError(f"--workers: {workers} is not a whole number from 1")
    limit = {"max_characters": config.max_characters} if config.max_characters else {}
    return Options(_language(args), _published(args) or config.published, workers=workers, setup=_setup(config), **limit)


def _setup(config: configuration.Config) -> Setup:
    """What the core is built with, the names ready-made where that can be."""
    from monitor.name_cache import ensure

    setup = config.setup()
    return replace(setup, cache=ensure(setup))


def _language(args: argparse.Namespace) -> str | None:
    return None if args.language == "auto" else str(args.language)


def _published(args: argparse.Namespace) -> str | None:
    if args.published is None:
        return None
    day = configuration.parse_day(args.published)
    if day is None:
        raise UsageError(f"--published: {args.published!r} is not a date, YYYY-MM-DD")
    return day


def show(args: argparse.Namespace) -> int:
    """Records as a readable table."""
    from monitor.table import show as draw

    draw(_records(args.records), sys.stdout)
    return DONE


def _records(path: str) -> Iterator[dict[str, Any]]:
    """Records of a JSONL file or `-`. Raises UsageError with file and line for what is none."""
    raw = sys.stdin.buffer.read() if path == "-" else _bytes(path)
    for number, line in enumerate(raw.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (json.JSONDecodeError, UnicodeDecodeError) as error:
                raise UsageError(f"{path}: line {number} is no record: {error}") from error


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def explain(args: argparse.Namespace) -> int:
    """What is read in each sentence, and why."""
    import pipelines

    text, day = _text(args.text)
    setup = _setup(configuration.read(args.config))
    print(pipelines.explain(text, language=_language(args), published=_published(args) or day, setup=setup))
    return DONE


def _text(given: str) -> tuple[str, str | None]:
    """The cleaned text of a file or `-` and its day of publication, else the words themselves."""
    from monitor import clean
    from monitor.pages import Failure
    from monitor.sources.folder import Input
    from monitor.sources.reader import pages

    if given != "-" and not _is_file(given):
        return given, None
    page = next(pages(Input(given, 0), max_characters=clean.MAX_CHARACTERS))
    if isinstance(page, Failure):
        raise InputError(page.path, page.reason, detail=page.detail)
    article = clean.article(page)
    return article.text, article.published


def _is_file(given: str) -> bool:
    try:
        return Path(given).is_file()
    except OSError:  # a text too long to be a path
        return False


def check(_args: argparse.Namespace) -> int:
    """Validates the lexicon and prints its coverage."""
    from monitor.coverage import report

    print(report())
    return DONE


def schema(_args: argparse.Namespace) -> int:
    """Prints the JSON Schema of a record."""
    from pipelines.schema import record_schema

    print(json.dumps(record_schema(), indent=2, ensure_ascii=False))
    return DONE


def score(args: argparse.Namespace) -> int:
    """Scores records against gold."""
    from pipelines import score as scorer

    gold = Path(args.gold)
    if not gold.is_dir():
        raise UsageError(f"{gold}: not a folder of gold/*.json")
    result = scorer.score(_records(args.records), [json.loads(path.read_bytes()) for path in sorted(gold.glob("*.json"))])
    if args.errors:
        print("\n".join(line for name, errors in result.errors.items() if errors for line in (name, *errors)))
    print(json.dumps(result.figures, indent=1) if args.json else scorer.table(result.figures))
    return DONE


def names(args: argparse.Namespace) -> int:
    """What the knowledge base of names knows, its faults, and what records suggest for it."""
    from monitor.names import run

    return run(args, _records(args.records) if args.action == "suggest" else iter(()))
