"""kill -9 at random moments: in the end each article exactly once, the store sound, no lock left behind.

The run is forked with everything loaded, so that the moments fall into its work and not into its start.
CASEWIRE_KILLS sets how many runs are killed (20 unless told, with 60 articles; 200 kills come with 300).
"""

import os
import random
import signal
import time
from pathlib import Path

from loopback import Site
from poll_samples import NOW, FakeClock, integrity, out, polling, publish

import pipelines
from monitor import network  # noqa: F401 - loaded before the fork
from monitor.poll import run
from monitor.settings import Output, Polling
from monitor.store import changes, db

KILLS = int(os.environ.get("CASEWIRE_KILLS", "20"))
ARTICLES = 300 if KILLS >= 200 else 60


def start(settings: Polling, at: float) -> int:
    """A run in a process of its own; gives its id."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = int(run(settings, clock=FakeClock(at)).failed)
        finally:
            os._exit(code)
    return child


def test_each_article_exactly_once(tmp_path: Path) -> None:
    pipelines.load("en")
    dice = random.Random(5)
    with Site() as site:
        settings = polling(
            tmp_path,
            *(site.url(f"/feed{n}") for n in range(6)),
            outputs=(Output("jsonl", folder=tmp_path / "out"), Output("jsonl", folder=tmp_path / "changes", form="changes")),
            limits={"delay": 0.0, "per_host": 8, "total_seconds": 5.0},
        )
        killed, at = 0, NOW
        for number in range(KILLS):
            shown = ARTICLES * (number + 1) // KILLS // 6
            for n in range(6):
                publish(site, range(ARTICLES // 6 * n, ARTICLES // 6 * n + max(shown, 1)), path=f"/feed{n}")
            at += 1900
            child = start(settings, at)
            time.sleep(dice.uniform(0.005, 0.18))
            killed += os.waitpid(child, os.WNOHANG)[0] == 0
            try:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
            assert integrity(settings.store) == "ok" if settings.store.exists() else True
        assert killed > KILLS / 2
        for _ in range(3):
            at += 4000
            report = run(settings, clock=FakeClock(at))
    assert not report.failed, report.faults
    ids = [r["id"] for r in out(tmp_path)]
    assert len(ids) == len(set(ids)) == ARTICLES
    with db.connect(settings.store) as store:
        assert [c.article for c in changes.since(store, 0)] == ids
    assert len(list((tmp_path / "changes").glob("*.jsonl"))) >= 1
    assert integrity(settings.store) == "ok"
