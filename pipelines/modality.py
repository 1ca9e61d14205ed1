"""Whether an act happened, is planned, is possible or did not happen: cues with a scope (after NegEx, Chapman et al. 2001)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.lexicon import Lexicon
from pipelines.patterns import Match
from pipelines.phrases import Sentence, marker
from pipelines.records import Modality
from pipelines.voice import behind_particle, in_infinitive

# how far a cue reaches to its trigger, in characters; beyond it mostly belongs to another verb
_BEFORE, _AFTER = 70, 60
_CLOSE = 35
_BEFORE_HAN, _AFTER_HAN = 14, 12
# a negation of one character (不, 没) reaches no further than over an adverb
_SHORT_HAN = 5
_ORDER: tuple[Modality, ...] = ("negated", "possible", "planned")
_WALL = re.compile(r"[;:；：。!?]")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that decided, None with "asserted"."""

    modality: Modality
    start: int
    end: int
    text: str


def read_modality(sentence: Sentence, match: Match, lexicon: Lexicon, *, outside: bool = False) -> Cue:
    """The modality of a trigger with its cue; of several cues negation wins over possibility over plan.

    With `outside` no cue counts that stands within the trigger: "promised to", "insists that it never".
    """
    undone = [span for key in ("<asserted.before>",) for span in sentence.hits.get(key, ())]
    named = [*sentence.solid, *((m.start, m.end) for m in sentence.mentions)]  # "May 2015" is no possibility
    for modality in _ORDER:
        bent = () if outside else _inflected(sentence, match, modality)
        for start, end in bent or _in_scope(sentence, match, lexicon, modality=modality):
            if not any(s <= start and end <= e for s, e in (*undone, *named)) and (
                (start, end) in bent or not _own(match, start, end, outside=outside)
            ):
                return Cue(modality, start, end, sentence.text[start - sentence.start : end - sentence.start])
    return Cue("asserted", match.start, match.start, "")


def _inflected(sentence: Sentence, match: Match, modality: Modality) -> list[tuple[int, int]]:
    """The words of the trigger whose own ending tells the modality, where the grammar lists endings: "ritirerà la causa"."""
    return [(s, e) for s, e in sentence.hits.get(f"<{modality}.inflected>", ()) if any(a < e and s < b for a, b in match.parts)]


def _in_longer(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a cue is only part of a longer one: 不会 in 会不会, "ruled out" in "cannot be ruled out"."""
    cues = (span for modality in _ORDER for place in ("before", "after") for span in sentence.hits.get(f"<{modality}.{place}>", ()))
    return any(s <= start and end <= e and e - s > end - start for s, e in cues)


def _governs(sentence: Sentence, match: Match, word: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether what looks like a cue marks a participant or a number of things: 将 in 将佩尔告上法庭, 将300台音箱扣押."""
    if word not in sentence.hits.get("<case.against>", ()):
        return False
    numbered = bool(re.match(r"[\d两数多]", sentence.folded[word[1] - sentence.start :]))
    return numbered or any(m.end <= match.end and marker(sentence, m.start, lexicon) == ("against", word[1]) for m in sentence.mentions)


def _own(match: Match, start: int, end: int, *, outside: bool) -> bool:
    return outside and (match.start <= start and end <= match.end or any(s < end and start < e for s, e in match.parts))


def _close(sentence: Sentence, span: tuple[int, int], match: Match, lexicon: Lexicon) -> bool:
    """Whether a cue of a short reach, a list `near` of the grammar, still governs the trigger: no other verb phrase lies between."""
    gap = sentence.folded[max(0, span[1] - sentence.start) : max(0, match.parts[0][0] - sentence.start)]
    return len(gap) <= _CLOSE and not set(re.split(r"\s+", gap)) & set(lexicon.grammar["coordination"]["and"])


def _in_scope(sentence: Sentence, match: Match, lexicon: Lexicon, *, modality: str) -> list[tuple[int, int]]:
    """The cues that reach the trigger, the nearest first."""
    future = sentence.hits.get(f"<{modality}.with_infinitive>", ()) if in_infinitive(sentence, match) else ()
    close = [span for span in sentence.hits.get(f"<{modality}.near>", ()) if _close(sentence, span, match, lexicon)]
    before, after = ((*sentence.hits.get(f"<{modality}.{side}>", ()), *future) for side in ("before", "after"))
    found = [s for s in (*before, *close) if _reaches(sentence, s, match, lexicon, modality=modality)]
    found += [s for s in after if _reached_back(sentence, s, match, lexicon)]
    first = match.parts[0][0]
    return sorted(found, key=lambda span: (abs(span[0] - first), span))


def _reaches(sentence: Sentence, cue: tuple[int, int], match: Match, lexicon: Lexicon, *, modality: str) -> bool:
    """Whether a cue before the trigger, or within it, is its own."""
    (start, end), han, first = cue, lexicon.language == "zh", match.parts[0][0]
    reach = _BEFORE_HAN if han else int(lexicon.grammar.get("modality", {}).get("reach", _BEFORE))
    if han and end - start == 1 and modality == "negated":
        reach = _SHORT_HAN
    if end > match.end or not (start >= match.start or 0 <= first - end <= reach) or _in_longer(sentence, start, end):
        return False
    return not _walled(sentence, end, first, match, lexicon) and not _governs(sentence, match, cue, lexicon)


def _reached_back(sentence: Sentence, cue: tuple[int, int], match: Match, lexicon: Lexicon) -> bool:
    """The same of a cue behind the trigger."""
    start, end = cue
    if not 0 <= start - match.end <= (_AFTER_HAN if lexicon.language == "zh" else _AFTER) or _in_longer(sentence, start, end):
        return False
    return not _walled(sentence, match.end, start, match, lexicon)


def _walled(sentence: Sentence, left: int, right: int, match: Match, lexicon: Lexicon) -> bool:
    """Whether a clause ends between cue and trigger. One comma may open an infinitive, two end a clause."""
    if right <= left:
        return False
    between = sentence.folded[left - sentence.start : right - sentence.start]
    commas = len(re.findall(r"[,，]", between))
    allowed = int(lexicon.grammar.get("modality", {}).get("commas", 1)) + (right == match.parts[0][0] and behind_particle(sentence, match))
    if between.startswith(","):  # "did not, however, close"
        allowed += 2
    opened = any(left <= s < right for s, _ in sentence.hits.get("<modality.walls>", ()))
    return bool(_WALL.search(between)) or commas > allowed or opened
