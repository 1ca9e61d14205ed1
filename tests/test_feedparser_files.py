"""feedparser's own published test files, where they can be had: none raises, and each gives the entries that feedparser finds.

    pip download --no-deps --no-binary :all: feedparser && tar xf feedparser-*.tar.gz
    CASEWIRE_FEEDPARSER=feedparser-6.0.14/tests python -m pytest tests/test_feedparser_files.py

They are not ours to ship; tests/test_sources.py has our own for the same cases.
"""

import io
import os
from pathlib import Path

import feedparser
import pytest

from monitor.sources import feed, live_feed
from pipelines.errors import InputError

FOLDER = Path(os.environ.get("CASEWIRE_FEEDPARSER", "."))
KINDS = ("wellformed", "illformed", "encoding", "entities")
URL = "http://127.0.0.1:8097/tests/"

pytestmark = pytest.mark.skipif(
    "CASEWIRE_FEEDPARSER" not in os.environ, reason="CASEWIRE_FEEDPARSER does not name the folder of feedparser's test files"
)


def files(kind: str) -> list[Path]:
    return sorted(path for path in (FOLDER / kind).rglob("*.xml") if path.is_file())


def read(path: Path) -> list[dict] | None:
    """Our entries, None where we say that it is no feed; anything else that is raised fails the test."""
    try:
        return list(live_feed.read(path.read_bytes(), url=URL + path.name).entries)
    except InputError as error:
        assert error.reason in ("broken_feed", "binary", "undecodable"), error
        return None


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_is_read_or_refused_with_a_reason(kind: str) -> None:
    found = {path: read(path) for path in files(kind)}
    assert len(found) > 10, f"{FOLDER / kind}: no test files of feedparser"
    print(f"{kind}: {len(found)} files, {sum(entries is None for entries in found.values())} refused")


@pytest.mark.parametrize("kind", KINDS)
def test_our_entries_are_those_that_feedparser_finds(kind: str) -> None:
    for path in files(kind):
        theirs = feedparser.parse(io.BytesIO(path.read_bytes()))
        if not theirs.version:  # nothing that it knows, or CDF, which nobody has written since 1999
            continue
        mine = read(path) or []
        assert len(mine) == len(theirs.entries), path
        if _is_utf8(path):  # where it is not, feedparser without a detector may guess worse than we do
            assert [e["title"] or "" for e in mine] == [feed.plain(e.get("title") or "") for e in theirs.entries], path


def _is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode()
    except UnicodeDecodeError:
        return False
    return True
