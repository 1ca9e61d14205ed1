import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Site, http
from poll_samples import out, publish
from shell_samples import CASEWIRE, ROOT, casewire, records

from monitor.config import read
from monitor.settings import seconds
from monitor.store import lock
from pipelines.errors import UsageError

OUTPUT = '\n[[outputs]]\nkind = "jsonl"\nfolder = "out"\n'


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        publish(running, range(2))
        yield running


def configure(tmp_path: Path, *urls: str, poll: str = "", more: str = OUTPUT) -> Path:
    sources = "".join(f'\n[[sources]]\nurl = "{url}"\nallow_private = true\n' for url in urls)
    (tmp_path / "casewire.toml").write_text(f"# mine\n[poll]\ndelay = 0\n{poll}{sources}{more}")
    return tmp_path / "casewire.toml"


def test_poll_is_quiet_and_its_report_is_for_machines(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site.url("/feed"))
    done = casewire("poll", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert len(out(tmp_path)) == 2
    report = json.loads(casewire("poll", "--report", "-", cwd=tmp_path).stdout)
    assert report["schema"] == "poll-report/1" and report["sources"] == {"not_due": 1}


def test_export_from_a_cursor(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site.url("/feed"), more="")
    casewire("poll", cwd=tmp_path)
    lines = [json.loads(line) for line in casewire("export", "--since", 0, cwd=tmp_path).stdout.splitlines()]
    assert [line["op"] for line in lines] == ["upsert"] * 2
    assert casewire("export", "--since", lines[-1]["cursor"], cwd=tmp_path).stdout == b""
    assert len(records(casewire("export", "--since", 1, "--form", "records", cwd=tmp_path).stdout)) == 1


def test_what_fails_is_named_and_ends_with_1(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site.url("/none"), site.url("/feed"))
    done = casewire("poll", cwd=tmp_path)
    assert done.returncode == 1 and f"source {site.url('/none')}: not_found (404)" in done.stderr.decode()
    assert len(out(tmp_path)) == 2
    assert casewire("poll", cwd=tmp_path).returncode == 0  # it is left alone for a while


def test_a_second_run_ends_with_75_at_once(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site.url("/feed"))
    with lock.held(tmp_path / "casewire.db"):
        start = time.monotonic()
        done = casewire("poll", cwd=tmp_path)
    assert (done.returncode, b"another run" in done.stderr) == (75, True)
    assert time.monotonic() - start < 1.5


def test_two_polls_at_once_deliver_each_article_once(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site.url("/feed"))
    runs = [subprocess.Popen([*CASEWIRE, "poll"], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}) for _ in range(3)]
    codes = sorted(run.wait(60) for run in runs)
    assert codes[0] == 0 and set(codes) <= {0, 75}
    assert len(out(tmp_path)) == 2


FAULTY = """
[poll]
interval = "soon"
store = 1
pace = 3
[[sources]]
url = "ftp://a.example"
kind = "blog"
interval = 0
[[sources]]
name = "no address"
language = "fr"
[[outputs]]
kind = "jsonl"
form = "xml"
[[outputs]]
kind = "webhook"
url = "hook"
"""


def test_every_fault_of_the_file_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "casewire.toml").write_text(FAULTY)
    done = casewire("poll", cwd=tmp_path)
    assert done.returncode == 2
    for key, valid in [
        ("poll.interval", "30m"),
        ("poll.store", "a text"),
        ("poll.pace", "max_bytes"),
        ("sources[1].url", "http://"),
        ("sources[1].kind", "feed, links, sitemap, page"),
        ("sources[1].interval", "30m"),
        ("sources[2].url", "missing"),
        ("sources[2].language", "en, zh, it, de"),
        ("outputs[1].form", "records, changes"),
        ("outputs[1].folder", "missing"),
        ("outputs[2].url", "http://"),
    ]:
        assert any(key in line and valid in line for line in done.stderr.decode().split("\n")), key


@pytest.mark.parametrize(
    ("written", "wanted"), [("90s", 90), ("30m", 1800), ("1.5 h", 5400), (60, 60), ("0m", None), ("m", None), (True, None)]
)
def test_times(written: object, wanted: float | None) -> None:
    assert seconds(written) == wanted


def test_one_address_stands_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="stands twice"):
        read(str(configure(tmp_path, "https://a.example/f", "https://a.example/f")))


