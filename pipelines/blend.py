"""Rules and model together: who of the two is believed, for which act, role, date and sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.naming import whole_words
from pipelines.records import Action, Amount, Entity, Filler, Mention, Span, TimeSpan
from pipelines.telling import Asked, Place, Told
from pipelines.vocabulary import load_vocabulary

# certainty from which the model tells an act alone; and that which it must see in what a rule, or a rule of nouns in passing, tells;
# chosen on the corpus' dev part (benchmarks/corpus.py dev)
ALONE, CONFIRM, CONFIRM_WEAK = 0.7, 0.02, 0.3
_WEAK = 0.5
# a role is the model's where it is this sure of somebody
FILL = 0.5
# it adds somebody to those that a rule found only where it is all but certain
ADD = 0.9
# it overrules what a rule found from here on, and fills an open key role with the likeliest from there
TRUST, GUESS = 0.7, 0.2


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands in a document: mentions, dates and sums, sentences, and the entities by id."""

    text: str
    sentences: Sequence[tuple[int, int]]
    mentions: Sequence[Mention]
    times: Sequence[TimeSpan]
    amounts: Sequence[Amount]
    entities: Mapping[str, Entity]

    def places(self) -> list[Place]:
        """Everything that may fill a role, dates and sums under a name of their own."""
        values = [Place(t.start, t.end, f"date:{t.start}") for t in self.times if t.value or t.ahead]
        values += [Place(a.start, a.end, f"amount:{a.start}") for a in self.amounts]
        return [*(Place(m.start, m.end, m.entity) for m in self.mentions), *values]


@dataclass(frozen=True, slots=True)
class Ruled:
    """An act that a rule tells, and which of its roles were inferred from outside the rule's own slots."""

    action: Action
    inferred: frozenset[str]


def asked(ruled: Sequence[Ruled]) -> list[Asked]:
    """The rules' acts as questions to the model; an act of a user's own is none of the model's."""
    known = load_vocabulary()
    found = ((i, r.action) for i, r in enumerate(ruled) if r.action.type in known)
    return [Asked(a.trigger.start, a.trigger.end, a.type, str(i)) for i, a in found]


def blend(scene: Scene, ruled: Sequence[Ruled], told: Sequence[Told]) -> list[Action]:
    """The acts that rules and model tell together; not yet merged, so the same act may stand twice."""
    answers, out = {t.asked: t for t in told if t.asked}, list[Action]()
    for index, rule in enumerate(ruled):
        answer = answers.get(str(index))
        if answer is None:
            out.append(rule.action)
        elif answer.certainty >= (CONFIRM_WEAK if rule.action.confidence <= _WEAK else CONFIRM):
            out.append(_together(scene, rule, answer))
    covered = {(a.evidence.start, a.type) for a in out}
    words = [(a.trigger.start, a.trigger.end) for a in out]
    alone = (_alone(scene, item) for item in told if not item.asked and item.certainty >= ALONE)
    return out + [a for a in alone if a and (a.evidence.start, a.type) not in covered and not _on(a.trigger, words)]


def _on(trigger: Span, words: Sequence[tuple[int, int]]) -> bool:
    """Whether a trigger stands on words that tell another act: the suit in "withdrew its suit" is no suit of its own."""
    return any(start < trigger.end and trigger.start < end for start, end in words)


def _together(scene: Scene, rule: Ruled, answer: Told) -> Action:
    """A rule's act: the roles that the model is sure of, then those that the rule found itself, then what it inferred, then whom the model
    thinks likeliest for a key role that is still open.

    A modality that the rule has a cue for is the rule's; else modality, date and sum are the model's, which sees the whole window.
    """
    action = rule.action
    own = {role: fillers for role, fillers in action.roles.items() if role not in rule.inferred}
    inferred = {role: action.roles[role] for role in sorted(rule.inferred) if role in action.roles}
    roles = _roles(scene, answer, least=TRUST)
    for source in (own, _roles(scene, answer), inferred):
        _add(roles, source)
    _add(roles, _likeliest(scene, answer, roles))
    _join(roles, _roles(scene, answer, least=ADD))
    if not any(role in roles for role in load_vocabulary()[action.type].key_roles):
        roles = dict(action.roles)  # the model gave the only party another part, and left nobody who did it
    modality = answer.modality if action.modality == "asserted" else action.modality
    sure = 1 - (1 - action.confidence) * (1 - answer.certainty)
    date, amount = _date(scene, answer), _amount(scene, answer) or action.amount
    if date is None or (action.date and action.date.start == date.start):
        date = action.date  # the rule knows a day of the report from a day to come
    return replace(action, roles=roles, modality=modality, date=date, amount=amount, confidence=sure, by=f"{action.by}+model:joint")


