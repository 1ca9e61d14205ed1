"""The rules and words of one language: TOML that a linguist edits, read once and checked as a whole."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pipelines.automaton import Automaton
from pipelines.errors import LexiconError
from pipelines.patterns import Hits
from pipelines.records import FIRMS, Mention
from pipelines.rules import Rule, RuleReader


@dataclass(slots=True)
class Lexicon:
    """All that a language adds: rules, word classes, grammar; one automaton finds all their words."""

    language: str
    rules: tuple[Rule, ...]
    words: Mapping[str, tuple[str, ...]]
    grammar: Mapping[str, Any]
    automaton: Automaton[str] = field(repr=False)
    typed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    asking: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def able(self, hits: Hits) -> list[Rule]:
        """The rules that may fire on the hits of a sentence, in their order: few sentences meet a given rule."""
        met = hits.keys() & self.asking.keys()
        return [self.rules[n] for n in sorted({n for element in met for n in self.asking[element]})]

    def hits(self, folded: str) -> list[tuple[int, int, str]]:
        """Every word of the lexicon in a folded text, as (start, end, element key), sorted."""
        return sorted(self.automaton.find(folded))


# what `<@party>` stands for in a pattern
_PARTY = (*FIRMS, "association")
_TYPED = re.compile(r"<@(\w+)>")


def typed_hits(lexicon: Lexicon, mentions: Iterable[Mention], types: Mapping[str, str]) -> Hits:
    """The mentions that the elements with `<@type>` ask for, by element, where there are any; `types` gives the type of each entity id."""
    spans = defaultdict[str, list[tuple[int, int]]](list)
    for mention in mentions:
        spans[types[mention.entity]].append((mention.start, mention.end))
    met = {element: spans.keys() & wanted for element, wanted in lexicon.typed.items() if not spans.keys().isdisjoint(wanted)}
    return {element: [span for kind in sorted(kinds) for span in spans[kind]] for element, kinds in met.items()}


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
    return {e for rule in rules for e in rule.elements()} | set(cue_elements(grammar))


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


def _toml_files(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def read_lexicon(language: str, extra: tuple[Path, ...] = ()) -> Lexicon:
    """The lexicon of a language with the user's own files after ours; raises LexiconError with every fault."""
    root = files("pipelines") / "data"
    reader = RuleReader(language)
    for file in _toml_files(root / "rules" / language):
        reader.read(f"rules/{language}/{file.name}", file.read_text("utf-8"))
    for path in extra:
        reader.read_path(path)
    grammar = tomllib.loads((root / "grammar" / f"{language}.toml").read_text("utf-8"))
    reader.check_words()
    if reader.faults:
        raise LexiconError(reader.faults)
    words = reader.words | _grammar_words(grammar)
    entries = [
        (literal, element) for element in sorted(_elements(reader.rules, grammar)) for literal in sorted(set(literals(element, words)))
    ]
    typed = {element: _wanted(element) for element in sorted(_elements(reader.rules, {})) if _TYPED.search(element)}
    rules = tuple(reader.rules)
    return Lexicon(language, rules, words, grammar, Automaton(entries), typed, empty_words(grammar), _asking(rules))


def _asking(rules: Sequence[Rule]) -> dict[str, tuple[int, ...]]:
    """For an element the rules that cannot fire without it: each pattern stands under that of its elements which fewest patterns need."""
    common = Counter(element for rule in rules for pattern in rule.triggers for element in pattern.needed)
    out = defaultdict[str, set[int]](set)
    for number, rule in enumerate(rules):
        for pattern in rule.triggers:
            out[min(sorted(pattern.needed), key=lambda e: common[e])].add(number)
    return {element: tuple(sorted(numbers)) for element, numbers in out.items()}


def empty_words(grammar: Mapping[str, Any]) -> frozenset[str]:
    """The words of the grammar that describe nothing: markers, determiners, auxiliaries, cues, verbs of saying."""
    sections = ("case", "coordination", "clause", "passive", "negated", "planned", "possible", "speech")
    listed = [word for section in sections for value in grammar.get(section, {}).values() if isinstance(value, list) for word in value]
    nominal = [*grammar["nominal"]["determiners"], *grammar["nominal"].get("pronoun", [])]
    return frozenset(part.strip("*") for word in (*listed, *nominal) for part in re.split(r"[\s']+", word))


@cache
def load_lexicon(language: str, extra: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of a language with the user's own files, read once a process; raises LexiconError with every fault."""
    return read_lexicon(language, tuple(Path(path) for path in extra))
