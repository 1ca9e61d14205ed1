"""Who fills which role of a trigger: slots in the order of the rule, types as the vocabulary allows, then what the context tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from pipelines.phrases import Argument
from pipelines.records import Entity, Mention
from pipelines.rules import Rule
from pipelines.vocabulary import ActionType, Role, load_vocabulary

# a bare participant beyond so many clause ends is no longer taken for the trigger's own
_WALLS = 3
# why a role is filled by someone of an earlier sentence, which is but a guess
CONTEXT = "spoken of before"
# slots that say nothing by themselves: what is left over there may fill a key role
_BARE = ("subject", "object", "owner", "of", "for", "at", "with", "by")


@dataclass(slots=True)
class Filling:
    """The mentions that fill each role, and for each a line that says why."""

    roles: dict[str, list[Mention]] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    inferred: set[str] = field(default_factory=set)
    limits: dict[str, frozenset[str]] = field(default_factory=dict)

    def entities(self, *, but: str = "") -> set[str]:
        """The ids that fill any role but `but`."""
        return {m.entity for role, mentions in self.roles.items() if role != but for m in mentions}


def fill_roles(rule: Rule, arguments: Sequence[Argument], entities: Mapping[str, Entity]) -> Filling:
    """Fills the roles of a rule from the arguments of its trigger's sentence."""
    action, filling = load_vocabulary()[rule.action], Filling()
    for name, slots in rule.roles.items():
        role = action.role(name)
        assert role is not None  # the lexicon was checked
        filling.limits[name] = _limit(slots, role)
        for slot in slots:
            mentions = _from_slot(slot, role, arguments, entities, taken=filling.entities())
            if mentions:
                filling.roles[name] = mentions
                filling.why[name] = f"slot {slot}"
                break
    return filling


def _limit(slots: Sequence[str], role: Role) -> frozenset[str]:
    """What may fill the role where its slots leave it open: the types that they name, if each names some."""
    kinds = [part.partition(":")[2] for slot in slots for part in slot.split("+")]
    return role.types & {k for kind in kinds for k in kind.split("/")} if all(kinds) else role.types


def _from_slot(slot: str, role: Role, arguments: Sequence[Argument], entities: Mapping[str, Entity], *, taken: set[str]) -> list[Mention]:
    """The mentions of the nearest fitting group; of `a+b` the groups of both slots."""
    out: list[Mention] = []
    for part in slot.split("+"):
        bare, _, kinds = part.partition(":")
        wanted = role.types & set(kinds.split("/")) if kinds else role.types
        found = next((ms for a in arguments if _reaches(a, bare) and (ms := _fitting(a, wanted, entities, taken=taken))), [])
        out += [m for m in found if m.entity not in {o.entity for o in out}]
    return out


def _reaches(argument: Argument, slot: str) -> bool:
    if slot in ("any", "court"):
        return True
    if slot == "near":
        return argument.slot in _BARE and argument.walls <= _WALLS
    return argument.slot == slot and argument.walls <= _WALLS


def _fitting(argument: Argument, wanted: AbstractSet[str], entities: Mapping[str, Entity], *, taken: set[str]) -> list[Mention]:
    seen: set[str] = set()
    out = []
    for mention in argument.group.mentions:
        if mention.entity not in taken | seen and entities[mention.entity].type in wanted:
            seen.add(mention.entity)
            out.append(mention)
    return out


def infer_roles(
    filling: Filling, action: ActionType, arguments: Sequence[Argument], entities: Mapping[str, Entity], *, before: Sequence[Mention]
) -> None:
    """Fills key roles that the rule's slots left open: first from what is left over in the sentence, then from who was spoken of before."""
    for role in action.roles:
        if role.name in filling.roles or not role.key:
            continue
        role = replace(role, types=filling.limits.get(role.name, role.types))
        left = _from_slot("near", role, arguments, entities, taken=filling.entities())
        if left:
            filling.roles[role.name], filling.why[role.name] = left, "left over in the sentence"
            filling.inferred.add(role.name)
        elif filling.roles or len(action.key_roles) == 1:
            _from_context(filling, role, entities, before=before)


def _from_context(filling: Filling, role: Role, entities: Mapping[str, Entity], *, before: Sequence[Mention]) -> None:
    taken = filling.entities()
    fits = [m for m in before if m.entity not in taken and entities[m.entity].type in role.types and entities[m.entity].type != "person"]
    if not fits:
        return
    latest = fits[-1]
    counts = {m.entity: sum(o.entity == m.entity for o in fits) for m in fits}
    near = [m for m in fits if latest.start - m.start <= 200]
    chosen = max(near, key=lambda m: (counts[m.entity], m.start))
    filling.roles[role.name], filling.why[role.name] = [chosen], CONTEXT
    filling.inferred.add(role.name)
