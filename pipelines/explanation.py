"""What was read in each sentence and why, as text: how a linguist debugs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from spacy.tokens import Doc

from pipelines.build import read
from pipelines.components.actions import Reading, SentenceTrace
from pipelines.language import identify
from pipelines.records import LANGUAGES, Action
from pipelines.setup import PLAIN, Setup
from pipelines.telling import Told


def explain(text: str, *, language: str | None = None, published: str | None = None, setup: Setup = PLAIN) -> str:
    """For each sentence: names, dates and sums, the rules that fired, roles with their reasons, and what was rejected and why."""
    day = dt.date.fromisoformat(published) if published else None
    segments = [(language, 0, len(text))] if language else [(s.code, s.start, s.end) for s in identify(text)]
    lines: list[str] = []
    for code, start, end in segments:
        if code not in LANGUAGES:
            lines.append(f"[{code}] {start}–{end}: a language that is not read; valid: {', '.join(LANGUAGES)}")
            continue
        doc = read(text[start:end], code, published=day, setup=setup)
        for trace in doc._.trace:
            lines += _sentence(trace, doc, code)
        lines += ["", f"acts in this segment ({code}):", *(_act_line(a) for a in doc._.actions)]
    return "\n".join(lines)


def _sentence(trace: SentenceTrace, doc: Doc, code: str) -> Iterator[str]:
    sentence = trace.sentence
    yield f"\n[{code}] {sentence.start}–{sentence.end}: {sentence.text}"
    for mention in sentence.mentions:
        entity = doc._.entities[mention.entity]
        kind = "points at" if mention.nominal else entity.type
        yield f"  name    '{mention.text}' {kind} {entity.id}{' (known)' if entity.linked else ''}, by {mention.by}"
    for label, spans in (("date", doc._.times), ("sum", doc._.amounts), ("number", doc._.quantities)):
        for span in (s for s in spans if sentence.start <= s.start and s.end <= sentence.end):
            yield f"  {label:7} '{span.text}' = {span.value}"
    for reading in trace.readings:
        yield from _reading(reading)
    for told in (t for t in doc._.told if sentence.start <= t.start < sentence.end):
        yield from _told(told, doc)
    for rejection in trace.rejections:
        yield f"  put aside {rejection.rule} at {rejection.start}–{rejection.end}: {rejection.reason}"


def _told(told: Told, doc: Doc) -> Iterator[str]:
    """What the model sees, or answers about a rule's trigger."""
    verb = "is asked about" if told.asked else "reads"
    yield f"  model   {verb} {told.act} at '{doc.text[told.start : told.end]}': {told.certainty:.2f}, {told.modality}"
    for role, filled in sorted(told.roles.items()):
        yield f"          {role}: {', '.join(f'{name} {p:.2f}' for name, p in filled)}"


def _reading(reading: Reading) -> Iterator[str]:
    rule, match, base = reading.trigger.rule, reading.trigger.match, reading.sentence.start
    words = " … ".join(f"'{reading.sentence.text[s - base : e - base]}'" for s, e in match.parts)
    yield f"  rule    {rule.id} ({rule.source}) reads {rule.action} at {words}"
    cue = f" by '{reading.cue.text}'" if reading.cue.text else ""
    yield f"          {reading.cue.modality}{cue}"
    for argument in reading.arguments:
        names = ", ".join(m.text for m in argument.group.mentions)
        yield f"          stands as {argument.slot}: {names} (clause ends between: {argument.walls})"
    for role, mentions in reading.filling.roles.items():
        yield f"          {role}: {', '.join(m.entity for m in mentions)}, {reading.filling.why[role]}"
    if reading.rejected:
        yield f"          rejected: {reading.rejected}"


def _act_line(action: Action) -> str:
    roles = "; ".join(f"{role}: {', '.join(f.entity for f in fillers)}" for role, fillers in sorted(action.roles.items()))
    date = f", {action.date.value}" if action.date and action.date.value else ""
    amount = f", {action.amount.value:g} {action.amount.currency}" if action.amount else ""
    return f"  {action.type} ({action.modality}{date}{amount}) {roles} [{action.by}, {action.confidence:.2f}]"
