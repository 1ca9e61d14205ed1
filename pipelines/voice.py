"""Whether a trigger stands in the passive, in an infinitive, behind its particle: who is acted on, and whether an act is told at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.lexicon import Lexicon
from pipelines.patterns import Match
from pipelines.phrases import STOP, WORDS, Group, Sentence, is_part, marker

# the auxiliary of a passive stands within three words before its participle
_AUX_REACH = 24


def is_passive(sentence: Sentence, match: Match, groups: Sequence[Group], lexicon: Lexicon) -> bool:
    """Whether the trigger is in the passive: an auxiliary right before it, one anywhere in the clause, or 被 and its like."""
    first = match.parts[0][0]
    if in_infinitive(sentence, match) or _progressive(sentence, match, lexicon):
        return False
    if _auxiliary(sentence, first, lexicon):
        return True
    always = sentence.hits.get("<passive.always>", ())
    reach = 60 if lexicon.language != "zh" else 24
    if any(abs(s - first) <= reach and not _between_walls(sentence, s, first) for s, _ in always):
        return True
    agent = [g for g in groups if g.start >= match.end and (marker(sentence, g.start, lexicon) or ("", 0))[0] == "by"]
    return (
        bool(agent)
        and 0 <= agent[0].start - match.end <= 30
        and not STOP.search(sentence.folded, match.end - sentence.start, agent[0].start - sentence.start)
    )


def _progressive(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """Whether the verb ends as only an active one does: "is suing"."""
    ending = lexicon.grammar["passive"].get("active_ending")
    first, end = match.parts[0]
    word = WORDS.match(sentence.folded, first - sentence.start, end - sentence.start)
    return bool(ending and word and word.group().endswith(ending))


def in_infinitive(sentence: Sentence, match: Match) -> bool:
    """Whether a verb of the trigger stands in an infinitive that the grammar's [verb] lists; a capitalised part is a noun."""
    verbs = [(s, e) for s, e in match.parts if not sentence.text[s - sentence.start].isupper()]
    spans = (*sentence.hits.get("<verb.infinitive>", ()), *sentence.hits.get("<verb.with_particle>", ()))
    return any(a < e and s < b for s, e in verbs for a, b in spans)


def behind_particle(sentence: Sentence, match: Match) -> bool:
    """Whether the trigger is an infinitive clause: "..., Klage einzureichen", "..., to sue"."""
    apart = {e for _, e in sentence.hits.get("<verb.particle>", ())}
    joined = sentence.hits.get("<verb.with_particle>", ())
    return any(s - 1 in apart or any(a < e and s < b for a, b in joined) for s, e in match.parts)


def _auxiliary(sentence: Sentence, first: int, lexicon: Lexicon) -> bool:
    to = lexicon.grammar["passive"].get("infinitive")  # "is to retire" is active, "is to be retired" is not
    return any(
        not (to and to in WORDS.findall(sentence.folded, e - sentence.start, first - sentence.start))
        and 0 <= first - e <= _AUX_REACH
        and len(WORDS.findall(sentence.folded, e - sentence.start, first - sentence.start)) <= 2
        and not _between_walls(sentence, e, first)
        for s, e in sentence.hits.get("<passive.auxiliary>", ())
        if not is_part(sentence, s, e)
    )


def _between_walls(sentence: Sentence, left: int, right: int) -> bool:
    a, b = min(left, right), max(left, right)
    return bool(re.search(r"[,;:，；：]", sentence.folded[a - sentence.start : b - sentence.start]))
