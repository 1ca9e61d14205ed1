import asyncio
import gzip
import socket
import zlib
from collections.abc import Iterator
from dataclasses import replace

import brotli
import pytest
from loopback import Asked, Site, http

from monitor.fetch.address import is_public
from monitor.fetch.client import Client
from monitor.fetch.outcome import Fault, Limits, Request, Response
from monitor.fetch.robots import Memory

QUICK = Limits(connect_seconds=0.3, first_byte_seconds=0.3, total_seconds=0.8, max_bytes=100_000, delay=0.0, redirects=4)
KEPT: dict[str, bytes] = {}


@pytest.fixture
def site() -> Iterator[Site]:
    KEPT.clear()
    with Site() as running:
        yield running


def fetch(url: str, limits: Limits = QUICK, **options: object) -> Response | Fault:
    return fetch_all([url], limits, **options)[0]


def fetch_all(urls: list[str], limits: Limits = QUICK, *, lookup: object = None, **options: object) -> list[Response | Fault]:
    memory = Memory(KEPT.get, lambda host, raw, _seconds: KEPT.update({host: raw}))

    async def run() -> list[Response | Fault]:
        given = {"lookup": lookup} if lookup else {}
        async with Client(limits, agent="Casewire/test (+mailto:a@b.example)", memory=memory, **given) as client:
            requests = [Request(url, **({"allow_private": True} | options)) for url in urls]
            return list(await asyncio.gather(*map(client.ask, requests)))

    return asyncio.run(run())


def reason(answer: Response | Fault) -> str:
    assert isinstance(answer, Fault), answer
    return answer.reason


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda raw: zlib.compress(raw)[2:-4]),
        ("br", brotli.compress),
        ("gzip, br", lambda raw: brotli.compress(gzip.compress(raw))),
        ("identity", bytes),
    ],
)
def test_bodies_are_unpacked_and_bombs_are_not(site: Site, packing: str, pack: object) -> None:
    site.routes |= {
        "/a": http(pack(b"words " * 99), Content_Encoding=packing),
        "/bomb": http(pack(bytes(3_000_000)), Content_Encoding=packing),
        "/broken": http(b"\x99not packed at all", Content_Encoding=packing),
    }
    a, bomb, broken = fetch_all([site.url(path) for path in ("/a", "/bomb", "/broken")])
    assert a.body == b"words " * 99
    assert reason(bomb) == "too_large"
    assert packing == "identity" or reason(broken) == "bad_packing"


def test_we_name_ourselves_and_send_validators_back_as_they_came(site: Site) -> None:
    site.routes["/f"] = http(b"", "304 Not Modified")
    answer = fetch(site.url("/f"), etag='W/"odd\'"', last_modified="yesterday, or so", headers={"X-Key": "k"})
    assert isinstance(answer, Response) and answer.status == 304
    sent = site.asked[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"], sent["x-key"]) == ('W/"odd\'"', "yesterday, or so", "k")
    assert sent["user-agent"] == "Casewire/test (+mailto:a@b.example)"


@pytest.mark.parametrize(
    ("status", "wanted", "temper"),
    [("403 No", "forbidden", "soft"), ("404 No", "not_found", "hard"), ("410 No", "gone", "hard"), ("500 No", "server_error", "temporary")],
)
def test_statuses_have_names(site: Site, status: str, wanted: str, temper: str) -> None:
    site.routes["/f"] = http(status=status, cf_mitigated="challenge")
    answer = fetch(site.url("/f"))
    assert (reason(answer), answer.temper) == (wanted, temper)
    assert "cf-mitigated" in answer.detail


def test_redirects_are_followed_and_only_permanent_ones_remembered(site: Site) -> None:
    site.routes |= {
        "/old": http(status="301 Moved", Location="/new"),
        "/new": http(b"here"),
        "/mixed": http(status="301 Moved", Location="/for-now"),
        "/for-now": http(status="302 Found", Location="/new"),
        "/loop": http(status="301 Moved", Location="/loop"),
    }
    old, mixed, loop = fetch_all([site.url(path) for path in ("/old", "/mixed", "/loop")])
    assert (old.body, old.moved_to) == (b"here", site.url("/new"))
    assert (mixed.body, mixed.moved_to) == (b"here", None)
    assert reason(loop) == "redirect_loop"


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://a.example/x", "gopher://a.example"])
def test_only_http_is_spoken(site: Site, place: str) -> None:
    site.routes["/r"] = http(status="302 Found", Location=place)
    assert reason(fetch(place)) == reason(fetch(site.url("/r"))) == "scheme"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0.0.0.0"]
)
def test_private_addresses_are_refused_however_they_are_written(site: Site, host: str) -> None:
    assert reason(fetch(f"http://{host}:{site.port}/", allow_private=False)) in ("private_address", "bad_url")
    assert not site.asked


