"""From candidates to entities: variants of one name in one article become one entity with one type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.candidates import Candidate, settle
from pipelines.court_facts import court_facts
from pipelines.fold import fold, is_han
from pipelines.namewords import bare
from pipelines.places import place_id
from pipelines.records import FIRMS, Entity, Mention, slug
from pipelines.variants import short_forms

BODIES = frozenset({"authority", "association"})
# a nickname has so many letters, and leaves at least the lesser number of the name out
NICKNAME = (3, 5)
# a body's name that lost its place has so many letters at least
SHORTENED = 3


@dataclass(slots=True)
class Cluster:
    """Candidates that name one entity. `aliases` are the folded names that it goes by in this article."""

    candidates: list[Candidate]
    aliases: set[str] = field(default_factory=set)

    @property
    def id(self) -> str | None:
        """The known id, from any of the candidates."""
        return next((c.id for c in self.candidates if c.id), None)


def link(text: str, candidates: Iterable[Candidate], language: str) -> tuple[list[Mention], dict[str, Entity]]:
    """The mentions by start and the entities by id. Short forms of a name count as its mentions all over the text."""
    settled = settle(candidates)
    groups = cluster(text, settled, language)
    _add_echoes(text, groups, settled, language)
    entities: dict[str, Entity] = {}
    for group in sorted(groups, key=lambda g: min(c.start for c in g.candidates)):
        entity = _entity(text, group, entities)
        entities.setdefault(entity.id, entity)
    mentions = sorted((m for e in entities.values() for m in e.mentions), key=lambda m: m.start)
    return mentions, entities


def _add_echoes(text: str, groups: Sequence[Cluster], settled: Sequence[Candidate], language: str) -> None:
    """Gives each group the further occurrences of its names, where nothing else stands."""
    taken = {place for c in settled for place in range(c.start, c.end)}
    found = [(echo, number) for number, group in enumerate(groups) for echo in _echoes(text, group, language)]
    for echo, number in sorted(found, key=lambda f: (f[0].start - f[0].end, f[0].start, f[1])):
        if taken.isdisjoint(range(echo.start, echo.end)):
            taken.update(range(echo.start, echo.end))
            groups[number].candidates.append(echo)


def cluster(text: str, settled: Sequence[Candidate], language: str) -> list[Cluster]:
    """Groups the candidates, the longest names first, so that a short form finds the full name."""
    groups: list[Cluster] = []
    for candidate in sorted(settled, key=lambda c: (c.id is None, -(c.end - c.start), c.start)):
        group = _home(candidate, groups)
        if group is None:
            group = Cluster([])
            groups.append(group)
        group.candidates.append(candidate)
        group.aliases |= _aliases(text, candidate, language)
    return _join_generic(groups)


def _home(candidate: Candidate, groups: Sequence[Cluster]) -> Cluster | None:
    """The one group that the candidate belongs to; None where there is none or more than one fits."""
    if candidate.id:
        return next((g for g in groups if g.id == candidate.id), None)
    exact = [g for g in groups if candidate.key in {c.key for c in g.candidates}]
    fitting = exact or [g for g in groups if candidate.key in g.aliases] or [g for g in groups if _nicknames(candidate, g)]
    fitting = fitting or [g for g in groups if _shortens(candidate, g)] or [g for g in groups if _is_surname(candidate, g)]
    return fitting[0] if len(fitting) == 1 else None


def _shortens(candidate: Candidate, group: Cluster) -> bool:
    """Whether it is a body's name without its place: "Ordnungsamt" beside Ordnungsamt Nürnberg, 监管局 beside 岭东监管局."""
    key, long = candidate.key, group.candidates[0].key
    if candidate.type not in BODIES or candidate.type != group.candidates[0].type or len(key) < SHORTENED:
        return False
    return long.endswith(key) if is_han(key[0]) else long.startswith(f"{key} ")


def _nicknames(candidate: Candidate, group: Cluster) -> bool:
    """Whether a name that nobody listed is how a known firm's begins: "Ali" beside Alibaba, "Merc" beside Mercedes."""
    known, key = group.candidates[0], candidate.key
    if not known.id or known.type not in FIRMS or candidate.type not in FIRMS or not NICKNAME[0] <= len(key) <= NICKNAME[1]:
        return False
    return not is_han(key[0]) and any(alias.startswith(key) and len(alias) >= len(key) + NICKNAME[0] for alias in group.aliases)


