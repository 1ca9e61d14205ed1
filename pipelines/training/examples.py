"""Annotated articles and sentences as training examples: token ids with labels for names, triggers, modality and roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from pipelines.annotation import AnnotatedArticle
from pipelines.model import ROLES
from pipelines.records import ENTITY_TYPES, MODALITIES
from pipelines.sentences import split_sentences
from pipelines.vocabulary import load_vocabulary
from pipelines.windows import Encoded, encode, windows

NAMES = ("O", *(f"{p}-{t}" for t in (*ENTITY_TYPES, "nominal") for p in "BI"))
TRIGGERS = ("O", *(f"{p}-{t}" for t in load_vocabulary() for p in "BI"))
IGNORE = -100


@dataclass(slots=True)
class Example:
    """A window: its tokens, labels a token, and role labels for pairs of (trigger, place).

    `coarse` says that only PER/ORG/LOC were annotated. `triggers` are (first token, last token, act, modality);
    `places` are (first, last, entity) for what may fill a role; `roles` maps (trigger, entity) to a role.
    """

    encoded: Encoded
    names: list[int]
    acts: list[int] | None = None
    coarse: bool = False
    triggers: list[tuple[int, int, str, int]] = field(default_factory=list)
    places: list[tuple[int, int, str]] = field(default_factory=list)
    roles: dict[tuple[int, str], int] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def named_triggers(self) -> list[tuple[int, int, str]]:
        """The triggers as (first, last, type of act)."""
        return [(f, e, self.types[a]) for f, e, a, _ in self.triggers]


def from_article(annotated: AnnotatedArticle, tokenizer: Tokenizer) -> list[Example]:
    """The windows of an annotated article, with everything labelled."""
    encoded = encode(annotated.text, tokenizer)
    sentences = split_sentences(annotated.text, annotated.language)
    return [_window(annotated, encoded, first, end) for first, end in windows(encoded, sentences)]


def _window(annotated: AnnotatedArticle, encoded: Encoded, first: int, end: int) -> Example:
    example = Example(Encoded(encoded.ids[first:end], encoded.offsets[first:end]), [0] * (end - first), [0] * (end - first))
    example.types = {a.id: a.type for a in annotated.actions.values()}
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
        for target in mark.targets:
            if span:
                example.places.append((*span, target))


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
    for mark in (m for m in annotated.marks if m.kind in ("date", "amount")):
        _place_value(example, annotated, (mark.start, mark.end), mark.kind)


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


def read_bio(path: Path, *, word: int, tag: int) -> list[list[tuple[str, str]]]:
    """Sentences of (word, tag) from a file of tab-separated columns with blank lines between sentences."""
    out: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if not line.strip() or line.startswith("#"):
            out.append([])
        elif len(cells) > max(word, tag):
            out[-1].append((cells[word], cells[tag]))
    return [s for s in out if s]


# how the coarse labels of others map to ours; what is not named counts as no name
COARSE = {"PER": "person", "PERSON": "person", "ORG": "company", "LOC": "place", "GPE": "place"}


def from_bio(sentence: Sequence[tuple[str, str]], tokenizer: Tokenizer, *, joiner: str) -> Example:
    """A sentence of another data set: only PER, ORG and LOC, where ORG stands for any of our kinds of body."""
    text, spans = "", list[tuple[int, int]]()
    for word, _ in sentence:
        gap = "" if not text or word in {".", ",", ";", ":", "?", "!", ")", "'s", "%"} or text.endswith("(") else joiner
        spans.append((len(text) + len(gap), len(text) + len(gap) + len(word)))
        text += gap + word
    encoded = encode(text, tokenizer)
    example = Example(encoded, [0] * len(encoded.ids), coarse=True)
    for start, end, kind in _chunks(sentence, spans):
        span = encoded.covered(start, end)
        if span:
            _write(example.names, span, NAMES.index(f"B-{COARSE[kind]}"))
    return example


def _chunks(sentence: Sequence[tuple[str, str]], spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int, str]]:
    open_: tuple[int, int, str] | None = None
    for (_, tag), (s, e) in zip(sentence, spans, strict=True):
        kind = tag[2:].upper()
        if tag.startswith("I-") and open_ and open_[2] == kind:
            open_ = (open_[0], e, kind)
            continue
        if open_:
            yield open_
        open_ = (s, e, kind) if tag[:2] in ("B-", "I-") and kind in COARSE else None
    if open_:
        yield open_
