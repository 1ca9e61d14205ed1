"""Who stands against whom in an article: what one sentence tells of a dispute fills the sides that another leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.records import Mention
from pipelines.roles import CONTEXT, Filling
from pipelines.vocabulary import ActionType

# the two sides of an act; in the first two the first side is the one that claims something
CLAIMS = (("plaintiff", "defendant"), ("applicant", "respondent"))
SIDES = (*CLAIMS, ("appellant", "respondent"), ("winner", "loser"), ("sender", "recipient"), ("accuser", "accused"))

Pair = tuple[list[Mention], list[Mention]]


def settle_sides(acts: Sequence[tuple[ActionType, Filling]]) -> None:
    """Puts the opponent that is told elsewhere in the place of one that is missing or only guessed, where the article tells just one."""
    fillings = [filling for _, filling in acts]
    told = [(f.roles[a], f.roles[b]) for f in fillings for a, b in SIDES if _told(f, a) and _told(f, b)]
    claims = [(f.roles[a], f.roles[b]) for f in fillings for a, b in CLAIMS if _told(f, a) and _told(f, b)]
    for act, filling in acts:
        for one, other in SIDES:
            if act.role(one) and act.role(other):
                _opponent(filling, one, other, told)
                _opponent(filling, other, one, told)
        for one, other in CLAIMS:
            _both(filling, one, other, claims)


def _told(filling: Filling, role: str) -> bool:
    return role in filling.roles and role not in filling.inferred


def _opponent(filling: Filling, known: str, guessed: str, told: Iterable[Pair]) -> None:
    """Replaces a guessed side by the one opponent that the article tells of the known side."""
    if not _told(filling, known) or filling.why.get(guessed, CONTEXT) != CONTEXT:
        return
    mine = {m.entity for m in filling.roles[known]}
    against = {m.entity: m for pair in told for m in _across(pair, mine)}
    if len(against) == 1:
        filling.roles[guessed], filling.why[guessed] = list(against.values()), "the opponent told elsewhere"


def _across(pair: Pair, mine: set[str]) -> list[Mention]:
    """The other side of a pair, where exactly one side is `mine`."""
    left, right = ({m.entity for m in side} for side in pair)
    if bool(left & mine) == bool(right & mine):
        return []
    return pair[1] if left & mine else pair[0]


def _both(filling: Filling, one: str, other: str, claims: Sequence[Pair]) -> None:
    """Replaces two guessed sides by those of the one claim that the article tells."""
    if not {one, other} <= filling.inferred or CONTEXT not in (filling.why[one], filling.why[other]):
        return
    known = {(tuple(sorted({m.entity for m in a})), tuple(sorted({m.entity for m in b}))): (a, b) for a, b in claims}
    if len(known) == 1:
        left, right = next(iter(known.values()))
        filling.roles |= {one: left, other: right}
        filling.why |= {one: "the claim told elsewhere", other: "the claim told elsewhere"}
