"""A sentence with what stands in it: names, groups of names, and the markers (prepositions, 被, 将) that govern them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.lexicon import Lexicon
from pipelines.patterns import Hits
from pipelines.records import Mention

# how far a marker may stand before its noun phrase, in characters: "against the Danish loudspeaker maker Pell"
_REACH, _REACH_HAN = 42, 16
# what ends a noun phrase
STOP = re.compile(r"[,;:()（），；：。!?！？—–\"“”„«»]")
WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# of two markers in the same place the first of this order wins: "of" and "for" are the vaguest
CASES = ("against", "by", "with", "to", "from", "of", "for", "between", "at")


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
        return bool(_joint_han(*(tuple(words.get(key, ())) for key in ("and", "kinds", "offices", "posts"))).fullmatch(between))
    rest = [w for w in re.split(r"[\s,]+", between) if w]
    joined = "," in between or any(w in words["and"] for w in rest)
    return joined and all(w in words["and"] or w in words["determiners"] for w in rest) and not re.search(r"[.;:()]", between)


@cache
def _joint_han(*words: tuple[str, ...]) -> re.Pattern[str]:
    """What may part two coordinated Chinese names: an "and", a word of kind before the second (与经销商), or a post (公关部经理)."""
    joint, kinds, offices, posts = ("|".join(map(re.escape, part)) for part in words)
    return re.compile(f"(?:、|{joint})(?:{kinds})?|的?(?:{offices})?(?:{posts})" if posts else f"、|{joint}")


def _settle(run: list[Mention], sentence: Sentence, lexicon: Lexicon) -> list[list[Mention]]:
    """Takes a run of commas alone apart again: without an "and" it is rather an apposition, or the next clause."""
    if len(run) == 1 or lexicon.language == "zh" or all(m.start == run[0].start for m in run):
        return [run]
    words = "|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in lexicon.grammar["coordination"]["and"])
    joined = any(re.search(words, _between(left, right, sentence)) for left, right in zip(run, run[1:], strict=False))
    return [run] if joined else [[m] for m in run]


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


def _blocked(sentence: Sentence, left: int, right: int) -> bool:
    """Whether the marker at `left` is part of a name, or punctuation, a name or a date ends the noun phrase before `right`."""
    if STOP.search(sentence.folded, left - sentence.start, right - sentence.start):
        return True
    return any(m.start < right and left < m.end for m in sentence.mentions) or any(s < right and left < e for s, e in sentence.solid)
