"""Events as Parquet: one event a row, days as days, lists and records as nested columns. Needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from monitor.extras import need
from monitor.flat import EVENT_COLUMNS, event_rows

BATCH = 10_000
DAYS = ("date_from", "date_until", "first_published", "last_published")
NUMBERS, COUNTS, LISTS = ("amount", "quantity"), ("n_articles", "n_sources"), ("entities", "languages")
TOLD = ("article", "action", "path", "url", "source", "title", "published", "language", "modality", "near_duplicate_of")


def write(events: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The file in one piece; its row groups hold BATCH events each. Raises UsageError without pyarrow."""
    arrow, parquet = need("pyarrow", extra="parquet"), need("pyarrow.parquet", extra="parquet")
    schema, sink, rest = _schema(arrow), arrow.BufferOutputStream(), iter(events)
    with parquet.ParquetWriter(sink, schema, compression="zstd") as file:
        while batch := list(islice(rest, BATCH)):
            file.write_table(arrow.Table.from_pylist(_rows(batch), schema=schema))
    yield sink.getvalue().to_pybytes()


def _rows(events: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [row | _nested(event) for row, event in zip(event_rows(events), events, strict=True)]


def _nested(event: Mapping[str, Any]) -> dict[str, Any]:
    fillers = [{"role": role, **filler} for role, fillers in event["roles"].items() for filler in fillers]
    told = [{key: record.get(key) for key in TOLD} | _quote(record) for record in event["records"]]
    return {"roles": fillers, "disagreements": [_as_text(one) for one in event["disagreements"]], "records": told}


def _quote(record: Mapping[str, Any]) -> dict[str, Any]:
    evidence = record["evidence"] or {}
    return {
        "confidence": record["confidence"],
        "start": evidence.get("start"),
        "end": evidence.get("end"),
        "evidence": evidence.get("text"),
    }


def _as_text(disagreement: Mapping[str, Any]) -> dict[str, Any]:
    """Values of any field in one column: what is no string is written as text."""
    return {"field": disagreement["field"], "values": [str(value) for value in disagreement["values"]]}


def _schema(arrow: Any) -> Any:
    text, texts = arrow.string(), arrow.list_(arrow.string())
    kinds = dict.fromkeys(DAYS, arrow.date32()) | dict.fromkeys(NUMBERS, arrow.float64())
    kinds |= dict.fromkeys(COUNTS, arrow.int32()) | dict.fromkeys(LISTS, texts)
    kinds["roles"] = arrow.list_(arrow.struct([(key, text) for key in ("role", "entity", "name")]))
    kinds["disagreements"] = arrow.list_(arrow.struct([("field", text), ("values", texts)]))
    told = [(key, text) for key in TOLD] + [("confidence", arrow.float64()), ("start", arrow.int32()), ("end", arrow.int32())]
    kinds["records"] = arrow.list_(arrow.struct([*told, ("evidence", text)]))
    return arrow.schema([(column, kinds.get(column, text)) for column in (*EVENT_COLUMNS, "records")])
