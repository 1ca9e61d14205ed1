"""Times in a text: pure `find_times`, and the spaCy component `casewire_times`, which leaves them on `doc._.times`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.document import prepare
from pipelines.records import LANGUAGES, TimeSpan
from pipelines.time_forms import load_time_words
from pipelines.time_readings import READINGS
from pipelines.time_values import Context, Pieces
from pipelines.time_words import TimeWords, Tokens

_SENTENCE = re.compile(r"[.!?][”“\"»')]*\s+(?=[\"„«“‘(\[]*[A-ZÀ-Þ0-9])|[。！？；]|\n+")
_Hit = tuple[int, int, str]


def find_times(text: str, language: str, published: date | None) -> list[TimeSpan]:
    """The times of a text in order, without overlap. Relative words count from `published`, a day; without it their value is None."""
    words = load_time_words(language)
    tokens, hits = words.scan(text)
    context = Context(published, week_bound=words.settings.get("last_weekday") == "week")
    spans: list[TimeSpan] = []
    for group in _join(hits, tokens, words):
        spans.append(_read(group, (text, tokens, words), context, spans))
    return spans


def _join(hits: list[_Hit], tokens: Tokens, words: TimeWords) -> list[list[_Hit]]:
    """Neighbours that tell one time: a weekday and its date, the two ends of a span."""
    groups: list[list[_Hit]] = []
    for hit in hits:
        if groups and _belongs(groups[-1][-1], hit, tokens, words):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups
