"""Acts as CSV: one act a row, with its article; an article without acts has none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from monitor.writers.cells import line

COLUMNS = (
    *("article", "path", "url", "source", "title", "published", "language", "action", "type", "modality"),
    *("date", "amount", "currency", "quantity", "unit", "roles", "trigger", "evidence", "confidence", "by"),
)


def write(lines: Iterable[str]) -> Iterator[str]:
    """The file's pieces, each of whole rows; `lines` are records as `records.dump_line` writes them."""
    yield line(dict(zip(COLUMNS, COLUMNS, strict=True)), COLUMNS)
    for written in lines:
        record = json.loads(written)
        if record["actions"]:
            yield "".join(line(_row(record, action), COLUMNS) for action in record["actions"])


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
