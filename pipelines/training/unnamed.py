"""Articles in which a party has no name: "sued several online sellers". The other side alone makes the act then, or there is none."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.annotation import AnnotatedArticle, ListedAction, ListedFiller
from pipelines.marks import Mark
from pipelines.training.swaps import edit
from pipelines.vocabulary import load_vocabulary

# language -> "person" or "body" -> (told first, told again, the bare noun)
Phrases = Mapping[str, Mapping[str, Sequence[tuple[str, str, str]]]]
# the share of articles in which somebody loses the name, and how often he may be named there
RATE, MOST = 0.3, 5
_NAMELESS = frozenset({"company", "brand", "platform", "person"})
_OPENS = re.compile(r"(?:^|[.!?:\n][\"”“»)]?\s*)$")
_ARTICLE = re.compile(
    r"(?:\b(?:the|an?|d(?:ie|er|as|en|em|es)|il|lo|la|gli|le|i|(?:de|da|a|ne|su|co)(?:l|ll[aoe])|(?:de|ne|a)gli|[dn]ei)\s|l['’]\s?)$",
    re.IGNORECASE,
)


def read_phrases(path: Path) -> Phrases:
    """What stands for a party without a name, by language and kind of party."""
    table = tomllib.loads(path.read_text("utf-8"))
    return {code: {kind: [_three(written) for written in listed] for kind, listed in kinds.items()} for code, kinds in table.items()}


def _three(written: str) -> tuple[str, str, str]:
    first, again, bare = (part.strip() for part in written.split("|"))
    return first, again, bare


def unname(article: AnnotatedArticle, phrases: Phrases) -> AnnotatedArticle:
    """The article, or in three of ten cases one in which a party of some act is only "a former supplier". Draws from `random`.

    An act that keeps nobody with a name in a key role is none; a nominal that pointed at the party alone points at nobody.
    """
    if random.random() >= RATE:
        return article
    parties = sorted({f.entity for act in article.actions.values() for f in _key_fillers(act)})
    parties = [name for name in parties if _may_go(article, name)]
    if not parties:
        return article
    gone = random.choice(parties)
    kind = "person" if article.entities[gone].type == "person" else "body"
    return _without(article, gone, random.choice(phrases[article.language][kind]))


def _key_fillers(act: ListedAction) -> list[ListedFiller]:
    return [filler for role in load_vocabulary()[act.type].key_roles for filler in act.roles.get(role, ())]


def _may_go(article: AnnotatedArticle, entity: str) -> bool:
    """Whether it is somebody that may lack a name, and stands a few times, always by a listed name that holds no other mark."""
    listed, marks = article.entities.get(entity), article.marked("name", entity)
    if listed is None or listed.type not in _NAMELESS or not 0 < len(marks) <= MOST:
        return False
    if any(_touches(other, mark) for mark in marks for other in article.marks if other is not mark):
        return False
    at = {place for m in marks for place in range(m.start, m.end)}
    found = [hit.start() for name in listed.names for hit in re.finditer(re.escape(name), article.text)]
    return all(place in at for place in found) and all(len(m.targets) == 1 for m in marks)


def _touches(other: Mark, mark: Mark) -> bool:
    """Whether another mark lies inside or across this one; around it, it may."""
    around = other.start <= mark.start and mark.end <= other.end
    return other.start < mark.end and mark.start < other.end and not around


def _without(article: AnnotatedArticle, gone: str, phrase: tuple[str, str, str]) -> AnnotatedArticle:
    marks = article.marked("name", gone)
    edits = [(m.start, m.end, _said(article.text, m, phrase, number=number)) for number, m in enumerate(marks)]
    actions = {name: _drop(act, gone) for name, act in article.actions.items()}
    kept = {name: act for name, act in actions.items() if _key_fillers(act)}
    lost = {gone, *(actions.keys() - kept.keys())}
    told = edit(article, edits)
    stay = [replace(m, targets=tuple(t for t in m.targets if t not in lost)) for m in told.marks]
    entities = {name: listed for name, listed in article.entities.items() if name != gone}
    return replace(told, marks=tuple(m for m in stay if m.targets), entities=entities, actions=kept)


def _said(text: str, mark: Mark, phrase: tuple[str, str, str], *, number: int) -> str:
    if _ARTICLE.search(text, max(0, mark.start - 8), mark.start):
        return phrase[2]
    words = phrase[min(number, 1)]
    return words[0].upper() + words[1:] if _OPENS.search(text, max(0, mark.start - 4), mark.start) else words


def _drop(act: ListedAction, gone: str) -> ListedAction:
    roles = {role: tuple(f for f in filled if f.entity != gone) for role, filled in act.roles.items()}
    return replace(act, roles={role: filled for role, filled in roles.items() if filled})
