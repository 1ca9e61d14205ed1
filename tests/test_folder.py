import os
from pathlib import Path
from typing import Any

import pytest

from monitor.sources.folder import find, suffix
from pipelines.errors import UsageError


def names(found: Any, root: Path) -> list[str]:
    return [os.path.relpath(source.path, root) for source in found[0]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "z/c.jsonl.gz", "z/d.XML", "y/e.json", "notes.md", "y/photo.png", ".hidden.txt", ".git/f.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    return tmp_path


def test_a_folder_is_walked_in_sorted_order(tree: Path) -> None:
    found = find([str(tree)])
    assert names(found, tree) == ["a.html", "b.txt", "y/e.json", "z/c.jsonl.gz", "z/d.XML"]
    assert [source.number for source in found[0]] == [0, 1, 2, 3, 4]
    assert found[2] == 2


def test_paths_come_in_the_order_given_and_as_given(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert [source.path for source in find(["z", "-", "./notes.md", "b.txt"])[0]] == ["z/c.jsonl.gz", "z/d.XML", "-", "./notes.md", "b.txt"]


def test_a_loop_of_links_is_walked_once(tree: Path) -> None:
    (tree / "y" / "up").symlink_to(tree)
    (tree / "y" / "self").symlink_to(tree / "y")
    (tree / "again").symlink_to(tree / "z")
    found = names(find([str(tree)]), tree)
    assert len(found) == 5
    assert sorted(Path(name).name for name in found) == ["a.html", "b.txt", "c.jsonl.gz", "d.XML", "e.json"]


def test_what_is_neither_file_nor_folder_is_a_counted_skip(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    _, (failure,), _ = find([str(tree)])
    assert (failure.reason, failure.skipped, failure.path) == ("not_a_file", True, str(tree / "pipe.txt"))


def test_a_dangling_link_is_left_for_the_reader_to_report(tree: Path) -> None:
    (tree / "gone.txt").symlink_to(tree / "nowhere")
    assert "gone.txt" in names(find([str(tree)]), tree)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_cannot_be_opened_is_a_failure(tree: Path) -> None:
    (tree / "z").chmod(0)
    found, (failure,), _ = find([str(tree)])
    (tree / "z").chmod(0o700)
    assert (failure.reason, failure.skipped, len(found)) == ("unreadable", False, 3)


def test_all_missing_paths_are_named_at_once(tree: Path) -> None:
    with pytest.raises(UsageError) as caught:
        find([str(tree), "nowhere/1", "nowhere/2"])
    assert "nowhere/1" in str(caught.value) and "nowhere/2" in str(caught.value)


def test_the_file_that_is_written_is_not_read(tree: Path) -> None:
    assert "y/e.json" not in names(find([str(tree)], leave_out=str(tree / "y" / "e.json")), tree)


def test_the_suffix_looks_through_compression() -> None:
    assert (suffix("a.TXT.gz"), suffix("a.jsonl"), suffix("a.gz"), suffix("-")) == (".txt", ".jsonl", "", "")
