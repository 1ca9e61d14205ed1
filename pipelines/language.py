"""Which language a text is in, a paragraph at a time.

Scripts are counted first; they decide everything but Latin, Cyrillic and their like. There resiliparse's rank distance votes
(about 0.02 ms a paragraph); langdetect (about 1.5 ms, seeded) is asked only where the first voter is unsure or contradicts
the rest of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from resiliparse.parse.lang import detect_fast

from pipelines.records import LANGUAGES, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable

UNKNOWN = "und"
# One Han character carries about as much as 2.5 Latin letters; a syllable of kana or hangul about two.
HAN_WEIGHT, SYLLABLE_WEIGHT = 2.5, 2.0
# A translation stands above its original: the first language counts for more when the article's own is chosen.
FIRST_BONUS = 1.6
# Letters below which a paragraph has no vote of its own, and rank distances that make a vote certain (measured on news paragraphs:
# every wrong first place of the fast voter was nearer than 35 to the right one).
MIN_WEIGHT, CLEAR_GAP, SURE_GAP = 60, 40, 100
SAMPLE = 3000

_SCRIPTS = {
    "han": re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    "kana": re.compile("[\u3041-\u30ff\uff66-\uff9d]"),
    "hangul": re.compile("[\u1100-\u11ff\uac00-\ud7a3]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    "hebrew": re.compile("[\u0590-\u05ff]"),
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "thai": re.compile("[\u0e00-\u0e7f]"),
    "indic": re.compile("[\u0900-\u0dff]"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CANDIDATES = {
    "latin": "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi",
    "cyrillic": "bg mk ru uk",
    "arabic": "ar fa ur",
    "indic": "bn gu hi kn ml mr ne pa ta te",
}
_ONE_LANGUAGE = {"han": "zh", "kana": "ja", "hangul": "ko", "greek": "el", "hebrew": "he", "thai": "th"}


@dataclass(slots=True)
class _Paragraph:
    start: int
    end: int
    text: str
    script: str
    weight: float
    code: str | None = None


def identify(text: str, hint: str | None = None) -> list[Segment]:
    """Runs of paragraphs in one language, in the order of the text; `[]` for a text without letters.

    `hint` is the code that the source declares: it decides only where the text is too short to tell.
    A language outside the four is kept only where it is the main one.
    """
    paragraphs = [p for p in _paragraphs(text) if p.weight]
    if not paragraphs:
        return []
    _vote(paragraphs, hint)
    _settle_short(paragraphs)
    _dissolve_minor(paragraphs)
    return _join(paragraphs)


def article_language(text: str, segments: Iterable[Segment]) -> str:
    """The code of the article: the longest by weighted letters, the first one preferred; `und` without segments."""
    totals: dict[str, float] = {}
    first = None
    for segment in segments:
        first = first or segment.code
        weight = sum(p.weight for p in _paragraphs(text[segment.start : segment.end]))
        totals[segment.code] = totals.get(segment.code, 0.0) + weight
    if first is None:
        return UNKNOWN
    return max(totals, key=lambda code: (totals[code] * (FIRST_BONUS if code == first else 1), code == first, code))


def _paragraphs(text: str) -> Iterable[_Paragraph]:
    for match in re.finditer(r"\S[^\n]*", text):
        line = match.group().rstrip()
        script, weight = _script(line)
        yield _Paragraph(match.start(), match.start() + len(line), line, script, weight)


def _script(line: str) -> tuple[str, float]:
    """The script that carries the paragraph, and its weight in Latin letters."""
    latin = float(len(_LATIN.findall(line)))
    if line.isascii():
        return "latin", latin
    counts = {name: len(pattern.findall(line)) for name, pattern in _SCRIPTS.items()}
    han = counts["han"] * HAN_WEIGHT
    if counts["kana"] * 12 > counts["han"] + counts["kana"] > 0:
        return "kana", han + counts["kana"] * SYLLABLE_WEIGHT
    counts["hangul"] = int(counts["hangul"] * SYLLABLE_WEIGHT)
    # Chinese about brands is full of Latin names, so Han wins from half the weight of the Latin letters on
    if han and han >= max(latin * 0.5, *(n for name, n in counts.items() if name != "han")):
        return "han", han + latin
    name = max(counts, key=lambda n: (n != "han" and counts[n], n))
    return (name, float(counts[name])) if counts[name] > latin else ("latin", latin)


def _vote(paragraphs: list[_Paragraph], hint: str | None) -> None:
    """Gives every paragraph that is long enough its code."""
    for paragraph in paragraphs:
        if paragraph.script in _ONE_LANGUAGE:
            paragraph.code = _ONE_LANGUAGE[paragraph.script]
    for script in _CANDIDATES:
        _vote_script([p for p in paragraphs if p.script == script], script=script, hint=hint)


def _vote_script(paragraphs: list[_Paragraph], *, script: str, hint: str | None) -> None:
    """Votes among paragraphs of one script: first the certain ones choose the main language, then the others are held against it."""
    if not paragraphs:
        return
    ranks = {id(p): _ranks(p.text, script) for p in paragraphs if p.weight >= MIN_WEIGHT}
    totals: Counter[str] = Counter()
    for paragraph in paragraphs:
        best = _clear_best(ranks.get(id(paragraph), {}))
        if best:
            totals[best] += int(paragraph.weight)
    main = totals.most_common(1)[0][0] if totals else _vote_joined(paragraphs, script=script, hint=hint)
    for paragraph in paragraphs:
        paragraph.code = _against(main, paragraph.text, ranks=ranks.get(id(paragraph), {}))


def _vote_joined(paragraphs: list[_Paragraph], *, script: str, hint: str | None) -> str:
    """The one language of paragraphs that are each too short or too unclear."""
    text = "\n".join(p.text for p in paragraphs)[:SAMPLE]
    ranks = _ranks(text, script)
    best = _clear_best(ranks) if len(text) >= MIN_WEIGHT else None
    if best:
        return best
    second = _second_voter(text)
    if hint in ranks and (second == hint or ranks[hint] - min(ranks.values()) < SURE_GAP):
        return str(hint)
    if second in ranks:
        return second
    return min(ranks, key=lambda code: (ranks[code], code))


def _against(main: str, text: str, *, ranks: dict[str, int]) -> str:
    """The code of a paragraph whose text is mainly in `main`: another only when it is clearly so."""
    if not ranks:
        return main
    best = min(ranks, key=lambda code: (ranks[code], code != main))
    gap = ranks[main] - ranks[best]
    if gap < CLEAR_GAP:
        return main
    return best if gap >= SURE_GAP or _second_voter(text) == best else main


def _ranks(text: str, script: str) -> dict[str, int]:
    """Distance of the text from the profile of each candidate: less is nearer."""
    candidates = _CANDIDATES[script].split()
    found: list[tuple[str, int]] = detect_fast(text[:SAMPLE], cutoff=100_000, n_results=len(candidates), langs=candidates)  # type: ignore[assignment]
    return dict(found)


def _clear_best(ranks: dict[str, int]) -> str | None:
    ordered = sorted((rank, code) for code, rank in ranks.items())
    return ordered[0][1] if len(ordered) > 1 and ordered[1][0] - ordered[0][0] >= CLEAR_GAP else None


@cache
def _langdetect_factory() -> object:
    from langdetect import detector_factory

    detector_factory.DetectorFactory.seed = 0
    detector_factory.init_factory()
    return detector_factory._factory


def _second_voter(text: str) -> str:
    """langdetect's code, `zh` for both of its Chinese ones; `und` where it finds nothing to go by."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _langdetect_factory().create()  # type: ignore[attr-defined]
    detector.append(text[:SAMPLE])
    try:
        code: str = detector.detect()
    except LangDetectException:  # no feature of any profile in the text
        return UNKNOWN
    return code.split("-")[0]


