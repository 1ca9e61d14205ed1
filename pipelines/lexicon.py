"""The rules and words of one language: TOML that a linguist edits, read once and checked as a whole."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pipelines.automaton import Automaton
from pipelines.errors import LexiconError
from pipelines.patterns import Hits, Pattern, parse_pattern, spaced
from pipelines.records import ENTITY_TYPES, MODALITIES, Mention
from pipelines.vocabulary import load_vocabulary

# where a role's filler may stand, seen from the trigger: see pipelines.grammar
SLOTS = ("subject", "object", "owner", "against", "by", "with", "to", "from", "of", "at", "for", "between", "near", "court", "any")
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


@dataclass(slots=True)
class Lexicon:
    """All that a language adds: rules, word classes, grammar; one automaton finds all their words."""

    language: str
    rules: tuple[Rule, ...]
    words: Mapping[str, tuple[str, ...]]
    grammar: Mapping[str, Any]
    automaton: Automaton[str] = field(repr=False)
    typed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def hits(self, folded: str) -> list[tuple[int, int, str]]:
        """Every word of the lexicon in a folded text, as (start, end, element key), sorted."""
        return sorted(self.automaton.find(folded))


# what `<@party>` stands for in a pattern
_PARTY = ("company", "brand", "platform", "association")
_TYPED = re.compile(r"<@(\w+)>")


def typed_hits(lexicon: Lexicon, mentions: Iterable[Mention], types: Mapping[str, str]) -> Hits:
    """The mentions that the elements with `<@type>` ask for, by element; `types` gives the type of each entity id."""
    spans = [(m.start, m.end, types[m.entity]) for m in mentions]
    return {element: [(s, e) for s, e, kind in spans if kind in wanted] for element, wanted in lexicon.typed.items()}


def _wanted(element: str) -> frozenset[str]:
    return frozenset(kind for name in _TYPED.findall(element) for kind in (_PARTY if name == "party" else (name,)))


def slice_hits(hits: Sequence[tuple[int, int, str]], start: int, end: int) -> Hits:
    """The hits that lie within a sentence, by element, with offsets of the whole text; `hits` are sorted."""
    out: Hits = {}
    for s, e, key in hits[bisect_left(hits, (start,)) : bisect_left(hits, (end,))]:
        if e <= end:
            out.setdefault(key, []).append((s, e))
    return out


def literals(element: str, words: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The literals that an element stands for: its own, and those of the classes that it names, to any depth."""
    out: list[str] = []
    for part in element.split("|"):
        name = part[1:-1] if part.startswith("<") and part.endswith(">") else None
        if name is None:
            out.append(part)
        elif name.startswith("@"):
            continue
        else:
            out.extend(w for written in words[name] for w in literals(written, words))
    return out


def _elements(rules: Iterable[Rule], grammar: Mapping[str, Any]) -> set[str]:
    found = {e for rule in rules for pattern in rule.triggers for e in pattern.elements}
    found |= {e for rule in rules for e in (*rule.blocked_by, *rule.needs)}
    return found | set(cue_elements(grammar))


def cue_elements(grammar: Mapping[str, Any]) -> list[str]:
    """The elements of the grammar file: each list of words is one element, named `section.key`."""
    return [
        f"<{section}.{key}>"
        for section, table in sorted(grammar.items())
        if isinstance(table, dict)
        for key, value in sorted(table.items())
        if isinstance(value, list)
    ]


