"""The command line of events."""

from __future__ import annotations

import argparse

RECORDS = "records as JSONL, or changes as `casewire export` gives them; - is standard input"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands that make events of records."""
    what = "records that tell the same act become one event, events between the same parties one dispute"
    parser = commands.add_parser("merge", help=what, description=what)
    parser.add_argument("records", nargs="*", metavar="RECORDS", help=RECORDS)
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="where events go; - is standard output (default)")
    parser.add_argument("--disputes", metavar="FILE", help="where disputes go; with --state, those that it holds keep their ids")
    parser.add_argument("--state", metavar="FILE", help="events of an earlier run, which may be the output too; they keep their ids")
    _add_explain(commands)


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    what = "print the sum of each pair of an event, and what came near to it"
    parser = commands.add_parser("explain-merge", help=what, description=what)
    parser.add_argument("event", metavar="EVENT", help="the id of an event")
    parser.add_argument("records", nargs="*", metavar="RECORDS", help=f"merged with the events first: {RECORDS}")
    parser.add_argument("--events", required=True, metavar="FILE", help="events as `casewire merge` writes them")
