import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from shell_samples import CASEWIRE, EN, FR, IT, JA, ROOT, casewire, records, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


BAD = {
    "empty.txt": (b"", "skipped", "empty"),
    "noise.txt": (b"\x7fELF" + bytes(99), "failed", "binary"),
    "lying.txt": (b"\xef\xbb\xbf" + bytes(range(128, 256)) * 9, "failed", "undecodable"),
    "long.txt": (EN.encode() * (50_000_000 // len(EN)), "failed", "too_long"),
    "menu.html": (b"<html><body><nav><a href='/'>Start</a></nav></body></html>", "skipped", "no_article"),
    "broken.json": (b'{"text": ', "failed", "broken_json"),
    "gone.txt": (None, "failed", "unreadable"),
    "packed.txt.gz": (b"not packed", "failed", "unreadable"),
    "one.txt": (b"a" * 100_000, "skipped", "no_prose"),
    "french.txt": (FR.encode(), "skipped", "language (fr)"),
    "japanese.txt": (JA.encode(), "skipped", "language (ja)"),
    "menu.xml": (b"<menu/>", "failed", "broken_feed"),
}


def write_bad(root: Path) -> None:
    for name, (content, _, _) in BAD.items():
        if content is None:
            (root / name).symlink_to(root / "nowhere")
        else:
            (root / name).write_bytes(content)
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.txt")
    odd = json.dumps({"id": "odd", "text": f"{EN} \ud83d stands alone here."})
    (root / "lines.jsonl").write_text(f'{odd}\n{{"broken"\n{json.dumps({"id": "last", "text": IT})}\n')


def test_bad_input_is_told_with_its_reason_and_the_others_are_done(folder: Path, tmp_path: Path) -> None:
    write_bad(folder)
    done = casewire("extract", folder, "-o", tmp_path / "out.jsonl")
    log = done.stderr.decode()
    for name, (_, what, reason) in BAD.items():
        assert f"{what} {folder / name}: {reason}" in log, name
    assert f"failed {folder / 'lines.jsonl'}#2: broken_json" in log
    assert f"skipped {folder / 'pipe.txt'}: not_a_file" in log
    found = {Path(r["path"]).name for r in records((tmp_path / "out.jsonl").read_bytes())}
    assert found == {
        "de.txt",
        "en.txt",
        "it.txt",
        "list.json#one",
        "list.json#two",
        "page.html",
        "zh.txt",
        "lines.jsonl#odd",
        "lines.jsonl#last",
    }
    assert done.returncode == 1
    assert "9 records, 6 skipped (empty 1, language 2, no_article 1, no_prose 1, not_a_file 1), 8 failed" in log
    assert "Traceback" not in log


def test_skips_alone_are_no_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FR)
    done = casewire("extract", tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"0 records, 1 skipped (language 1), 0 failed" in done.stderr


def test_two_runs_write_the_same_bytes_whatever_the_number_of_processes(folder: Path, tmp_path: Path) -> None:
    write_bad(folder)
    (folder / "long.txt").unlink()
    written = []
    for name, workers in (("a", 1), ("b", 1), ("c", 2)):
        casewire("extract", folder, "-o", tmp_path / name, "--workers", workers)
        written.append((tmp_path / name).read_bytes())
    assert written[0] and len(set(written)) == 1


def test_the_output_appears_whole_and_is_not_read_as_input(folder: Path) -> None:
    first = casewire("extract", folder, "-o", folder / "out.jsonl")
    once = (folder / "out.jsonl").read_bytes()
    second = casewire("extract", folder, "-o", folder / "out.jsonl")
    assert (first.returncode, second.returncode) == (0, 0)
    assert (folder / "out.jsonl").read_bytes() == once
    assert not list(folder.glob("*.partial"))


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text("".join(json.dumps({"id": n, "text": EN * 20}) + "\n" for n in range(200)))
    with subprocess.Popen([*CASEWIRE, "extract", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as run:
        run.stdout.readline()
        run.stdout.close()
        log = run.stderr.read()
    assert run.returncode == 0
    assert b"Traceback" not in log and b"BrokenPipe" not in log


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_leaves_whole_lines_and_ends_with_130(tmp_path: Path, workers: int) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("from an earlier run\n")
    command = [*CASEWIRE, "extract", "-", "-o", str(out), "--workers", str(workers)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as run:
        run.stdin.write(b"".join(json.dumps({"id": n, "text": EN}).encode() + b"\n" for n in range(40)))
        run.stdin.flush()
        partial = tmp_path / "out.jsonl.partial"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and (not partial.exists() or partial.stat().st_size == 0):
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        log = run.stderr.read()
    assert run.returncode == 130, log
    assert records(partial.read_bytes())
    assert out.read_text() == "from an earlier run\n"
    assert b"interrupted" in log and b"Traceback" not in log
