"""Resolves what only points: "the company", "il colosso", 双方, "the latter". No model: description, type, order and salience decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.descriptions import agreement, content, describe
from pipelines.document import prepare
from pipelines.lexicon import Lexicon, load_lexicon
from pipelines.records import Entity, Mention

# which types a nominal of each kind may point at
_KINDS = {
    "platform": ("platform", "company", "brand"),
    "authority": ("authority",),
    "court": ("court",),
    "association": ("association", "company", "program"),
    "person": ("person",),
    "company": ("company", "brand", "platform"),
    "pronoun": ("company", "brand", "platform", "association"),
}
_PARTIES = ("company", "brand", "platform", "association")
_FIXED = ("group", "latter", "former", "pronoun", "opponent", "fixed_court", "fixed_company")
# a nominal points back at most this far, in characters; a name further off needs to be told again
_REACH, _REACH_HAN = 1500, 600
# determiner and noun stand at most this far apart
_PHRASE, _PHRASE_HAN = 40, 8


_WORD = re.compile(r"[^\W\d_]{4,}(?:-[^\W\d_]+)*")
_FOLLOWING = re.compile(r"\w+['’\s]\s?((?:[\w-]+\s?){1,3})")


@dataclass(frozen=True, slots=True)
class Nominal:
    """A stretch that may point at an entity, and its kind: a list of the grammar's [nominal], or `described`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a nominal is resolved against."""

    doc: Doc
    entities: Mapping[str, Entity]
    described: Mapping[str, frozenset[str]]
    han: bool

    def sentence(self, at: int) -> tuple[int, int]:
        return next(((s, e) for s, e in self.doc._.sentences if s <= at < e), (0, len(self.doc.text)))


def resolve(doc: Doc, lexicon: Lexicon) -> list[Mention]:
    """The nominal mentions of a document with the entity that each points at, sorted; a group gives one mention for each member."""
    named, han = list(doc._.mentions), lexicon.language == "zh"
    scene = _Scene(doc, doc._.entities, describe(doc._.folded, named, han=han, empty=empty_words(lexicon)), han)
    reach, out = _REACH_HAN if han else _REACH, list[Mention]()
    for nominal in find_nominals(doc, scene.described, lexicon):
        before = sorted((m for m in (*named, *out) if m.end <= nominal.start and nominal.start - m.end <= reach), key=lambda m: m.start)
        for target in _targets(nominal, before, scene):
            out.append(Mention(nominal.start, nominal.end, doc.text[nominal.start : nominal.end], target, "coreference", nominal=True))
    return sorted(out, key=lambda m: (m.start, m.end, m.entity))


def empty_words(lexicon: Lexicon) -> frozenset[str]:
    """The words of the grammar that describe nothing: markers, determiners, auxiliaries, cues, verbs of saying."""
    sections = ("case", "coordination", "clause", "passive", "negated", "planned", "possible", "speech")
    listed = [word for section in sections for value in lexicon.grammar.get(section, {}).values() if isinstance(value, list) for word in value]
    return frozenset(part.strip("*") for word in (*listed, *lexicon.grammar["nominal"]["determiners"]) for part in re.split(r"[\s']+", word))


def find_nominals(doc: Doc, described: Mapping[str, frozenset[str]], lexicon: Lexicon) -> list[Nominal]:
    """Every nominal that stands apart from a name, longest first where they overlap, by place."""
    found = [*_fixed(doc._.hits), *_phrases(doc, described, lexicon)]
    found.sort(key=lambda n: (n.start - n.end, n.start, n.kind))
    kept: list[Nominal] = []
    for nominal in found:
        clash = any(k.start < nominal.end and nominal.start < k.end for k in kept)
        if not clash and not _beside_name(doc.text, nominal, doc._.mentions):
            kept.append(nominal)
    return sorted(kept, key=lambda n: n.start)


def _fixed(hits: Sequence[tuple[int, int, str]]) -> Iterator[Nominal]:
    for start, end, key in hits:
        kind = key[9:-1] if key.startswith("<nominal.") else ""
        if kind in _FIXED:
            yield Nominal(start, end, kind.removeprefix("fixed_"))


def _phrases(doc: Doc, described: Mapping[str, frozenset[str]], lexicon: Lexicon) -> Iterator[Nominal]:
    """A determiner, up to two words, and a noun: one of a kind, or one by which the article described an entity."""
    han = lexicon.language == "zh"
    nouns = [(s, e, key[9:-1]) for s, e, key in doc._.hits if key.startswith("<nominal.") and key[9:-1] in _KINDS and key[9:-1] != "pronoun"]
    opens = sorted(s for s, _, key in doc._.hits if key == "<nominal.determiners>")
    for start, end, kind in nouns:
        opening = next((o for o in reversed(opens) if o <= start and start - o <= (_PHRASE_HAN if han else _PHRASE) and _one_phrase(doc.text[o:start], han)), None)
        if opening is not None:
            yield Nominal(opening, end, kind)
    if not han:
        yield from _described(doc, opens, frozenset(w for words in described.values() for w in words))


