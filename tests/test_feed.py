import pytest
from shell_samples import EN, ZH

from monitor.sources.feed import entries, looks_like_feed, plain
from pipelines.errors import InputError, Skip

RSS = """<?xml version="1.0" encoding="{charset}"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Toy &amp; Trade</title><link>https://toys.example</link><language>en</language>
<item><title>One &lt;b&gt;more&lt;/b&gt;</title><link>https://toys.example/1</link><pubDate>Thu, 04 Mar 2021 23:30:00 +0800</pubDate>
<author>ann@toys.test (Ann Sample)</author><description>Short.</description>
<content:encoded>&lt;p&gt;{body}&lt;/p&gt;&lt;p&gt;R&amp;amp;D&lt;/p&gt;</content:encoded></item>
<item><title>Two</title><link>https://toys.example/2</link><description>{body}</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Toy Trade</title><entry>
<title>One</title><link href="https://toys.example/1"/>
<updated>2021-03-04T10:00:00Z</updated><author><name>Ann Sample</name></author>
<content type="html">&lt;p&gt;{body}&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://toys.example"><title>Toy Trade</title></channel>
<item rdf:about="https://toys.example/1"><title>One</title><link>https://toys.example/1</link>
<dc:date>2021-03-04</dc:date><description>{body}</description></item></rdf:RDF>"""


def read(written: str, charset: str = "utf-8", body: str = EN) -> list[dict]:
    return list(entries(written.format(body=body.replace("&", "&amp;amp;"), charset=charset).encode(charset), path="x.xml"))


def test_an_rss_file_gives_its_entries() -> None:
    first, second = read(RSS)
    assert (first["title"], first["url"], first["source"], first["authors"]) == (
        "One more",
        "https://toys.example/1",
        "Toy & Trade",
        ["Ann Sample"],
    )
    assert first["published"] == "Thu, 04 Mar 2021 23:30:00 +0800"
    assert first["text"].split() == [*EN.split(), "R&D"]
    assert "\n" in first["text"]
    assert second["text"] == EN


@pytest.mark.parametrize("written", [ATOM, RDF])
def test_atom_and_rdf_too(written: str) -> None:
    (entry,) = read(written)
    assert (entry["title"], entry["url"], entry["source"], entry["text"]) == ("One", "https://toys.example/1", "Toy Trade", EN)
    assert entry["published"].startswith("2021-03-04")


@pytest.mark.parametrize("charset", ["gb2312", "gb18030", "utf-8"])
def test_chinese_feeds_are_decoded(charset: str) -> None:
    assert ZH in read(RSS, charset, ZH)[0]["text"]


def test_what_is_no_feed_is_an_error_and_an_empty_feed_a_skip() -> None:
    with pytest.raises(InputError, match="broken_feed"):
        read("<html><p>{body}</p></html>")
    with pytest.raises(Skip, match="empty"):
        read('<rss version="2.0"><channel><title>T</title></channel></rss>')


def test_feeds_are_known_by_their_first_element() -> None:
    assert looks_like_feed(RSS.encode()) and looks_like_feed(ATOM.encode()) and looks_like_feed(RDF.encode("utf-16"))
    assert not looks_like_feed(b"<!DOCTYPE html><html><head><title>RSS feeds</title>")


def test_fragments_become_paragraphs() -> None:
    assert plain("<p>One <b>bold</b> word.</p><ul><li>first</li></ul>").split("\n")[0] == "One bold word."
    assert plain("Pell & Daughters") == "Pell & Daughters"
    assert plain("a &amp; b") == "a & b"
