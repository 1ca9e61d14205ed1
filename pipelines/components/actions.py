"""Actions by rule: triggers, roles, modality, dates and sums of each sentence, then one record for one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.acts import complete_courts, complete_opponents, drop_mirrored, merge_acts
from pipelines.attach import WITH_AMOUNT, WITH_QUANTITY, date_for, share_out
from pipelines.document import prepare
from pipelines.grammar import place_arguments
from pipelines.lexicon import Lexicon, load_lexicon, slice_hits, typed_hits
from pipelines.modality import Cue, read_modality
from pipelines.nearby import Nearby
from pipelines.opponents import settle_sides
from pipelines.owners import beside_owners
from pipelines.phrases import Argument, Sentence, group_mentions
from pipelines.records import Action, Amount, Filler, Mention, Span, TimeSpan
from pipelines.retelling import Retold
from pipelines.roles import CONTEXT, Filling, fill_roles, infer_roles
from pipelines.rules import PARTIAL, PASSING, WHOLE
from pipelines.triggers import Rejection, Trigger, find_triggers
from pipelines.vocabulary import load_vocabulary

# how far back, in characters, the context is searched for a participant
_BACK = 600
# acts that an article may tell of one side alone: a conviction; any other with a side untold was wrong nine times of ten
_ONE_SIDED = frozenset({"judgment_issued"})


@dataclass(slots=True)
class Reading:
    """Everything that was made of one trigger, for the record and for `explain`."""

    sentence: Sentence
    trigger: Trigger
    arguments: list[Argument]
    filling: Filling
    cue: Cue
    action: Action | None = None
    rejected: str = ""


@dataclass(slots=True)
class SentenceTrace:
    """A sentence with the readings of its triggers and the matches that were put aside."""

    sentence: Sentence
    readings: list[Reading] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


def sentences_of(doc: Doc, lexicon: Lexicon) -> list[Sentence]:
    """The sentences of a document with the words of the lexicon and the mentions in each."""
    text, folded, out = doc._.text, doc._.folded, list[Sentence]()
    everyone = Nearby[Mention](sorted(beside_owners(doc._.mentions, doc._.nominals), key=lambda m: (m.start, m.end, m.entity)))
    solid = Nearby[TimeSpan | Amount]((*doc._.times, *doc._.amounts))
    types = {id_: entity.type for id_, entity in doc._.entities.items()}
    for start, end in doc._.sentences:
        fixed = tuple((x.start, x.end) for x in solid.inside(start, end))
        inside, hits = tuple(everyone.inside(start, end)), slice_hits(doc._.hits, start, end)
        for element, spans in typed_hits(lexicon, inside, types).items():
            hits[element] = sorted({*hits.get(element, ()), *spans})
        out.append(Sentence(start, end, text[start:end], folded[start:end], hits, inside, fixed))
    return out


def read_sentence(sentence: Sentence, doc: Doc, lexicon: Lexicon) -> SentenceTrace:
    """The readings of one sentence; those that tell no act of a named party say why."""
    trace = SentenceTrace(sentence)
    triggers, trace.rejections = find_triggers(sentence, lexicon)
    groups = group_mentions(sentence, lexicon) if triggers else []
    for trigger in triggers:
        arguments = place_arguments(sentence, trigger.match, groups, lexicon, voice=trigger.rule.voice)
        filling = fill_roles(trigger.rule, arguments, doc._.entities)
        trace.readings.append(
            Reading(
                sentence,
                trigger,
                arguments,
                filling,
                read_modality(sentence, trigger.match, lexicon, outside=trigger.rule.modality == "asserted"),
            )
        )
    for reading in trace.readings:
        _complete(reading, doc)
    return trace


def _complete(reading: Reading, doc: Doc) -> None:
    """Infers open key roles of a told act; rejects a reading without a key role, and a noun in passing without all of them."""
    rule, filling = reading.trigger.rule, reading.filling
    action = load_vocabulary()[rule.action]
    if not rule.weak:
        start = reading.trigger.match.start
        before = [m for m in doc._.mentions if start - _BACK <= m.start and m.end <= reading.sentence.start]
        infer_roles(filling, action, reading.arguments, doc._.entities, before=before)
    missing = [role for role in action.key_roles if role not in filling.roles]
    if len(missing) == len(action.key_roles):
        reading.rejected = "no key role is filled"
    elif rule.weak and missing:
        reading.rejected = f"a noun in passing, and {', '.join(missing)} is not told"


def _drop_guesses(readings: Sequence[Reading]) -> None:
    """Rejects those that leave a party untold, and those of whose parties none stands in the sentence: nine of ten such were wrong."""
    for reading in readings:
        keys, act = load_vocabulary()[reading.trigger.rule.action].key_roles, reading.trigger.rule.action
        missing = [role for role in keys if role not in reading.filling.roles]
        if missing and act not in _ONE_SIDED:
            reading.rejected = f"{', '.join(missing)} is not told"
        if len(keys) > 1 and all(reading.filling.why.get(role) == CONTEXT for role in keys):
            reading.rejected = "all its parties are guessed"


def _action(reading: Reading, doc: Doc, index: int) -> Action:
    rule, match, sentence = reading.trigger.rule, reading.trigger.match, reading.sentence
    roles = {role: [_filler(m, doc) for m in mentions] for role, mentions in reading.filling.roles.items()}
    sure = PASSING if rule.weak else PARTIAL if reading.filling.inferred else WHOLE
    return Action(
        id=str(index),
        type=rule.action,
        modality=rule.modality if rule.modality and reading.cue.modality == "asserted" else reading.cue.modality,  # type: ignore[arg-type]
        trigger=Span(match.start, match.end, sentence.text[match.start - sentence.start : match.end - sentence.start]),
        roles=roles,
        evidence=Span(sentence.start, sentence.end, sentence.text),
        by=f"rule:{rule.id}",
        confidence=sure,
    )


def presupposed(reading: Reading) -> Action | None:
    """The act that a told one presupposes, where its rule names one: a record as from a noun in passing, without date and sum."""
    told, kind = reading.action, reading.trigger.rule.implies
    if told is None or kind is None:
        return None
    implied, names = load_vocabulary()[kind], reading.trigger.rule.implied
    filled = {role.name: list(told.roles.get(names.get(role.name, role.name), ())) for role in implied.roles}
    roles = {name: fillers for name, fillers in filled.items() if fillers}
    if any(role not in roles for role in implied.key_roles):
        return None
    bare = replace(told, roles=roles, date=None, amount=None, quantity=None, confidence=PASSING)
    return replace(bare, id=f"{told.id}-implied", type=kind, modality="asserted")


def _filler(mention: Mention, doc: Doc) -> Filler:
    return Filler(mention.entity, doc._.entities[mention.entity].name, mention.text, mention.start, mention.end)


def _attach(trace: SentenceTrace, doc: Doc) -> None:
    """Gives the acts of a sentence their dates, sums and numbers of goods."""
    told = [r.action for r in trace.readings if r.action]
    for action in told:
        span = (action.trigger.start, action.trigger.end)
        action.date = date_for(action.type, span, trace.sentence, doc._.times, modality=action.modality)
    for types, spans, name in ((WITH_AMOUNT, doc._.amounts, "amount"), (WITH_QUANTITY, doc._.quantities, "quantity")):
        takers = [a for a in told if a.type in types]
        for i, span_ in share_out(spans, [(a.trigger.start, a.trigger.end) for a in takers], trace.sentence).items():
            setattr(takers[i], name, span_)


class Actions:
    """The spaCy component: sets `doc._.actions` and, for `explain`, `doc._.trace`."""

    def __init__(self, language: str, files: list[str]) -> None:
        self.lexicon = load_lexicon(language, tuple(files))

    def __call__(self, doc: Doc) -> Doc:
        """Reads the acts of a Doc."""
        prepare(doc)
        doc._.trace = [read_sentence(sentence, doc, self.lexicon) for sentence in sentences_of(doc, self.lexicon)]
        kept = [r for trace in doc._.trace for r in trace.readings if not r.rejected]
        settle_sides([(load_vocabulary()[r.trigger.rule.action], r.filling) for r in kept])
        _drop_guesses(kept)
        for trace in doc._.trace:
            for index, reading in enumerate(trace.readings):
                if not reading.rejected:
                    reading.action = _action(reading, doc, index)
            _attach(trace, doc)
        told = [r for t in doc._.trace for r in t.readings if r.action]
        doc._.actions = settle_acts([a for r in told for a in (r.action, presupposed(r)) if a])
        return doc


def settle_acts(found: Sequence[Action], retold: Retold = MappingProxyType({})) -> list[Action]:
    """One record for one act, with the opponents and courts that other sentences tell; `retold` as in `merge_acts`."""
    actions = merge_acts(drop_mirrored(found), retold)
    complete_opponents(actions)
    complete_courts(actions)
    return [a for a in merge_acts(actions, retold) if not _passing_twice(a, actions)]


def _passing_twice(action: Action, actions: Sequence[Action]) -> bool:
    """Whether a noun in passing tells nothing beyond another act of its type."""
    return action.confidence == PASSING and any(
        o is not action
        and o.type == action.type
        and {f.entity for fs in o.roles.values() for f in fs} & {f.entity for fs in action.roles.values() for f in fs}
        for o in actions
    )


@Language.factory("casewire_actions", default_config={"files": []}, assigns=["doc._.actions", "doc._.trace"])
def make_actions(nlp: Language, name: str, files: list[str]) -> Actions:
    """The component for the pipeline's language; `files` are the user's own rule files, read after ours."""
    return Actions(nlp.lang or "en", files)
