"""The command line of polling."""

from __future__ import annotations

import argparse

KINDS, FORMS = ("feed", "links", "sitemap", "page"), ("changes", "records", "events", "disputes")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands that poll and that look after sources."""
    _add_poll(_command(commands, "poll", "fetch what is due, make records, write outputs: for cron"))
    _add_replay(_command(commands, "replay", "make all records anew from the bytes kept, and tell what changed"))
    _add_add(_command(commands, "add", "add a source to the configuration; of a web page, its feeds"))
    _command(commands, "list", "the sources of the configuration").add_argument("--json", action="store_true", help="as JSON lines")
    _command(commands, "remove", "take a source out of the configuration").add_argument("url", metavar="URL")
    _command(commands, "import", "add the feeds of an OPML file").add_argument("file", metavar="OPML")
    _add_export(_command(commands, "export", "changes since a cursor, or the sources as OPML"))
    _command(commands, "status", "each source's health, last success and next time").add_argument(
        "--json", action="store_true", help="as JSON lines"
    )
    _command(commands, "doctor", "look for what keeps polling from working, and say what to do")


def _command(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what)
    parser.add_argument("--config", metavar="FILE", help="configuration (default: casewire.toml in this folder)")
    return parser


def _add_poll(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "exit codes: 0 done, 1 something failed (it is named), 2 usage or configuration, 75 another run is at work"
    parser.add_argument("--max-seconds", type=float, metavar="N", help="leave for the next run what is not done by then")
    parser.add_argument("--report", metavar="FILE", help="write the run's report as JSON; - is standard output")
    parser.add_argument("--feeds-only", action="store_true", help="take note of new articles; pages and records are left for later")


def _add_replay(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--report", metavar="FILE", help="write the report as JSON; - is standard output")


def _add_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL")
    parser.add_argument("--kind", choices=KINDS, help="don't look, take the address for this")
    parser.add_argument("--name", metavar="NAME", help="what to call it")
    parser.add_argument("--all", action="store_true", help="add every feed that the page names, not the first alone")
    parser.add_argument("--allow-private", action="store_true", help="it may stand on this network or machine")


def _add_export(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--since", type=int, metavar="CURSOR", help="the changes after a cursor; 0 is from the beginning")
    what.add_argument("--opml", action="store_true", help="the feeds as OPML")
    parser.add_argument("--form", choices=FORMS, default="changes", help="whole changes (default), or what they are about alone")
