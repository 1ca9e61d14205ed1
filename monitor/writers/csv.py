"""Acts as CSV: one act a row, with its article; an article without acts has none."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

COLUMNS = (
    *("article", "path", "url", "source", "title", "published", "language", "action", "type", "modality"),
    *("date", "amount", "currency", "quantity", "unit", "roles", "trigger", "evidence", "confidence", "by"),
)


def write(lines: Iterable[str]) -> Iterator[str]:
    """The file's pieces, each of whole rows; `lines` are records as `records.dump_line` writes them."""
    yield _rows([dict(zip(COLUMNS, COLUMNS, strict=True))])
    for line in lines:
        record = json.loads(line)
        if record["actions"]:
            yield _rows([_row(record, action) for action in record["actions"]])


def _rows(rows: list[dict[str, Any]]) -> str:
    buffer = io.StringIO()
    csv.DictWriter(buffer, COLUMNS, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _row(record: dict[str, Any], action: dict[str, Any]) -> dict[str, Any]:
    amount, quantity = action["amount"] or {}, action["quantity"] or {}
    return {key: record[key] for key in ("path", "url", "source", "title", "published", "language")} | {
        "article": record["id"],
        "action": action["id"],
        **{key: action[key] for key in ("type", "modality", "confidence", "by")},
        "date": (action["date"] or {}).get("value"),
        "amount": amount.get("value"),
        "currency": amount.get("currency"),
        "quantity": quantity.get("value"),
        "unit": quantity.get("unit"),
        "roles": "; ".join(f"{role}={', '.join(f['name'] for f in fillers)}" for role, fillers in action["roles"].items()),
        "trigger": action["trigger"]["text"],
        "evidence": action["evidence"]["text"],
    }
