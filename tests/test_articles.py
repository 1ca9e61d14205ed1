from typing import Any

import pytest
from shell_samples import EN

from monitor.sources.articles import articles, fields

TRAFILATURA = {
    "title": "Norvik sues Pell",
    "author": "Ann Sample; Bo Sample",
    "hostname": "toys.example",
    "date": "2021-03-04",
    "fingerprint": "8f2a",
    "id": None,
    "license": None,
    "comments": "",
    "raw_text": EN,
    "text": EN,
    "language": "en",
    "image": None,
    "pagetype": "article",
    "filedate": "2021-03-05",
    "source": "https://toys.example/1",
    "source-hostname": "Toy Trade",
    "excerpt": None,
    "categories": "",
    "tags": "",
}
NEWS_PLEASE = {
    "authors": ["Ann Sample", "Bo Sample"],
    "date_download": "2021-03-05 10:00:00",
    "date_modify": None,
    "date_publish": "2021-03-04 17:03:00",
    "description": "Short.",
    "filename": "x.html.json",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "maintext": EN,
    "source_domain": "toys.example",
    "title": "Norvik sues Pell",
    "title_page": None,
    "title_rss": None,
    "url": "https://toys.example/1",
}
SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Norvik sues Pell",
    "author": [{"@type": "Person", "name": "Ann Sample"}, {"@type": "Person", "name": "Bo Sample"}],
    "publisher": {"@type": "Organization", "name": "Toy Trade", "logo": {"@type": "ImageObject", "url": "https://toys.example/l.png"}},
    "datePublished": "2021-03-04T23:30:00-08:00",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://toys.example/1"},
    "inLanguage": "en",
    "isAccessibleForFree": True,
    "articleBody": EN,
}
PLAIN = {
    "id": "en-01",
    "url": "https://toys.example/1",
    "source": "Toy Trade",
    "title": "Norvik sues Pell",
    "author": "Ann Sample; Bo Sample",
    "date": "2021-03-04",
    "text": EN,
}
RECORD = PLAIN | {
    "schema": "article-record/1",
    "authors": ["Ann Sample", "Bo Sample"],
    "published": "2021-03-04",
    "date": None,
    "author": None,
}


@pytest.mark.parametrize("value", [TRAFILATURA, NEWS_PLEASE, SCHEMA_ORG, PLAIN, RECORD])
def test_every_dialect_gives_the_same_parts(value: Any) -> None:
    found = fields(value)
    assert (found.text, found.title, found.url, found.published) == (EN, "Norvik sues Pell", "https://toys.example/1", "2021-03-04")
    assert found.authors == ("Ann Sample", "Bo Sample")


@pytest.mark.parametrize(
    ("value", "source"), [(TRAFILATURA, "Toy Trade"), (NEWS_PLEASE, "toys.example"), (SCHEMA_ORG, "Toy Trade"), (PLAIN, "Toy Trade")]
)
def test_the_source_is_the_name_of_the_site(value: Any, source: str) -> None:
    assert fields(value).source == source


def test_missing_parts_are_none_and_a_missing_text_empty() -> None:
    found = fields({"@type": "NewsArticle"})
    assert (found.text, found.title, found.url, found.source, found.published, found.authors) == ("", None, None, None, None, ())


def test_what_is_of_another_type_is_left_out() -> None:
    found = fields({"text": EN, "title": 7, "author": {"name": "Ann Sample"}, "date": {"x": 1}, "url": None, "source": ["Toy Trade"]})
    assert (found.title, found.authors, found.published, found.source) == ("7", ("Ann Sample",), None, "Toy Trade")


@pytest.mark.parametrize(
    "value",
    [
        [PLAIN, SCHEMA_ORG],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Toy Trade"}, SCHEMA_ORG, PLAIN]},
        {"articles": [PLAIN, [SCHEMA_ORG]]},
    ],
)
def test_lists_and_graphs_give_their_articles(value: Any) -> None:
    assert len(list(articles(value))) == 2


def test_one_object_is_given_as_it_is_and_other_values_give_nothing() -> None:
    assert list(articles({"a": 1})) == [{"a": 1}]
    assert list(articles("text")) == list(articles(None)) == list(articles([])) == []
