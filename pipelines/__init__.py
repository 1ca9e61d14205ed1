"""Casewire's core: text in, records out. No network, no clock, no writes.

`load(language)` gives the spaCy pipeline, `extract(article)` an article's record, `explain(text)` why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.setup import PLAIN, Setup

if TYPE_CHECKING:
    from spacy.language import Language

    from pipelines.records import Article, ArticleRecord


def load(language: str, setup: Setup = PLAIN) -> Language:
    """The spaCy pipeline of a language (`en`, `zh`, `it`, `de`): `doc.ents`, `doc._.actions`; raises UsageError for any other."""
    from pipelines import build

    return build.load(language, setup)


def extract(article: Article, *, language: str | None = None, setup: Setup = PLAIN) -> ArticleRecord:
    """The record of an article, its language identified unless given; raises Skip where there is nothing for us to read."""
    from pipelines import build

    return build.extract(article, language=language, setup=setup)


def explain(text: str, *, language: str | None = None, published: str | None = None, setup: Setup = PLAIN) -> str:
    """What was read in each sentence of a text and why, as lines for a linguist."""
    from pipelines.explanation import explain as run

    return run(text, language=language, published=published, setup=setup)
