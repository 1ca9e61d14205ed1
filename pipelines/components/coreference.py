"""Resolves what only points: "the company", "il colosso", 双方, "the latter", "the defendant". No model: type, order and salience decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.document import prepare
from pipelines.lexicon import Lexicon, load_lexicon
from pipelines.records import Entity, Mention

# which types a nominal of each kind may point at, best first
_KINDS = {
    "platform": ("platform", "company", "brand"),
    "authority": ("authority",),
    "court": ("court",),
    "association": ("association", "company"),
    "person": ("person",),
    "company": ("company", "brand", "platform"),
}
_PARTIES = ("company", "brand", "platform", "association", "person")
# a nominal points back at most this far, in characters; a name further off needs to be told again
_REACH = 1500
_REACH_HAN = 600


@dataclass(slots=True)
class Nominal:
    """A stretch that may point at an entity: its kind is a section of the grammar's [nominal]."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class _State:
    """What was named so far, most recent last, and who led the last sentence."""

    named: list[Mention] = field(default_factory=list)


def resolve(doc: Doc, lexicon: Lexicon) -> list[Mention]:
    """The nominal mentions of a document with the entity that each points at, sorted; a group gives one mention for each member."""
    named: list[Mention] = list(doc._.mentions)
    entities: dict[str, Entity] = doc._.entities
    out: list[Mention] = []
    reach = _REACH_HAN if lexicon.language == "zh" else _REACH
    for nominal in find_nominals(doc.text, doc._.hits, named, lexicon):
        before = [m for m in (*named, *out) if m.end <= nominal.start and nominal.start - m.end <= reach]
        before.sort(key=lambda m: m.start)
        sentence = next(((s, e) for s, e in doc._.sentences if s <= nominal.start < e), (0, len(doc.text)))
        for target in _targets(nominal, before, entities, sentence=sentence):
            out.append(Mention(nominal.start, nominal.end, doc.text[nominal.start : nominal.end], target, "coreference", nominal=True))
    return sorted(out, key=lambda m: (m.start, m.end, m.entity))


def find_nominals(text: str, hits: Sequence[tuple[int, int, str]], named: Sequence[Mention], lexicon: Lexicon) -> list[Nominal]:
    """Every nominal that stands apart from a name, longest first where they overlap, by place."""
    found = [*_fixed(hits), *_described(text, hits, lexicon)]
    found.sort(key=lambda n: (n.start - n.end, n.start))
    kept: list[Nominal] = []
    for nominal in found:
        clash = any(k.start < nominal.end and nominal.start < k.end for k in kept)
        if not clash and not _beside_name(text, nominal, named):
            kept.append(nominal)
    return sorted(kept, key=lambda n: n.start)


def _fixed(hits: Sequence[tuple[int, int, str]]) -> Iterator[Nominal]:
    for start, end, key in hits:
        kind = key[9:-1] if key.startswith("<nominal.") else ""
        if kind in ("group", "latter", "former", "pronoun", "plaintiff", "defendant", "opponent", "fixed_court", "fixed_company"):
            yield Nominal(start, end, kind.removeprefix("fixed_"))


def _described(text: str, hits: Sequence[tuple[int, int, str]], lexicon: Lexicon) -> Iterator[Nominal]:
    """A determiner, up to two words, and a noun of a kind: "the Hangzhou company"."""
    opens = sorted(s for s, _, key in hits if key == "<nominal.determiners>")
    han = lexicon.language == "zh"
    for start, end, key in hits:
        kind = key[9:-1] if key.startswith("<nominal.") else ""
        if kind not in _KINDS:
            continue
        for opening in (o for o in opens if o <= start and start - o <= (8 if han else 40)):
            between = text[opening:start]
            if han or re.fullmatch(r"(?:[\w&'’.-]+[\s]+){1,3}|\w+['’]\s?", between):
                yield Nominal(opening, end, kind)
                break


def _beside_name(text: str, nominal: Nominal, named: Sequence[Mention]) -> bool:
    """Whether a name stands in the nominal or right behind it: "the company Pell" is named, not pointed at."""
    for mention in named:
        if mention.start < nominal.end and nominal.start < mention.end:
            return True
        if nominal.kind not in ("group", "pronoun") and 0 <= mention.start - nominal.end <= 2 and not re.search(r"[,;:，]", text[nominal.end : mention.start]):
            return True
    return False


def _targets(nominal: Nominal, before: Sequence[Mention], entities: dict[str, Entity], *, sentence: tuple[int, int]) -> list[str]:
    """The entities that a nominal points at: none where no candidate fits."""
    parties = [m for m in before if entities[m.entity].type in _PARTIES]
    if nominal.kind == "group":
        return _last_two([m for m in parties if entities[m.entity].type != "person"])
    if nominal.kind == "latter":
        return [parties[-1].entity] if parties else []
    if nominal.kind == "former":
        return _last_two(parties)[:1]
    if nominal.kind in _KINDS:
        return _by_type(nominal, before, entities, sentence=sentence)
    if nominal.kind == "opponent":
        pair = _last_two(parties)
        return pair[:1] if len(pair) == 2 else []
    if nominal.kind == "pronoun":
        return _subject(nominal, parties, entities, sentence=sentence)
    return []


def _last_two(mentions: Sequence[Mention]) -> list[str]:
    """The two entities named last, in the order of the text."""
    out: list[str] = []
    for mention in reversed(mentions):
        if mention.entity not in out:
            out.append(mention.entity)
        if len(out) == 2:
            return out[::-1]
    return []


def _by_type(nominal: Nominal, before: Sequence[Mention], entities: dict[str, Entity], *, sentence: tuple[int, int]) -> list[str]:
    """The best type that occurs wins; within it the leader of the previous sentence, else who was named last."""
    for kind in _KINDS[nominal.kind][:1] if nominal.kind not in ("company", "platform", "association") else (_KINDS[nominal.kind],):
        kinds = (kind,) if isinstance(kind, str) else kind
        fits = [m for m in before if entities[m.entity].type in kinds]
        if fits:
            first = [m for m in fits if entities[m.entity].type == kinds[0]] if nominal.kind == "platform" else fits
            return [_salient(first or fits, sentence)]
    return []


def _salient(fits: Sequence[Mention], sentence: tuple[int, int]) -> str:
    """Who was named last before this sentence in a leading place; a name in the same sentence is rarely meant."""
    earlier = [m for m in fits if m.end <= sentence[0]]
    pool = earlier or list(fits)
    latest = pool[-1]
    counts = {m.entity: sum(other.entity == m.entity for other in pool) for m in pool}
    near = [m for m in pool if latest.start - m.start <= 220]
    return max(near, key=lambda m: (counts[m.entity], m.start)).entity


def _subject(nominal: Nominal, parties: Sequence[Mention], entities: dict[str, Entity], *, sentence: tuple[int, int]) -> list[str]:
    fits = [m for m in parties if entities[m.entity].type != "person" and sentence[0] - m.end <= 250]
    return [fits[-1].entity] if fits and len({m.entity for m in fits}) == 1 else []


class Coreference:
    """The spaCy component: adds nominal mentions to `doc._.nominals`."""

    def __init__(self, language: str) -> None:
        self.lexicon = load_lexicon(language)

    def __call__(self, doc: Doc) -> Doc:
        prepare(doc)
        doc._.nominals = resolve(doc, self.lexicon)
        return doc


@Language.factory("casewire_coreference", assigns=["doc._.nominals"])
def make_coreference(nlp: Language, name: str) -> Coreference:
    """The component for the pipeline's language."""
    return Coreference(nlp.lang)
