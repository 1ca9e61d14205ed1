"""Where the participants of a sentence stand, seen from a trigger: who acts, who is acted on, who is marked by which word.

There is no parser: markers (prepositions, 被, 将), order, voice and clause ends decide, as data/grammar/<lang>.toml words them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.lexicon import Lexicon
from pipelines.patterns import Hits, Match
from pipelines.records import Mention

# how far a marker may stand before its noun phrase, in characters: "against the Danish loudspeaker maker Pell"
_REACH, _REACH_HAN = 42, 16
# the auxiliary of a passive stands within three words before its participle
_AUX_REACH = 24
_STOP = re.compile(r"[,;:()（），；：。!?！？—–\"“”„«»]")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CASES = ("against", "by", "with", "to", "from", "of", "for", "between", "at")
# of two markers in the same place the first of this order wins: "of" and "for" are the vaguest
_GENITIVE = re.compile(r"^(?:'s|'|s'|的)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document with what stands in it; offsets are those of the document's text."""

    start: int
    end: int
    text: str
    folded: str
    hits: Hits
    mentions: tuple[Mention, ...]
    solid: tuple[tuple[int, int], ...] = ()  # dates and sums: a marker before one governs it, not the name behind


@dataclass(frozen=True, slots=True)
class Group:
    """Coordinated mentions that fill one place: "Gucci, Prada and two others"."""

    mentions: tuple[Mention, ...]

    @property
    def start(self) -> int:
        """Where the first mention starts."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """Where the last mention ends."""
        return self.mentions[-1].end


@dataclass(frozen=True, slots=True)
class Argument:
    """A group in its place: the slot, how many clause ends lie between it and the trigger, how many characters."""

    group: Group
    slot: str
    walls: int
    distance: int


def group_mentions(sentence: Sentence, lexicon: Lexicon) -> list[Group]:
    """Joins mentions that only a comma, an "and" and determiners part; a list joined by commas alone must end in an "and"."""
    groups: list[list[Mention]] = []
    for mention in sentence.mentions:
        if groups and _coordinated(groups[-1][-1], mention, sentence, lexicon):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [Group(tuple(part)) for run in groups for part in _settle(run, sentence, lexicon)]


def _between(left: Mention, right: Mention, sentence: Sentence) -> str:
    return sentence.folded[left.end - sentence.start : right.start - sentence.start]


def _coordinated(left: Mention, right: Mention, sentence: Sentence, lexicon: Lexicon) -> bool:
    if (left.start, left.end) == (right.start, right.end):  # 双方, "the two": one word for both
        return True
    between = _between(left, right, sentence).strip(" \"'“”„«»《》‘’")
    words = lexicon.grammar["coordination"]
    if lexicon.language == "zh":
        return bool(re.fullmatch("|".join(map(re.escape, ["、", *words["and"]])), between))
    rest = [w for w in re.split(r"[\s,]+", between) if w]
    joined = "," in between or any(w in words["and"] for w in rest)
    return joined and all(w in words["and"] or w in words["determiners"] for w in rest) and not re.search(r"[.;:()]", between)


def _settle(run: list[Mention], sentence: Sentence, lexicon: Lexicon) -> list[list[Mention]]:
    """Takes a run of commas alone apart again, unless three or more stand in it: two are rather an apposition or a clause."""
    if len(run) != 2 or run[0].start == run[1].start or lexicon.language == "zh":
        return [run]
    between = _between(run[0], run[1], sentence)
    joined = any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", between) for w in lexicon.grammar["coordination"]["and"])
    return [run] if joined else [[m] for m in run]


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


def marker(sentence: Sentence, start: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The marker that governs the noun phrase whose name starts at `start`: its slot and where it stands."""
    reach = _REACH_HAN if lexicon.language == "zh" else _REACH
    best: tuple[int, int, str] | None = None
    for order, case in enumerate(CASES):
        for s, e in sentence.hits.get(f"<case.{case}>", ()):
            if (
                e <= start
                and start - e <= reach
                and not is_part(sentence, s, e)
                and not _blocked(sentence, s, start)
                and not _new_phrase(sentence, e, start, lexicon)
                and (best is None or (e, -order) > (best[0], best[1]))
            ):
                best = (e, -order, case)
    return (best[2], best[0]) if best else None


def is_part(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a marker is only part of a longer word, as the grammar's case.none lists them: 对 in 对手."""
    return any(s <= start and end <= e for s, e in sentence.hits.get("<case.none>", ()))


def _new_phrase(sentence: Sentence, left: int, right: int, lexicon: Lexicon) -> bool:
    """Whether one of the grammar's [order] articles opens a noun phrase between marker and name: "di frode il fornitore Norvik"."""
    articles = lexicon.grammar.get("order", {}).get("articles", [])
    between = sentence.folded[left - sentence.start : right - sentence.start]
    return bool(articles) and bool(re.search(rf"\w\s+(?:{'|'.join(articles)})(?!\w)", between))


def _cleft(sentence: Sentence, match: Match, group: Group, lexicon: Lexicon) -> bool:
    """Whether the group is set apart as who acts, behind one of the grammar's [order] cleft words: "a citarla era stata Norvik"."""
    words = lexicon.grammar.get("order", {}).get("cleft", [])
    before = sentence.folded[max(0, group.start - sentence.start - 40) : group.start - sentence.start]
    apart = not any(s <= group.start <= e for s, e in match.parts)
    return bool(words) and apart and bool(re.search(rf"(?<!\w)(?:{'|'.join(words)})\s(?:\w+['\s])?(?:\w+\s)?$", before))


def _blocked(sentence: Sentence, left: int, right: int) -> bool:
    """Whether the marker at `left` is part of a name, or punctuation, a name or a date ends the noun phrase before `right`."""
    if _STOP.search(sentence.folded, left - sentence.start, right - sentence.start):
        return True
    return any(m.start < right and left < m.end for m in sentence.mentions) or any(s < right and left < e for s, e in sentence.solid)


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
    if len(_WORDS.findall(gap)) > 4 or _STOP.search(gap):
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
        and not _STOP.search(sentence.folded, match.end - sentence.start, agent[0].start - sentence.start)
    )


def _progressive(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """Whether the verb ends as only an active one does: "is suing"."""
    ending = lexicon.grammar["passive"].get("active_ending")
    first, end = match.parts[0]
    word = _WORDS.match(sentence.folded, first - sentence.start, end - sentence.start)
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
        not (to and to in _WORDS.findall(sentence.folded, e - sentence.start, first - sentence.start))
        and 0 <= first - e <= _AUX_REACH
        and len(_WORDS.findall(sentence.folded, e - sentence.start, first - sentence.start)) <= 2
        and not _between_walls(sentence, e, first)
        for s, e in sentence.hits.get("<passive.auxiliary>", ())
        if not is_part(sentence, s, e)
    )


def _between_walls(sentence: Sentence, left: int, right: int) -> bool:
    a, b = min(left, right), max(left, right)
    return bool(re.search(r"[,;:，；：]", sentence.folded[a - sentence.start : b - sentence.start]))
