"""Feeds per second beside lemon24/reader, on one core, all on loopback: a first poll of feeds without pages, polls of unchanged feeds.

    python benchmarks/poll.py --reader PYTHON [--feeds 500] [--rounds 5]

PYTHON is the interpreter of an environment that has reader (`pip install reader sgmllib3k`). Both sides read the same feeds from the same
server, which runs on the last core; each side is pinned to the first one and told to use one worker. The two take turns, each round with
a fresh store and a fresh process that has loaded its modules before the clock starts. Wall time is what a user waits for; the processor's
time of the process leaves out what other programs on the machine and the server take, and is the steadier figure where something else runs.
The median of the rounds is told for both, with the best and the worst round beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import Process, Queue
from pathlib import Path
from statistics import median

ENTRIES = 20
BODY = "Norvik Audio has sued the shop chain Pell &amp; Daughters over a label that it says was copied from its headphones. " * 4
POLLS = ("first poll", "unchanged", "unchanged")


def feed(number: int) -> bytes:
    items = "".join(
        f"<item><title>Norvik sues shop {number}-{n}</title><link>https://paper{number}.example/{n}</link><guid>g{number}-{n}</guid>"
        f"<pubDate>Sat, 14 Jun 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item>"
        for n in range(ENTRIES)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper {number}</title>{items}</channel></rss>'.encode()


def answer(status: str, body: bytes = b"") -> bytes:
    return f'HTTP/1.1 {status}\r\nETag: "1"\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(body)}\r\n\r\n'.encode() + body


class Papers(asyncio.Protocol):
    """Answers /N.xml with the feed of paper N, and with 304 where that is known; all is ready-made, so that nobody is kept waiting."""

    feeds: tuple[bytes, ...] = ()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:  # noqa: D102
        self.transport, self.asked = transport, b""

    def data_received(self, data: bytes) -> None:  # noqa: D102
        self.asked += data
        while b"\r\n\r\n" in self.asked:
            head, _, self.asked = self.asked.partition(b"\r\n\r\n")
            self.transport.write(self.reply(head))  # type: ignore[attr-defined]

    def reply(self, head: bytes) -> bytes:
        """The answer to a request."""
        number = head.split(b" ", 2)[1].strip(b"/").removesuffix(b".xml")
        if not number.isdigit():
            return answer("404 Not Found")
        return answer("304 Not Modified") if b'if-none-match: "1"' in head.lower() else self.feeds[int(number)]


def serve(port: Queue[int], feeds: int) -> None:
    pin(-1)
    Papers.feeds = tuple(answer("200 OK", feed(n)) for n in range(feeds))

    async def forever() -> None:
        server = await asyncio.get_running_loop().create_server(Papers, "127.0.0.1", 0, backlog=1024)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


def pin(which: int) -> None:
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[which]})


READER = """
import json, sys, time, os
from reader import make_reader
os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
reader = make_reader(sys.argv[1])
for url in json.loads(sys.argv[2]):
    reader.add_feed(url)
wall, processor = [], []
for _ in range(3):
    start, used = time.perf_counter(), time.process_time()
    reader.update_feeds(workers=1, scheduled=False)
    wall.append(time.perf_counter() - start)
    processor.append(time.process_time() - used)
    if reader.get_feed_counts().broken:
        raise SystemExit("broken feeds")
print(json.dumps({"wall": wall, "processor": processor, "entries": reader.get_entry_counts().total}))
"""
OURS = "import sys; sys.path[:0] = sys.argv[3:]; import poll; poll.ours(*sys.argv[1:3])"


def ours(store: str, urls: str) -> None:
    """Our side, in a process of its own; prints what it took."""
    import fastfeedparser  # noqa: F401 - reader, too, has loaded its parser by then, when its feeds are added

    from monitor import network  # noqa: F401
    from monitor.poll import run
    from monitor.settings import Polling, Source
    from monitor.sources import live_feed  # noqa: F401
    from monitor.store.db import connect

    pin(0)
    limits = {"delay": 0.0, "per_host": 16, "concurrency": 16}
    sources = tuple(Source(url, interval=1e-3, allow_private=True) for url in json.loads(urls))
    settings = Polling(Path(store), sources=sources, limits=limits)
    wall, processor = [], []
    for what in POLLS:
        start, used = time.perf_counter(), time.process_time()
        report = run(settings, feeds_only=True)
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
        assert report.sources["changed" if what == "first poll" else what] == len(sources), report.json()
    with connect(settings.store) as opened:
        entries = opened.execute("SELECT COUNT(*) FROM articles").fetchone()[0]
    print(json.dumps({"wall": wall, "processor": processor, "entries": entries}))


def measure(command: list[str], urls: list[str], *paths: str) -> dict[str, list[float]]:
    """What one side took for its polls, in seconds; the run ends where it failed or lost entries."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([*command, str(Path(folder) / "s.db"), json.dumps(urls), *paths], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found = dict(json.loads(done.stdout))
    assert found.pop("entries") == len(urls) * ENTRIES, found
    return found


def tell(what: str, by: str, mine: list[float], *, theirs: list[float], feeds: int) -> None:
    """One line: the medians, and how many times as fast, in the median and in the rounds one by one."""
    times = sorted(other / one for one, other in zip(mine, theirs, strict=True))
    one, other = feeds / median(mine), feeds / median(theirs)
    each = f"rounds {times[0]:.1f} to {times[-1]:.1f}"
    best = f"best beside best {min(theirs) / min(mine):.1f}"
    print(f"{what}, {by}: casewire {one:.0f} feeds/s, reader {other:.0f} feeds/s, {one / other:.1f} times ({best}, {each})")


def rounds(number: int, sides: tuple[Callable[[], dict[str, list[float]]], ...]) -> list[list[dict[str, list[float]]]]:
    """The sides in turn, so that what else the machine does falls on both."""
    return [[side() for side in sides] for _ in range(number)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reader", metavar="PYTHON", required=True)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    port: Queue[int] = Queue()
    server = Process(target=serve, args=(port, args.feeds), daemon=True)
    server.start()
    base = f"http://127.0.0.1:{port.get()}"
    urls = [f"{base}/{n}.xml" for n in range(args.feeds)]
    here = Path(__file__).resolve().parent
    mine = [sys.executable, "-c", OURS]
    found = rounds(
        args.rounds,
        (lambda: measure(mine, urls, str(here), str(here.parent)), lambda: measure([args.reader, "-c", READER], urls)),
    )
    server.terminate()
    for what in dict.fromkeys(POLLS):
        places = [n for n, name in enumerate(POLLS) if name == what]
        for by in ("processor", "wall"):
            one, other = ([min(side[by][n] for n in places) for side in sides] for sides in zip(*found, strict=True))
            tell(what, {"processor": "processor time", "wall": "wall time"}[by], one, theirs=other, feeds=args.feeds)


if __name__ == "__main__":
    main()
