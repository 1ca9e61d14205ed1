"""A week of cron in a minute: a run every ten minutes by a clock that jumps."""

import gc
import resource
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from loopback import Site, http
from poll_samples import NOW, FakeClock, entry, feed, out, polling

from monitor.poll import run
from monitor.settings import Source

RUN_EVERY, DAYS = 600, 7
INTERVALS = {"/quick": 1200.0, "/usual": 1800.0, "/daily": 86400.0}
DELAY = 2.0


def test_intervals_are_kept_hosts_are_spared_and_nothing_grows(tmp_path: Path) -> None:
    clock = FakeClock()
    with Site(clock=lambda: clock.at) as site:
        given = tuple(Source(site.url(path), interval=every, allow_private=True, pages=False) for path, every in INTERVALS.items())
        settings = polling(tmp_path, sources=given, limits={"delay": DELAY, "per_host": 1}, raw_days=1.0)
        sizes, memory = [], []
        for day in range(DAYS):
            for number in range(86400 // RUN_EVERY):
                clock.at = NOW + day * 86400 + number * RUN_EVERY
                for path in INTERVALS:
                    site.routes[path] = http(feed(*(entry(site, n, path=f"{path}/{n}") for n in range(day, day + 3))))
                assert not run(settings, clock=clock).failed
            gc.collect()
            sizes.append(sum(file.stat().st_size for file in tmp_path.glob("s.db*")))
            memory.append(int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize())
            site.asked[:] = check(site.asked)
    assert sizes[-1] - sizes[2] < 400_000 and memory[-1] - memory[2] < 8_000_000, (sizes, memory)
    assert len(out(tmp_path)) == len(INTERVALS) * (DAYS + 2)


def check(asked: list) -> list:
    """No source asked before nine tenths of its interval, no host more often than allowed; gives the last of each for the next day."""
    by_path = defaultdict(list)
    for one in asked:
        by_path[one.path].append(one)
    for path, every in INTERVALS.items():
        times = [one.at for one in by_path[path]]
        assert all(later - earlier >= 0.9 * every for earlier, later in pairwise(times)), path
        assert all(later - earlier <= every + 2 * RUN_EVERY for earlier, later in pairwise(times)), path
    every_time = sorted(one.at for one in asked)
    assert all(later - earlier >= DELAY for earlier, later in pairwise(every_time))
    return sorted((times[-1] for times in by_path.values()), key=lambda one: one.at)
