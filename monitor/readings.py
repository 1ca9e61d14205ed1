"""From what was fetched of an article to the article: the page if it lets us in, else what the source said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor import access, clean, pagedates
from monitor.decode import decode
from monitor.pages import Page
from monitor.sources import feed
from monitor.store.articles import Stored
from pipelines.errors import InputError, Skip
from pipelines.records import Article

# A second reading must be this much longer to be preferred: it holds more furniture, too
BETTER = 1.6
LEAST_CHARACTERS = 200
# A third one must also find so much more, or the second is taken to have read the page's other texts (`benchmarks/pages.py`)
CONFIRMED = 1.1


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, how it was come by, and where its day of publication is from.

    `access`: open · feed (only what the source said, as meant) · consent, pay, machine (a wall) · or the fault that kept the page from us.
    `extractor`: trafilatura, json-ld, resiliparse, feed.
    """

    article: Article
    access: str
    extractor: str
    dated: pagedates.Dated | None


def read(stored: Stored, body: bytes | None) -> Reading:
    """The reading of an article as stored. Raises Skip (walled, no_article, no_text …) or InputError where there is nothing to read."""
    if body is None:
        return _from_entry(stored, stored.fault or "feed")
    url = stored.final_url or stored.url or stored.id
    try:
        html = decode(body, path=url, charset=stored.charset)
        article, extractor = _from_page(html, body, stored)
    except InputError as error:
        return _fall_back(stored, error, body)
    wall = access.wall(url=url, text=article.text, html=html)
    if wall:
        return _from_entry(stored, wall, else_raise=Skip(url, "walled", detail=wall))
    dated = pagedates.published(html, feed=_feed_date(stored), now=stored.first_seen)
    return Reading(_named(article, stored, dated), "open", extractor, dated)


def _fall_back(stored: Stored, error: InputError, body: bytes) -> Reading:
    """What the source said, where the page gave nothing."""
    html = body.decode("utf-8", "replace")
    wall = access.wall(url=stored.final_url or "", text="", html=html)
    return _from_entry(stored, wall or error.reason, else_raise=Skip(error.path, "walled", detail=wall) if wall else error)


def _from_page(html: str, body: bytes, stored: Stored) -> tuple[Article, str]:
    """The article of a page and who read it; where little was found, others are asked."""
    page = Page(stored.url or stored.id, "html", body, charset=stored.charset)
    try:
        article: Article | None = clean.article(page)
    except Skip:
        article = None
    for extractor, text in (("json-ld", pagedates.article_body(html)), ("resiliparse", _main_text(html, article))):
        if len(text) > max(LEAST_CHARACTERS, BETTER * len(article.text if article else "")):
            title = article.title if article else stored.entry.get("title")
            return clean.article(Page(page.path, "entry", {"text": feed.plain(text), "title": title, "url": stored.url})), extractor
    if article is None:
        raise Skip(page.path, "no_article")
    return article, "trafilatura"


def _main_text(html: str, article: Article | None) -> str:
    """A second opinion, asked for only where the first looks poor beside the page, and believed where a third one bears it out."""
    from resiliparse.extract.html2text import extract_plain_text

    if article and len(article.text) > max(4 * LEAST_CHARACTERS, len(html) // 60):
        return ""
    found = _prose(extract_plain_text(html, preserve_formatting=True, main_content=True, links=False, alt_texts=False))
    if article and len(found) > BETTER * len(article.text) and len(_by_readability(html)) < CONFIRMED * len(article.text):
        return ""
    return found


def _prose(text: str) -> str:
    from pipelines.furniture import is_prose

    return "\n\n".join(line for line in text.split("\n") if is_prose(line.strip()))


def _by_readability(html: str) -> str:
    """A third opinion, by the copy of readability that trafilatura brings; empty where it cannot read the page."""
    from lxml.html import tostring
    from resiliparse.extract.html2text import extract_plain_text
    from trafilatura.external import try_readability
    from trafilatura.utils import load_html

    tree = load_html(html)
    if tree is None:
        return ""
    found: str = tostring(try_readability(tree), encoding="unicode")
    return _prose(extract_plain_text(found, preserve_formatting=True, main_content=False, links=False, alt_texts=False))


def _from_entry(stored: Stored, why: str, *, else_raise: InputError | None = None) -> Reading:
    """The article as the source tells it. Raises what was given, else Skip `no_text`, where that is nothing."""
    entry = stored.entry
    text = feed.plain(entry.get("text") or "") if entry.get("markup") else entry.get("text") or ""
    if not text.strip():
        raise else_raise or Skip(stored.url or stored.id, "no_text", detail=why)
    shown = {key: entry.get(key) for key in ("title", "url", "source", "authors")} | {"text": text}
    article = clean.article(Page(stored.url or stored.id, "entry", shown))
    dated = pagedates.published("", feed=_feed_date(stored), now=stored.first_seen)
    return Reading(_named(article, stored, dated), why, "feed", dated)


def _feed_date(stored: Stored) -> str | None:
    return stored.entry.get("published") if stored.entry.get("published_by", "feed") == "feed" else None


def _named(article: Article, stored: Stored, dated: pagedates.Dated | None) -> Article:
    """The article under the id that the store knows it by."""
    entry = stored.entry
    return replace(
        article,
        id=stored.id,
        url=stored.url,
        path=stored.url,
        title=article.title or entry.get("title"),
        source=article.source or entry.get("source"),
        published=dated.day if dated else None,
    )
