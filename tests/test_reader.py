import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from shell_samples import EN, IT, page, write_json

from monitor.pages import Failure, Page
from monitor.sources.folder import Input
from monitor.sources.reader import pages


def read(path: Path, limit: int = 1000) -> list[Any]:
    return list(pages(Input(str(path), 3), max_characters=limit))


def only(path: Path, limit: int = 1000) -> Any:
    (found,) = read(path, limit)
    return found


@pytest.mark.parametrize(("name", "kind"), [("a.txt", "text"), ("a.html", "html"), ("a.HTM", "html")])
@pytest.mark.parametrize("packed", [False, True])
def test_documents_are_pages(tmp_path: Path, name: str, kind: str, packed: bool) -> None:
    file = tmp_path / (name + ".gz" * packed)
    file.write_bytes(gzip.compress(EN.encode()) if packed else EN.encode())
    assert only(file) == Page(str(file), kind, EN.encode(), source=3)


def test_each_line_of_jsonl_is_a_page_numbered_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "a"}\n\n{broken\n{"text": "b"}')
    assert [(p.part, p.content) for p in read(file)] == [("1", b'{"text": "a"}'), ("3", b"{broken"), ("4", b'{"text": "b"}')]


def test_a_file_with_one_article_needs_no_number(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "a"}\n\n')
    assert only(file).part is None
    assert only(write_json(tmp_path / "b.json", {"text": "a"})).part is None
    assert only(write_json(tmp_path / "c.json", [{"text": "a"}])).part is None


def test_a_json_list_gives_numbered_pages(tmp_path: Path) -> None:
    file = write_json(tmp_path / "a.json", [{"text": "a"}, {"text": "b"}])
    assert [(p.kind, p.part) for p in read(file)] == [("article", "1"), ("article", "2")]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (EN, "text"),
        (page(EN), "html"),
        ("\n  <!DOCTYPE html><p>x", "html"),
        (json.dumps({"text": EN}) + "\n" + json.dumps({"text": IT}), "line"),
        (json.dumps({"text": EN}), "line"),
        (json.dumps({"text": EN}, indent=1), "article"),
        ("\ufeff" + json.dumps([{"text": EN}]), "article"),
        ("<?xml version='1.0'?><rss version='2.0'><channel><item><title>a</title></item></channel></rss>", "entry"),
    ],
)
def test_standard_input_and_unknown_suffixes_are_told_by_their_first_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, kind: str
) -> None:
    file = tmp_path / "a.saved"
    file.write_text(written, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(written.encode()))))
    assert {p.kind for p in read(file)} == {p.kind for p in read("-")} == {kind}


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.xml", "a.txt.gz", "a.other"])
@pytest.mark.parametrize("content", [b"", b" \r\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_a_skip(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert only(file) == Failure(str(file), "empty", skipped=True, source=3)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", b'{"text": ', "broken_json"),
        ("a.json", b"[" * 100_000, "broken_json"),
        ("a.xml", b"<a><b/></a>", "broken_feed"),
        ("a.txt.gz", b"no gzip", "unreadable"),
        ("a.txt.gz", gzip.compress(EN.encode() * 99)[:60], "unreadable"),
        ("a.jsonl.gz", gzip.compress(EN.encode() * 99)[:60], "unreadable"),
        ("a.txt", b"x" * 8001, "too_long"),
        ("a.jsonl", b"x" * 8001, "too_long"),
    ],
)
def test_what_cannot_be_read_is_a_failure_with_its_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    failure = only(file)
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.skipped, failure.source) == (reason, False, 3)
    assert failure.path.startswith(str(file))


@pytest.mark.parametrize("content", [b'"text"', b"[]", b"7"])
def test_json_without_an_article_is_a_skip(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    failure = only(tmp_path / "a.json")
    assert (failure.reason, failure.skipped) == ("not_an_article", True)


def test_a_dangling_link_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    assert only(tmp_path / "a.txt").reason == "unreadable"


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress(bytes(50_000_000)))
    assert only(file).reason == "too_long"
