"""Casewire's core: text in, records out. No network, no clock, no writes.

`load(language)` gives the spaCy pipeline, `extract(article)` an article's record, `explain(text)` why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from pipelines.records import Article, ArticleRecord


def load(language: str) -> Language:
    """The spaCy pipeline of a language (`en`, `zh`, `it`, `de`): `doc.ents`, `doc._.actions`; raises UsageError for any other."""
    from pipelines.build import load as build

    return build(language)


def extract(article: Article, *, language: str | None = None) -> ArticleRecord:
    """The record of an article, its language identified unless given; raises Skip where there is nothing for us to read."""
    from pipelines.build import extract as run

    return run(article, language=language)


def explain(text: str, *, language: str | None = None, published: str | None = None) -> str:
    """What was read in each sentence of a text and why, as lines for a linguist."""
    from pipelines.explain import explain as run

    return run(text, language=language, published=published)
