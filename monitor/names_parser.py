"""The options of `casewire names`; light, since every command builds the whole parser."""

from __future__ import annotations

import argparse


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `casewire names`."""
    parser = commands.add_parser("names", help="the knowledge base of names: lint, suggest, show")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    lint = actions.add_parser(
        "lint", help="find aliases of two owners, risky short ones, unreachable ones; exit code 1 where there are any"
    )
    suggest = actions.add_parser("suggest", help="pairs of names that records suggest are one: times, sign, both names, both ids")
    suggest.add_argument("records", metavar="RECORDS", help="records as JSONL, or - for standard input")
    show = actions.add_parser("show", help="what is known of a name, and why a text links")
    show.add_argument("name", metavar="NAME", help="a name or an id")
    show.add_argument("text", nargs="?", metavar="TEXT", help="a text in which to explain every known name")
    for each in (lint, show):
        each.add_argument("--config", metavar="FILE", help="configuration with [names] files (default: casewire.toml in this folder)")
