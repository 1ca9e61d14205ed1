"""The command line. Everything heavy is imported by the command that needs it, so that `--help` comes at once."""

from __future__ import annotations

import argparse
import os
import sys

from monitor import names_parser

DONE, SOME_FAILED, USAGE, BUSY, INTERRUPTED = 0, 1, 2, 75, 130
POLLING = ("poll", "add", "list", "remove", "import", "export", "status", "doctor", "replay")
EVENTS = ("merge", "explain-merge")
OUTPUTS = ("events", "report", "docbin")
LANGUAGES = ("auto", "en", "zh", "it", "de")
FORMATS = ("jsonl", "json", "csv")
EXIT_CODES = (
    "exit codes: 0 done (skips are counted), 1 some inputs failed, 2 usage or configuration, 75 another run is at work, 130 interrupted"
)


def main(argv: list[str] | None = None) -> int:
    """Runs a command and gives its exit code."""
    args = build_parser().parse_args(argv)
    from pipelines.errors import CasewireError

    try:
        from importlib import import_module

        module = import_module(f"monitor.commands{_part(args.command)}")
        code: int = getattr(module, args.command.replace("import", "import_").replace("-", "_"))(args)
        sys.stdout.flush()
    except CasewireError as error:
        print(f"casewire: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read us has seen enough; the interpreter must not complain while closing
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def _part(command: str) -> str:
    """Which of the modules of commands has the command's function."""
    return next((part for part, names in (("_poll", POLLING), ("_events", EVENTS), ("_outputs", OUTPUTS)) if command in names), "")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="casewire", description="Reads news about brands and writes what happened to them as structured records.", epilog=EXIT_CODES
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_extract(commands)
    _add_show(commands)
    _add_explain(commands)
    commands.add_parser("check", help="validate the lexicon and print its coverage, actions by languages")
    commands.add_parser("schema", help="print the JSON Schema of a record")
    _add_score(commands)
    names_parser.add_parser(commands)
    from monitor import cli_events, cli_outputs, cli_poll

    cli_events.add(commands)
    cli_outputs.add(commands)
    cli_poll.add(commands)
    return parser


def _add_extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("extract", help="articles in, records out", epilog=EXIT_CODES)
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a folder, a file (.txt .html .json .jsonl .xml .rss .atom, each also .gz), or - for standard input",
    )
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="where records go; - is standard output (default)")
    parser.add_argument("--format", choices=FORMATS, default="jsonl", help="jsonl (default), json, or csv: one row an act")
    _add_reading(parser)
    parser.add_argument("--workers", type=int, metavar="N", help="processes; the output is the same whatever N (default 1)")


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=LANGUAGES, default="auto", help="language of the text (default: identified, a paragraph at a time)"
    )
    parser.add_argument("--published", metavar="DATE", help="day of publication, YYYY-MM-DD, for articles that don't give it")
    parser.add_argument("--config", metavar="FILE", help="configuration (default: casewire.toml in this folder, if it is there)")


def _add_show(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("show", help="records as a readable table")
    parser.add_argument("records", metavar="RECORDS", help="records as JSONL, or - for standard input")


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("explain", help="what is read in each sentence, and why")
    parser.add_argument("text", metavar="TEXT|FILE", help="a text, a file, or - for standard input")
    _add_reading(parser)


def _add_score(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("score", help="score records against gold")
    parser.add_argument("records", metavar="RECORDS", help="records as JSONL")
    parser.add_argument("gold", metavar="GOLD", help="folder of gold/*.json")
    parser.add_argument("--json", action="store_true", help="every figure as JSON")
    parser.add_argument("--errors", action="store_true", help="list what is missing, surplus or wrong, an article at a time")


if __name__ == "__main__":
    sys.exit(main())
