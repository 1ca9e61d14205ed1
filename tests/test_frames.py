import datetime as dt
import sys
from pathlib import Path

import pytest
from output_samples import DROPPED, FILED, SUIT, write_sample

from monitor.flat import ACT_COLUMNS, DISPUTE_COLUMNS, EVENT_COLUMNS
from monitor.frames import LIBRARIES, read_disputes, read_events, read_records
from pipelines.errors import UsageError


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    pytest.importorskip(request.param)
    return str(request.param)


def test_records_are_an_act_a_row(library: str, tmp_path: Path) -> None:
    records, _, _ = write_sample(tmp_path)
    frame = read_records(records, library=library)
    assert tuple(frame.columns) == ACT_COLUMNS and len(frame) == 6
    assert list(frame["article"]) == ["a1", "a2", "a3", "a3", "a4", "a/5"]
    assert list(frame["type"])[:2] == ["lawsuit_filed", "lawsuit_filed"]
    assert list(frame["roles"][0]) == ["plaintiff=Norvik Audio", "defendant=Pell & Daughters", "court=Harrow County Court"]


def test_events_are_an_event_a_row_with_days_as_days(library: str, tmp_path: Path) -> None:
    _, events, _ = write_sample(tmp_path)
    frame = read_events(events, library=library)
    assert tuple(frame.columns) == EVENT_COLUMNS and len(frame) == 5
    days = [day.date() if isinstance(day, dt.datetime) else day for day in frame["date_until"]]
    assert days[:2] == [dt.date(2014, 7, 9), dt.date(2017, 8, 3)] and days[3] == dt.date(2016, 3, 31)
    assert frame["amount"][0] == 2000000 and frame["n_sources"].sum() == 7
    assert list(frame["languages"][0]) == ["de", "en"]


def test_disputes_are_an_event_of_a_dispute_a_row(library: str, tmp_path: Path) -> None:
    _, _, disputes = write_sample(tmp_path)
    frame = read_disputes(disputes, library=library)
    assert tuple(frame.columns) == DISPUTE_COLUMNS
    assert list(frame["event"])[:2] == [FILED, DROPPED] and list(frame["dispute"])[:2] == [SUIT, SUIT]
    assert list(frame["status_after"]) == ["open", "withdrawn", "member"] and list(frame["case"]) == ["ca-1", "ca-1", "ca-2"]
    assert list(frame["flags"][1]) == ["out_of_order"]


def test_an_empty_file_gives_an_empty_frame_with_its_columns(library: str, tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    path.write_bytes(b"")
    assert tuple(read_events(path, library=library).columns) == EVENT_COLUMNS


def test_a_file_of_another_kind_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    records, _, _ = write_sample(tmp_path)
    with pytest.raises(UsageError, match=r"line 1 is no event: its schema is 'article-record/1'; valid: 'event/1'"):
        read_events(records)


def test_a_library_that_is_missing_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, events, _ = write_sample(tmp_path)
    monkeypatch.setitem(sys.modules, "polars", None)  # what Python does for an import that is blocked
    with pytest.raises(UsageError, match=r"polars is not installed; valid: pip install 'casewire\[polars\]'"):
        read_events(events, library="polars")
    with pytest.raises(UsageError, match="library: 'dask' is unknown; valid: pandas, polars"):
        read_events(events, library="dask")
