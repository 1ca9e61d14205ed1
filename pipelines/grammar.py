"""Where the participants of a sentence stand, seen from a trigger: who acts, who is acted on, who is marked by which word.

There is no parser: markers (prepositions, 被, 将), order, voice and clause ends decide, as data/grammar/<lang>.toml words them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.lexicon import Lexicon
from pipelines.patterns import Match
from pipelines.phrases import CASES, STOP, WORDS, Argument, Group, Sentence, marker
from pipelines.voice import is_passive

_GENITIVE = re.compile(r"^(?:'s|'|s'|的)")


def place_arguments(sentence: Sentence, match: Match, groups: Sequence[Group], lexicon: Lexicon, *, voice: str = "any") -> list[Argument]:
    """Each group of the sentence in its slot relative to the trigger, nearest first. `voice="active"` forbids the passive reading."""
    passive = voice != "active" and is_passive(sentence, match, groups, lexicon)
    out = []
    for group in groups:
        if any(s < group.end and group.start < e for s, e in match.parts):
            slot = "owner"
        else:
            slot = _slot(sentence, match, group, lexicon, passive=passive, groups=groups)
        out.append(Argument(group, slot, _walls(sentence, match, group, lexicon), _distance(match, group)))
    han = lexicon.language == "zh"
    return sorted(out, key=lambda a: (a.walls, a.group.start if han and _carried(match, a) else a.distance))


def _carried(match: Match, argument: Argument) -> bool:
    """Whether a participant of an earlier clause may act on: of those the one named first, the subject, carries over the comma."""
    return argument.walls > 0 and argument.slot == "subject" and argument.group.end <= match.start


def _distance(match: Match, group: Group) -> int:
    return min(max(s - group.end, group.start - e, 0) for s, e in match.parts)


def _walls(sentence: Sentence, match: Match, group: Group, lexicon: Lexicon) -> int:
    """Clause ends between the group and the nearest part of the trigger: commas and the words that open a clause."""
    if group.end <= match.start:
        left, right = group.end, match.start
    elif group.start >= match.end:
        left, right = match.end, group.start
    else:
        return 0
    between = sentence.folded[left - sentence.start : right - sentence.start]
    opened = sum(left <= s < right for s, _ in sentence.hits.get("<clause.walls>", ()))
    return opened + len(re.findall(r"[,;:，；：—–]", between))


def _cleft(sentence: Sentence, match: Match, group: Group, lexicon: Lexicon) -> bool:
    """Whether the group is set apart as who acts, behind one of the grammar's [order] cleft words: "a citarla era stata Norvik"."""
    words = lexicon.grammar.get("order", {}).get("cleft", [])
    before = sentence.folded[max(0, group.start - sentence.start - 40) : group.start - sentence.start]
    apart = not any(s <= group.start <= e for s, e in match.parts)
    return bool(words) and apart and bool(re.search(rf"(?<!\w)(?:{'|'.join(words)})\s(?:\w+['\s])?(?:\w+\s)?$", before))


def _slot(sentence: Sentence, match: Match, group: Group, lexicon: Lexicon, *, passive: bool, groups: Sequence[Group]) -> str:
    if _cleft(sentence, match, group, lexicon):
        return "subject"
    marked = marker(sentence, group.start, lexicon)
    words = [
        p for p in match.parts if not any(p in sentence.hits.get(f"<case.{case}>", ()) for case in CASES)
    ]  # "gegen" stays a marker in a trigger
    if marked and not any(marked[1] <= s < group.start or s < marked[1] <= e for s, e in words):
        case = marked[0]
        if case == "by":
            return "subject" if passive or lexicon.language == "zh" or not _led(match, group, groups, sentence, lexicon) else "by"
        if not (case == "of" and group.start > match.end and not _adjacent(sentence, match, group, marked[1])):
            return "of" if case == "of" and _adjacent(sentence, match, group, marked[1]) else case
    if _owns(sentence, match, group) or _genitive_behind(sentence, match, group, lexicon):
        return "owner"
    return _bare_slot(sentence, match, group, lexicon, passive=passive, groups=groups)


def _adjacent(sentence: Sentence, match: Match, group: Group, marker_end: int) -> bool:
    """Whether the marker stands right behind the trigger: "the withdrawal of the suit by"."""
    return 0 <= marker_end - match.end <= 8 and group.start >= match.end


