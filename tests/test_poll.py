from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Asked, Site, http
from poll_samples import FakeClock, entry, feed, out, polling, publish, with_source, words
from shell_samples import FR, VALIDATOR, page

from monitor.poll import replay, run
from monitor.settings import Output, Source
from monitor.store import db


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def test_a_first_poll_brings_each_article_as_a_record(site: Site, tmp_path: Path) -> None:
    report = run(polling(tmp_path, publish(site, range(5))), clock=FakeClock())
    assert not report.failed, report.faults
    assert (report.articles["new"], report.pages["fetched"], report.records["new"], report.access["open"]) == (5, 5, 5, 5)
    found = out(tmp_path)
    for record in found:
        VALIDATOR.validate(record)
    assert sorted(r["url"] for r in found) == [site.url(f"/a/{n}") for n in range(5)]
    assert {r["published"] for r in found} == {"2025-06-14"} and {r["revision"] for r in found} == {1}
    assert [f.name for f in (tmp_path / "out").iterdir()] == ["2025-06-15.jsonl"]


def test_nothing_is_asked_before_its_time_nor_delivered_twice(site: Site, tmp_path: Path) -> None:
    settings, clock = polling(tmp_path, publish(site, range(2))), FakeClock()
    run(settings, clock=clock)
    asked = len(site.asked)
    clock.at += 600
    assert run(settings, clock=clock).sources == {"not_due": 1}
    assert len(site.asked) == asked
    clock.at += 1800
    report = run(settings, clock=clock)
    assert report.sources["unchanged"] == 1 and len(out(tmp_path)) == 2
    assert site.asked[-1].headers["if-none-match"] == '"1"'


def test_304_and_a_later_article(site: Site, tmp_path: Path) -> None:
    url, clock = publish(site, range(1)), FakeClock()
    settings = polling(tmp_path, url)
    run(settings, clock=clock)
    whole, told = site.routes["/feed"], http(b"a body that should not be there", "304 Not Modified")
    site.routes["/feed"] = lambda asked: told if "if-none-match" in asked.headers else whole
    clock.at += 1800
    assert run(settings, clock=clock).sources["unchanged"] == 1
    publish(site, range(2))
    clock.at += 1800
    assert run(settings, clock=clock).articles == {"new": 1, "known": 1}
    assert len(out(tmp_path)) == 2


def test_an_edited_headline_is_a_revision_of_the_same_article(site: Site, tmp_path: Path) -> None:
    url, clock = publish(site, range(2)), FakeClock()
    settings = polling(tmp_path, url)
    run(settings, clock=clock)
    site.routes["/feed"] = http(
        feed(entry(site, 0, title="Norvik sues, corrected", path="/a/0-corrected", guid=site.url("/a/0")), entry(site, 1))
    )
    site.routes["/a/0-corrected"] = http(page(words(0) + " A correction was made later."), kind="text/html")
    clock.at += 1800
    report = run(settings, clock=clock)
    assert (report.articles["edited"], report.records["revised"]) == (1, 1)
    last = out(tmp_path)[-1]
    assert last["revision"] == 2 and last["id"] in {r["id"] for r in out(tmp_path)[:2]} and "correction" in last["text"]


def test_an_edit_that_changes_nothing_in_the_record_is_not_delivered(site: Site, tmp_path: Path) -> None:
    url, clock = publish(site, range(1)), FakeClock()
    settings = polling(tmp_path, url)
    run(settings, clock=clock)
    site.routes["/feed"] = http(feed(entry(site, 0, title="Another headline in the feed alone")))
    clock.at += 1800
    assert run(settings, clock=clock).records == {"unchanged": 1}
    assert len(out(tmp_path)) == 1


def test_equal_guids_and_equal_links_lose_no_article(site: Site, tmp_path: Path) -> None:
    publish(site, range(4))
    site.routes["/guids"] = http(feed(*(entry(site, n, guid="same") for n in range(4))))
    site.routes["/links"] = http(feed(*(entry(site, n, path="/", guid=f"g{n}") for n in range(4, 8))))
    report = run(polling(tmp_path, site.url("/guids"), site.url("/links")), clock=FakeClock())
    assert {w["warning"] for w in report.warnings} == {"guids_repeat", "links_repeat"}
    assert report.records["new"] == 8 and report.access == {"open": 4, "feed": 4}


def test_behind_walls_and_gone_pages_the_feed_counts_and_the_record_says_so(site: Site, tmp_path: Path) -> None:
    url = publish(site, range(3))
    site.routes["/a/0"] = http("<html><body><p>Jetzt weiterlesen im Probeabo</p></body></html>", kind="text/html")
    site.routes["/a/1"] = http(status="404 Not Found")
    run(polling(tmp_path, url), clock=FakeClock())
    assert {r["url"][-1]: r["access"] for r in out(tmp_path)} == {"0": "pay", "1": "not_found", "2": "open"}


