import csv
import io
import json

import pytest
from test_schema import full

from monitor.writers import csv as csv_writer
from monitor.writers import json as json_writer
from monitor.writers import jsonl
from monitor.writers.cells import line
from pipelines.records import dump_line

RECORDS = [full(), full() | {"id": "2", "actions": []}]
LINES = [dump_line(record) for record in RECORDS]


def test_jsonl_is_a_record_a_line() -> None:
    written = "".join(jsonl.write(LINES))
    assert [json.loads(line) for line in written.splitlines()] == RECORDS
    assert written.endswith("\n")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_json_is_one_list(count: int) -> None:
    assert json.loads("".join(json_writer.write(LINES[:count]))) == RECORDS[:count]


def test_csv_is_an_act_a_row() -> None:
    (row,) = csv.DictReader(io.StringIO("".join(csv_writer.write(LINES))))
    assert (row["article"], row["path"], row["published"], row["language"]) == ("1", "a.txt", "2021-03-04", "en")
    assert (row["type"], row["modality"], row["date"], row["amount"], row["currency"]) == (
        "lawsuit_filed",
        "asserted",
        "2021-03-01",
        "200",
        "DKK",
    )
    assert (row["quantity"], row["unit"], row["url"]) == ("2", "pairs", "")
    assert row["roles"] == "defendant=Pell; plaintiff=Norvik"
    assert (row["trigger"], row["evidence"]) == ("sued", "Norvik has sued Pell over 200 kroner on Monday.")


def test_every_piece_of_a_file_ends_a_line() -> None:
    for writer in (jsonl, csv_writer):
        assert all(piece.endswith("\n") for piece in writer.write(LINES))


def test_a_spreadsheet_runs_nothing_from_a_cell() -> None:
    columns = ("a", "b", "c", "d")
    written = line({"a": '=HYPERLINK("x")', "b": "＋1", "c": -5, "d": "a=b"}, columns)
    (row,) = csv.DictReader(io.StringIO(written), columns)
    assert row == {"a": '\'=HYPERLINK("x")', "b": "'＋1", "c": "-5", "d": "a=b"}
