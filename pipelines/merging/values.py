"""Which of the values that articles give is an event's, by stated rules; all of them stay, with their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipelines.events import Disagreement, EventRecord, FieldValue
from pipelines.merging.days import agree
from pipelines.merging.parts import nearness

DATE = "told as done before planned; then the year, its month and its day that most sources give; of equals the first written"
MODALITY = "the latest that says it was done or not done, else the latest; asserted before negated before planned before possible"
AMOUNT = "told as done before planned; then most sources within a tenth, then most sources, then first written"
ROLE = "named by a third of the sources at least"
NUMBER = "most sources, then first written"
# of YYYY, YYYY-MM, YYYY-MM-DD
DATE_LENGTHS = (4, 7, 10)
_CERTAIN = ("possible", "planned", "negated", "asserted")

Numbers = Mapping[str, int]
Told = list[tuple[Any, list[EventRecord]]]


def _by_value(records: Iterable[EventRecord], value: Callable[[EventRecord], Any]) -> Told:
    """Each value with the records that give it, in the order of the records."""
    found: dict[Any, list[EventRecord]] = {}
    for record in records:
        if (given := value(record)) is not None:
            found.setdefault(given, []).append(record)
    return list(found.items())


def _sources(records: Iterable[EventRecord], numbers: Numbers) -> int:
    return len({numbers[record.article] for record in records})


def _listed(told: Told, best: Any, rule: str, *, shown: Callable[[Any], Any] = lambda v: v) -> tuple[FieldValue, ...]:
    """All values, the chosen one first."""
    ordered = sorted(told, key=lambda pair: pair[0] != best)
    return tuple(FieldValue(shown(v), v == best, rule, tuple(dict.fromkeys(r.article for r in rs))) for v, rs in ordered)


def _done(records: Sequence[EventRecord]) -> bool:
    return any(record.modality == "asserted" for record in records)


def dates(records: Sequence[EventRecord], numbers: Numbers) -> tuple[str | None, tuple[FieldValue, ...]]:
    """The date and all dates that are given."""
    told = _by_value(records, lambda r: r.date.value if r.date else None)
    if not told:
        return None, ()

    pool, best = _firm(told), ""
    for length in DATE_LENGTHS:
        finer = [(value[:length], rs) for value, rs in pool if len(value) >= length and value.startswith(best)]
        backing = {start: [r for other, rs in finer if other == start for r in rs] for start, _ in finer}
        best = max(backing, key=lambda start: _sources(backing[start], numbers), default=best)
    return best, _listed(told, best, DATE)


def _firm(told: Told) -> Told:
    """The values of those that tell the act as done, else all."""
    done = [(value, [r for r in rs if r.modality == "asserted"]) for value, rs in told]
    return [(value, rs) for value, rs in done if rs] or told


def modality(records: Sequence[EventRecord]) -> tuple[Any, tuple[FieldValue, ...]]:
    """The modality and all that are told."""
    told = _by_value(records, lambda r: r.modality)
    firm = [r for r in records if r.modality in ("asserted", "negated")] or list(records)
    best = max(firm, key=lambda r: (r.published or "", _CERTAIN.index(r.modality))).modality
    return best, _listed(told, best, MODALITY)


def amounts(records: Sequence[EventRecord], numbers: Numbers, field: str) -> tuple[Any, tuple[FieldValue, ...]]:
    """The amount or quantity (`field`) of an event and all that are given."""
    unit = "currency" if field == "amount" else "unit"

    def read(record: EventRecord) -> tuple[float, str] | None:
        told = getattr(record, field)
        return (told.value, getattr(told, unit)) if told else None

    told = _by_value(records, read)
    if not told:
        return None, ()

    def rank(pair: tuple[Any, list[EventRecord]]) -> tuple[bool, int, int]:
        backing = [r for value, rs in told if _alike(value, pair[0]) for r in rs]
        return _done(pair[1]), _sources(backing, numbers), _sources(pair[1], numbers)

    best = max(told, key=rank)[0]
    chosen = next(getattr(r, field) for r in records if read(r) == best)
    return chosen, _listed(told, best, AMOUNT, shown=lambda v: {"value": v[0], unit: v[1]})


def _alike(one: tuple[float, str], other: tuple[float, str]) -> bool:
    return one[1] == other[1] and nearness(one[0], other[0]) != "different"


def case_numbers(records: Sequence[EventRecord], numbers: Numbers) -> tuple[str | None, tuple[FieldValue, ...]]:
    """The number of the case and all that are given."""
    told: dict[str, list[EventRecord]] = {}
    for record in records:
        for number in record.case_numbers:
            told.setdefault(number, []).append(record)
    if not told:
        return None, ()
    best = max(told.items(), key=lambda pair: _sources(pair[1], numbers))[0]
    return best, _listed(list(told.items()), best, NUMBER)


def disagreements(fields: Mapping[str, Sequence[FieldValue]], records: Sequence[EventRecord]) -> tuple[Disagreement, ...]:
    """Fields whose values cannot all be right; of `date`, `amount`, `quantity` and `modality`, in this order. A plan may differ."""
    done = {record.article for record in records if record.modality == "asserted"}
    found = []
    for name, differ in _DIFFER.items():
        told = fields.get(name, ())
        values = [v.value for v in told if name == "modality" or not done or not done.isdisjoint(v.sources)]
        if any(differ(a, b) for n, a in enumerate(values) for b in values[n + 1 :]):
            found.append(Disagreement(name, tuple(values)))
    return tuple(found)


def _sums_differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    units = [value.get("currency") or value.get("unit") for value in (one, other)]
    return units[0] == units[1] and nearness(one["value"], other["value"]) == "different"


_DIFFER: dict[str, Callable[[Any, Any], bool]] = {
    "date": lambda a, b: not agree(a, b),
    "amount": _sums_differ,
    "quantity": _sums_differ,
    "modality": lambda a, b: {a, b} == {"asserted", "negated"},
}