def test_add_finds_the_feeds_of_a_page_and_keeps_comments(site: Site, tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/{}+xml" title="{}" href="{}">'
    head = link.format("rss", "All", "/feed") + link.format("atom", "Other", "/other")
    site.routes["/"] = http(f"<html><head>{head}</head><body></body></html>", kind="text/html")
    path = configure(tmp_path)
    added = casewire("add", site.url("/"), "--allow-private", cwd=tmp_path)
    assert added.stdout.decode().split("\n")[:2] == [f"added: {site.url('/feed')}", f"also there: {site.url('/other')}"]
    assert casewire("add", site.url("/x"), "--kind", "page", "--name", 'My "page"', cwd=tmp_path).returncode == 0
    assert "# mine" in path.read_text()
    assert casewire("list", cwd=tmp_path).stdout.decode().split("\n")[:2] == [
        f"feed\t{site.url('/feed')}\tAll",
        f'page\t{site.url("/x")}\tMy "page"',
    ]
    assert casewire("remove", site.url("/feed"), cwd=tmp_path).returncode == 0
    assert [s.url for s in read(str(path)).polling.sources] == [site.url("/x")]
    assert casewire("remove", site.url("/feed"), cwd=tmp_path).returncode == 2
    assert casewire("poll", cwd=tmp_path).returncode == 1  # a page that is not there, and may not be: private


def test_add_says_why_it_cannot(site: Site, tmp_path: Path) -> None:
    site.routes["/bare"] = http("<html><head></head><body>x</body></html>", kind="text/html")
    for args, told in [
        ((site.url("/bare"), "--allow-private"), "--kind links"),
        ((site.url("/bare"),), "private_address"),
        (("nowhere",), "http://"),
    ]:
        done = casewire("add", *args, cwd=tmp_path)
        assert done.returncode == 2 and told in done.stderr.decode()


def test_opml_goes_out_and_in_again(tmp_path: Path) -> None:
    configure(tmp_path, "https://a.example/f?x=1&y", "https://b.example/泊禾")
    (tmp_path / "feeds.opml").write_bytes(casewire("export", "--opml", cwd=tmp_path).stdout)
    (tmp_path / "casewire.toml").unlink()
    assert casewire("import", "feeds.opml", cwd=tmp_path).stdout == b"2 added, 0 were there\n"
    assert casewire("import", "feeds.opml", cwd=tmp_path).stdout == b"0 added, 2 were there\n"
    assert [s.url for s in read(str(tmp_path / "casewire.toml")).polling.sources] == ["https://a.example/f?x=1&y", "https://b.example/泊禾"]
    (tmp_path / "no.opml").write_text("<rss/>")
    assert casewire("import", "no.opml", cwd=tmp_path).returncode == 2


def test_status_and_doctor_speak_in_words(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site.url("/feed"), site.url("/none"))
    assert b"no store yet" in casewire("status", cwd=tmp_path).stderr
    casewire("poll", "--feeds-only", cwd=tmp_path)
    well, gone = casewire("status", cwd=tmp_path).stdout.decode().split("\n")[:2]
    assert "well; last success" in well
    assert re.search(r"next in (2\d|30) minutes", well), well  # half an hour less what the poll took, and a jitter
    assert "gone or not allowed: not_found, once (404); no success yet" in gone
    assert json.loads(casewire("status", "--json", cwd=tmp_path).stdout.split(b"\n")[0])["health"] == "well"
    done = casewire("doctor", cwd=tmp_path)
    assert done.returncode == 1 and b"poll.contact" in done.stdout and b"not_found" in done.stdout
    configure(tmp_path, site.url("/feed"), poll='contact = "mailto:a@b.example"\n')
    assert casewire("doctor", cwd=tmp_path).stdout == b"all is well\n"


def test_replay_by_command(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site.url("/feed"))
    casewire("poll", cwd=tmp_path)
    report = json.loads(casewire("replay", "--report", "-", cwd=tmp_path).stdout)
    assert report["records"] == {"unchanged": 2}


def processor_seconds() -> float:
    """What the children have taken of the processor: what they take on a machine that has nothing else to do."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_nothing_due_is_quick_small_and_light(site: Site, tmp_path: Path) -> None:
    configure(tmp_path, site.url("/feed"))
    casewire("poll", cwd=tmp_path)
    code = (
        "import re,sys;from monitor.cli import main;code=main(['poll']);"
        "print(code, re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], *sorted(sys.modules))"
    )
    times = []
    for _ in range(3):
        used = processor_seconds()
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        times.append(processor_seconds() - used)
    code, kilobytes, *loaded = done.stdout.decode().split()
    assert code == "0" and min(times) < 0.6 and int(kilobytes) < 90_000
    assert not {"spacy", "trafilatura", "numpy", "aiohttp", "lxml", "feedparser"} & set(loaded)
