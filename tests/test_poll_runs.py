import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from loopback import Asked, Site, http
from poll_samples import FakeClock, out, polling, publish

from monitor.poll import run
from monitor.settings import Output
from monitor.store import changes, db, sources


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def test_a_clock_set_back_stops_nothing(site: Site, tmp_path: Path) -> None:
    settings, clock = polling(tmp_path, publish(site, range(1))), FakeClock()
    run(settings, clock=clock)
    clock.at -= 400 * 86400
    publish(site, range(2))
    assert any(w["warning"] == "clock_set_back" for w in run(settings, clock=clock).warnings)
    clock.at += 1800
    assert run(settings, clock=clock).records["new"] == 1
    assert len({r["id"] for r in out(tmp_path)}) == 2


def test_a_webhook_gets_each_change_once_and_is_tried_again(site: Site, tmp_path: Path) -> None:
    refuse = [True] * 4

    def take(asked: Asked) -> bytes:
        return http(status="500 No") if refuse and refuse.pop() else http(b"ok")

    url = publish(site, range(3))
    site.routes["/hook"] = take
    settings, clock = polling(tmp_path, url, outputs=(Output("webhook", url=site.url("/hook"), allow_private=True),)), FakeClock()
    assert run(settings, clock=clock).faults[0]["reason"] == "not_delivered"
    clock.at += 7200
    assert list(run(settings, clock=clock).delivered.values()) == [3]
    keys = [asked.headers["idempotency-key"] for asked in site.asked if asked.path == "/hook"]
    assert keys == ["casewire-1-3"] * 5
    assert run(settings, clock=clock).delivered == {}


@pytest.mark.parametrize("url", ["http://127.0.0.1/hook", "http://[::1]/hook", "http://me@10.0.0.1:8080/hook"])
def test_a_webhook_on_a_private_address_must_be_allowed(site: Site, tmp_path: Path, url: str) -> None:
    settings = polling(tmp_path, publish(site, range(1)), outputs=(Output("webhook", url=url),))
    (fault,) = run(settings, clock=FakeClock()).faults
    assert (fault["reason"], fault["detail"]) == ("not_delivered", "private_address")


def test_moved_for_good_is_remembered(site: Site, tmp_path: Path) -> None:
    publish(site, range(1), path="/new")
    site.routes["/old"] = http(status="301 Moved", Location="/new")
    settings, clock = polling(tmp_path, site.url("/old")), FakeClock()
    run(settings, clock=clock)
    clock.at += 1800
    run(settings, clock=clock)
    assert site.paths() == ["/old", "/new", "/a/0", "/new"]


def test_validators_of_a_broken_body_are_not_kept(site: Site, tmp_path: Path) -> None:
    site.routes["/feed"] = http("<html>Sorry</html>", kind="text/html", ETag='"bad"')
    settings, clock = polling(tmp_path, site.url("/feed")), FakeClock()
    fault = run(settings, clock=clock).faults[0]
    assert fault["reason"] == "broken_feed" and "a web page came instead" in fault["detail"]
    publish(site, range(1))
    clock.at += 86400
    assert run(settings, clock=clock).records["new"] == 1
    assert "if-none-match" not in site.asked[-2].headers


def test_the_report_is_kept_and_counts_what_was_done(site: Site, tmp_path: Path) -> None:
    settings = polling(tmp_path, publish(site, range(1)), site.url("/none"))
    report = run(settings, clock=FakeClock()).json()
    with db.connect(settings.store) as store:
        assert json.loads(store.execute("SELECT report FROM runs").fetchone()[0]) == report
        assert sources.load(store, site.url("/none")).temper == "hard"
        assert changes.last_cursor(store) == 1
    assert report["failed"] and report["faults"][0] | {"detail": ""} == {
        "what": "source",
        "name": site.url("/none"),
        "reason": "not_found",
        "detail": "",
    }
    assert report["started"] == dt.datetime.fromtimestamp(1_750_000_000, tz=dt.UTC).isoformat().replace("+00:00", "Z")


def test_articles_of_a_source_taken_out_are_still_read(site: Site, tmp_path: Path) -> None:
    settings = polling(tmp_path, publish(site, range(1)))
    run(settings, clock=FakeClock(), feeds_only=True)
    assert out(tmp_path) == []
    report = run(replace(settings, sources=()), clock=FakeClock())
    assert report.records["new"] == 1  # from the feed: without its source a page on loopback is refused
    assert out(tmp_path)[0]["access"] == "private_address"
