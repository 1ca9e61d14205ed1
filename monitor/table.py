"""Records for people: one table, an act a row, grouped by article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

MODALITY_SIGNS = {"asserted": "", "planned": "will ", "possible": "may ", "negated": "not "}
WIDTH_OFF_TERMINAL = 140


def show(records: Iterable[Mapping[str, Any]], stream: IO[str]) -> None:
    """Draws the records on a stream: articles as they come, then how many records and acts there were."""
    table = Table("article", "act", "who", "when", "how much", "the words", title=None, show_lines=False)
    articles = acts = 0
    for record in records:
        rows = list(_rows(record))
        articles, acts = articles + 1, acts + len(record["actions"])
        for row in rows:
            table.add_row(*map(Text, row), end_section=row is rows[-1])
    console = Console(file=stream, width=None if stream.isatty() else WIDTH_OFF_TERMINAL, highlight=False)
    console.print(table)
    console.print(f"{articles} articles, {acts} acts")


def _rows(record: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """An act a row; the first names the article, and an article without acts has one row that says so."""
    head = " · ".join(filter(None, (record["title"] or record["path"] or record["id"], record["published"], record["language"])))
    if not record["actions"]:
        names = ", ".join(entity["name"] for entity in record["entities"][:6])
        yield head, "—", names, "", "", ""
    for action in record["actions"]:
        yield head, _act(action), _roles(action), (action["date"] or {}).get("value", ""), _sums(action), action["trigger"]["text"]
        head = ""


def _act(action: Mapping[str, Any]) -> str:
    return MODALITY_SIGNS[action["modality"]] + str(action["type"]).replace("_", " ")


def _roles(action: Mapping[str, Any]) -> str:
    return "\n".join(f"{role}: {', '.join(f['name'] for f in fillers)}" for role, fillers in action["roles"].items())


def _sums(action: Mapping[str, Any]) -> str:
    amount, quantity = action.get("amount"), action.get("quantity")
    return "\n".join(
        ([f"{amount['value']:,} {amount['currency']}"] if amount else [])
        + ([f"{quantity['value']:,} {quantity['unit']}"] if quantity else [])
    )
