"""Annotated articles and sentences as training examples: token ids with labels for names, triggers, modality and roles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tokenizers import Tokenizer

from pipelines.annotation import AnnotatedArticle
from pipelines.components.amounts import find_amounts
from pipelines.components.times import find_times
from pipelines.naming import KINDS
from pipelines.pairing import Spot, kind_of
from pipelines.records import FIRMS, MODALITIES
from pipelines.sentences import split_sentences
from pipelines.telling import ROLES
from pipelines.training.others import Sentence
from pipelines.vocabulary import load_vocabulary
from pipelines.windows import Encoded, encode, windows

NAMES = ("O", *(f"{p}-{t}" for t in KINDS for p in "BI"))
TRIGGERS = ("O", *(f"{p}-{t}" for t in load_vocabulary() for p in "BI"))
IGNORE = -100


@dataclass(slots=True)
class Example:
    """A window: its tokens, labels a token, and role labels for pairs of (trigger, place).

    `coarse` says that only PER/ORG/LOC were annotated. `triggers` are (first token, last token, act, modality);
    `places` are (first, last, entity) for what may fill a role by name, date or sum, `nominals` (first, last, entities) for what points at
    somebody; `roles` maps (trigger, entity) to a role.
    """

    encoded: Encoded
    names: list[int]
    acts: list[int] | None = None
    coarse: bool = False
    triggers: list[tuple[int, int, str, int]] = field(default_factory=list)
    places: list[tuple[int, int, str]] = field(default_factory=list)
    nominals: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    roles: dict[tuple[int, str], int] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    sentence: list[int] = field(default_factory=list)

    def spots(self, places: Sequence[tuple[int, int, str]]) -> list[Spot]:
        """Places as the model's head for pairs takes them."""
        return [(f, e, name, kind_of(self.kinds.get(name) or name.partition(":")[0])) for f, e, name in places]

    def named_triggers(self) -> list[tuple[int, int, str]]:
        """The triggers as (first, last, type of act)."""
        return [(f, e, self.types[a]) for f, e, a, _ in self.triggers]


def from_article(annotated: AnnotatedArticle, tokenizer: Tokenizer) -> list[Example]:
    """The windows of an annotated article, with everything labelled."""
    encoded = encode(annotated.text, tokenizer)
    sentences = split_sentences(annotated.text, annotated.language)
    numbers = encoded.sentences(sentences)
    return [_window(annotated, encoded, first, end, sentence=numbers) for first, end in windows(encoded, sentences)]


def _window(annotated: AnnotatedArticle, encoded: Encoded, first: int, end: int, *, sentence: list[int]) -> Example:
    example = Example(Encoded(encoded.ids[first:end], encoded.offsets[first:end]), [0] * (end - first), [0] * (end - first))
    example.types = {a.id: a.type for a in annotated.actions.values()}
    example.kinds = {e.id: e.type for e in annotated.entities.values()}
    example.sentence = sentence[first:end]
    _label_names(example, annotated)
    _label_triggers(example, annotated)
    _label_roles(example, annotated)
    return example


def _label_names(example: Example, annotated: AnnotatedArticle) -> None:
    """Outermost names first; a nominal only where no name stands."""
    marks = sorted((m for m in annotated.marks if m.kind in ("name", "nominal")), key=lambda m: (m.kind == "nominal", m.start - m.end))
    for mark in marks:
        kind = "nominal" if mark.kind == "nominal" else annotated.entities[mark.targets[0]].type
        span = example.encoded.covered(mark.start, mark.end)
        if span and not any(example.names[span[0] : span[1] + 1]):
            _write(example.names, span, NAMES.index(f"B-{kind}"))
        if span and kind == "nominal":
            example.nominals.append((*span, mark.targets))
        elif span:
            example.places.extend((*span, target) for target in mark.targets)


def _write(labels: list[int], span: tuple[int, int], begin: int) -> None:
    labels[span[0]] = begin
    labels[span[0] + 1 : span[1] + 1] = [begin + 1] * (span[1] - span[0])