def _grammar_words(grammar: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {e[1:-1]: tuple(grammar[e[1:-1].split(".")[0]][e[1:-1].split(".", 1)[1]]) for e in cue_elements(grammar)}


class _Reader:
    """Gathers rules, words and faults over the files of a language."""

    def __init__(self, language: str) -> None:
        self.language, self.rules, self.faults = language, list[Rule](), list[str]()
        self.words: dict[str, tuple[str, ...]] = {}

    def read(self, name: str, written: str) -> None:
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
        try:
            self.read(str(path), path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(f"{path}: cannot be read: {error}; valid: a TOML file of rules in UTF-8")

    def _rule(self, name: str, row: dict[str, Any]) -> None:
        where = f"{name}: rule '{row.get('id', '?')}'"
        faults = list(_rule_faults(row))
        try:
            patterns = tuple(parse_pattern(w) for w in row.get("trigger", []))
        except ValueError as error:
            faults.append(f"trigger: {error}")
        if faults:
            self.faults += [f"{where}: {fault}" for fault in faults]
            return
        self.rules.append(
            Rule(
                id=f"{self.language}.{row['id']}",
                action=row["action"],
                triggers=patterns,
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
                source=name,
            )
        )

    def check_words(self, grammar: Mapping[str, Any]) -> None:
        for rule in self.rules:
            for element in _elements([rule], {}):
                for fault in self._unknown(element):
                    self.faults.append(f"{rule.source}: rule '{rule.id}': no word class '{fault}'; valid: {', '.join(sorted(self.words))}")
        for key, values in sorted(self.words.items()):
            self.faults += [f"words.{key}: no word class '{fault}'" for value in values for fault in self._unknown(value)]
        ids = [rule.id for rule in self.rules]
        self.faults += [f"rule '{i}' stands twice" for i in sorted(set(ids)) if ids.count(i) > 1]

    def _unknown(self, element: str) -> list[str]:
        known = {f"@{kind}" for kind in (*ENTITY_TYPES, "party")} | set(self.words)
        return [name for name in re.findall(r"<([^>]+)>", element) if name not in known]


def _spaced(written: Iterable[str]) -> tuple[str, ...]:
    return tuple(spaced(element) for element in written)


def _rule_faults(row: dict[str, Any]) -> Iterable[str]:
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
    for role, slots in row.get("roles", {}).items():
        if action.role(role) is None:
            yield f"role '{role}' is unknown; valid: {', '.join(r.name for r in action.roles)}"
        yield from _slot_faults(role, slots)
    if row.get("modality", "asserted") not in MODALITIES:
        yield f"modality '{row['modality']}' is unknown; valid: {', '.join(MODALITIES)}"


def _slot_faults(role: str, slots: Iterable[str]) -> Iterable[str]:
    for slot in (part for written in slots for part in written.split("+")):
        bare, colon, kinds = slot.partition(":")
        if bare not in SLOTS:
            yield f"slot '{slot}' of role '{role}' is unknown; valid: {', '.join(SLOTS)}"
        elif colon and not set(kinds.split("/")) <= set(ENTITY_TYPES):
            yield f"slot '{slot}' of role '{role}' names an unknown type; valid: {', '.join(ENTITY_TYPES)}"


def _toml_files(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def read_lexicon(language: str, extra: tuple[Path, ...] = ()) -> Lexicon:
    """The lexicon of a language with the user's own files after ours; raises LexiconError with every fault."""
    root = files("pipelines") / "data"
    reader = _Reader(language)
    for file in _toml_files(root / "rules" / language):
        reader.read(f"rules/{language}/{file.name}", file.read_text("utf-8"))
    for path in extra:
        reader.read_path(path)
    grammar = tomllib.loads((root / "grammar" / f"{language}.toml").read_text("utf-8"))
    reader.check_words(grammar)
    if reader.faults:
        raise LexiconError(reader.faults)
    words = reader.words | _grammar_words(grammar)
    entries = [
        (literal, element) for element in sorted(_elements(reader.rules, grammar)) for literal in sorted(set(literals(element, words)))
    ]
    typed = {element: _wanted(element) for element in sorted(_elements(reader.rules, {})) if _TYPED.search(element)}
    return Lexicon(language, tuple(reader.rules), words, grammar, Automaton(entries), typed)


@cache
def load_lexicon(language: str, extra: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of a language with the user's own files, read once a process; raises LexiconError with every fault."""
    return read_lexicon(language, tuple(Path(path) for path in extra))
