"""Checks of the corpus that the format alone does not give: errors that must be mended, warnings that want a look."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from pipelines.annotation import AnnotatedArticle, ListedAction, ListedEntity
from pipelines.fold import is_han
from pipelines.sentences import split_sentences
from pipelines.vocabulary import DATA, load_vocabulary

# (error or warning, name:line, what is wrong)
Finding = tuple[str, str, str]
# who may not stand in the test split and elsewhere too; courts, authorities and places may
_PARTICIPANTS = ("company", "brand", "platform", "person", "association", "program")
# the shortest sentence that counts as repeated, in characters
_REPEATED = {"zh": 12}
# marks that take in a possessive, a pair of quotation marks or punctuation
_LOOSE = re.compile(r"['’]s$|^[\"“„«].*[\"”“»]$|[,;:]$")
_SPLITS = ((105, "train"), (127, "dev"), (150, "test"))


def split(name: str) -> str:
    """The split that an article falls in by its number: train to 105, dev to 127, test to 150; train where it has none."""
    number = re.search(r"-(\d{3})$", name)
    return next((s for last, s in _SPLITS if number and int(number[1]) <= last), "train")


def check(articles: list[AnnotatedArticle], faults: list[str]) -> int:
    """Prints every finding and a closing line; gives 1 where there are errors."""
    findings = [f for a in articles for c in _CHECKS for f in c(a)]
    findings += [*_repeated_sentences(articles), *_shared_names(articles)]
    lines = [f"error: {f}" for f in faults] + [f"{level}: {where}: {what}" for level, where, what in findings]
    for line in sorted(lines):
        print(line)
    errors = sum(line.startswith("error") for line in lines)
    print(f"{len(articles)} articles read; {errors} errors, {len(lines) - errors} warnings")
    return 1 if errors else 0


def _line(article: AnnotatedArticle, listed: ListedEntity | ListedAction) -> str:
    return f"{article.name}:{listed.line}"


def _ids(article: AnnotatedArticle) -> Iterator[Finding]:
    """Every id is listed and used, both ways."""
    listed = {*article.entities, *article.actions}
    for mark in article.marks:
        for target in mark.targets:
            if target not in listed:
                yield "error", article.where(mark.start), f"[{mark.text}] points at {target}, which is not listed"
    for entity in article.entities.values():
        if not article.marked("name", entity.id):
            yield "error", _line(article, entity), f"{entity.id} is listed, but no name is marked with it"
    for action in article.actions.values():
        if not article.marked("trigger", action.id):
            yield "error", _line(article, action), f"{action.id} has no trigger (!{action.id})"


def _roles(article: AnnotatedArticle) -> Iterator[Finding]:
    """Fillers are listed and of a fitting type; a key role is filled by somebody named."""
    for action in article.actions.values():
        kind, where = load_vocabulary()[action.type], _line(article, action)
        for name, fillers in action.roles.items():
            role = kind.role(name)
            for filler in fillers:
                entity = article.entities.get(filler.entity)
                if entity is None:
                    yield "error", where, f"{action.id} {name}: {filler.entity} is not listed"
                elif role and not role.types & {entity.type, *entity.also}:
                    yield "error", where, f"{action.id} {name}: {entity.id} is a {entity.type}; valid: {', '.join(sorted(role.types))}"
                if filler.mention and not 1 <= filler.mention <= len(article.mentions(filler.entity)):
                    yield "error", where, f"{action.id} {name}: {filler.entity} has only {len(article.mentions(filler.entity))} mentions"
        if not any(article.marked("name", f.entity) for r in kind.key_roles for f in action.roles.get(r, ())):
            yield "error", where, f"{action.id} {action.type}: nobody named in a key role ({', '.join(kind.key_roles)})"


def _dates(article: AnnotatedArticle) -> Iterator[Finding]:
    """Days exist, lie between 1850 and ten years after publication, and what was done was not done later."""
    published = article.published or "2026-12-31"
    for action in article.actions.values():
        for value in filter(None, action.dates):
            padded = value + "0000-01-01"[len(value) :]
            try:
                date.fromisoformat(padded)
            except ValueError:
                yield "error", _line(article, action), f"{action.id} date: {value} is no day of the calendar"
                continue
            if not 1850 <= int(value[:4]) <= int(published[:4]) + 10:
                yield "error", _line(article, action), f"{action.id} date: {value} is far from the day of publication"
            elif action.modality == "asserted" and value > published[: len(value)]:
                yield "error", _line(article, action), f"{action.id} date: {value} is after publication, yet asserted"


def _measures(article: AnnotatedArticle) -> Iterator[Finding]:
    """Amounts have a currency of ISO 4217; words are marked for what is listed, and listed for what is marked."""
    for action in article.actions.values():
        where = _line(article, action)
        if action.amount and action.amount[1] not in _currencies():
            yield "error", where, f"{action.id} amount: {action.amount[1]} is no code of ISO 4217, such as EUR, CNY, USD"
        for kind, sign, value in (("amount", "$", action.amount), ("quantity", "#", action.quantity)):
            if value and not article.marked(kind, action.id):
                yield "warning", where, f"{action.id} has {kind}, but no words marked {sign}{action.id}"
            if not value and article.marked(kind, action.id):
                yield "error", where, f"words are marked {sign}{action.id}, but {action.id} lists no {kind}"
        if article.marked("date", action.id) and not action.dates:
            yield "warning", where, f"words are marked @{action.id}, but {action.id} lists no date"


def _cues(article: AnnotatedArticle) -> Iterator[Finding]:
    for action in article.actions.values():
        cued = bool(article.marked("cue", action.id))
        if action.modality == "asserted" and cued:
            yield "error", _line(article, action), f"{action.id} is asserted, but has a cue (?{action.id})"
        if action.modality in ("negated", "possible") and not cued:
            yield "warning", _line(article, action), f"{action.id} is {action.modality} without a cue (?{action.id})"


def _names(article: AnnotatedArticle) -> Iterator[Finding]:
    """Names that are listed stand in the text, marked; marks are tight."""
    for entity in article.entities.values():
        marked = {m.text for m in article.marked("name", entity.id)}
        for name in entity.names:
            if marked and name not in marked and not any(name in m for m in marked):
                yield "warning", _line(article, entity), f"{entity.id}: the name {name!r} is never marked in the text"
    listed = {n for e in article.entities.values() for n in e.names}
    for mark in article.marked("name"):
        if mark.text not in listed and _LOOSE.search(mark.text):
            yield "warning", article.where(mark.start), f"[{mark.text}] is not tight: no possessive 's, quotation marks or punctuation"


def _unmarked(article: AnnotatedArticle) -> Iterator[Finding]:
    """Places where a listed name stands outside any mention."""
    covered = [(m.start, m.end) for m in article.marks if m.kind in ("name", "nominal")]
    for entity in article.entities.values():
        for name in dict.fromkeys([*entity.names, *(m.text for m in article.marked("name", entity.id))]):
            for at in _places(article.text, name):
                if not any(s < at + len(name) and at < e for s, e in covered):
                    yield "warning", article.where(at), f"unmarked name {name!r} ({entity.id}); fine only in page furniture"


def _places(text: str, name: str) -> Iterator[int]:
    before = "" if is_han(name[0]) else r"(?<!\w)"
    after = "" if is_han(name[-1]) else r"(?!\w)"
    return (m.start() for m in re.finditer(before + re.escape(name) + after, text))


_CHECKS: tuple[Callable[[AnnotatedArticle], Iterator[Finding]], ...] = (_ids, _roles, _dates, _measures, _cues, _names, _unmarked)


def _repeated_sentences(articles: Iterable[AnnotatedArticle]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for article in articles:
        for start, end in split_sentences(article.text, article.language):
            sentence = article.text[start:end]
            if len(sentence) < _REPEATED.get(article.language, 25):
                continue
            first = seen.setdefault(sentence, article.where(start))
            if first.split(":")[0] != article.name:
                yield "error", article.where(start), f"the sentence {sentence[:40]!r}… also stands in {first}"


def _shared_names(articles: Iterable[AnnotatedArticle]) -> Iterator[Finding]:
    """Names in the test split and elsewhere too; invented names in two articles. Of persons only the full name counts.

    A public list (the Entity List) is no participant, as little as a court or an authority.
    """
    places: dict[str, list[tuple[AnnotatedArticle, ListedEntity]]] = defaultdict(list)
    for article in articles:
        lists = {filler.entity for action in article.actions.values() for filler in action.roles.get("list", ())}
        for entity in article.entities.values():
            if entity.type in _PARTICIPANTS and entity.id not in lists:
                for name in {n.casefold() for n in (entity.names[:1] if entity.type == "person" else entity.names)}:
                    places[name].append((article, entity))
    for name, found in sorted(places.items()):
        tested = [(a, e) for a, e in found if split(a.name) == "test"]
        others = [a.name for a, _ in found if split(a.name) != "test"]
        for article, entity in tested if others else []:
            yield "error", _line(article, entity), f"{name!r} stands in the test split and in {', '.join(sorted(set(others)))}"
        for article, entity in found if len({a.name for a, _ in found}) > 1 else []:
            if article.head.get("names") == "invented":
                shared = sorted({a.name for a, _ in found} - {article.name})
                yield "warning", _line(article, entity), f"names: invented, but {name!r} also stands in {', '.join(shared)}"


@cache
def _currencies() -> frozenset[str]:
    return frozenset(tomllib.loads((DATA / "currencies.toml").read_text(encoding="utf-8"))["codes"].split())
