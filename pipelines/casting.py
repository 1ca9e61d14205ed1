"""Who fills which role of an act: what the model holds likely, and what a rule read, weighed against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.opponents import SIDES
from pipelines.records import Amount, Entity, Filler, Mention, TimeSpan
from pipelines.telling import Place, Told
from pipelines.vocabulary import load_vocabulary

# what counts for somebody whom a rule read, beside the model's probability, and where it had to infer a party of the act; what he needs
# in all to have the role, where a rule read the act and where the model tells it alone; from where on an open key role goes to the
# likeliest, and to one who has another role only beside somebody likelier. Chosen on the dev articles and the seeds.
READ, INFERRED = 0.6, 0.3
ENOUGH, ENOUGH_ALONE, GUESS, GIVE = 0.2, 0.4, 0.3, 0.4
# a house does not act against itself (tests/test_corpus_whole.py counts how seldom): who has the one role has nobody of
# his house in the other
AGAINST = frozenset({*SIDES, ("complainant", "target"), ("authority", "target"), ("platform", "brand"), ("platform", "seller")})
# who is known to keep the list or run the programme, by the role that this has, and what that counts
KEEPERS, KEEPER = {"list": "authority", "program": "operator"}, 1.0
# the roles that are open to a judge or a lawyer: he may speak, and be spoken ill of
OPEN = frozenset({"speaker", "accuser", "accused", "person"})
# the roles that are shut to who is named as a venue only: "sued three Bazaarly sellers"
SHUT = frozenset(role for sides in AGAINST for role in sides) - {"platform", "brand", "seller", "authority"}
# who has a role beside another needs this share of the other's votes, where the role seldom has two fillers and where it often has
BESIDE, SHARED = 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Scene:
    """What a document holds: mentions, dates and sums, sentences, the entities by id, which of them judge or plead, the day it
    appeared, and where mentions begin that are only a venue."""

    text: str
    sentences: Sequence[tuple[int, int]]
    mentions: Sequence[Mention]
    times: Sequence[TimeSpan]
    amounts: Sequence[Amount]
    entities: Mapping[str, Entity]
    officers: frozenset[str] = frozenset()
    published: str | None = None
    venues: frozenset[int] = frozenset()

    def places(self) -> list[Place]:
        """Everything that may fill a role, dates and sums under a name of their own."""
        values = [Place(t.start, t.end, f"date:{t.start}", "date") for t in self.times if t.value or t.ahead]
        values += [Place(a.start, a.end, f"amount:{a.start}", "amount") for a in self.amounts]
        return [*(Place(m.start, m.end, m.entity, self.entities[m.entity].type) for m in self.mentions), *values]


Roles = Mapping[str, Sequence[Filler]]
Votes = list[tuple[tuple[str, str], float]]


def cast(scene: Scene, told: Told, read: Roles, *, inferred: bool = False) -> dict[str, list[Filler]]:
    """The fillers by role, in the vocabulary's order; each entity has one role. `read`: what a rule found, `inferred` in part.

    Empty where nobody fills a key role.
    """
    action = load_vocabulary()[told.act]
    fillers = {(f.entity, role): f for role, filled in read.items() for f in filled}
    votes = _votes(scene, told, read, weight=INFERRED if inferred else READ)
    taken = _taken(scene, votes, ENOUGH if read else ENOUGH_ALONE, company={r.name: r.company for r in action.roles})
    for role in action.key_roles:
        if role not in taken.values() and (found := _open_to(scene, role, votes, taken=taken)):
            taken[found] = role
    if not any(role in taken.values() for role in action.key_roles):
        return {}
    made = {
        r.name: [fillers.get((n, r.name)) or _filler(scene, n, told.start) for n, t in taken.items() if t == r.name] for r in action.roles
    }
    return {role: filled for role, filled in made.items() if filled}


def _open_to(scene: Scene, role: str, votes: Votes, *, taken: Mapping[str, str]) -> str | None:
    """Who takes a key role that stays open: the likeliest who has none, or who has another only beside somebody likelier."""
    first = {role: name for name, role in reversed(list(taken.items()))}.values()
    found = [
        (name, vote)
        for (name, r), vote in votes
        if r == role and name not in first and not _against_its_own(scene, name, role, taken=taken)
    ]
    return next((name for name, vote in found if vote >= (GIVE if name in taken else GUESS)), None)


def _taken(scene: Scene, votes: Votes, least: float, *, company: Mapping[str, str]) -> dict[str, str]:
    """Entity -> role for whom enough speaks, on his own and beside whom most speaks for; `votes` with the most first, `company` by role."""
    taken, best = dict[str, str](), dict[str, float]()
    share = {"seldom": BESIDE, "often": SHARED}
    for (name, role), vote in votes:
        full = role in best and company[role] == "never"
        if name in taken or full or _against_its_own(scene, name, role, taken=taken):
            continue
        if vote >= max(least, share.get(company[role], 0.0) * best.get(role, 0.0)):
            taken[name] = role
            best.setdefault(role, vote)
    return taken


def _against_its_own(scene: Scene, name: str, role: str, *, taken: Mapping[str, str]) -> bool:
    """Whether its owner, one whom it owns, or one who has the same owner stands on the other side."""
    return any(((role, other) in AGAINST or (other, role) in AGAINST) and _of_one_house(scene, name, who) for who, other in taken.items())


def _of_one_house(scene: Scene, one: str, other: str) -> bool:
    owners = [scene.entities[name].parent for name in (one, other) if name in scene.entities]
    return one in owners or other in owners or (len(owners) == 2 and owners[0] is not None and owners[0] == owners[1])


def _votes(scene: Scene, told: Told, read: Roles, *, weight: float) -> Votes:
    """What speaks for each (entity, role), the most first; only entities of a type that the role takes. `weight`: what a rule counts."""
    votes, hosts = dict[tuple[str, str], float](), _hosts(scene, told.start)
    for role in load_vocabulary()[told.act].roles:
        barred = (frozenset() if role.name in OPEN else scene.officers) | (hosts if role.name in SHUT else frozenset())
        for name, probability in told.roles.get(role.name, ()):
            if name in scene.entities and name not in barred and scene.entities[name].type in role.types:
                votes[name, role.name] = probability
        for filler in (f for f in read.get(role.name, ()) if f.entity not in barred):
            votes[filler.entity, role.name] = votes.get((filler.entity, role.name), 0.0) + weight
    for keeper, role_name in _kept(scene, votes):
        votes[keeper, role_name] = votes.get((keeper, role_name), 0.0) + KEEPER
    return sorted(votes.items(), key=lambda v: (-v[1], v[0]))


def _hosts(scene: Scene, at: int) -> frozenset[str]:
    """Who stands in the sentence as a venue only."""
    start, end = next(((s, e) for s, e in scene.sentences if s <= at < e), (at, at))
    inside = [m for m in scene.mentions if start <= m.start < end]
    return frozenset(m.entity for m in inside if m.start in scene.venues) - {m.entity for m in inside if m.start not in scene.venues}


def _kept(scene: Scene, votes: Mapping[tuple[str, str], float]) -> set[tuple[str, str]]:
    """Who in the text is known to keep a list or to run a programme that has its role, and the role that he has by that."""
    likely = [(scene.entities[name].parent, KEEPERS[role]) for (name, role), vote in votes.items() if role in KEEPERS and vote >= ENOUGH]
    return {(keeper, role) for keeper, role in likely if keeper and keeper in scene.entities}


def _filler(scene: Scene, entity: str, at: int) -> Filler:
    """The entity by its mention nearest to the trigger."""
    mention = min((m for m in scene.mentions if m.entity == entity), key=lambda m: (abs(m.start - at), m.start))
    return Filler(entity, scene.entities[entity].name, mention.text, mention.start, mention.end)
