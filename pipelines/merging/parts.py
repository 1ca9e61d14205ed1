"""The score of a pair of tellings of one type: a sum of named parts, each a number of `data/merging.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipelines.court_facts import court_facts
from pipelines.merging import when
from pipelines.merging.days import gap
from pipelines.merging.parties import alike
from pipelines.merging.tellings import Telling
from pipelines.merging.weights import kinds, weights

# days within which acts of two articles count as the same for context
SAME_DAYS = 3


class Part(NamedTuple):
    """One number of the sum, and what it stands for: words with places for numbers, and the numbers."""

    name: str
    value: float
    why: str
    numbers: tuple[object, ...] = ()

    @property
    def text(self) -> str:
        """The words with their numbers."""
        return self.why.format(*self.numbers)


def parts(one: Telling, other: Telling) -> list[Part]:
    """The parts of the score of two tellings of the same type, in a fixed order; their sum is the score."""
    found = [_kind(one.type), *_parties(one, other)]
    found += [Part(*part) for part in when.parts(one, other)]
    if one.courts and other.courts:
        found.append(_court(one, other))
    found += [*_case_number(one, other), *_measures(one, other), *_evidence(one, other)]
    return found + list(_siblings(one, other))


def score(one: Telling, other: Telling) -> float:
    """The sum of the parts."""
    return sum([part[1] for part in parts(one, other)])


@cache
def _kind(type_: str) -> Part:
    kind = kinds().get(type_, "usual")
    return Part("kind", weights()["kinds"][kind], kind)


def _parties(one: Telling, other: Telling) -> Iterator[Part]:
    numbers = weights()["parties"]
    for name, key, ours in one.sides:
        for name2, _, theirs in other.sides:
            if name == name2:
                value, why = _role(ours, theirs, only=len(one.sides) == 1)
                yield Part(name, value if key else value * numbers["other_role"], why)


def _role(ours: Sequence[int], theirs: Sequence[int], *, only: bool) -> tuple[float, str]:
    """The shorter list decides: the mean over its members of the best that the other list has for each.

    Where it is the only role, several bodies in common say as much as two roles do elsewhere.
    """
    numbers = weights()["parties"]
    if len(ours) == len(theirs) == 1:
        how = alike(ours[0], theirs[0])
        return (numbers["same"] + numbers["all_same"], "the same") if how == "same" else (numbers[how], how)
    few, many = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    best = [max((alike(p, q) for q in many), key=numbers.__getitem__) for p in few]
    value = sum(numbers[how] for how in best) / len(best) + (numbers["several"] if only and best.count("same") > 1 else 0.0)
    if len(ours) == len(theirs) and set(best) == {"same"}:
        return value + numbers["all_same"], "the same"
    return value, ", ".join(sorted(set(best)))


def _court(one: Telling, other: Telling) -> Part:
    found = {alike(p, q) for p in one.courts for q in other.courts}
    if "same" in found:
        return Part("court", weights()["court"]["same"], "the same")
    courts = [t.record.roles["court"][0].entity for t in (one, other)]
    lands = [f.country if (f := court_facts(court)) else None for court in courts]
    how = "different"
    if _unspecific(*courts) or _unspecific(*reversed(courts)):
        how = "town"
    elif None in lands or "unknown" in found:
        how = "unknown"
    elif lands[0] != lands[1]:
        how = "elsewhere"
    return Part("court", weights()["court"][how], how)


def _unspecific(one: str, other: str) -> bool:
    """Whether one is only a court of the town of the other: "the court in Turin"."""
    return one.startswith("court_") and other.endswith(one.removeprefix("court"))


def _case_number(one: Telling, other: Telling) -> Iterator[Part]:
    a, b = one.record.case_numbers, other.record.case_numbers
    if a and b:
        how = "different" if set(a).isdisjoint(b) else "same"
        yield Part("case number", weights()["case_number"][how], how)


def _measures(one: Telling, other: Telling) -> Iterator[Part]:
    """Amounts in one currency and quantities in one unit; others say nothing."""
    a, b = one.record.amount, other.record.amount
    if a and b and a.currency == b.currency:
        how = nearness(a.value, b.value)
        yield Part("amount", weights()["amount"][how], how + ": {:,.15g} and {:,.15g} {}", (a.value, b.value, a.currency))
    c, d = one.record.quantity, other.record.quantity
    if c and d and c.unit == d.unit:
        how = "different" if nearness(c.value, d.value) == "different" else "same"
        yield Part("quantity", weights()["quantity"][how], how + ": {:,.15g} and {:,.15g} {}", (c.value, d.value, c.unit))


def nearness(one: float, other: float) -> str:
    """`same` within a hundredth, `rounded` within a tenth, else `different`."""
    apart = abs(one - other) / (max(abs(one), abs(other)) or 1.0)
    return "same" if apart <= 0.01 else "rounded" if apart <= 0.1 else "different"


def _evidence(one: Telling, other: Telling) -> Iterator[Part]:
    a, b = one.record.evidence, other.record.evidence
    if a and b and a.text and a.text == b.text and when.near(one, other, if_unknown=True):
        yield Part("sentence", weights()["evidence"]["same"], "word for word the same")


def _siblings(one: Telling, other: Telling) -> Iterator[Part]:
    """Other acts that both articles tell of the same bodies on the same day or in the same way."""
    if not one.siblings or not other.siblings:
        return
    shared = [kind for kind in one.siblings if kind in other.siblings and _both_tell(one, other, kind)]
    if not shared:
        return
    numbers = weights()["siblings"]
    yield Part("siblings", min(numbers["most"], numbers["each"] * len(shared)), ", ".join(shared))
    if one.lone and other.lone:
        ends = [kind for kind in shared if kind in when.endings(one.type)]
        if ends:
            yield Part("only one", numbers["only_one"], "each article tells one such act, and the same {}", (ends[0],))


def _both_tell(one: Telling, other: Telling, kind: str) -> bool:
    close = when.near(one, other)
    return any(
        modality == modality2 and parties & parties2 and (gap(a, b) <= SAME_DAYS if a and b else close)
        for modality, a, parties in one.siblings[kind]
        for modality2, b, parties2 in other.siblings[kind]
    )