def test_a_name_that_turns_inwards_is_refused_after_dns(site: Site) -> None:
    async def inwards(host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"] if host == "turn.example" else []

    assert reason(fetch(f"http://turn.example:{site.port}/", lookup=inwards, allow_private=False)) == "private_address"
    assert not site.asked


def test_public_addresses() -> None:
    assert is_public("93.184.216.34") and is_public("2606:4700::1111")
    assert not any(map(is_public, ["::", "fe80::1%eth0", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "100.64.0.1", "192.168.1.1"]))


async def drip(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
    for _ in range(50):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.1)


async def silence(_asked: Asked, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def hang_up(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def cut(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nhalf")
    await writer.drain()


def test_slow_and_broken_connections_have_names_and_an_end(site: Site) -> None:
    site.routes |= {"/drip": drip, "/silence": silence, "/reset": hang_up, "/cut": cut, "/noise": b"\x00\x01nothing of http\r\n\r\n"}
    answers = fetch_all([site.url(path) for path in ("/drip", "/silence", "/reset", "/cut", "/noise")], replace(QUICK, per_host=5))
    assert [reason(answer) for answer in answers] == ["timeout", "first_byte_timeout", "reset", "cut_short", "bad_http"]


def test_who_does_not_take_a_connection_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, socket.socket() as one, socket.socket() as other:
        for caller in (one, other):  # the queue of connections that nobody takes is full now
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        assert reason(fetch(f"http://127.0.0.1:{full.getsockname()[1]}/")) == "connect_timeout"


class Turning(Client):
    """A client to whom one public address answers with a redirect, since no public address stands on loopback; all else is real."""

    inwards = ""

    async def _send(self, request: Request) -> Response | Fault:
        if request.url.startswith("http://93.184.216.34/"):
            return Response(request.url, 302, b"", {"location": self.inwards})
        return await super()._send(request)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "turn.example"])
def test_a_redirect_does_not_turn_us_inwards(site: Site, host: str) -> None:
    async def look_up(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    async def run() -> Response | Fault:
        memory = Memory(lambda _host: b"", lambda *_kept: None)
        async with Turning(QUICK, agent="Casewire/test", memory=memory, lookup=look_up) as client:
            client.inwards = f"http://{host}:{site.port}/f"
            return await client.ask(Request("http://93.184.216.34/"))

    assert reason(asyncio.run(run())) == "private_address"
    assert not site.asked


def test_nobody_there_and_unknown_names(site: Site) -> None:
    async def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    assert reason(fetch("http://127.0.0.1:9/")) == "connect"
    assert reason(fetch("http://nowhere.example/", lookup=unknown)) == "dns"
    assert reason(fetch("http://[half/")) == "bad_url"


def test_a_large_body_is_refused_by_its_length_or_while_it_comes(site: Site) -> None:
    async def endless(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(65_536))
            await writer.drain()

    site.routes |= {"/told": b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n", "/untold": endless}
    assert [reason(answer) for answer in fetch_all([site.url("/told"), site.url("/untold")])] == ["too_large"] * 2


def test_robots_is_asked_once_kept_and_obeyed(site: Site) -> None:
    site.routes |= {"/robots.txt": http("User-agent: *\nDisallow: /no\n", kind="text/plain"), "/yes": http(b"y"), "/no/1": http(b"n")}
    yes, no, _ = fetch_all([site.url(path) for path in ("/yes", "/no/1", "/yes")])
    assert yes.body == b"y" and reason(no) == "robots"
    fetch(site.url("/yes"))
    assert [asked.path for asked in site.asked].count("/robots.txt") == 1
    assert "/no/1" not in site.paths()


def test_robots_that_cannot_be_told_keep_us_out(site: Site) -> None:
    site.routes |= {"/robots.txt": http(status="503 Busy"), "/f": http(b"y")}
    assert reason(fetch(site.url("/f"))) == "robots_unreachable"
    assert not site.paths()


def test_a_host_is_asked_one_at_a_time_and_so_far_apart(site: Site) -> None:
    site.routes |= {f"/{n}": http(b"x") for n in range(4)} | {"/robots.txt": http("User-agent: *\nCrawl-delay: 0.1", kind="text/plain")}
    fetch_all([site.url(f"/{n}") for n in range(4)], replace(QUICK, delay=0.05))
    at = [asked.at for asked in site.asked if asked.path != "/robots.txt"]
    assert all(later - earlier > 0.085 for earlier, later in zip(at, at[1:], strict=False))


def test_a_host_that_asks_for_a_pause_gets_it(site: Site) -> None:
    site.routes |= {"/f": http(status="429 Slow", Retry_After="120"), "/g": http(b"x")}
    f, g = fetch_all([site.url("/f"), site.url("/g")])
    assert (reason(f), f.retry_after) == ("too_many_requests", 120)
    assert reason(g) == "host_paused" and 100 < g.retry_after <= 120
    assert site.paths() == ["/f"]
