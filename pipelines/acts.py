"""From what single sentences tell to one record for one act."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from pipelines.records import Action, Filler
from pipelines.retelling import Retold
from pipelines.vocabulary import load_vocabulary

# the sides of a dispute: who has one, has the other against him
SIDES = {
    "plaintiff": "defendant",
    "defendant": "plaintiff",
    "appellant": "respondent",
    "applicant": "respondent",
    "respondent": "",
    "winner": "loser",
    "loser": "winner",
}
_COURT_OF = {
    "lawsuit_withdrawn": ("lawsuit_filed",),
    "lawsuit_filed": ("lawsuit_dismissed", "lawsuit_withdrawn"),
    "lawsuit_dismissed": ("lawsuit_filed",),
}


# from this probability on two tellings are one act whoever their parties are said to be, and up to that they are two;
# chosen on the dev articles and the seeds
ONE, TWO = 0.9, 0.3


def merge_acts(actions: Sequence[Action], retold: Retold = MappingProxyType({})) -> list[Action]:
    """One action for one act: those of one type merge whose parties agree and whose dates do not differ. By place in the text.

    `retold` tells of some which the model holds for one act.
    """
    merged: list[tuple[Action, list[int]]] = []
    for action in sorted(actions, key=lambda a: (a.trigger.start, a.trigger.end, a.type)):
        at = action.trigger.start
        twin = next((m for m in merged if _same_act(m[0], action, told=[retold[t, at] for t in m[1] if (t, at) in retold])), None)
        if twin is None:
            merged.append((action, [at]))
        else:
            _absorb(twin[0], action)
            twin[1].append(at)
    return [action for action, _ in merged]


def _ids(action: Action, role: str) -> set[str]:
    return {f.entity for f in action.roles.get(role, ())}


def _same_act(one: Action, other: Action, *, told: Sequence[float]) -> bool:
    sure = bool(told) and max(told) >= ONE
    if one.type != other.type or not _dates_agree(one, other) or not _modalities_agree(one, other, sure=sure):
        return False
    if sure or (told and max(told) <= TWO):
        return sure
    shared = [role for role in one.roles if role in other.roles and role not in ("court", "place", "list", "brand")]
    return bool(shared) and all(_ids(one, role) & _ids(other, role) for role in shared)


def _modalities_agree(one: Action, other: Action, *, sure: bool) -> bool:
    """Whether two tellings may be of one act: a plan is none with what was done, unless the model is sure, both are of one time, or
    such an act is done once."""
    told = {one.modality, other.modality}
    if len(told) == 1 or told <= {"planned", "possible"}:
        return True
    dated = bool(one.date and other.date and one.date.value and one.date.value == other.date.value)
    return told == {"planned", "asserted"} and (sure or dated or _once(one, other))


def _once(one: Action, other: Action) -> bool:
    """Whether it is an act that the same parties do once, so that a plan and a deed, told in two sentences, are one."""
    kind = load_vocabulary().get(one.type)
    return (
        kind is not None
        and kind.once
        and one.evidence.start != other.evidence.start
        and all(_ids(one, role) & _ids(other, role) for role in kind.key_roles)
    )


def _dates_agree(one: Action, other: Action) -> bool:
    if not (one.date and other.date and one.date.value and other.date.value):
        return True
    short, long = sorted((one.date.value, other.date.value), key=len)
    return long.startswith(short)


def _absorb(kept: Action, other: Action) -> None:
    """Takes over what the later telling adds: roles, a more precise date, sums."""
    for role, fillers in other.roles.items():
        have = _ids(kept, role)
        if not have or role in ("party", "member", "defendant", "target", "brand", "plaintiff") and have & _ids(other, role):
            kept.roles[role] = [*kept.roles.get(role, ()), *(f for f in fillers if f.entity not in have)]
    if {kept.modality, other.modality} == {"planned", "asserted"}:
        kept.modality = "asserted"
    elif other.confidence > kept.confidence:
        kept.modality = other.modality
    if other.date and other.date.value and (not kept.date or not kept.date.value or len(other.date.value) > len(kept.date.value)):
        kept.date = other.date
    kept.amount = kept.amount or other.amount
    kept.quantity = kept.quantity or other.quantity
    kept.confidence = max(kept.confidence, other.confidence)


# pairs of opposite roles: one act cannot have the same two both ways round
_OPPOSITES = (("winner", "loser"), ("plaintiff", "defendant"), ("applicant", "respondent"), ("sender", "recipient"), ("accuser", "accused"))


def drop_mirrored(actions: Sequence[Action]) -> list[Action]:
    """Without those that a surer act of their type in the same sentence tells the other way round."""
    return [
        a
        for a in actions
        if not any(_mirrors(a, o) and (o.confidence, -o.trigger.start) > (a.confidence, -a.trigger.start) for o in actions)
    ]


def _mirrors(one: Action, other: Action) -> bool:
    if one is other or one.type != other.type or one.evidence.start != other.evidence.start:
        return False
    return any(
        _ids(one, a) & _ids(other, b) and (_ids(one, b) & _ids(other, a) or not _ids(one, b))
        for a, b in (*_OPPOSITES, *((b, a) for a, b in _OPPOSITES))
    )


def complete_opponents(actions: Sequence[Action]) -> None:
    """Fills the opposite side where the article tells who the opponent in that dispute is, and only one is told."""
    pairs = _disputes(actions)
    for action in actions:
        for role, opposite in SIDES.items():
            known = action.roles.get(role, [])
            if not known or not opposite or action.roles.get(opposite):
                continue
            against = {id_: f for pair in pairs for id_, f in _others(pair, {k.entity for k in known})}
            if len(against) == 1:
                action.roles[opposite] = list(against.values())


def _disputes(actions: Sequence[Action]) -> list[tuple[list[Filler], list[Filler]]]:
    return [
        (a.roles[r], a.roles[o])
        for a in actions
        for r, o in (("plaintiff", "defendant"), ("appellant", "respondent"), ("applicant", "respondent"), ("winner", "loser"))
        if a.roles.get(r) and a.roles.get(o)
    ]


def _others(pair: tuple[list[Filler], list[Filler]], known: set[str]) -> list[tuple[str, Filler]]:
    left, right = ({f.entity for f in side} for side in pair)
    if left & known and not right & known:
        return [(f.entity, f) for f in pair[1]]
    if right & known and not left & known:
        return [(f.entity, f) for f in pair[0]]
    return []


def complete_courts(actions: Sequence[Action]) -> None:
    """A suit's court is that of its dismissal or withdrawal, and the other way round, for the same parties."""
    for action in actions:
        if action.roles.get("court") or action.type not in _COURT_OF:
            continue
        told = [a for a in actions if a.type in _COURT_OF[action.type] and a.roles.get("court") and _same_parties(a, action)]
        courts = {f.entity: f for a in told for f in a.roles["court"]}
        if len(courts) == 1:
            action.roles["court"] = list(courts.values())


def _same_parties(one: Action, other: Action) -> bool:
    return all(_ids(one, r) & _ids(other, r) for r in ("plaintiff", "defendant") if _ids(one, r) and _ids(other, r)) and bool(
        _ids(one, "defendant") & _ids(other, "defendant")
    )
