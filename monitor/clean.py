"""A page to an article: decoded, its parts found whatever the dialect, page furniture taken out."""

from __future__ import annotations

import json
from dataclasses import replace

from monitor import dates
from monitor.decode import decode
from monitor.identity import article_id
from monitor.pages import Fields, Page
from monitor.sources import articles, feed
from pipelines import furniture
from pipelines.errors import InputError, Skip
from pipelines.records import Article

# a long newspaper article has 30,000; what is longer is a book or an accident
MAX_CHARACTERS = 200_000
MIN_DISTINCT = 5


def article(page: Page, *, published: str | None = None, max_characters: int = MAX_CHARACTERS) -> Article:
    """The article of a page; `published` is for those without a date of their own.

    Raises InputError (undecodable, binary, broken_json, too_long) and Skip (empty, no_article, no_prose, not_an_article).
    """
    parts = _fields(page)
    path = _path(page, parts)
    if len(parts.text) > max_characters:
        raise InputError(path, "too_long", detail=f"{len(parts.text)} characters, limit {max_characters}")
    cleaned = furniture.remove(parts.text, title=furniture.plain(parts.title) if parts.title else None)
    _check(path, cleaned.text)
    return Article(
        id=article_id(url=parts.url, source=parts.source, title=parts.title, text=parts.text),
        text=cleaned.text,
        path=path,
        url=parts.url,
        source=parts.source,
        title=cleaned.title,
        authors=parts.authors,
        published=parts.published or published,
        fetched=parts.fetched,
    )


def _path(page: Page, parts: Fields) -> str:
    return f"{page.path}#{parts.id or page.part}" if page.part else page.path


def _check(path: str, text: str) -> None:
    if not text:
        raise Skip(path, "empty")
    if len(set(text)) < MIN_DISTINCT:
        raise Skip(path, "no_prose", detail="the same few characters repeated")


def _fields(page: Page) -> Fields:
    if isinstance(page.content, dict):
        return _object_fields(page.content, page)
    text = decode(page.content, path=_place(page), charset=page.charset)
    if page.kind == "html":
        from monitor.sources import webpage  # it loads an HTML parser, which text needs not

        return webpage.fields(text, path=page.path)
    if page.kind == "line":
        return _object_fields(parse_json(text, path=_place(page)), page)
    return Fields(text, published=dates.dateline(text))


def _place(page: Page) -> str:
    return f"{page.path}#{page.part}" if page.part else page.path


def _object_fields(value: object, page: Page) -> Fields:
    """The parts of a JSON object or feed entry; text that is HTML is made plain."""
    if not isinstance(value, dict) or not (articles.has_text(value) or articles.is_article(value)):
        found = ", ".join(sorted(map(str, value))[:6]) if isinstance(value, dict) else type(value).__name__
        raise Skip(_place(page), "not_an_article", detail=f"no text in: {found}")
    parts = articles.fields(value)
    return replace(parts, text=feed.plain(parts.text)) if _is_markup(parts.text) else parts


def _is_markup(text: str) -> bool:
    return "</p>" in text or "<br" in text or "</div>" in text


def parse_json(text: str, *, path: str) -> object:
    """The JSON value of a text. Raises InputError `broken_json` with its line and column."""
    try:
        return json.loads(text)
    except ValueError as error:  # a fault of form, or a number of thousands of digits
        raise InputError(path, "broken_json", detail=str(error)[:120]) from error
    except RecursionError as error:
        raise InputError(path, "broken_json", detail="nested too deeply") from error