def test_a_page_in_trouble_is_tried_again_and_then_given_up(site: Site, tmp_path: Path) -> None:
    url, clock = publish(site, range(1)), FakeClock()
    site.routes["/a/0"] = http(status="503 Busy")
    settings = polling(tmp_path, url, page_attempts=2)
    assert run(settings, clock=clock).pages == {"server_error": 1} and out(tmp_path) == []
    clock.at += 2000
    run(settings, clock=clock)
    assert out(tmp_path)[0]["access"] == "server_error"


def test_skips_have_their_reasons(site: Site, tmp_path: Path) -> None:
    publish(site, range(1))
    site.routes["/a/0"] = http(page(FR), kind="text/html")
    report = run(polling(tmp_path, site.url("/feed")), clock=FakeClock())
    assert report.skips == {"language": 1} and not report.failed


def test_links_sitemaps_and_a_watched_page(site: Site, tmp_path: Path) -> None:
    publish(site, range(9))
    locs = "".join(f"<url><loc>{site.url(f'/a/{n}')}</loc></url>" for n in (3, 4))
    site.routes |= {
        "/index": http('<html><body><a href="/a/1">Norvik sues shop number one</a></body></html>', kind="text/html"),
        "/map.xml": http(f"<sitemapindex><sitemap><loc>{site.url('/news.xml')}</loc></sitemap></sitemapindex>"),
        "/news.xml": http(f"<urlset>{locs}</urlset>"),
    }
    kinds = {"/index": "links", "/map.xml": "sitemap", "/a/7": "page"}
    settings = polling(tmp_path, sources=tuple(Source(site.url(p), k, allow_private=True) for p, k in kinds.items()))
    clock = FakeClock()
    assert run(settings, clock=clock).records["new"] == 4
    site.routes["/a/7"] = http(page(words(77)), kind="text/html")
    clock.at += 1800
    assert run(settings, clock=clock).records == {"revised": 1}
    assert sorted(r["url"][-1] for r in out(tmp_path)) == ["1", "3", "4", "7", "7"]


def test_agency_copy_is_grouped_in_the_change_feed(site: Site, tmp_path: Path) -> None:
    url = publish(site, range(3))
    site.routes["/a/2"] = http(page(words(0) + " (red)"), kind="text/html")
    settings = polling(tmp_path, url, outputs=(Output("jsonl", folder=tmp_path / "out", form="changes"),))
    run(settings, clock=FakeClock())
    told = {c["record"]["url"][-1]: c for c in out(tmp_path)}
    assert len(told) == 3 and told["2"]["near"] is not None
    assert all(c["op"] == "upsert" and c["cursor"] for c in told.values())


def test_replay_tells_only_what_changed(site: Site, tmp_path: Path) -> None:
    settings, clock = polling(tmp_path, publish(site, range(3))), FakeClock()
    run(settings, clock=clock)
    assert replay(settings, clock=clock).records == {"unchanged": 3}
    report = replay(with_source(settings, language="it"), clock=clock)
    assert report.records == {"revised": 3}
    assert [r["language"] for r in out(tmp_path)] == ["en"] * 3 + ["it"] * 3


def test_replay_retracts_what_should_never_have_been(site: Site, tmp_path: Path) -> None:
    settings = polling(tmp_path, publish(site, range(2)), outputs=(Output("jsonl", folder=tmp_path / "out", form="changes"),))
    run(settings, clock=FakeClock())
    with db.connect(settings.store) as store:  # as if a later version of ours no longer took this for an article
        name = store.execute("SELECT body FROM articles WHERE url=?", (site.url("/a/0"),)).fetchone()[0]
        store.execute("UPDATE bodies SET packed=? WHERE hash=?", (db.pack(page(FR).encode()), name))
    assert replay(settings, clock=FakeClock()).records == {"retracted": 1, "unchanged": 1}
    last = out(tmp_path)[-1]
    assert (last["op"], last["reason"], last["revision"]) == ("retract", "language", 2)


def test_what_is_left_at_the_end_of_the_time_is_done_by_the_next_run(site: Site, tmp_path: Path) -> None:
    import asyncio

    async def slowly(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.6)
        writer.write(quick)

    url = publish(site, range(2))
    quick = site.routes["/feed"]
    site.routes["/feed"] = slowly
    settings, clock = polling(tmp_path, url, limits={"delay": 0.0}), FakeClock()
    report = run(settings, clock=clock, max_seconds=0.3)
    assert report.left == {"sources": 1} or report.sources["timeout"] == 1
    clock.at += 1801 * 2
    assert run(settings, clock=clock).records["new"] == 2


def test_retention_takes_old_bytes_but_not_the_memory_of_articles(site: Site, tmp_path: Path) -> None:
    settings, clock = polling(tmp_path, publish(site, range(3)), raw_days=2.0), FakeClock()
    run(settings, clock=clock)
    clock.at += 5 * 86400
    assert run(settings, clock=clock).sources["unchanged"] == 1
    with db.connect(settings.store) as store:
        assert store.execute("SELECT COUNT(*) FROM bodies").fetchone()[0] == 0
    clock.at += 86400
    publish(site, range(4))
    assert run(settings, clock=clock).articles == {"known": 3, "new": 1}
    assert len(out(tmp_path)) == 4