def _one_phrase(between: str, han: bool) -> bool:
    return han or bool(re.fullmatch(r"(?:[\w&'’.-]+\s+){1,3}|\w+['’]\s?", between))


def _described(doc: Doc, opens: Sequence[int], words: frozenset[str]) -> Iterator[Nominal]:
    """A determiner and up to three words, cut behind the last by which an entity was described."""
    for opening in opens:
        found = _FOLLOWING.match(doc._.folded, opening)
        ends = [w.end() for w in _WORD.finditer(doc._.folded, found.start(1), found.end()) if w.group() in words] if found else []
        if ends:
            yield Nominal(opening, ends[-1], "described")


def _beside_name(text: str, nominal: Nominal, named: Sequence[Mention]) -> bool:
    """Whether a name stands in the nominal or right beside it: "the company Pell" and "Pell, the packer" are named, not pointed at."""
    for mention in named:
        if mention.start < nominal.end and nominal.start < mention.end:
            return True
        if nominal.kind != "pronoun" and re.fullmatch(r"\s?[,(（，–—]\s?", text[mention.end : nominal.start]):
            return True
        gap = text[nominal.end : mention.start]
        if nominal.kind not in ("group", "pronoun") and 0 <= mention.start - nominal.end <= 2 and not re.search(r"[,;:，]", gap):
            return True
    return False


def _targets(nominal: Nominal, before: Sequence[Mention], scene: _Scene) -> list[str]:
    """The entities that a nominal points at: none where no candidate fits."""
    parties = [m for m in before if scene.entities[m.entity].type in _PARTIES]
    if nominal.kind == "group":
        return _leading_two(parties)
    if nominal.kind == "latter":
        return [parties[-1].entity] if parties else []
    if nominal.kind == "former":
        return _last_two(parties)[:1]
    if nominal.kind == "opponent":
        pair = _last_two(parties)
        return pair[:1] if len(pair) == 2 else []
    kinds = _KINDS.get(nominal.kind, (*_PARTIES, "authority", "court", "person"))
    fits = [m for m in before if scene.entities[m.entity].type in kinds]
    return _best(nominal, fits, scene) if fits else []


def _leading_two(mentions: Sequence[Mention]) -> list[str]:
    """The two entities that the article speaks of most up to here, in the order of the text."""
    counts: dict[str, int] = {}
    for mention in mentions:
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    top = sorted(counts, key=lambda e: -counts[e])[:2]
    return [e for e in counts if e in top] if len(top) == 2 else []


def _last_two(mentions: Sequence[Mention]) -> list[str]:
    """The two entities named last, in the order of the text."""
    out: list[str] = []
    for mention in reversed(mentions):
        if mention.entity not in out:
            out.append(mention.entity)
        if len(out) == 2:
            return out[::-1]
    return []


def _best(nominal: Nominal, fits: Sequence[Mention], scene: _Scene) -> list[str]:
    """Whom the article described with the same words; else, but never for a merely described one, the salient one."""
    words = content(scene.doc._.folded[nominal.start : nominal.end], han=scene.han)
    scores = {m.entity: agreement(words, scene.described.get(m.entity, frozenset())) for m in fits}
    top = max(scores.values())
    if top and nominal.kind != "pronoun":
        same = [m for m in fits if scores[m.entity] == top]
        return [_salient(same, scene.sentence(nominal.start))]
    if nominal.kind == "described":
        return []
    usual = [m for m in fits if scene.entities[m.entity].type == _KINDS[nominal.kind][0]] if nominal.kind in ("platform", "association") else []
    return [_leader(usual or fits, scene) if nominal.kind in ("pronoun","company") else _salient(usual or fits, scene.sentence(nominal.start))]


def _leader(fits: Sequence[Mention], scene: _Scene) -> str:
    """Who is named first in the sentence that names anyone last: a pronoun mostly carries the subject on."""
    start, _ = scene.sentence(fits[-1].start)
    return next(m for m in fits if m.start >= start).entity


def _salient(fits: Sequence[Mention], sentence: tuple[int, int]) -> str:
    """Who leads the nearest earlier stretch; of a name in the nominal's own sentence the latest, where nothing stands before."""
    earlier = [m for m in fits if m.end <= sentence[0]]
    if not earlier:
        return fits[-1].entity
    near = [m for m in earlier if earlier[-1].start - m.start <= 220]
    counts = {m.entity: sum(other.entity == m.entity for other in near) for m in near}
    return max(near, key=lambda m: (counts[m.entity], m.start)).entity


class Coreference:
    """The spaCy component: adds nominal mentions as `doc._.nominals`."""

    def __init__(self, language: str, files: list[str]) -> None:
        self.lexicon = load_lexicon(language, tuple(files))

    def __call__(self, doc: Doc) -> Doc:
        prepare(doc)
        doc._.nominals = resolve(doc, self.lexicon)
        return doc


@Language.factory("casewire_coreference", default_config={"files": []}, assigns=["doc._.nominals"])
def make_coreference(nlp: Language, name: str, files: list[str]) -> Coreference:
    """The component for the pipeline's language; `files` are the user's own rule files, read after ours."""
    return Coreference(nlp.lang, files)