def _settle_short(paragraphs: list[_Paragraph]) -> None:
    """Very short paragraphs (names, tags, headings) take the language of the paragraph before, else of the one after."""
    long = [p for p in paragraphs if p.weight >= MIN_WEIGHT]
    if not long:
        weightiest = max(paragraphs, key=partial(_weight_with_peers, paragraphs))
        long = [p for p in paragraphs if p.code == weightiest.code]
    current = long[0].code
    keep = {id(p) for p in long}
    for paragraph in paragraphs:
        if id(paragraph) in keep:
            current = paragraph.code
        paragraph.code = current


def _weight_with_peers(paragraphs: list[_Paragraph], one: _Paragraph) -> float:
    return sum(p.weight for p in paragraphs if p.code == one.code)


def _dissolve_minor(paragraphs: list[_Paragraph]) -> None:
    """A language that we don't read gives way to its neighbours' unless it is the main one."""
    totals: dict[str, float] = {}
    for paragraph in paragraphs:
        totals[str(paragraph.code)] = totals.get(str(paragraph.code), 0.0) + paragraph.weight
    main = max(totals, key=lambda code: totals[code])
    ours = [p.code for p in paragraphs if p.code in LANGUAGES]
    if main not in LANGUAGES or not ours:
        return
    current = ours[0]
    for paragraph in paragraphs:
        current = paragraph.code if paragraph.code in LANGUAGES else current
        paragraph.code = current


def _join(paragraphs: list[_Paragraph]) -> list[Segment]:
    """Neighbours of one language as one segment."""
    segments: list[Segment] = []
    for p in paragraphs:
        start = p.start
        if segments and segments[-1].code == p.code:
            start = segments.pop().start
        segments.append(Segment(str(p.code), start, p.end))
    return segments
