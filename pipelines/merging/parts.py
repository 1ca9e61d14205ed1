"""The score of a pair of tellings of one type: a sum of named parts, each a number of `data/merging.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.court_facts import court_facts
from pipelines.events import Party
from pipelines.merging import when
from pipelines.merging.days import gap
from pipelines.merging.parties import likeness
from pipelines.merging.tellings import Telling
from pipelines.merging.weights import kinds, weights
from pipelines.vocabulary import load_vocabulary

# different firms go by the same name in different countries too; a court is compared as a court, not as a party
NO_PARTY = ("court", "place")
# days within which acts of two articles count as the same for context
SAME_DAYS = 3


class Part(NamedTuple):
    """One number of the sum, and what it stands for."""

    name: str
    value: float
    why: str


def parts(one: Telling, other: Telling) -> list[Part]:
    """The parts of the score of two tellings of the same type, in a fixed order; their sum is the score."""
    found = [Part("kind", weights()["kinds"][kinds().get(one.type, "usual")], kinds().get(one.type, "usual"))]
    found += _parties(one, other)
    found += [Part(*part) for part in when.parts(one, other)]
    found += [*_court(one, other), *_case_number(one, other), *_measures(one, other), *_evidence(one, other)]
    return found + list(_siblings(one, other))


def score(one: Telling, other: Telling) -> float:
    """The sum of the parts."""
    return sum(part.value for part in parts(one, other))


def _parties(one: Telling, other: Telling) -> Iterator[Part]:
    act = load_vocabulary()[one.type]
    for role in act.roles:
        a, b = one.record.roles.get(role.name), other.record.roles.get(role.name)
        if a and b and role.name not in NO_PARTY:
            value, why = _role(a, b)
            yield Part(role.name, value * (1.0 if role.key else weights()["parties"]["other_role"]), why)


def _role(ours: Sequence[Party], theirs: Sequence[Party]) -> tuple[float, str]:
    """The shorter list decides: the mean over its members of the best that the other list has for each."""
    numbers = weights()["parties"]
    few, many = sorted((ours, theirs), key=len)
    best = [max((likeness(*_ordered(p, q)) for q in many), key=lambda how: numbers[how]) for p in few]
    value = sum(numbers[how] for how in best) / len(best)
    if len(ours) == len(theirs) and set(best) == {"same"}:
        return value + numbers["all_same"], "the same"
    return value, ", ".join(sorted(set(best)))


def _ordered(p: Party, q: Party) -> tuple[Party, Party]:
    return (p, q) if (p.entity, p.names) <= (q.entity, q.names) else (q, p)


def _court(one: Telling, other: Telling) -> Iterator[Part]:
    a, b = one.record.roles.get("court"), other.record.roles.get("court")
    if not a or not b:
        return
    if any(likeness(*_ordered(p, q)) == "same" for p in a for q in b):
        yield Part("court", weights()["court"]["same"], "the same")
        return
    facts = [court_facts(p.entity) for p in (a[0], b[0])]
    lands = [f.country if f else None for f in facts]
    how = "different"
    if None in lands or _unknown(a[0], b[0]):
        how = "same_country"
    elif lands[0] != lands[1]:
        how = "elsewhere"
    yield Part("court", weights()["court"][how], how)


def _unknown(p: Party, q: Party) -> bool:
    return likeness(*_ordered(p, q)) == "unknown"


def _case_number(one: Telling, other: Telling) -> Iterator[Part]:
    a, b = set(one.record.case_numbers), set(other.record.case_numbers)
    if a and b:
        how = "same" if a & b else "different"
        yield Part("case number", weights()["case_number"][how], how)


def _measures(one: Telling, other: Telling) -> Iterator[Part]:
    """Amounts in one currency and quantities in one unit; others say nothing."""
    a, b = one.record.amount, other.record.amount
    if a and b and a.currency == b.currency:
        how = nearness(a.value, b.value)
        yield Part("amount", weights()["amount"][how], f"{how}: {a.value:g} and {b.value:g} {a.currency}")
    c, d = one.record.quantity, other.record.quantity
    if c and d and c.unit == d.unit:
        how = "different" if nearness(c.value, d.value) == "different" else "same"
        yield Part("quantity", weights()["quantity"][how], f"{how}: {c.value:g} and {d.value:g} {c.unit}")


def nearness(one: float, other: float) -> str:
    """`same` within a hundredth, `rounded` within a tenth, else `different`."""
    apart = abs(one - other) / (max(abs(one), abs(other)) or 1.0)
    return "same" if apart <= 0.01 else "rounded" if apart <= 0.1 else "different"


def _evidence(one: Telling, other: Telling) -> Iterator[Part]:
    a, b = one.record.evidence, other.record.evidence
    if a and b and a.text and a.text == b.text:
        yield Part("sentence", weights()["evidence"]["same"], "word for word the same")


def _siblings(one: Telling, other: Telling) -> Iterator[Part]:
    """Other acts that both articles tell of the same bodies on the same day or in the same way."""
    shared = [kind for kind in one.siblings if kind in other.siblings and _both_tell(one, other, kind)]
    if not shared:
        return
    numbers = weights()["siblings"]
    yield Part("siblings", min(numbers["most"], numbers["each"] * len(shared)), ", ".join(shared))
    if one.lone and other.lone:
        ends = [kind for kind in shared if kind in when.endings(one.type)]
        if ends:
            yield Part("only one", numbers["only_one"], f"each article tells one such act, and the same {ends[0]}")


def _both_tell(one: Telling, other: Telling, kind: str) -> bool:
    close = when.near(one, other)
    return any(
        modality == modality2 and parties & parties2 and (gap(a, b) <= SAME_DAYS if a and b else close)
        for modality, a, parties in one.siblings[kind]
        for modality2, b, parties2 in other.siblings[kind]
    )