def _add(roles: dict[str, list[Filler]], source: Mapping[str, Sequence[Filler]]) -> None:
    """Fills the open roles from a source with those who have no other role yet."""
    for role, fillers in source.items():
        taken = {f.entity for name, filled in roles.items() if name != role for f in filled}
        free = [f for f in fillers if f.entity not in taken]
        if role not in roles and free:
            roles[role] = free


def _likeliest(scene: Scene, told: Told, roles: Mapping[str, Sequence[Filler]]) -> dict[str, list[Filler]]:
    """For each key role that is open, who is likeliest of those without a role, from GUESS on."""
    taken, out = {f.entity for filled in roles.values() for f in filled}, dict[str, list[Filler]]()
    for role in load_vocabulary()[told.act].key_roles:
        fits = [n for n, p in told.roles.get(role, ()) if p >= GUESS and n not in taken and _may_fill(scene, told.act, role, n)]
        if role not in roles and fits:
            out[role] = [_filler(scene, fits[0], told.start)]
            taken.add(fits[0])
    return out


def _may_fill(scene: Scene, act: str, role: str, name: str) -> bool:
    found = load_vocabulary()[act].role(role)
    return found is not None and name in scene.entities and scene.entities[name].type in found.types


# roles that often have several fillers: the model adds those that the rule missed
_SEVERAL = ("party", "member", "plaintiff", "defendant", "target", "brand")


def _join(roles: dict[str, list[Filler]], seen: Mapping[str, list[Filler]]) -> None:
    taken = {f.entity for filled in roles.values() for f in filled}
    for role in _SEVERAL:
        if role in roles:
            roles[role] = [*roles[role], *(f for f in seen.get(role, ()) if f.entity not in taken)]


def _alone(scene: Scene, item: Told) -> Action | None:
    """An act that only the model sees; none where a key role stays open: of such more than half were wrong on the dev part."""
    roles, start, end = _roles(scene, item), *whole_words(scene.text, item.start, item.end)
    _add(roles, _likeliest(scene, item, roles))
    if not all(role in roles for role in load_vocabulary()[item.act].key_roles):
        return None
    sentence = next(((s, e) for s, e in scene.sentences if s <= start < e), (start, end))
    evidence = Span(*sentence, scene.text[slice(*sentence)])
    trigger = Span(start, end, scene.text[start:end])
    return Action(
        "", item.act, item.modality, trigger, roles, evidence, "model:joint", _date(scene, item), _amount(scene, item), None, item.certainty
    )


def _roles(scene: Scene, told: Told, *, least: float = FILL) -> dict[str, list[Filler]]:
    """The entities that the model is sure of at `least`, of types that the role takes, each with its mention nearest to the trigger."""
    action, out = load_vocabulary()[told.act], dict[str, list[Filler]]()
    for role in action.roles:
        fits = [n for n, p in told.roles.get(role.name, ()) if p >= least and n in scene.entities and scene.entities[n].type in role.types]
        if fits:
            out[role.name] = [_filler(scene, name, told.start) for name in fits]
    return out


def _filler(scene: Scene, entity: str, at: int) -> Filler:
    mention = min((m for m in scene.mentions if m.entity == entity), key=lambda m: (abs(m.start - at), m.start))
    return Filler(entity, scene.entities[entity].name, mention.text, mention.start, mention.end)


def _date(scene: Scene, told: Told) -> TimeSpan | None:
    best = next((n for n, p in told.roles.get("date", ()) if p >= FILL), None)
    found = next((t for t in scene.times if best == f"date:{t.start}"), None)
    if found and found.ahead and told.modality in ("planned", "possible"):
        return replace(found, value=found.ahead)
    return found


def _amount(scene: Scene, told: Told) -> Amount | None:
    best = next((n for n, p in told.roles.get("amount", ()) if p >= FILL), None)
    return next((a for a in scene.amounts if best == f"amount:{a.start}"), None)
