"""Whether an act happened, is planned, is possible or did not happen: cues with a scope (after NegEx, Chapman et al. 2001)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.grammar import Sentence
from pipelines.lexicon import Lexicon
from pipelines.patterns import Match
from pipelines.records import Modality

# how far a cue reaches to its trigger, in characters; beyond it mostly belongs to another verb
_BEFORE, _AFTER = 70, 60
_BEFORE_HAN, _AFTER_HAN = 14, 12
_ORDER: tuple[Modality, ...] = ("negated", "possible", "planned")
_WALL = re.compile(r"[;:；：。!?]")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that decided, None with "asserted"."""

    modality: Modality
    start: int
    end: int
    text: str


def read_modality(sentence: Sentence, match: Match, lexicon: Lexicon) -> Cue:
    """The modality of a trigger with its cue; of several cues negation wins over possibility over plan."""
    undone = [span for key in ("<asserted.before>",) for span in sentence.hits.get(key, ())]
    named = [*sentence.solid, *((m.start, m.end) for m in sentence.mentions)]  # "May 2015" is no possibility
    for modality in _ORDER:
        for start, end in _in_scope(sentence, match, lexicon, modality=modality):
            if not any(s <= start and end <= e for s, e in (*undone, *named)):
                return Cue(modality, start, end, sentence.text[start - sentence.start : end - sentence.start])
    return Cue("asserted", match.start, match.start, "")


def _in_scope(sentence: Sentence, match: Match, lexicon: Lexicon, *, modality: str) -> list[tuple[int, int]]:
    han = lexicon.language == "zh"
    before, after = (_BEFORE_HAN, _AFTER_HAN) if han else (_BEFORE, _AFTER)
    first, last = match.parts[0][0], match.end
    out = []
    for start, end in sentence.hits.get(f"<{modality}.before>", ()):
        if end <= last and (start >= match.start or 0 <= first - end <= before) and not _walled(sentence, end, first, lexicon):
            out.append((start, end))
    for start, end in sentence.hits.get(f"<{modality}.after>", ()):
        if 0 <= start - match.end <= after and not _walled(sentence, match.end, start, lexicon):
            out.append((start, end))
    return sorted(out, key=lambda span: (abs(span[0] - first), span))


def _walled(sentence: Sentence, left: int, right: int, lexicon: Lexicon) -> bool:
    """Whether a clause ends between cue and trigger. Commas end one only where the language sets them so, or where two stand."""
    if right <= left:
        return False
    between = sentence.folded[left - sentence.start : right - sentence.start]
    commas = len(re.findall(r"[,，]", between))
    allowed = int(lexicon.grammar.get("modality", {}).get("commas", 1))
    opened = any(left <= s < right for s, _ in sentence.hits.get("<modality.walls>", ()))
    return bool(_WALL.search(between)) or commas > allowed or opened
