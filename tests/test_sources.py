import gzip
import sqlite3
from pathlib import Path

import pytest
from shell_samples import DE, EN, IT, ZH
from test_feed import ATOM, RDF, RSS

from monitor import access, ladder, near
from monitor.sources import feed, links, live_feed, sitemap
from monitor.sources.listing import reader
from monitor.store import db
from pipelines import sketch
from pipelines.errors import InputError

URL = "https://toys.example/feed"
LATE = RSS.replace("23:30:00 +0800", "00:30:00 +0800")


def write(form: str, charset: str = "utf-8", body: str = EN) -> bytes:
    return form.format(body=body.replace("&", "&amp;amp;"), charset=charset).encode(charset)


@pytest.mark.parametrize("form", [RSS, LATE, ATOM])
@pytest.mark.parametrize("body", [EN, DE, IT, ZH])
def test_the_fast_parser_says_what_feedparser_says(form: str, body: str) -> None:
    raw = write(form, body=body)
    fast = live_feed._fast(live_feed._DECLARATION.sub("", raw.decode()))
    assert fast is not None
    for quick, slow in zip(fast, feed.entries(raw, path=URL), strict=True):
        assert {key: quick[key] for key in ("title", "url", "published", "source")} == {
            k: slow[k] for k in ("title", "url", "published", "source")
        }
        assert feed.plain(quick["text"]).split() == slow["text"].split()
        assert quick["guid"] in (slow["guid"], None, quick["url"])


ODD = {
    "rdf": write(RDF),
    "two roots": write(RSS) + write(RSS),
    "cut off": write(RSS)[:-60],
    "naked ampersand": write(RSS).replace(b"&amp;", b"&"),
    "no namespace": write(RSS).replace(b' xmlns:content="http://purl.org/rss/1.0/modules/content/"', b""),
    "leading blank": b"\n\n  " + write(RSS),
    "bom": b"\xef\xbb\xbf" + write(RSS),
    "utf-16": RSS.format(body="x y z", charset="utf-16").encode("utf-16"),
    "utf-16 without a mark": RSS.format(body=EN, charset="utf-16").replace("&", "and").encode("utf-16-le"),
    "utf-32 without a mark": RSS.format(body=EN, charset="utf-32").replace("&", "and").encode("utf-32-be"),
    "ebcdic": RSS.format(body="x y z", charset="cp500").encode("cp500"),
    "a document type in a text": write(RSS).replace(b"Short.", b"<![CDATA[ <!DOCTYPE ]]>"),
    "lying": RSS.format(body=ZH, charset="utf-8").encode("gbk"),
    "gb2312 that is gbk": RSS.format(body=ZH + "镕", charset="gb2312").encode("gbk"),
    "undeclared latin": RSS.format(body="Die Töpfe und die Häuser über Köln, müde", charset="")
    .replace(' encoding=""', "")
    .encode("latin-1"),
    "html entities": write(RSS).replace(b"Short.", b"Caf&eacute; &nbsp; bar"),
    "control": write(RSS).replace(b"Short.", b"Sh\x0bort"),
    "upper case": write(RSS).replace(b"<item>", b"<ITEM>").replace(b"</item>", b"</ITEM>"),
    "0.91": b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://a.example/rss.dtd"><rss version="0.91"><channel>'
    b"<title>T</title><item><title>One</title><link>https://toys.example/1</link></item></channel></rss>",
}


@pytest.mark.parametrize("name", ODD)
def test_ill_formed_feeds_still_give_their_entries(name: str) -> None:
    found = live_feed.read(ODD[name], url=URL)
    assert found.entries and found.entries[0]["url"] == "https://toys.example/1"
    assert "\ufffd" not in str(found.entries)


def test_lying_charsets_are_found_out() -> None:
    for name in ("lying", "gb2312 that is gbk"):
        assert "泊禾茶业" in live_feed.read(ODD[name], url=URL).entries[0]["text"]
    assert "Töpfe" in live_feed.read(ODD["undeclared latin"], url=URL).entries[0]["text"]


