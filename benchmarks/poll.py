"""Feeds per second beside lemon24/reader, on one core, all on loopback: a first poll of feeds without pages, and one of unchanged feeds.

    python benchmarks/poll.py --reader PYTHON [--feeds 500]

PYTHON is the interpreter of an environment that has reader (`pip install reader`). Both sides read the same feeds from the same server,
which runs on another core; each is pinned to one core and told to use one worker.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Process, Queue
from pathlib import Path

ENTRIES = 20
BODY = "Norvik Audio has sued the shop chain Pell &amp; Daughters over a label that it says was copied from its headphones. " * 4


@cache
def feed(number: int) -> bytes:
    items = "".join(
        f"<item><title>Norvik sues shop {number}-{n}</title><link>https://paper{number}.example/{n}</link><guid>g{number}-{n}</guid>"
        f"<pubDate>Sat, 14 Jun 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item>"
        for n in range(ENTRIES)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper {number}</title>{items}</channel></rss>'.encode()


class Papers(BaseHTTPRequestHandler):
    """Answers /N.xml with the feed of paper N, and with 304 where that is known."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:  # noqa: D102, N802 - the name that the library calls
        number = self.path.strip("/").removesuffix(".xml")
        known = self.headers.get("If-None-Match") == '"1"'
        body = b"" if known or not number.isdigit() else feed(int(number))
        self.send_response(304 if known else 200 if body else 404)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:  # noqa: D102
        pass


def serve(port: Queue[int]) -> None:
    pin(-1)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Papers)
    port.put(server.server_address[1])
    server.serve_forever()


def pin(which: int) -> None:
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[which]})


READER = """
import json, sys, time, os
from reader import make_reader
os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
reader = make_reader(sys.argv[1])
for url in sys.argv[3:]:
    reader.add_feed(url)
times = []
for _ in range(2):
    start = time.perf_counter()
    reader.update_feeds(workers=1, scheduled=False)
    times.append(time.perf_counter() - start)
    if reader.get_feed_counts().broken: raise SystemExit("broken feeds")
    later = __import__("datetime").timedelta(days=1)
print(json.dumps({"seconds": times, "entries": reader.get_entry_counts().total}))
"""


def ours(folder: Path, urls: list[str]) -> dict[str, object]:
    from monitor import network  # noqa: F401 - what a run loads is measured apart
    from monitor.poll import run
    from monitor.settings import Polling, Source
    from monitor.store.db import connect

    pin(0)
    limits = {"delay": 0.0, "per_host": 16, "concurrency": 16}
    settings = Polling(folder / "s.db", sources=tuple(Source(url, interval=1e-3, allow_private=True) for url in urls), limits=limits)
    times = []
    for wanted in ("changed", "unchanged"):
        start = time.perf_counter()
        report = run(settings, feeds_only=True)
        times.append(time.perf_counter() - start)
        assert report.sources[wanted] == len(urls), report.json()
    with connect(settings.store) as store:
        return {"seconds": times, "entries": store.execute("SELECT COUNT(*) FROM articles").fetchone()[0]}


def run_apart(target: object, *args: object) -> dict[str, object]:
    found: Queue[dict[str, object]] = Queue()
    process = Process(target=lambda: found.put(target(*args)))  # type: ignore[operator]
    process.start()
    result = found.get(timeout=600)
    process.join()
    return result


def reader(python: str, folder: Path, urls: list[str]) -> dict[str, object]:
    done = subprocess.run([python, "-c", READER, str(folder / "r.db"), "", *urls], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return dict(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reader", metavar="PYTHON", required=True)
    parser.add_argument("--feeds", type=int, default=500)
    args = parser.parse_args()
    port: Queue[int] = Queue()
    server = Process(target=serve, args=(port,), daemon=True)
    server.start()
    base = f"http://127.0.0.1:{port.get()}"
    urls = [f"{base}/{n}.xml" for n in range(args.feeds)]
    for url in urls:  # the server makes its feeds before anyone is timed
        urllib.request.urlopen(url).read()
    with tempfile.TemporaryDirectory() as folder:
        mine = run_apart(ours, Path(folder), urls)
        theirs = reader(args.reader, Path(folder), urls)
    server.terminate()
    assert mine["entries"] == theirs["entries"] == args.feeds * ENTRIES, (mine, theirs)
    for n, what in enumerate(("first poll", "unchanged")):
        one, other = args.feeds / mine["seconds"][n], args.feeds / theirs["seconds"][n]  # type: ignore[index]
        print(f"{what}: casewire {one:.0f} feeds/s, reader {other:.0f} feeds/s, {one / other:.1f} times")


if __name__ == "__main__":
    main()
