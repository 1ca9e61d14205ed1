"""What the corpus holds, as a table: acts, wordings, modalities, splits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pipelines.annotation import AnnotatedArticle
from pipelines.corpus_check import split
from pipelines.records import LANGUAGES, MODALITIES
from pipelines.vocabulary import load_vocabulary


def wording(article: AnnotatedArticle, action: str) -> str:
    """The trigger's words in lower case, the parts of a split trigger joined; a retelling counts with its first telling only."""
    triggers = article.marked("trigger", action)
    first = triggers[:1]
    for trigger in triggers[1:]:
        if "\n" not in article.text[first[-1].end : trigger.start] and trigger.start - first[-1].end < 60:
            first.append(trigger)
    return " … ".join(t.text.lower() for t in first)


def counts(articles: Iterable[AnnotatedArticle]) -> str:
    """Type × language with number and number of distinct wordings, modality × language, articles, articles without acts, splits."""
    articles = list(articles)
    languages = [code for code in LANGUAGES if any(a.language == code for a in articles)]
    types, modalities, wordings = Counter[tuple[str, str]](), Counter[tuple[str, str]](), defaultdict[tuple[str, str], set[str]](set)
    for article in articles:
        for action in article.actions.values():
            types[action.type, article.language] += 1
            modalities[action.modality, article.language] += 1
            wordings[action.type, article.language].add(wording(article, action.id))
    rows = [["action", *languages]]
    rows += [[t, *(f"{types[t, c]} ({len(wordings[t, c])})" for c in languages)] for t in load_vocabulary()]
    rows += [["modality", *languages], *([m, *(str(modalities[m, c]) for c in languages)] for m in MODALITIES)]
    return _table(rows + _sizes(articles, languages))


def _sizes(articles: list[AnnotatedArticle], languages: list[str]) -> list[list[str]]:
    count = Counter[tuple[str, str]]()
    for article in articles:
        names = ["articles", split(article.name)] + ([] if article.actions else ["without acts"])
        count.update((name, article.language) for name in names)
    return [
        ["size", *languages],
        *([n, *(str(count[n, c]) for c in languages)] for n in ("articles", "without acts", "train", "dev", "test")),
    ]


def _table(rows: list[list[str]]) -> str:
    return "\n".join(f"{row[0]:<22}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in rows)