def _owns(sentence: Sentence, match: Match, group: Group) -> bool:
    """Whether the group is the possessor of the trigger: "Norvik's lawsuit", "Norviks Klage", 诺维的诉讼."""
    part = min((s for s, _ in match.parts if s >= group.end), default=None)
    if part is None:
        return False
    gap = sentence.folded[group.end - sentence.start : part - sentence.start]
    if len(WORDS.findall(gap)) > 4 or STOP.search(gap):
        return False
    return bool(_GENITIVE.match(gap)) or (sentence.folded[group.end - sentence.start - 2 : group.end - sentence.start] == "'s")


def _genitive_behind(sentence: Sentence, match: Match, group: Group, lexicon: Lexicon) -> bool:
    """Whether the group stands in the genitive right behind a noun of the trigger: "die Klage der Norvik AG", "des Herstellers Norvik"."""
    articles = lexicon.grammar.get("order", {}).get("genitive", [])
    ends = [e for s, e in match.parts if e <= group.start and sentence.text[s - sentence.start].isupper()]
    if not articles or not ends:
        return False
    gap = sentence.folded[max(ends) - sentence.start : group.start - sentence.start]
    return bool(re.fullmatch(rf"\s(?:{'|'.join(articles)})\s(?:[\w-]+\s){{0,3}}", gap))


def _bare_slot(sentence: Sentence, match: Match, group: Group, lexicon: Lexicon, *, passive: bool, groups: Sequence[Group]) -> str:
    if passive:
        return "to" if group.start > match.start and _led(match, group, groups, sentence, lexicon) else "object"
    if not lexicon.grammar.get("order", {}).get("free"):
        acts = group.start < match.start or _relative(sentence, match, group) or _fronted(sentence, match, group)
        return "subject" if acts else "object"
    return _free_order(sentence, match, group, lexicon, groups=groups)


def _fronted(sentence: Sentence, match: Match, group: Group) -> bool:
    """Whether the trigger opens the sentence as a participle, whose subject follows: "Having sued in March, Norvik asked"."""
    opens = any(s == sentence.start and 0 <= match.start - e <= 12 for s, e in sentence.hits.get("<clause.fronted>", ()))
    return opens and group.start > match.end and "," in sentence.folded[match.end - sentence.start : group.start - sentence.start]


def _relative(sentence: Sentence, match: Match, group: Group) -> bool:
    """Whether the group acts in a relative clause to the trigger's noun: "the claim that Norvik had brought"."""
    before = max((e for _, e in match.parts if e <= group.start), default=None)
    if before is None or not any(s >= group.end for s, _ in match.parts):
        return False
    return any(before <= s and e <= group.start for s, e in sentence.hits.get("<clause.relative>", ()))


def _led(match: Match, group: Group, groups: Sequence[Group], sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether another, unmarked group stands before the trigger in its clause: "Norvik was ordered to pay Pell"."""
    if lexicon.grammar.get("order", {}).get("free"):
        return False
    before = [g for g in groups if g is not group and g.end <= match.start and _walls(sentence, match, g, lexicon) == 0]
    return any(marker(sentence, g.start, lexicon) is None for g in before)


def _free_order(sentence: Sentence, match: Match, group: Group, lexicon: Lexicon, *, groups: Sequence[Group]) -> str:
    """Verb-second languages: an accusative article decides, else of two bare groups in the clause the first acts."""
    before = sentence.folded[max(0, group.start - sentence.start - 24) : group.start - sentence.start]
    accusative = lexicon.grammar["order"].get("accusative", [])
    if any(re.search(rf"(?<!\w){re.escape(word)}\s+([\w-]+\s+){{0,2}}$", before) for word in accusative):
        return "object"
    peers = [
        g
        for g in groups
        if g is not group
        and marker(sentence, g.start, lexicon) is None
        and _walls(sentence, match, g, lexicon) <= _walls(sentence, match, group, lexicon)
    ]
    earlier = [g for g in peers if g.start < group.start and not any(s < g.end and g.start < e for s, e in match.parts)]
    return "object" if any(_walls(sentence, match, g, lexicon) == _walls(sentence, match, group, lexicon) for g in earlier) else "subject"
