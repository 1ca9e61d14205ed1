"""Rules as they stand in TOML: read row by row, every fault named with its file, its rule and what would be valid."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.patterns import Pattern, parse_pattern, spaced
from pipelines.records import ENTITY_TYPES, MODALITIES
from pipelines.vocabulary import ActionType, load_vocabulary

# where a role's filler may stand, seen from the trigger: see pipelines.grammar
SLOTS = ("subject", "object", "owner", "against", "by", "with", "to", "from", "of", "at", "for", "between", "near", "court", "any")
# what a rule's reading counts for: all its parties stood in the sentence, some had to be inferred, a noun in passing told it; what comes
# out is calibrated afterwards (`calibration.py`)
WHOLE, PARTIAL, PASSING = 0.8, 0.6, 0.5
_RULE_KEYS = {"id", "action", "trigger", "roles", "not", "needs", "modality", "weak", "voice", "implies", "implied", "yes", "no"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Reads one action: patterns for its trigger, and for each role the slots to look in, best first.

    A slot `a+b` takes the fillers of both, `a:association/program` those of the types named.
    `weak` rules (nouns in passing) count only where no other rule tells the act. `implies` names an act that the told one presupposes:
    who withdraws a suit had filed it; `implied` names, for each of its roles, that of the told act, where they are called differently.
    """

    id: str
    action: str
    triggers: tuple[Pattern, ...]
    roles: Mapping[str, tuple[str, ...]]
    blocked_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    modality: str | None = None
    weak: bool = False
    voice: str = "any"
    implies: str | None = None
    implied: Mapping[str, str] = field(default_factory=dict)
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    source: str = ""

    def elements(self) -> set[str]:
        """Every element that its patterns and conditions name."""
        return {e for pattern in self.triggers for e in pattern.elements} | {*self.blocked_by, *self.needs}


class RuleReader:
    """Gathers rules, words and faults over the files of a language."""

    def __init__(self, language: str) -> None:
        self.language, self.rules, self.faults = language, list[Rule](), list[str]()
        self.words: dict[str, tuple[str, ...]] = {}

    def read(self, name: str, written: str) -> None:
        """Takes a file's rules and words; its faults are kept for later."""
        try:
            table = tomllib.loads(written)
        except tomllib.TOMLDecodeError as error:
            self.faults.append(f"{name}: not TOML: {error}")
            return
        for key in sorted(set(table) - {"language", "words", "rule"}):
            self.faults.append(f"{name}: unknown key '{key}'; valid: language, words, rule")
        if table.get("language", self.language) != self.language:
            return  # a user's file for another language
        for word, values in table.get("words", {}).items():
            if word in self.words:
                self.faults.append(f"{name}: words.{word}: stands in another file too")
            self.words[word] = tuple(values)
        for row in table.get("rule", []):
            self._rule(name, row)

    def read_path(self, path: Path) -> None:
        """The same for a user's own file."""
        try:
            self.read(str(path), path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(f"{path}: cannot be read: {error}; valid: a TOML file of rules in UTF-8")

    def _rule(self, name: str, row: dict[str, Any]) -> None:
        where = f"{name}: rule '{row.get('id', '?')}'"
        faults = list(rule_faults(row))
        try:
            patterns = tuple(parse_pattern(w) for w in row.get("trigger", []))
        except ValueError as error:
            faults.append(f"trigger: {error}")
        if faults:
            self.faults += [f"{where}: {fault}" for fault in faults]
            return
        self.rules.append(_made(row, patterns, language=self.language, source=name))

    def check_words(self) -> None:
        """Looks for classes that no file has, and for rules that stand twice."""
        for rule in self.rules:
            for element in rule.elements():
                for fault in self._unknown(element):
                    self.faults.append(f"{rule.source}: rule '{rule.id}': no word class '{fault}'; valid: {', '.join(sorted(self.words))}")
        for key, values in sorted(self.words.items()):
            self.faults += [f"words.{key}: no word class '{fault}'" for value in values for fault in self._unknown(value)]
        ids = [rule.id for rule in self.rules]
        self.faults += [f"rule '{i}' stands twice" for i in sorted(set(ids)) if ids.count(i) > 1]

    def _unknown(self, element: str) -> list[str]:
        known = {f"@{kind}" for kind in (*ENTITY_TYPES, "party")} | set(self.words)
        return [name for name in re.findall(r"<([^>]+)>", element) if name not in known]


def _made(row: Mapping[str, Any], triggers: tuple[Pattern, ...], *, language: str, source: str) -> Rule:
    return Rule(
        id=f"{language}.{row['id']}",
        action=row["action"],
        triggers=triggers,
        roles={role: tuple(slots) for role, slots in row["roles"].items()},
        blocked_by=_spaced(row.get("not", ())),
        needs=_spaced(row.get("needs", ())),
        modality=row.get("modality"),
        weak=row.get("weak", False),
        implies=row.get("implies"),
        implied=row.get("implied", {}),
        voice=row.get("voice", "any"),
        yes=tuple(row.get("yes", ())),
        no=tuple(row.get("no", ())),
        source=source,
    )


def _spaced(written: Iterable[str]) -> tuple[str, ...]:
    return tuple(spaced(element) for element in written)


def rule_faults(row: Mapping[str, Any]) -> Iterable[str]:
    """What is wrong with a rule's row, a line each."""
    vocabulary = load_vocabulary()
    for key in sorted(set(row) - _RULE_KEYS):
        yield f"unknown key '{key}'; valid: {', '.join(sorted(_RULE_KEYS))}"
    for key in ("id", "action", "trigger", "roles"):
        if key not in row:
            yield f"'{key}' is missing"
    action = vocabulary.get(row.get("action", ""))
    if action is None:
        yield f"action '{row.get('action')}' is unknown; valid: {', '.join(sorted(vocabulary))}"
        return
    if row.get("implies", row["action"]) not in vocabulary:
        yield f"implies '{row['implies']}' is unknown; valid: {', '.join(sorted(vocabulary))}"
    if row.get("modality", "asserted") not in MODALITIES:
        yield f"modality '{row['modality']}' is unknown; valid: {', '.join(MODALITIES)}"
    yield from _role_faults(row.get("roles", {}), action)


def _role_faults(roles: Mapping[str, list[str]], action: ActionType) -> Iterable[str]:
    for role, slots in roles.items():
        if action.role(role) is None:
            yield f"role '{role}' is unknown; valid: {', '.join(r.name for r in action.roles)}"
        for slot in (part for written in slots for part in written.split("+")):
            bare, colon, kinds = slot.partition(":")
            if bare not in SLOTS or (colon and not set(kinds.split("/")) <= set(ENTITY_TYPES)):
                yield f"slot '{slot}' of role '{role}' is unknown; valid: {', '.join(SLOTS)}"
