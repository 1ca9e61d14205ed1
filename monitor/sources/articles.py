"""Articles as JSON, in the dialects that people have.

trafilatura's, news-please's, schema.org's NewsArticle, our own records, plain objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from monitor.dates import day
from monitor.pages import Fields

# Where each dialect keeps a part; the first that holds something is taken.
TEXT = ("articleBody", "maintext", "text", "raw_text", "content_text", "content", "body")
TITLE = ("headline", "title", "title_page", "name")
URL = ("url", "link", "mainEntityOfPage", "canonical_url", "@id")
SOURCE = ("publisher", "source-hostname", "sitename", "source", "source_domain", "hostname", "site", "provider")
PUBLISHED = ("datePublished", "date_publish", "published", "published_at", "pubDate", "date_published", "date", "dateCreated")
FETCHED = ("fetched", "date_download", "filedate")
AUTHORS = ("authors", "author", "byline", "creator")
ARTICLE_TYPES = frozenset(
    {"Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle", "LiveBlogPosting", "OpinionNewsArticle"}
)


def articles(value: object) -> Iterator[dict[str, Any]]:
    """The article objects in a JSON value: the value itself, the members of a list, of `@graph`, `articles` or `items`."""
    if isinstance(value, list):
        for member in value:
            yield from articles(member)
    elif isinstance(value, dict):
        inner = next((value[key] for key in ("@graph", "articles", "itemListElement", "items") if isinstance(value.get(key), list)), None)
        if inner is None or has_text(value):
            yield value
        else:
            yield from (v for member in inner for v in articles(member) if has_text(v) or is_article(v))


def is_article(value: Mapping[str, Any]) -> bool:
    """Whether an object calls itself an article of schema.org."""
    kinds = value.get("@type")
    return bool(ARTICLE_TYPES.intersection(kinds if isinstance(kinds, list) else [kinds]))


def has_text(value: Mapping[str, Any]) -> bool:
    """Whether an object has a place for an article's text, empty or not."""
    return any(key in value for key in TEXT)


def fields(value: Mapping[str, Any]) -> Fields:
    """The parts of an article object; a missing text is empty."""
    url, source = _name(_first(value, URL), keys=("@id", "url")), _name(_first(value, SOURCE))
    address = value.get("source")
    if isinstance(address, str) and address.startswith(("http://", "https://")):  # so trafilatura writes the url
        url, source = url or address, _name(_first(value, tuple(key for key in SOURCE if key != "source")))
    return Fields(
        text=_text(_first(value, TEXT)) or "",
        title=_name(_first(value, TITLE)),
        url=url,
        source=source,
        published=day(_first(value, PUBLISHED)),
        fetched=_name(_first(value, FETCHED)),
        id=_text(value.get("id") or value.get("identifier")),
        authors=tuple(_authors(_first(value, AUTHORS))),
    )


def _first(value: Mapping[str, Any], keys: tuple[str, ...]) -> object:
    return next((value[key] for key in keys if value.get(key) not in (None, "", [], {})), None)


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return "\n\n".join(str(v) for v in value)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _name(value: object, *, keys: tuple[str, ...] = ("name", "@id", "url")) -> str | None:
    """A name as string, as object that has one, or the first of a list."""
    if isinstance(value, list):
        return _name(value[0], keys=keys) if value else None
    if isinstance(value, dict):
        return _name(next((value[key] for key in keys if value.get(key)), None))
    return str(value).strip() or None if isinstance(value, str | int) else None


def _authors(value: object) -> Iterator[str]:
    """Names of authors: a list of names or objects, or one string with semicolons."""
    members = value if isinstance(value, list) else str(value).split(";") if isinstance(value, str) else [value]
    for member in members:
        name = _name(member)
        if name:
            yield name
