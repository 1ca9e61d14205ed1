"""Rules and model together: who of the two is believed, for which act, role, date and sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.casting import Scene, cast
from pipelines.naming import whole_words
from pipelines.records import Action, Amount, Filler, Modality, Span, TimeSpan
from pipelines.rules import PASSING, WHOLE
from pipelines.telling import POSSIBLE, Asked, Told
from pipelines.vocabulary import load_vocabulary

# certainty of an act and its key roles from which the model tells it alone; and that which it must see in what a rule, or a rule of nouns
# in passing, tells; chosen on the dev articles and the seeds (benchmarks/thresholds.py)
ALONE, CONFIRM, CONFIRM_WEAK = 0.42, 0.1, 0.1
# a date is the model's where it is this sure of it, and a sum
FILL, FILL_SUM = 0.1, 0.2
# where it is this sure of a modality, a rule's cue gives way; below, the cue was mostly right on dev and test part
SURE = 0.995
# where it is this sure of a date after the article, the act is planned
AHEAD = 0.5


def asked(ruled: Sequence[Action]) -> list[Asked]:
    """The rules' acts as questions to the model; an act of a user's own is none of the model's."""
    known = load_vocabulary()
    found = ((i, a) for i, a in enumerate(ruled) if a.type in known)
    return [Asked(a.trigger.start, a.trigger.end, a.type, str(i)) for i, a in found]


def blend(scene: Scene, ruled: Sequence[Action], told: Sequence[Told]) -> list[Action]:
    """The acts that rules and model tell together; not yet merged, so the same act may stand twice."""
    answers, out = {t.asked: t for t in told if t.asked}, list[Action]()
    for index, rule in enumerate(ruled):
        answer = answers.get(str(index))
        if answer is None:
            out.append(rule)
        elif answer.certainty >= (CONFIRM_WEAK if rule.confidence <= PASSING else CONFIRM):
            out.append(_together(scene, rule, answer))
    out = [_timely(scene, action) for action in out]
    covered = {(a.evidence.start, a.type) for a in out}
    words = [(a.trigger.start, a.trigger.end) for a in out]
    alone = (_alone(scene, item) for item in told if not item.asked and item.certainty >= ALONE)
    return out + [
        a for a in alone if a and a.confidence >= ALONE and (a.evidence.start, a.type) not in covered and not _on(a.trigger, words)
    ]


def _on(trigger: Span, words: Sequence[tuple[int, int]]) -> bool:
    """Whether a trigger stands on words that tell another act: the suit in "withdrew its suit" is no suit of its own."""
    return any(start < trigger.end and trigger.start < end for start, end in words)


def _together(scene: Scene, action: Action, answer: Told) -> Action:
    """A rule's act with the parties for whom rule and model speak together.

    A modality that the rule has a cue for is the rule's, unless the model is sure of another; else modality, date and sum are the
    model's, which sees the whole window.
    """
    roles = cast(scene, answer, action.roles, inferred=action.confidence < WHOLE) or action.roles
    modality = _modality(scene, answer) if action.modality == "asserted" or answer.sure >= SURE else action.modality
    sure = 1 - (1 - action.confidence) * (1 - _sure(answer, roles))
    date, amount = _date(scene, answer), _amount(scene, answer) or action.amount
    if date is None or (action.date and action.date.start == date.start):
        date = action.date  # the rule knows a day of the report from a day to come
    return replace(action, roles=roles, modality=modality, date=date, amount=amount, confidence=sure, by=f"{action.by}+model:joint")


def _alone(scene: Scene, item: Told) -> Action | None:
    """An act that only the model sees; one key role may stay open: "sued more than 80 sellers"."""
    roles, start, end = cast(scene, item, {}), *whole_words(scene.text, item.start, item.end)
    if not roles:
        return None
    sentence = next(((s, e) for s, e in scene.sentences if s <= start < e), (start, end))
    evidence = Span(*sentence, scene.text[slice(*sentence)])
    trigger = Span(start, end, scene.text[start:end])
    date, amount, sure = _date(scene, item), _amount(scene, item), _sure(item, roles)
    return Action("", item.act, _modality(scene, item), trigger, roles, evidence, "model:joint", date, amount, None, sure)


def _sure(told: Told, roles: Mapping[str, Sequence[Filler]]) -> float:
    """How certain the model is of an act and of the least certain of its key roles, both together."""
    who = {role: {f.entity for f in roles[role]} for role in load_vocabulary()[told.act].key_roles if role in roles}
    likely = [max((p for name, p in told.roles.get(role, ()) if name in names), default=POSSIBLE) for role, names in who.items()]
    return told.certainty * min(likely, default=1.0)


def _modality(scene: Scene, told: Told) -> Modality:
    """The model's; but what is told as done and surely dated after the article is planned."""
    best = next(iter(told.roles.get("date", ())), ("", 0.0))
    ahead = any(best[0] == f"date:{time.start}" and _is_ahead(scene, time) for time in scene.times)
    return "planned" if told.modality == "asserted" and best[1] >= AHEAD and ahead else told.modality


def _timely(scene: Scene, action: Action) -> Action:
    """The act without a date that lies ahead of the article, if it is told as done (tests/test_corpus_whole.py: none has)."""
    ahead = action.modality == "asserted" and action.date is not None and _is_ahead(scene, action.date)
    return replace(action, date=None) if ahead else action


def _is_ahead(scene: Scene, time: TimeSpan) -> bool:
    return bool(scene.published and time.value and time.value > scene.published[: len(time.value)])


def _date(scene: Scene, told: Told) -> TimeSpan | None:
    likely = [name for name, p in told.roles.get("date", ()) if p >= FILL]
    times = {f"date:{time.start}": time for time in scene.times}
    modality = _modality(scene, told)
    found = next((times[name] for name in likely if name in times and not (modality == "asserted" and _is_ahead(scene, times[name]))), None)
    if found and found.ahead and modality in ("planned", "possible"):
        return replace(found, value=found.ahead)
    return found


def _amount(scene: Scene, told: Told) -> Amount | None:
    best = next((n for n, p in told.roles.get("amount", ()) if p >= FILL_SUM), None)
    return next((a for a in scene.amounts if best == f"amount:{a.start}"), None)