def test_entities_of_a_feeds_own_are_taken_out_and_told(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for subset in (f'<!ENTITY x SYSTEM "file://{secret}">', f'<!ENTITY l0 "ha">{laughs}<!ENTITY x "&l9;">'):
        raw = f'<?xml version="1.0"?><!DOCTYPE rss [{subset}]>'.encode() + write(RSS).partition(b"?>")[2].replace(b"Short.", b"&x;")
        found = live_feed.read(raw, url=URL)
        assert "entities_removed" in found.warnings and len(found.entries) == 2
        assert "hidden" not in str(found) and "haha" not in str(found)


def test_what_only_looks_like_a_document_type_is_a_text() -> None:
    raw = write(RSS).replace(b"Short.", b"<![CDATA[<!DOCTYPE html> and <!ENTITY x 'y'> begin a page" + b" of old" * 99 + b"]]>")
    found = live_feed.read(raw, url=URL)
    assert found.warnings == () and any("begin a page" in entry["text"] for entry in found.entries)
    with pytest.raises(InputError, match="document type"):
        live_feed.read(b"<!DOCTYPE rss [<!ENTITY x 'y'>" + write(RSS), url=URL)
    with pytest.raises(InputError, match="document type"):
        live_feed.read(b"<!-- <rss --><!DOCTYPE a><!DOCTYPE rss [<!ENTITY x 'y'>]><rss><channel><item/></channel></rss>", url=URL)


def test_an_address_with_naked_ampersands_is_kept_whole() -> None:
    form = '<rss version="2.0"><channel><item><title>One</title><link>https://toys.example/?a=1&{}b=2&{}c</link></item></channel></rss>'
    for raw in (form.format("", ""), form.format("amp;", "amp;")):
        assert live_feed.read(raw.encode(), url=URL).entries[0]["url"] == "https://toys.example/?a=1&b=2&c"


ATOM_LINKS = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
<entry><title>One</title><id>urn:1</id><link rel="enclosure" href="https://toys.example/1.mp3"/></entry>
<entry><title>Two</title><id>urn:2</id><link rel="self" href="https://toys.example/2.atom"/><link href="https://toys.example/2"/></entry>
<entry><title>Three</title><link rel="related" href="https://other.example/3"/>
<link rel="alternate" href="https://toys.example/3"/></entry></feed>"""


def test_only_a_link_to_the_entrys_own_page_is_its_address() -> None:
    found = live_feed.read(ATOM_LINKS.encode(), url=URL).entries
    assert [(e["title"], e["url"]) for e in found] == [
        ("One", None),
        ("Two", "https://toys.example/2"),
        ("Three", "https://toys.example/3"),
    ]


def test_json_feed() -> None:
    raw = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": 7, "url": "/1", "title": "A &amp; B",
    "content_html": "<p>x</p>", "date_published": "2021-03-04T00:30:00+08:00", "authors": [{"name": "Ann"}]}, "noise"]}"""
    (entry,) = live_feed.read(raw, url=URL).entries
    assert (entry["guid"], entry["url"], entry["title"], entry["authors"]) == ("7", "https://toys.example/1", "A & B", ["Ann"])


@pytest.mark.parametrize("raw", [b"<html><body>Sorry</body></html>", b"{}", b"{", b"", b"\x00\x01\x02", b"plain words"])
def test_what_is_no_feed_is_told(raw: bytes) -> None:
    with pytest.raises(InputError):
        live_feed.read(raw, url=URL)


def test_an_empty_feed_is_a_feed() -> None:
    assert live_feed.read(b'<rss version="2.0"><channel><title>T</title></channel></rss>', url=URL).entries == ()


NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://toys.example/1</loc><lastmod>2021-03-04</lastmod></url><url><loc>https://toys.example/2</loc>
<news:news><news:publication><news:name>Toys</news:name></news:publication><news:title>Two</news:title>
<news:publication_date>2021-03-05</news:publication_date></news:news></url><url><loc>/relative</loc></url></urlset>"""


@pytest.mark.parametrize("raw", [NEWS.encode(), gzip.compress(NEWS.encode())])
def test_sitemaps_and_news_sitemaps(raw: bytes) -> None:
    two, one = sitemap.read(raw, url=URL).entries
    assert (two["title"], two["published"], two["source"], two["published_by"]) == ("Two", "2021-03-05", "Toys", "feed")
    assert (one["url"], one["published_by"]) == ("https://toys.example/1", "lastmod")


def test_a_sitemap_index_names_its_newest_lists() -> None:
    lists = "".join(f"<sitemap><loc>https://toys.example/{n}.xml</loc><lastmod>2021-03-{n:02}</lastmod></sitemap>" for n in range(1, 20))
    assert sitemap.read(f"<sitemapindex>{lists}</sitemapindex>".encode(), url=URL).children[0] == "https://toys.example/19.xml"
    with pytest.raises(InputError, match="broken_sitemap"):
        sitemap.read(b"<rss/>", url=URL)
    with pytest.raises(InputError, match="too_large"):
        sitemap.read(gzip.compress(bytes(60_000_000)), url=URL)


PAGE = """<html><body><nav><a href="/a-b">Four words are here now</a></nav><div class="top">
<a href="/news/1#c">Norvik sues a shop chain</a><a href="/news/1">again the same one here</a><a href="/about">About</a>
<a href="https://other.example/x">Somebody else sues somebody there</a><a href="//zh.toys.example/2">泊禾茶业本周起诉网店</a>
<a href="javascript:x()">Four words are here now</a></div></body></html>""".encode()


def test_links_that_read_like_headlines_or_that_a_selector_names() -> None:
    found = [entry["url"] for entry in links.read(PAGE, url="https://toys.example/").entries]
    assert found == ["https://toys.example/news/1", "https://zh.toys.example/2"]
    assert len(links.read(PAGE, url="https://toys.example/", selector="div.top a[href^='/']").entries) == 3
    with pytest.raises(InputError, match="no_links"):
        links.read(PAGE, url="https://toys.example/", selector="section")


def test_a_watched_page_lists_itself() -> None:
    assert reader("page")(b"x", url=URL).entries == ({"url": URL, "watched": True},)


def entry(url: str | None = None, guid: str | None = None, title: str = "T", **more: str) -> dict:
    return {"url": url, "guid": guid, "title": title} | more


NONE = ladder.Worthless()


def test_the_ladder_goes_down_only_where_it_must() -> None:
    both = ladder.keys(entry("http://www.toys.example/1/?utm_source=x", "g"), source="s", none=NONE)
    assert [key.partition(":")[0] for key in both] == ["url", "guid"] and both[0] == "url:https://toys.example/1"
    assert ladder.keys(entry(published="2021-03-04"), source="s", none=NONE)[0].startswith("title:")
    assert ladder.keys(entry(text=EN), source="s", none=NONE)[0].startswith("text:")
    assert ladder.keys(entry(guid="g"), source="s", none=NONE) != ladder.keys(entry(guid="g"), source="other", none=NONE)


def test_guids_and_links_that_repeat_are_worthless() -> None:
    same = ladder.worthless([entry(f"https://a.example/{n}", "guid", f"T{n}") for n in range(3)])
    assert same.warnings() == ("guids_repeat",)
    home = ladder.worthless([entry("https://a.example/", f"g{n}", f"T{n}") for n in range(3)])
    assert home.warnings() == ("links_repeat",)
    assert ladder.keys(entry("https://a.example/", "g1", "T1"), source="s", none=home)[0].startswith("guid:")
    assert ladder.worthless([entry("https://a.example/1", "g"), entry("https://a.example/1", "g")]) == NONE


def test_one_guid_on_two_days_under_two_titles_is_two_articles() -> None:
    old = entry("https://a.example/1", "g", "One", published="2021-03-04")
    assert ladder.is_same(old, old | {"title": "One, corrected", "url": "https://a.example/1-corrected"})
    assert not ladder.is_same(old, old | {"title": "Two", "published": "2021-03-05"})


@pytest.mark.parametrize("text", [EN, DE, IT, ZH * 2])
def test_agency_copy_is_alike_and_other_news_is_not(text: str) -> None:
    mine, copied = sketch.signature(text * 2), sketch.signature(text * 2 + " (red)")
    assert sketch.likeness(mine, copied) > sketch.SAME
    assert sketch.likeness(mine, sketch.signature(EN[::-1] * 2)) < 0.1
    assert sketch.signature("Too short") is None


def test_groups_take_the_name_of_their_oldest(tmp_path: Path) -> None:
    store: sqlite3.Connection = db.connect(tmp_path / "s.db")
    for n, id in enumerate("abc"):
        store.execute("INSERT INTO articles (id, source, state, first_seen, entry, entry_hash) VALUES (?, 's', 'done', ?, '', '')", (id, n))
    assert [near.group(store, "a", EN * 2), near.group(store, "b", DE * 2), near.group(store, "c", EN * 2 + " x")] == [None, None, "a"]
    assert near.group(store, "a", EN * 2) == "a"


@pytest.mark.parametrize(
    ("url", "text", "html", "wanted"),
    [
        ("https://a.example/zustimmung?x", "", "", "consent"),
        ("https://a.example/1", "Jetzt weiterlesen mit Probeabo", "", "pay"),
        ("https://a.example/1", "", "<p>Verify you are human</p>", "machine"),
        ("https://a.example/1", "Short", '{"isAccessibleForFree": "False"}', "pay"),
        ("https://a.example/1", EN, '{"isAccessibleForFree": true}', None),
        ("https://a.example/1", EN * 9 + "already a subscriber", "", None),
    ],
)
def test_walls(url: str, text: str, html: str, wanted: str | None) -> None:
    assert access.wall(url=url, text=text, html=html) == wanted
