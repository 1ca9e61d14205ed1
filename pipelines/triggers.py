"""Which rules fire in a sentence, and which of two that claim the same words keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.lexicon import Lexicon
from pipelines.patterns import Match, find_matches
from pipelines.phrases import Sentence
from pipelines.rules import Rule


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rule that fired, and where."""

    rule: Rule
    match: Match

    @property
    def weight(self) -> tuple[int, int, int]:
        """More elements win over fewer, told acts over nouns in passing, longer words over shorter."""
        return len(self.match.parts) + self.match.asked, not self.rule.weak, sum(e - s for s, e in self.match.parts)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A rule that fired and was put aside, with the reason in words."""

    rule: str
    start: int
    end: int
    reason: str


def find_triggers(sentence: Sentence, lexicon: Lexicon) -> tuple[list[Trigger], list[Rejection]]:
    """The triggers of a sentence by place, and the matches that were put aside."""
    fired, rejected = [], []
    for rule in lexicon.able(sentence.hits):
        for match in _matches(rule, sentence, lexicon):
            reason = _blocked(rule, sentence) or _named(match, sentence)
            if reason:
                rejected.append(Rejection(rule.id, match.start, match.end, reason))
            else:
                fired.append(Trigger(rule, match))
    kept, lost = _settle(fired)
    return kept, rejected + lost


def _matches(rule: Rule, sentence: Sentence, lexicon: Lexicon) -> list[Match]:
    han = lexicon.language == "zh"
    able = [pattern for pattern in rule.triggers if sentence.hits.keys() >= pattern.needed]
    return [m for pattern in able for m in find_matches(pattern, sentence.hits, sentence.folded, base=sentence.start, han=han)]


def _blocked(rule: Rule, sentence: Sentence) -> str:
    for element in rule.blocked_by:
        if sentence.hits.get(element):
            start, end = sentence.hits[element][0]
            return f"blocked by '{sentence.text[start - sentence.start : end - sentence.start]}'"
    missing = [element for element in rule.needs if not sentence.hits.get(element)]
    return f"needs {missing[0]}" if missing else ""


def _named(match: Match, sentence: Sentence) -> str:
    """Why a match is none: its words are but part of a name ("Court of Appeal")."""
    names = [m for m in sentence.mentions if not m.nominal]
    inside = all(any(m.start <= s and e <= m.end for m in names) for s, e in match.parts)
    return "part of a name" if inside else ""


def _settle(fired: list[Trigger]) -> tuple[list[Trigger], list[Rejection]]:
    """Words tell one act: of triggers that share a word the weightiest stays, but for a noun between two verbs."""
    kept: list[Trigger] = []
    lost: list[Rejection] = []
    for trigger in sorted(fired, key=lambda t: (*(-w for w in t.weight), t.match.parts, t.rule.id)):
        winner = next((k for k in kept if _share(k.match, trigger.match) and not _between(k, trigger)), None)
        if winner is None:
            kept.append(trigger)
        else:
            lost.append(Rejection(trigger.rule.id, trigger.match.start, trigger.match.end, f"'{winner.rule.id}' reads the same words"))
    return sorted(kept, key=lambda t: t.match.parts), lost


def _between(one: Trigger, other: Trigger) -> bool:
    """Whether two acts share but a noun that stands between their verbs: "dropped the suit that it had filed"."""
    own = [p for p in one.match.parts if not _overlap(p, other.match.parts)]
    their = [p for p in other.match.parts if not _overlap(p, one.match.parts)]
    shared = [p for p in one.match.parts if _overlap(p, other.match.parts)]
    if one.rule.weak or other.rule.weak or one.rule.action == other.rule.action or not own or not their or not shared:
        return False
    left, right = sorted((own, their))
    return max(e for _, e in left) <= min(s for s, _ in shared) and max(e for _, e in shared) <= min(s for s, _ in right)


def _overlap(part: tuple[int, int], parts: tuple[tuple[int, int], ...]) -> bool:
    return any(part[0] < e and s < part[1] for s, e in parts)


def _share(one: Match, other: Match) -> bool:
    return any(a < d and c < b for a, b in one.parts for c, d in other.parts)
