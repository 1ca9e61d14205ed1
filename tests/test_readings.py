import datetime as dt

import pytest
from poll_samples import words
from shell_samples import DE, EN, page

from monitor import pagedates, readings
from monitor.store.articles import Stored
from pipelines.errors import InputError, Skip

NOW = dt.datetime(2021, 3, 5, tzinfo=dt.UTC).timestamp()
LD = '<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "datePublished": "{}", "articleBody": "{}"}}]}}</script>'
META = '<meta property="article:published_time" content="{}">'


def stored(entry: dict | None = None, fault: str | None = None) -> Stored:
    given = {"url": "https://toys.example/1", "title": "In the feed"} | (entry or {})
    return Stored("id", "s", given["url"], given, NOW, 0, None, None, given["url"], NOW, fault, None, 0, None)


@pytest.mark.parametrize(
    ("html", "feed", "wanted"),
    [
        (LD.format("2021-03-04T23:00:00+01:00", "") + META.format("2021-03-01"), "2021-03-02", ("2021-03-04", "json-ld")),
        (META.format("2021-03-01T10:00:00Z"), "2021-03-02", ("2021-03-01", "meta")),
        ("<p>x</p>", "Tue, 02 Mar 2021 00:30:00 +0800", ("2021-03-02", "feed")),
        (LD.format("2031-03-04", "") + META.format("2021-03-01"), None, ("2021-03-01", "meta")),
        (LD.format("2031-03-04", ""), "2030-01-01", None),
        ("<p>no date at all</p>", None, None),
    ],
)
def test_the_day_comes_from_the_best_source_and_never_from_the_future(html: str, feed: str | None, wanted: tuple | None) -> None:
    found = pagedates.published(f"<html><head>{html}</head><body></body></html>", feed=feed, now=NOW)
    assert (found and (found.day, found.by)) == wanted


def test_an_open_page_is_read_under_the_stores_id() -> None:
    found = readings.read(stored(), page(EN, head=META.format("2021-03-01")).encode())
    assert (found.article.id, found.article.url, found.access, found.extractor) == ("id", "https://toys.example/1", "open", "trafilatura")
    assert found.article.published == "2021-03-01" and "Norvik Audio has sued" in found.article.text


def test_a_fuller_text_in_the_pages_own_json_is_preferred() -> None:
    long = (DE + " ") * 6
    found = readings.read(stored(), page(EN, head=LD.format("2021-03-01", long)).encode())
    assert found.extractor == "json-ld" and "Harbeck" in found.article.text


LONG = "".join(f"<p>{words(n)}</p>" for n in range(10, 40))
SHORT = f"<h1>Norvik and Pell</h1><p>{words(1)}</p>"


def test_a_second_reading_counts_where_a_third_finds_more_too() -> None:
    inside = f'<html><body><article>{SHORT}<div class="comment-body">{LONG}</div></article></body></html>'
    found = readings.read(stored(), inside.encode())
    assert found.extractor == "resiliparse" and words(39) in found.article.text and words(1) in found.article.text


def test_what_readers_say_below_an_article_is_not_the_article() -> None:
    below = f'<html><body><article>{SHORT}</article><div class="comments">{LONG}</div></body></html>'
    assert len(readings._main_text(below, None)) > 20 * len(words(1))  # the second reading takes all of it
    found = readings.read(stored(), below.encode())
    assert found.extractor == "trafilatura" and found.article.text.endswith(words(1))


def test_what_the_feed_says_counts_behind_a_wall_or_when_the_page_is_gone() -> None:
    walled = b"<html><body><p>Jetzt weiterlesen mit dem Probeabo.</p></body></html>"
    behind = readings.read(stored({"text": f"<p>{EN}</p>", "markup": True}), walled)
    assert (behind.access, behind.extractor, behind.article.text) == ("pay", "feed", EN)
    assert readings.read(stored({"text": EN}, fault="not_found"), None).access == "not_found"


def test_without_any_text_it_is_a_skip_with_its_reason() -> None:
    with pytest.raises(Skip, match="walled"):
        readings.read(stored(), b"<html><body><p>Verify you are human</p></body></html>")
    with pytest.raises(Skip, match="no_text"):
        readings.read(stored(fault="gone"), None)
    with pytest.raises(InputError, match="binary"):
        readings.read(stored(), bytes(99))
