"""What a poll with nothing due costs, as cron starts it: seconds, peak memory, and which heavy modules it loads.

    python benchmarks/idle.py [--feeds 500] [--rounds 7]

Every run is a process of its own, its interpreter's start included. The processor's time leaves out what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("spacy", "numpy", "trafilatura", "onnxruntime", "aiohttp", "lxml", "feedparser")
RUN = (
    "import re, sys; from monitor.cli import main; code = main(['poll'])\n"
    "print(code, re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], *sys.modules)"
)


def prepare(folder: Path, feeds: int) -> None:
    """A configuration and a store in which every feed was polled a moment ago."""
    from monitor.store import db, sources

    urls = [f"https://paper{n}.example/feed.xml" for n in range(feeds)]
    (folder / "casewire.toml").write_text("".join(f'[[sources]]\nurl = "{url}"\n' for url in urls))
    now = time.time()
    with db.connect(folder / "casewire.db") as store, db.transaction(store):
        for url in urls:
            sources.save(store, sources.Health(url, next_due=now + 3600, last_attempt=now, last_success=now, body="x"))


def poll(folder: Path) -> tuple[float, float, int, list[str]]:
    """One run: seconds, the processor's seconds, kilobytes at the peak, heavy modules."""
    start, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", RUN], cwd=folder, capture_output=True, text=True, check=True, env=environment)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    code, kilobytes, *modules = done.stdout.split()
    assert code == "0", done.stderr
    return seconds, processor, int(kilobytes), [name for name in HEAVY if name in modules]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), args.feeds)
        runs = [poll(Path(folder)) for _ in range(args.rounds)]
    seconds, processor, kilobytes, heavy = zip(*runs, strict=True)
    loaded = ", ".join(sorted({name for names in heavy for name in names})) or "none"
    times = f"best {min(seconds):.2f} s, median {median(seconds):.2f} s, processor {median(processor):.2f} s"
    print(f"{args.feeds} feeds, none due: {times}, {max(kilobytes) / 1024:.0f} MB")
    print(f"heavy modules loaded: {loaded}")


if __name__ == "__main__":
    main()
