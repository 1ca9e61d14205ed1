"""Acts of a record against gold's: which one is which, then arguments, dates, amounts and modality of those found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.score_entities import forms, gold_names
from pipelines.vocabulary import load_vocabulary

AMOUNT_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class _Pairing:
    """The two sides of an article: gold's acts, the record's with the forms of their fillers, and who belongs to whom."""

    names: Mapping[str, set[str]]
    truths: list[Mapping[str, Any]]
    acts: list[Mapping[str, Any]]
    fillers: list[dict[str, list[set[str]]]]

    def agreeing(self, truth: Mapping[str, Any], found: int, role: str) -> list[str]:
        """Gold's fillers of a role that the record's act has too."""
        got = self.fillers[found].get(role, [])
        return [key for key in truth["roles"].get(role, []) if any(self.names[key] & f for f in got)]


def count_acts(truth: Mapping[str, Any], record: Mapping[str, Any], errors: list[str]) -> Counter[str]:
    """Found, surplus and missing acts and what they hold. Adds a line to `errors` for each missing or surplus act."""
    pairing = _pairing(truth, record)
    matched = _pair(pairing)
    counts: Counter[str] = Counter()
    for number, wanted in enumerate(pairing.truths):
        if number not in matched and not wanted.get("optional"):
            _count_missing(wanted, counts, errors=errors)
    _count_surplus(pairing, matched, counts=counts, errors=errors)
    for number, found in matched.items():
        if not pairing.truths[number].get("optional"):
            _count_found(pairing, number, found=found, counts=counts)
    return counts


def pair(truth: Mapping[str, Any], record: Mapping[str, Any]) -> dict[int, int]:
    """Which act of the record (by its number) each act of gold is."""
    return _pair(_pairing(truth, record))


def _pairing(truth: Mapping[str, Any], record: Mapping[str, Any]) -> _Pairing:
    by_id = {entity.get("id"): entity for entity in record.get("entities", [])}
    acts = record.get("actions", [])
    fillers = [{role: [forms(f, by_id) for f in xs] for role, xs in act.get("roles", {}).items()} for act in acts]
    return _Pairing(gold_names(truth), truth["actions"], acts, fillers)


def _pair(pairing: _Pairing) -> dict[int, int]:
    """Gold act -> record act, the best agreeing pairs first, required acts before optional ones."""
    candidates = []
    for number, truth in enumerate(pairing.truths):
        for found, act in enumerate(pairing.acts):
            if act.get("type") == truth["type"] and _keys_agree(pairing, truth, found=found):
                candidates.append((-_agreement(pairing, truth, found=found), bool(truth.get("optional")), number, found))
    matched: dict[int, int] = {}
    for _, _, number, found in sorted(candidates):
        if number not in matched and found not in matched.values():
            matched[number] = found
    return matched


def _keys_agree(pairing: _Pairing, truth: Mapping[str, Any], *, found: int) -> bool:
    keys = load_vocabulary()[truth["type"]].key_roles
    return all(pairing.agreeing(truth, found, role) for role in keys if truth["roles"].get(role))


def _agreement(pairing: _Pairing, truth: Mapping[str, Any], *, found: int) -> int:
    act = pairing.acts[found]
    fillers = sum(len(pairing.agreeing(truth, found, role)) for role in truth["roles"])
    return fillers + 2 * (_day(act) in _accepted(truth)) + int(act.get("modality") == truth["modality"])


def _day(act: Mapping[str, Any]) -> str | None:
    return (act.get("date") or {}).get("value")


def _accepted(truth: Mapping[str, Any]) -> list[str | None]:
    """The dates that gold takes for an act; None where it may have none."""
    date = truth.get("date")
    return date if isinstance(date, list) else [date]


def _count_missing(truth: Mapping[str, Any], counts: Counter[str], *, errors: list[str]) -> None:
    counts.update(["act_fn", f"act_fn:{truth['type']}"])
    counts["arg_fn"] += sum(map(len, truth["roles"].values()))
    counts["date_fn"] += None not in _accepted(truth)
    counts["amount_fn"] += bool(truth.get("amount"))
    errors.append(f"  - {truth['type']} {truth['roles']} {truth.get('date')}: {truth['evidence'][:80]!r}")


def _count_surplus(pairing: _Pairing, matched: Mapping[int, int], *, counts: Counter[str], errors: list[str]) -> None:
    """Acts that gold does not know; each optional act that was not found excuses one of its type."""
    optional = (t["type"] for n, t in enumerate(pairing.truths) if t.get("optional") and n not in matched)
    forgiven = Counter(optional)
    for found, act in enumerate(pairing.acts):
        if found in matched.values():
            continue
        if forgiven[act.get("type")] > 0:
            forgiven[act["type"]] -= 1
            continue
        counts.update(["act_fp", f"act_fp:{act.get('type')}"])
        counts["arg_fp"] += sum(map(len, pairing.fillers[found].values()))
        named = {role: [f.get("name") for f in fillers] for role, fillers in act.get("roles", {}).items()}
        errors.append(f"  + {act.get('type')} {named}: {(act.get('evidence') or {}).get('text', '')[:80]!r}")


def _count_found(pairing: _Pairing, number: int, *, found: int, counts: Counter[str]) -> None:
    truth, act = pairing.truths[number], pairing.acts[found]
    counts.update(["act_tp", f"act_tp:{truth['type']}"])
    counts["modality_ok"] += act.get("modality") == truth["modality"]
    for role in pairing.fillers[found].keys() | truth["roles"].keys():
        wanted, right = truth["roles"].get(role, []), pairing.agreeing(truth, found, role)
        counts["arg_tp"] += len(right)
        counts["arg_fn"] += len(wanted) - len(right)
        counts["arg_fp"] += sum(not any(pairing.names[key] & f for key in wanted) for f in pairing.fillers[found].get(role, []))
    _count_date(_day(act), _accepted(truth), counts=counts)
    _count_amount(act.get("amount"), truth.get("amount"), counts=counts)


def _count_date(day: str | None, wanted: list[str | None], *, counts: Counter[str]) -> None:
    counts["date_tp"] += day is not None and day in wanted
    counts["date_fp"] += day is not None and day not in wanted
    counts["date_fn"] += day not in wanted and None not in wanted


def _count_amount(amount: Mapping[str, Any] | None, wanted: Mapping[str, Any] | None, *, counts: Counter[str]) -> None:
    same = bool(amount and wanted and amount.get("currency") == wanted["currency"] and _near(amount.get("value") or 0, wanted["value"]))
    counts["amount_tp"] += same
    counts["amount_fp"] += bool(amount) and not same
    counts["amount_fn"] += bool(wanted) and not same


def _near(value: float, wanted: float) -> bool:
    return abs(value - wanted) <= AMOUNT_TOLERANCE * wanted
