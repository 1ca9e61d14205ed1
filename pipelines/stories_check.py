"""Checks of the corpus of stories: what an article tells and what the story says of it must fit, or be said to differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from pipelines.annotation import ListedAction
from pipelines.records import MODALITIES
from pipelines.stories import Story, StoryDispute, StoryEvent
from pipelines.vocabulary import load_vocabulary

STATUSES = {
    "lawsuit": ("open", "partly_dismissed", "dismissed", "settled", "judged", "appealed", "withdrawn"),
    "membership": ("member", "left", "suspended"),
    "blacklisting": ("listed", "removed"),
}
# sums that differ by more than this part of the larger are no rounding
_ROUNDING = 0.1


def check(story: Story) -> list[str]:
    """Every fault of a story, a line each: the story, the place, what would be valid. Empty where it is sound."""
    return [f"{story.name}: {fault}" for found in _CHECKS for fault in found(story)]


def _articles(story: Story) -> Iterator[str]:
    languages = {a.language for a in story.articles.values()}
    if not 3 <= len(story.articles) <= 6:
        yield f"{len(story.articles)} articles; valid are 3 to 6"
    if len(languages) < 2:
        yield f"only in {', '.join(sorted(languages))}; valid are at least two languages"
    yield from (f"{a.name}: has no day of publication" for a in story.articles.values() if not a.published)


def _records(story: Story) -> Iterator[str]:
    """Every action of every article stands in exactly one event."""
    told = Counter(r for e in story.events for r in e.records)
    held = {(a.name, id_) for a in story.articles.values() for id_ in a.actions}
    yield from (f"{_at(r)} stands in no event" for r in sorted(held - told.keys()))
    yield from (f"{_at(r)} stands in {n} events" for r, n in sorted(told.items()) if n > 1)
    yield from (f"{_at(r)} is no action of an article" for r in sorted(told.keys() - held))


def _at(record: tuple[str, str]) -> str:
    return ":".join(record)


def _events(story: Story) -> Iterator[str]:
    """Ids are used once; the type is that of the records; the modality is one that an article tells; records share a participant."""
    yield from (f"{id_}: {n} events have this id" for id_, n in Counter(e.id for e in story.events).items() if n > 1)
    for event in story.events:
        actions = _actions(story, event)
        if event.type not in load_vocabulary() or event.modality not in MODALITIES:
            yield f"{event.id}: {event.type} {event.modality} is no type and modality of the vocabulary"
        yield from (f"{event.id}: a record is {a.type}, the event {event.type}" for a in actions if a.type != event.type)
        if actions and event.modality not in {a.modality for a in actions}:
            yield f"{event.id}: no article tells it as {event.modality}"
        fillers = [{story.entity(f.entity) for fs in a.roles.values() for f in fs} for a in actions]
        if any(not xs & ys for xs, ys in combinations(fillers, 2)):
            yield f"{event.id}: two of its records share no participant"


def _actions(story: Story, event: StoryEvent) -> list[ListedAction]:
    return [a for a in map(story.action, event.records) if a is not None]


def _disagreements(story: Story) -> Iterator[str]:
    """Dates and sums that differ beyond precision and rounding are named as disagreements, and no others are."""
    for event in story.events:
        actions = [a for a in _actions(story, event) if a.modality == event.modality]
        for field, differ in (("date", _dates_differ(actions, event.date)), ("amount", _amounts_differ(actions))):
            if differ and field not in event.disagreements:
                yield f"{event.id}: the articles differ in the {field}; disagreements lacks it"
            if not differ and field in event.disagreements:
                yield f"{event.id}: the articles do not differ in the {field}; disagreements names it"
        yield from _fields(event)


def _fields(event: StoryEvent) -> Iterator[str]:
    roles = load_vocabulary()[event.type].roles if event.type in load_vocabulary() else ()
    known = ("date", "amount", "quantity", *(f"roles.{r.name}" for r in roles))
    yield from (f"{event.id}: {d!r} is none of {', '.join(known)}" for d in event.disagreements if d not in known)


def _dates_differ(actions: list[ListedAction], true: str | None) -> bool:
    told = [a.dates for a in actions if a.dates] + ([(true,)] if true else [])
    return any(not any(_fits(x, y) for x in xs for y in ys) for xs, ys in combinations(told, 2))


def _fits(first: str | None, second: str | None) -> bool:
    """Whether two dates can be the same day, told with other precision; no date fits every date."""
    return first is None or second is None or first.startswith(second) or second.startswith(first)


def _amounts_differ(actions: list[ListedAction]) -> bool:
    """Sums of another currency are left alone."""
    told = [a.amount for a in actions if a.amount]
    return any(x[1] == y[1] and abs(x[0] - y[0]) > _ROUNDING * max(x[0], y[0]) for x, y in combinations(told, 2))


def _disputes(story: Story) -> Iterator[str]:
    named = {story.entity(id_) for a in story.articles.values() for id_ in a.entities}
    events = {e.id for e in story.events}
    for dispute in story.disputes:
        where = f"{dispute.kind} {' v. '.join(dispute.parties)}"
        if dispute.kind not in STATUSES:
            yield f"{where}: the kind is none of {', '.join(STATUSES)}"
        yield from (f"{where}: {p} is no entity of an article" for p in dispute.parties if p not in named)
        yield from (f"{where}: {id_} is no event" for case in dispute.cases for id_ in case if id_ not in events)
        yield from (f"{where}: {fault}" for fault in _statuses(dispute))
    threaded = Counter(id_ for d in story.disputes for case in d.cases for id_ in case)
    yield from (f"{id_}: stands in {n} cases" for id_, n in threaded.items() if n > 1)


def _statuses(dispute: StoryDispute) -> Iterator[str]:
    """Statuses are those of the kind, in the order of their days; the last is that of the dispute."""
    valid = STATUSES.get(dispute.kind, ())
    yield from (f"{s!r} is none of {', '.join(valid)}" for _, s in dispute.statuses if s not in valid)
    for (day, _), (later, _) in pairwise(dispute.statuses):
        if day[: len(later)] > later[: len(day)]:
            yield f"{day} stands before {later}"
    if not dispute.statuses or dispute.statuses[-1][1] != dispute.status:
        yield f"the status is {dispute.status}, but the last of the statuses is another"


def _entities(story: Story) -> Iterator[str]:
    """One id means one body: the types that articles give it have one in common."""
    types: dict[str, set[str]] = {}
    for article in story.articles.values():
        for entity in article.entities.values():
            told = {entity.type, *entity.also}
            shared = types.setdefault(story.entity(entity.id), told) & told
            types[story.entity(entity.id)] = shared or told
            if not shared:
                yield f"{article.name}: {entity.id} is a {entity.type} here and something else in another article"


_CHECKS: tuple[Callable[[Story], Iterator[str]], ...] = (_articles, _records, _events, _disagreements, _disputes, _entities)
