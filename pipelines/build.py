"""Builds one spaCy pipeline a language, and runs them over an article's segments."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import metadata
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipelines.case_numbers import numbers_within, plain, unclaimed
from pipelines.components import actions, amounts, case_numbers, coreference, model, names, proposals, sentences, times, view
from pipelines.components.actions import settle_acts
from pipelines.document import prepare
from pipelines.errors import Skip, UsageError
from pipelines.language import article_language, identify
from pipelines.records import (
    LANGUAGES,
    Action,
    Amount,
    Article,
    ArticleRecord,
    Entity,
    Filler,
    Mention,
    Quantity,
    Segment,
    Span,
    TimeSpan,
    digest,
)
from pipelines.setup import PLAIN, Setup

COMPONENTS = tuple(
    f"casewire_{name}" for name in ("sentences", "view", "names", "case_numbers", "times", "amounts", "coreference", "actions", "model")
)
_MODULES = (sentences, names, case_numbers, times, amounts, coreference, actions, model, proposals, view)  # imported for their factories
_TAKE_RULES = ("casewire_sentences", "casewire_coreference", "casewire_actions")
_DECOY = "999.9.9"  # packages of that version on PyPI bear the names of spaCy's pipelines and are not spaCy's


@cache
def load(language: str, setup: Setup = PLAIN) -> Language:
    """The pipeline of a language (`en`, `zh`, `it`, `de`), built once a process.

    Raises UsageError for any other language or a base that is not installed, LexiconError where the user's files are wrong.
    """
    if language not in LANGUAGES:
        raise UsageError(f"language '{language}' is not read; valid: {', '.join(LANGUAGES)}")
    base = dict(setup.bases).get(language)
    nlp = _installed(base, language) if base else spacy.blank(language)
    nlp.max_length = 100_000_000  # our own limit on a text's length stands in the shell; spaCy's guards parsers that we do not run
    rules, known = ([f for f in setup.files if f.endswith(end)] for end in (".toml", ".jsonl"))
    for name in COMPONENTS:
        if name == "casewire_names" and base:
            nlp.add_pipe("casewire_note")
        nlp.add_pipe(
            name,
            config={"files": rules} if name in _TAKE_RULES else {"files": known, "cache": setup.cache} if name == "casewire_names" else {},
        )
        if name == "casewire_names" and base:
            nlp.add_pipe("casewire_proposals", config={"source": base})
    return nlp


def _installed(base: str, language: str) -> Language:
    """A spaCy pipeline that the user has installed; never one that is downloaded, nor a package that only bears such a name."""
    with suppress(metadata.PackageNotFoundError):
        if metadata.version(base) == _DECOY:
            raise UsageError(f"pipelines.{language}: {base} {_DECOY} is not spaCy's pipeline; install spaCy's own, or leave the key out")
    try:
        nlp = spacy.load(base)
    except OSError as error:
        raise UsageError(
            f"pipelines.{language}: '{base}' is not installed (nothing is downloaded); install it, or leave the key out"
        ) from error
    if nlp.lang != language:
        raise UsageError(f"pipelines.{language}: '{base}' is a pipeline for '{nlp.lang}'")
    return nlp


def read(text: str, language: str, *, published: dt.date | None = None, setup: Setup = PLAIN) -> Doc:
    """A Doc with everything that the pipeline finds in a text of one language."""
    nlp = load(language, setup)
    doc = prepare(nlp.make_doc(text))
    doc._.published = published
    return nlp(doc)


def extract(article: Article, *, language: str | None = None, setup: Setup = PLAIN) -> ArticleRecord:
    """The record of an article. `language` is a code, or None to identify it a paragraph at a time.

    Raises Skip where the text is empty or in a language that is not read.
    """
    segments = [Segment(language, 0, len(article.text))] if language else identify(article.text)
    if not segments or not article.text.strip():
        raise Skip(article.path or article.id, "empty")
    main = article_language(article.text, segments)
    if main not in LANGUAGES:
        raise Skip(article.path or article.id, "language", detail=main)
    day = dt.date.fromisoformat(article.published) if article.published else None
    entities: dict[str, Entity] = {}
    found: list[Action] = []
    numbers: list[Span] = []
    for segment in (s for s in segments if s.code in LANGUAGES):
        doc = read(article.text[segment.start : segment.end], segment.code, published=day, setup=setup)
        _gather(doc, entities, segment.start)
        found += [_shift_action(a, segment.start) for a in doc._.actions]
        numbers += [replace(n, start=n.start + segment.start, end=n.end + segment.start) for n in doc._.case_numbers]
    acts = [_numbered(_named(a, article.id), numbers) for a in settle_acts(found)]
    named = [e for e in entities.values() if e.mentions]
    return ArticleRecord(article, main, segments, named, acts, plain(unclaimed(numbers, [a.evidence for a in acts])))


def _gather(doc: Doc, entities: dict[str, Entity], offset: int) -> None:
    """Adds a segment's entities to those of the article; the same id in two languages is one entity."""
    for id_, entity in doc._.entities.items():
        shifted = [_shift_mention(m, offset) for m in entity.mentions]
        if id_ in entities:
            entities[id_].mentions += shifted
        else:
            entities[id_] = replace(entity, mentions=shifted)


def _shift_mention(mention: Mention, offset: int) -> Mention:
    return replace(mention, start=mention.start + offset, end=mention.end + offset)


_Placed = TypeVar("_Placed", Span, TimeSpan, Amount, Quantity, Filler)


def _moved(span: _Placed, offset: int) -> _Placed:
    return replace(span, start=span.start + offset, end=span.end + offset)


def _shift_action(action: Action, offset: int) -> Action:
    return replace(
        action,
        trigger=_moved(action.trigger, offset),
        evidence=_moved(action.evidence, offset),
        date=_moved(action.date, offset) if action.date else None,
        amount=_moved(action.amount, offset) if action.amount else None,
        quantity=_moved(action.quantity, offset) if action.quantity else None,
        roles={role: [_moved(f, offset) for f in fillers] for role, fillers in action.roles.items()},
    )


def _named(action: Action, article_id: str) -> Action:
    return replace(action, id=digest(article_id, action.type, str(action.trigger.start)))


def _numbered(action: Action, numbers: list[Span]) -> Action:
    return replace(action, case_numbers=plain(numbers_within(numbers, action.evidence)))
