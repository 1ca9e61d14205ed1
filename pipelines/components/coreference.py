"""Resolves what only points: "the company", "il colosso", 双方, "the latter". No model: description, type, order and salience decide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.descriptions import agreement, content, describe
from pipelines.document import prepare
from pipelines.lexicon import Lexicon, load_lexicon
from pipelines.nearby import Nearby
from pipelines.nominals import Nominal, find_nominals
from pipelines.origins import country_told, leaning
from pipelines.owners import find_owners
from pipelines.pointing import point
from pipelines.records import FIRMS, Entity, Mention
from pipelines.venues import is_crowd

# which types a nominal of each kind may point at
_KINDS = {
    "platform": ("platform", "company", "brand"),
    "authority": ("authority",),
    "court": ("court",),
    "association": ("association", "company", "program"),
    "person": ("person",),
    "he": ("person",),
    "company": FIRMS,
    "pronoun": (*FIRMS, "association"),
}
_PARTIES = (*FIRMS, "association")
# what still counts where the model has looked at the text: of what only a rule finds most points wrongly, or at somebody without a role
_BESIDE_MODEL = frozenset({"described", "pronoun"})
# a nominal points back at most this far, in characters; a name further off needs to be told again
_REACH, _REACH_HAN = 1500, 600


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a nominal is resolved against."""

    text: str
    folded: str
    sentences: Sequence[tuple[int, int]]
    entities: Mapping[str, Entity]
    described: Mapping[str, frozenset[str]]
    language: str

    @property
    def han(self) -> bool:
        return self.language == "zh"

    def leaning(self, nominal: Nominal, fits: Sequence[Mention]) -> list[float]:
        """What the country that the nominal tells says for and against each candidate."""
        told = country_told(self.text, nominal.start, nominal.end, language=self.language)
        return leaning(told, [self.entities[m.entity] for m in fits], self.language)

    def sentence_start(self, at: int) -> int:
        return self.sentences[max(0, bisect_right(self.sentences, (at, len(self.folded))) - 1)][0] if self.sentences else 0


def resolve(doc: Doc, lexicon: Lexicon, *, kinds: Container[str] | None = None) -> list[Mention]:
    """The nominal mentions, or those of some kinds, with whom each points at, sorted; a group gives one mention for each member."""
    text, folded, named, han = doc._.text, doc._.folded, Nearby[Mention](doc._.mentions), lexicon.language == "zh"
    described = describe(folded, named, han=han, empty=lexicon.empty)
    scene = _Scene(text, folded, doc._.sentences, doc._.entities, described, lexicon.language)
    reach, out = _REACH_HAN if han else _REACH, list[Mention]()
    for nominal in find_nominals(folded, doc._.hits, named, described, lexicon=lexicon):
        if kinds is not None and nominal.kind not in kinds:
            continue
        told = [m for m in reversed(out[-60:]) if nominal.start - m.end <= reach]
        before = sorted((*named.inside(nominal.start - reach, nominal.start), *told), key=lambda m: m.start)
        for target in _targets(nominal, before, scene):
            out.append(Mention(nominal.start, nominal.end, text[nominal.start : nominal.end], target, "coreference", nominal=True))
    return sorted(out, key=lambda m: (m.start, m.end, m.entity))


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
    if nominal.kind == "issuer":
        return _issuer(nominal, parties, scene)
    kinds = _KINDS.get(nominal.kind, (*_PARTIES, "authority", "court", "person"))
    fits = [m for m in before if scene.entities[m.entity].type in kinds]
    leaning = scene.leaning(nominal, fits)
    there = [m for m, leans in zip(fits, leaning, strict=True) if leans > 0]
    fits = there or [m for m, leans in zip(fits, leaning, strict=True) if leans == 0]
    if nominal.kind == "described" and there and scene.folded.count(" ", nominal.start, nominal.end) > 1:
        return [_salient(there, scene.sentence_start(nominal.start))]
    return _best(nominal, fits, scene) if fits else []


def _issuer(nominal: Nominal, parties: Sequence[Mention], scene: _Scene) -> list[str]:
    """Who speaks of himself, 本公司: whom the same word meant before, else who is named first."""
    word = scene.folded[nominal.start : nominal.end]
    again = [m for m in parties if m.nominal and scene.folded[m.start : m.end] == word]
    return [(again or parties)[0].entity] if parties else []


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
    namesakes = [m for m in fits if scene.folded[nominal.end - 2 : nominal.end] in scene.folded[m.start : m.end] and not m.nominal]
    if scene.han and nominal.kind in ("association", "authority") and namesakes:
        return [namesakes[-1].entity]  # 协会 points at whose name ends so
    words = content(scene.folded[nominal.start : nominal.end], han=scene.han)
    scores = {m.entity: agreement(words, scene.described.get(m.entity, frozenset())) for m in fits}
    top = max(scores.values())
    if top and nominal.kind != "pronoun":
        same = [m for m in fits if scores[m.entity] == top]
        return [_salient(same, scene.sentence_start(nominal.start))]
    if nominal.kind == "described":
        return []
    if nominal.kind == "he":
        return [fits[-1].entity]
    usual = (
        [m for m in fits if scene.entities[m.entity].type == _KINDS[nominal.kind][0]] if nominal.kind in ("platform", "association") else []
    )
    return [
        _leader(usual or fits, scene)
        if nominal.kind in ("pronoun", "company")
        else _salient(usual or fits, scene.sentence_start(nominal.start))
    ]


def _leader(fits: Sequence[Mention], scene: _Scene) -> str:
    """Who is named first in the sentence that names anyone last: a pronoun mostly carries the subject on."""
    start = scene.sentence_start(fits[-1].start)
    return next(m for m in fits if m.start >= start).entity


def _salient(fits: Sequence[Mention], sentence_start: int) -> str:
    """Who leads the nearest earlier stretch; of a name in the nominal's own sentence the latest, where nothing stands before."""
    earlier = [m for m in fits if m.end <= sentence_start]
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
        """Resolves the nominals of a Doc."""
        prepare(doc)
        ruled = resolve(doc, self.lexicon, kinds=None if doc._.view is None else _BESIDE_MODEL)
        owners = find_owners(doc._.text, doc._.mentions, doc._.entities, language=self.lexicon.language)
        told = _together(_together(ruled, self._seen(doc)), owners)
        doc._.nominals = [m for m in told if not is_crowd(m, doc._.entities[m.entity], language=self.lexicon.language)]
        return doc

    def _seen(self, doc: Doc) -> list[Mention]:
        """What the joint model sees, where it has looked at the Doc."""
        if doc._.view is None:
            return []
        nominals = [s for s in doc._.seen if s.kind == "nominal"]
        free = [n for n in nominals if not any(m.start < n.end and n.start < m.end for m in doc._.mentions)]
        return point(doc._.view, doc._.text, free, [(m, doc._.entities[m.entity]) for m in doc._.mentions], language=self.lexicon.language)


def _together(ruled: Sequence[Mention], seen: Sequence[Mention]) -> list[Mention]:
    """What was `seen`, and those of the rules that lie beside it."""
    apart = [m for m in ruled if not any(s.start < m.end and m.start < s.end for s in seen)]
    return sorted([*seen, *apart], key=lambda m: (m.start, m.end, m.entity))


@Language.factory("casewire_coreference", default_config={"files": []}, assigns=["doc._.nominals"])
def make_coreference(nlp: Language, name: str, files: list[str]) -> Coreference:
    """The component for the pipeline's language; `files` are the user's own rule files, read after ours."""
    return Coreference(nlp.lang or "en", files)
