"""Which date and which sum belong to which trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pipelines.phrases import Sentence
from pipelines.records import Amount, Quantity, TimeSpan

S = TypeVar("S", TimeSpan, Amount, Quantity)

# acts that a sum of money belongs to, and those that a number of goods belongs to
WITH_AMOUNT = frozenset(
    {
        "lawsuit_filed",
        "lawsuit_settled",
        "judgment_issued",
        "fine_imposed",
        "goods_seized",
        "agreement_signed",
        "lawsuit_dismissed",
        "warning_issued",
        "complaint_made",
        "program_launched",
    }
)
WITH_QUANTITY = frozenset({"goods_seized", "listings_removed", "seller_sanctioned"})
# acts of saying: the date of the report is their own
SAID = frozenset(
    {"accusation_made", "allegation_denied", "pledge_made", "warning_issued", "agreement_signed", "program_launched", "alliance_formed"}
)
# a clause end costs as much as so many characters of distance
_WALL = 25
_REPORT = 18


def nearest(spans: Sequence[S], span: tuple[int, int], sentence: Sentence) -> S | None:
    """The span of the sentence that lies nearest to a trigger, clause ends counted as distance."""
    inside = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end]
    return min(inside, key=lambda s: (cost(s, span, sentence), s.start), default=None)


def cost(one: TimeSpan | Amount | Quantity, span: tuple[int, int], sentence: Sentence) -> int:
    """Distance in characters plus the clause ends between."""
    left, right = (one.end, span[0]) if one.end <= span[0] else (span[1], one.start)
    if right <= left:
        return 0
    between = sentence.text[left - sentence.start : right - sentence.start]
    return len(between) + _WALL * len(re.findall(r"[,;:，；：—–]", between))


def is_report_date(time: TimeSpan, sentence: Sentence) -> bool:
    """Whether a verb of saying stands at the date: "said on Monday", "teilte am Montag mit", 周一表示."""
    for start, end in sentence.hits.get("<speech.verbs>", ()):
        gap = sentence.text[min(end, time.end) - sentence.start : max(start, time.start) - sentence.start]
        if len(gap) <= _REPORT and not re.search(r"[,;:，；]", gap):
            return True
    return False


def date_for(act: str, span: tuple[int, int], sentence: Sentence, times: Sequence[TimeSpan], *, modality: str) -> TimeSpan | None:
    """The date of an act told at `span`: the nearest of its sentence that is not merely that of the report."""
    own = [t for t in times if sentence.start <= t.start and t.end <= sentence.end]
    if act not in SAID and modality == "asserted":
        own = [t for t in own if not is_report_date(t, sentence)]
    found = nearest(own, span, sentence)
    if found and modality in ("planned", "possible") and found.ahead and not is_report_date(found, sentence):
        return replace(found, value=found.ahead)  # "in May" of a plan is the May to come
    return found


def share_out(spans: Sequence[S], triggers: Sequence[tuple[int, int]], sentence: Sentence) -> dict[int, S]:
    """Gives each span to its nearest trigger (by index), each trigger at most its nearest span."""
    inside = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end]
    pairs = sorted((cost(s, t, sentence), i, j) for i, t in enumerate(triggers) for j, s in enumerate(inside))
    out: dict[int, S] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in out and j not in used:
            out[i] = inside[j]
            used.add(j)
    return out
