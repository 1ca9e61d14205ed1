"""Other names for the same parts: an annotated article told of others of their kind, so that no name is learnt by heart."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.annotation import AnnotatedArticle
from pipelines.marks import Mark

# (language, type) -> the names of entities of that kind, each entity's longest first
Pool = Mapping[tuple[str, str], Sequence[tuple[str, ...]]]
SWAPPED = frozenset({"company", "brand", "platform", "association", "person", "program"})
# how often an entity is swapped; at one half an article keeps some of its own
RATE = 0.5


def pool(articles: Sequence[AnnotatedArticle]) -> Pool:
    """The names of all entities of the articles by language and type."""
    found = defaultdict[tuple[str, str], set[tuple[str, ...]]](set)
    for article in articles:
        for entity in article.entities.values():
            found[article.language, entity.type].add(_longest_first(entity.names))
    return {key: sorted(names) for key, names in found.items()}


def _longest_first(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda n: (-len(n), n)))


def swap(article: AnnotatedArticle, names: Pool) -> AnnotatedArticle:
    """The article with some of its entities renamed; marks point at the same parts as before. Draws from `random`."""
    edits = list[tuple[int, int, str]]()
    for entity in article.entities.values():
        if entity.type in SWAPPED and random.random() < RATE and _simple(article, entity.id, entity.names):
            other = random.choice(names[article.language, entity.type])
            new = dict(zip(_longest_first(entity.names), (*other, *[other[-1]] * len(entity.names)), strict=False))
            edits += [(m.start, m.end, new[m.text]) for m in article.marked("name", entity.id)]
    return edit(article, sorted(edits))


def _simple(article: AnnotatedArticle, entity: str, names: Sequence[str]) -> bool:
    """Whether each of its marks is one of its listed names as it stands, with no other mark inside or across."""
    marks = article.marked("name", entity)
    return all(m.text in names for m in marks) and not any(_cuts(o, m) for m in marks for o in article.marks)


def _cuts(other: Mark, mark: Mark) -> bool:
    return mark.start < other.start < mark.end or mark.start < other.end < mark.end


def edit(article: AnnotatedArticle, edits: Sequence[tuple[int, int, str]]) -> AnnotatedArticle:
    """The article with other words at stretches (start, end, words) in the order of the text; its marks move along."""
    text, at, shifts = "", 0, list[tuple[int, int]]()
    for start, end, new in edits:
        text += article.text[at:start] + new
        at = end
        shifts.append((end, len(text) - end))
    text += article.text[at:]
    marks = [replace(m, start=_moved(m.start, shifts), end=_moved(m.end, shifts)) for m in article.marks]
    return replace(article, text=text, marks=tuple(replace(m, text=text[m.start : m.end]) for m in marks))


def _moved(offset: int, shifts: Sequence[tuple[int, int]]) -> int:
    return offset + next((by for end, by in reversed(shifts) if end <= offset), 0)
