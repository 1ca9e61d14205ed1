"""What the commands of events do; every function takes the parsed arguments and gives the exit code."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterable
from pathlib import Path

from monitor import eventfiles, output
from monitor.cli import DONE
from monitor.interrupt import Guard


def merge(args: argparse.Namespace) -> int:
    """Records in, events and disputes out. Raises UsageError."""
    gc.disable()  # nothing here makes cycles, and looking for them would take a third of the time
    try:
        return _merge(args)
    finally:
        gc.enable()


def _merge(args: argparse.Namespace) -> int:
    from pipelines.merging.merge import add, in_order, remember, retract
    from pipelines.threads import disputes as threads

    before = eventfiles.events(args.state) if args.state else []
    known = eventfiles.disputes(args.disputes) if args.state and args.disputes and Path(args.disputes).is_file() else []
    told, gone = eventfiles.records(args.records)
    merged = remember(before)
    add(merged, told.values())
    retract(merged, sorted(gone))
    found = threads.disputes(merged.book.events.values(), known)
    _write(eventfiles.event_lines(threads.with_disputes(in_order(merged), found)), args.output)
    if args.disputes:
        _write(eventfiles.dispute_lines(found), args.disputes)
    return DONE


def _write(lines: Iterable[str], target: str) -> None:
    guard = Guard()
    output.write(lines, target, guard=guard)


def explain_merge(args: argparse.Namespace) -> int:
    """Prints the sum of each pair of an event. Raises UsageError."""
    from pipelines.merging.explain import explain
    from pipelines.merging.merge import merge as merge_records

    told, gone = eventfiles.records(args.records)
    merged = merge_records((record for id_, record in told.items() if id_ not in gone), eventfiles.events(args.events))
    sys.stdout.writelines(f"{line}\n" for line in explain(merged, args.event))
    return DONE
