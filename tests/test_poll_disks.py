import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Site
from poll_samples import out, publish
from shell_samples import casewire
from test_poll_commands import configure


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        publish(running, range(2))
        yield running


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes."""
    place = tmp_path / "tiny"
    place.mkdir()
    if shutil.which("mount") is None or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], check=False).returncode:
        pytest.skip("no right to mount a small disk")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_loses_nothing(site: Site, tmp_path: Path, tiny: Path) -> None:
    publish(site, range(30))
    configure(tmp_path, site.url("/feed"), more='\n[[outputs]]\nkind = "jsonl"\nfolder = "tiny/out"\n')
    ballast = tiny / "ballast"
    ballast.write_bytes(bytes(8 << 20))
    done = casewire("poll", cwd=tmp_path)
    assert done.returncode == 1 and b"No space left" in done.stderr
    assert all(line.endswith(b"\n") for file in (tiny / "out").glob("*.jsonl") for line in file.read_bytes().splitlines(keepends=True))
    ballast.unlink()
    assert casewire("poll", cwd=tmp_path).returncode == 0
    assert len({r["id"] for r in out(tiny)}) == len(out(tiny)) == 30


def test_a_store_on_a_full_disk_says_so_and_goes_on_later(site: Site, tmp_path: Path, tiny: Path) -> None:
    publish(site, range(30))
    configure(tmp_path, site.url("/feed"), poll='store = "tiny/s.db"\n')
    (tiny / "ballast").write_bytes(bytes((8 << 20) - 300_000))
    done = casewire("poll", cwd=tmp_path)
    assert done.returncode == 1 and b"full" in done.stderr and b"Traceback" not in done.stderr
    (tiny / "ballast").unlink()
    casewire("poll", cwd=tmp_path)
    assert len({r["id"] for r in out(tmp_path)}) == len(out(tmp_path)) == 30


def test_an_output_that_is_no_folder_is_named(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site.url("/feed"))
    (tmp_path / "out").write_text("a file in the way")
    assert b"not_delivered" in casewire("poll", cwd=tmp_path).stderr
    (tmp_path / "out").unlink()
    assert casewire("poll", cwd=tmp_path).returncode == 0
    assert len(out(tmp_path)) == 2
