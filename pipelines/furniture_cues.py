"""The cue words by which page furniture is known: `pipelines/data/furniture.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.errors import LexiconError
from pipelines.fold import fold

RULES = ("label", "prompt", "alone", "byline", "words", "pattern")


@dataclass(frozen=True, slots=True)
class Cue:
    """One kind of furniture, ready to match on a folded line."""

    kind: str
    rule: str
    pattern: re.Pattern[str]
    longest: int
    sentences: bool
    opens_list: bool


@cache
def cues() -> tuple[Cue, ...]:
    """The kinds of `furniture.toml` in their order. Raises LexiconError with every fault."""
    read = tomllib.loads(files("pipelines").joinpath("data/furniture.toml").read_text(encoding="utf-8"))
    faults = [
        f"furniture.toml: {kind}.rule: {t.get('rule')!r}, not one of {', '.join(RULES)}"
        for kind, t in read.items()
        if t.get("rule") not in RULES
    ]
    if faults:
        raise LexiconError(faults)
    return tuple(_cue(kind, table) for kind, table in read.items())


def _cue(kind: str, table: dict[str, object]) -> Cue:
    rule = str(table["rule"])
    phrases = [str(p) for key, value in table.items() if isinstance(value, list) for p in value]
    flags = {name: bool(table.get(name, False)) for name in ("sentences", "opens_list")}
    longest = table.get("longest", 160)
    return Cue(kind, rule, _compile(rule, phrases), longest if isinstance(longest, int) else 160, **flags)


def _compile(rule: str, phrases: list[str]) -> re.Pattern[str]:
    if rule == "pattern":
        return re.compile("|".join(phrases))
    # a phrase that ends in a letter must not go on in the text; Chinese has no such boundary
    ends = {p: r"\b" if re.search(r"[^\W\u3400-\u9fff]$", p) else "" for p in map(fold, phrases)}
    one_of = "|".join(re.escape(p) + end for p, end in sorted(ends.items(), key=lambda pair: (-len(pair[0]), pair[0])))
    shapes = {
        "label": rf"(?:{one_of})[\])】」》]?\s*(?:[:|–—·»>/】]|[-–—]\s|[.…\s]*$)",
        "prompt": rf"(?:{one_of})",
        "alone": rf"(?:{one_of})[\s.…>»›→|\-–—)\]】!!:]*$",
        "byline": rf"(?:{one_of})(?:\s|(?<=/))",
        "words": rf"(?:(?:{one_of})(?:[\s,|·•/–—\-]+|$))+$",
    }
    return re.compile(shapes[rule])
