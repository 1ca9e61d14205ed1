"""The command line of what is made from records and events: reports, tables, feeds, DocBin."""

from __future__ import annotations

import argparse

FORMATS = ("jsonl", "csv", "parquet", "atom", "jsonfeed", "jsonld")
WHERE = "events alone for which all conditions hold, as 'type=lawsuit_withdrawn entity=kering since=2017'"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands."""
    _add_events(commands.add_parser("events", help="events as a table, a feed or linked data", description="Events in another format."))
    _add_report(commands.add_parser("report", help="a folder of web pages", description="Events, disputes and articles as web pages."))
    docbin = commands.add_parser("docbin", help="records as spaCy's DocBin", description="Records as spaCy's DocBin.")
    _add_records(docbin)
    docbin.add_argument("-o", "--output", default="-", metavar="FILE", help="where it goes; - is standard output (default)")


def _add_events(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("events", nargs="+", metavar="EVENTS", help="events as JSONL, or - for standard input")
    parser.add_argument("--where", default="", metavar="QUERY", help=WHERE)
    parser.add_argument("--disputes", metavar="FILE", help="disputes as JSONL: what status= asks for")
    parser.add_argument("--format", choices=FORMATS, default="jsonl", help="jsonl (default), or another")
    parser.add_argument("--limit", type=int, metavar="N", help="the newest N alone (default: 100 in feeds, all elsewhere)")
    parser.add_argument("--title", metavar="TEXT", help="what a feed is called (default: its query)")
    parser.add_argument("--url", metavar="URL", help="where a feed will stand")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="where they go; - is standard output (default)")


def _add_report(parser: argparse.ArgumentParser) -> None:
    _add_records(parser)
    parser.add_argument("--events", required=True, metavar="FILE", help="events as JSONL")
    parser.add_argument("--disputes", metavar="FILE", help="disputes as JSONL")
    parser.add_argument("--where", default="", metavar="QUERY", help=WHERE)
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", help="a new folder, or an older report's, which is replaced")


def _add_records(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("records", nargs="+", metavar="RECORDS", help="records as JSONL, or - for standard input")