def _label_triggers(example: Example, annotated: AnnotatedArticle) -> None:
    assert example.acts is not None
    for mark in (m for m in annotated.marks if m.kind == "trigger"):
        span = example.encoded.covered(mark.start, mark.end)
        if span is None:
            continue
        for target in mark.targets:
            action = annotated.actions[target]
            if not any(example.acts[span[0] : span[1] + 1]):
                _write(example.acts, span, TRIGGERS.index(f"B-{action.type}"))
            example.triggers.append((*span, target, MODALITIES.index(action.modality)))


def _label_roles(example: Example, annotated: AnnotatedArticle) -> None:
    """Role labels by (trigger, entity); dates and sums enter as entities of their own, `@` and `$` with their place."""
    for index, (_, _, act, _) in enumerate(example.triggers):
        for role, fillers in annotated.actions[act].roles.items():
            for filler in fillers:
                example.roles[index, filler.entity] = ROLES.index(role)
    marked = [m for m in annotated.marks if m.kind in ("date", "amount")]
    for mark in marked:
        _place_value(example, annotated, (mark.start, mark.end), mark.kind)
    for kind, start, end in _values(annotated):
        if not any(m.start < end and start < m.end for m in marked):
            _place_value(example, annotated, (start, end), kind)


def _values(annotated: AnnotatedArticle) -> list[tuple[str, int, int]]:
    """Every date and sum that the pipeline finds, which at run time are all places: those that belong to no act too."""
    published = date.fromisoformat(annotated.published) if annotated.published else None
    times = find_times(annotated.text, annotated.language, published)
    sums = find_amounts(annotated.text, annotated.language)
    return [*(("date", t.start, t.end) for t in times if t.value or t.ahead), *(("amount", a.start, a.end) for a in sums)]


def _place_value(example: Example, annotated: AnnotatedArticle, chars: tuple[int, int], kind: str) -> None:
    span = example.encoded.covered(*chars)
    if span is None:
        return
    name = f"{kind}:{chars[0]}"
    example.places.append((*span, name))
    acts = {t for m in annotated.marks if m.kind == kind and m.start < chars[1] and chars[0] < m.end for t in m.targets}
    for index, (_, _, act, _) in enumerate(example.triggers):
        if act in acts:
            example.roles[index, name] = ROLES.index(kind)


def from_sentence(sentence: Sentence, tokenizer: Tokenizer) -> Example:
    """A sentence of another data set."""
    encoded = encode(sentence.text, tokenizer)
    end = windows(encoded, [])[0][1] if encoded.ids else 0
    encoded = Encoded(encoded.ids[:end], encoded.offsets[:end])
    example = Example(encoded, [0] * len(encoded.ids), coarse=True)
    for start, end, kind in sentence.names:
        span = encoded.covered(start, end)
        if span:
            _write(example.names, span, NAMES.index(f"B-{kind}"))
    return example


# how many of the nominals and of the names keep their place in a step: at run time neither are all found; and how many entities are
# taken for one of another type, which must not settle their role alone; how many nominals point at somebody else
NOMINALS_SEEN, NAMES_SEEN, MISTYPED, MISPOINTED = 0.5, 0.9, 0.07, 0.1
_TYPES = ("association", "authority", "person", "program", *FIRMS)


def thin(example: Example) -> Example:
    """The example with some places unseen and some wrong, so that roles are also learnt by what stands far off. Draws from `random`."""
    seen = [p for p in example.places if random.random() < NAMES_SEEN]
    others = sorted({name for *_, name in example.places if ":" not in name})
    for first, last, targets in example.nominals:
        if random.random() < NOMINALS_SEEN:
            wrong = others and random.random() < MISPOINTED
            seen += [(first, last, target) for target in ([random.choice(others)] if wrong else targets)]
    kinds = {name: random.choice(_TYPES) if kind in _TYPES and random.random() < MISTYPED else kind for name, kind in example.kinds.items()}
    return replace(example, places=seen, kinds=kinds)