def _is_surname(candidate: Candidate, group: Cluster) -> bool:
    """Whether what looks like a person is how a known brand named after one ends: "Wang" beside Alexander Wang."""
    known = group.candidates[0]
    if not known.id or known.type not in FIRMS or candidate.type != "person" or " " in candidate.key:
        return False
    return any(alias.count(" ") == 1 and alias.endswith(f" {candidate.key}") for alias in group.aliases)


def _aliases(text: str, candidate: Candidate, language: str) -> set[str]:
    name = text[candidate.start : candidate.end]
    return {candidate.key, bare(name)} | short_forms(name, candidate, language)


def _join_generic(groups: list[Cluster]) -> list[Cluster]:
    """Lets "the Milan court" join the only court of Milan that is told apart."""
    kept: list[Cluster] = []
    for group in groups:
        head = group.candidates[0]
        if head.key.startswith("generic "):
            place = slug(head.key.removeprefix("generic "))
            others = [g for g in groups if g is not group and (g.id or "").endswith(f"_{place}") and g.candidates[0].type == head.type]
            others = [g for g in others if not g.candidates[0].key.startswith("generic ")]
            if len(others) == 1:
                others[0].candidates += group.candidates
                continue
        kept.append(group)
    return kept


def _echoes(text: str, group: Cluster, language: str) -> Iterator[Candidate]:
    """Further occurrences of the group's own names and their short forms."""
    model = group.candidates[0]
    if model.by in ("courts", "authorities", "places"):
        return
    names = {text[c.start : c.end] for c in group.candidates if not model.id or c.by == "bracket"}
    names |= {form for c in group.candidates for form in _written(text[c.start : c.end], c, language)}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for start, end in occurrences(text, name):
            yield model._replace(start=start, end=end, weight=0)


def _written(name: str, candidate: Candidate, language: str) -> list[str]:
    """The short forms in the case of the text."""
    folded = fold(name)
    forms = short_forms(name, candidate, language)
    return [name[at : at + len(form)] for form in forms if (at := folded.find(form)) >= 0]


def occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands apart as (start, end), with a genitive s. No regular expression: compiling one a name took longest."""
    at = text.find(name)
    while at >= 0:
        end = _right_edge(text, at + len(name))
        if end and (is_han(name[0]) or not _goes_on(text[at - 1 : at], "-")):
            yield at, end
            at = text.find(name, end)
        else:
            at = text.find(name, at + 1)


def _right_edge(text: str, end: int) -> int:
    """Where a name that ends here ends with its genitive s; 0 where a longer word goes on."""
    if is_han(text[end - 1]):
        return end
    if text[end : end + 1] == "s" and not _goes_on(text[end + 1 : end + 2]):
        return end + 1
    return 0 if _goes_on(text[end : end + 1]) else end


def _goes_on(letter: str, also: str = "_") -> bool:
    """Whether a character belongs to the word beside it; a Han character to none."""
    return bool(letter) and (letter.isalnum() and not is_han(letter) or letter in {"_", also})


def _entity(text: str, group: Cluster, entities: dict[str, Entity]) -> Entity:
    lead = next((c for c in group.candidates if c.id and c.name), group.candidates[0])
    longest = max((text[c.start : c.end] for c in group.candidates), key=len)
    kind = lead.type if lead.id else _type(group)
    key = group.id or (place_id(longest) if kind == "place" else slug(bare(longest)))
    court = court_facts(key) if kind == "court" else None
    fresh = Entity(key, lead.name or longest, kind, group.id is not None, lead.parent, court=court, country=lead.country)
    entity = entities.get(key) or fresh
    entity.mentions += [Mention(c.start, c.end, text[c.start : c.end], key, c.by) for c in sorted(group.candidates, key=lambda c: c.start)]
    entity.mentions.sort(key=lambda m: m.start)
    return entity


def _type(group: Cluster) -> str:
    """The type for which most speaks; the first one told where it is even."""
    weights: Counter[str] = Counter()
    for candidate in sorted(group.candidates, key=lambda c: c.start):
        weights[candidate.type] += candidate.weight
    return max(weights, key=lambda kind: weights[kind])
