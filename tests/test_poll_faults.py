"""A server with every fault beside healthy sources: these are done in time, each fault is named, nothing hangs."""

import asyncio
import gzip
import time
from pathlib import Path

import pytest
from loopback import Asked, Site, http
from poll_samples import LIMITS, FakeClock, entry, feed, out, polling, publish
from shell_samples import ZH

from monitor.poll import run
from monitor.settings import Source
from monitor.store import db, sources


async def slow_drip(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.1)


async def slow_headers(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 500:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.05)


async def silence(_asked: Asked, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def reset_in_the_middle(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss><channel>")
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.transport.abort()


async def told_more_than_sent(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss>")
    await writer.drain()


async def two_hundred_megabytes(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(200):
        writer.write(b"100000\r\n" + bytes(1 << 20) + b"\r\n")
        await writer.drain()


def routes(site: Site) -> dict[str, tuple[object, str]]:
    """Each fault with the word that the report must name it by."""
    good = feed(entry(site, 0))
    return {
        "/drip": (slow_drip, "timeout"),
        "/headers": (slow_headers, "first_byte_timeout"),
        "/silence": (silence, "first_byte_timeout"),
        "/reset": (reset_in_the_middle, "cut_short"),
        "/loop": (http(status="301 Moved", Location="/loop2"), "redirect_loop"),
        "/loop2": (http(status="301 Moved", Location="/loop"), "redirect_loop"),
        "/wall": (http("<html>No machines</html>", "403 Forbidden", X_DataDome="1"), "forbidden"),
        "/missing": (http(status="404 Not Found"), "not_found"),
        "/gone": (http(status="410 Gone"), "gone"),
        "/broken": (http(status="500 Oops"), "server_error"),
        "/short": (told_more_than_sent, "cut_short"),
        "/bomb": (http(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), "too_large"),
        "/huge": (two_hundred_megabytes, "too_large"),
        "/file": (http(status="302 Found", Location="file:///etc/passwd"), "scheme"),
        "/html": (http("<html><body>Welcome</body></html>", kind="text/html"), "broken_feed"),
        "/noise": (http(bytes(range(256)) * 40), "binary"),
        "/empty": (http(""), "broken_feed"),
        "/packed": (http(good, Content_Encoding="gzip"), "bad_packing"),
        "/unknown": (http(good, Content_Encoding="rot13"), "bad_packing"),
        "/status": (b"HTTP/9.9 what\r\n\r\n", "bad_http"),
    }


def hosts(site: Site, seconds: str) -> bytes:
    return http(status="429 Slow down", Retry_After=seconds)


def test_each_fault_is_named_and_the_healthy_are_done(tmp_path: Path) -> None:
    with Site(address="127.0.0.1") as site, Site(address="127.0.0.2") as slow, Site(address="127.0.0.3") as later, Site() as well:
        faults = routes(site)
        site.routes |= {path: route for path, (route, _) in faults.items()}
        slow.routes["/feed"] = hosts(slow, "3600")
        later.routes["/feed"] = hosts(later, "Sun, 15 Jun 2025 17:00:00 GMT")
        healthy = [publish(well, range(n, n + 2), path=f"/{n}") for n in range(0, 10, 2)]
        urls = [*map(site.url, faults), slow.url("/feed"), later.url("/feed"), "http://127.0.0.1:9/refused", *healthy]
        settings = polling(tmp_path, *urls, limits=LIMITS | {"per_host": 30})
        start = time.monotonic()
        report = run(settings, clock=FakeClock(), max_seconds=30)
        assert time.monotonic() - start < 10
        named = {fault["name"]: fault["reason"] for fault in report.faults}
        assert named == {site.url(path): reason for path, (_, reason) in faults.items()} | {
            slow.url("/feed"): "too_many_requests",
            later.url("/feed"): "too_many_requests",
            "http://127.0.0.1:9/refused": "connect",
        }
        assert report.sources["changed"] == 5 and report.records["new"] == 10 == len(out(tmp_path))
        with db.connect(settings.store) as store:
            assert sources.load(store, slow.url("/feed")).next_due == pytest.approx(1_750_000_000 + 3600, abs=5)
            assert sources.load(store, later.url("/feed")).next_due == pytest.approx(1_750_006_800, abs=5)


def test_nothing_turns_us_inwards(tmp_path: Path) -> None:
    async def turns(host: str, _port: int) -> list[str]:
        return {"turn.example": ["127.0.0.1"], "out.example": ["127.0.0.1"]}[host]

    with Site() as site:
        publish(site, range(1))
        site.routes["/in"] = http(status="302 Found", Location=site.url("/feed"))
        urls = [f"http://turn.example:{site.port}/feed", site.url("/feed"), f"http://[::ffff:127.0.0.1]:{site.port}/feed"]
        settings = polling(tmp_path, sources=tuple(Source(url) for url in urls))
        report = run(settings, clock=FakeClock(), lookup=turns)
        assert {fault["reason"] for fault in report.faults} == {"private_address"} and len(report.faults) == 3
        assert site.asked == []


ODD = {
    "gbk": (f"镕 {ZH}", ' encoding="gb2312"', "gbk"),
    "latin": ("Töpfe über Köln", "", "latin-1"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_charsets_are_read(name: str, tmp_path: Path) -> None:
    title, declared, charset = ODD[name]
    text = f'<?xml version="1.0"{declared}?><rss version="2.0"><channel><title>T</title><item><title>{title}</title></item></channel></rss>'
    with Site() as site:
        site.routes["/feed"] = http(text.encode(charset), kind="text/xml")
        assert run(polling(tmp_path, site.url("/feed")), clock=FakeClock()).articles == {"new": 1}
        with db.connect(tmp_path / "s.db") as store:
            entry = db.unpack(store.execute("SELECT entry FROM articles").fetchone()[0]).decode()
        assert ("泊禾茶业" if name == "gbk" else "Töpfe über Köln") in entry


def test_broken_utf8_dates_ahead_and_an_endless_entity(tmp_path: Path) -> None:
    with Site() as site:
        publish(site, range(3))
        ahead = entry(site, 0).replace("14 Jun 2025", "14 Jun 2055")
        site.routes["/ahead"] = http(feed(ahead))
        site.routes["/utf8"] = http(
            feed(entry(site, 1)).replace("Norvik", "N\xf8rvik \u2014 \u201cx\u201d " * 9).encode()[:-1] + b">\xff\xfe"
        )
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        bomb = feed(entry(site, 2)).replace(
            "<rss", f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><rss'
        )
        site.routes["/bomb"] = http(bomb.replace("<description>", "<description>&l9;&f;"))
        report = run(polling(tmp_path, *map(site.url, ("/ahead", "/utf8", "/bomb"))), clock=FakeClock())
        assert report.faults == [] and report.records["new"] == 3
        assert any(w["warning"] == "entities_removed" for w in report.warnings)
        assert {r["url"][-1]: r["published"] for r in out(tmp_path)} == {"0": None, "1": "2025-06-14", "2": "2025-06-14"}
        assert "root:" not in str(out(tmp_path))
