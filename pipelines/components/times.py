"""Times in a text: pure `find_times`, and the spaCy component `casewire_times`, which leaves them on `doc._.times`."""

from __future__ import annotations

import re
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.document import prepare
from pipelines.fold import fold
from pipelines.records import TimeSpan
from pipelines.time_forms import load_time_words
from pipelines.time_readings import READINGS
from pipelines.time_values import NOTHING, Context, Pieces, Reading
from pipelines.time_words import GAP, TimeWords, Tokens

_SENTENCE = re.compile(r"[.!?][”“\"»')]*\s+(?=[\"„«“‘(\[]*[A-ZÀ-Þ0-9])|[。！？]\s*|\n+")
# how far a bare year reaches to a month that follows (characters): chosen on the annotated corpus
_YEAR_REACH = {"zh": 6}
_POINTS = ("calendar", "weekday", "season", "holiday")
_Hit = tuple[int, int, str]


def find_times(text: str, language: str, published: date | None) -> list[TimeSpan]:
    """The times of a text in order, without overlap. Relative words count from `published`, a day; without it their value is None."""
    words = load_time_words(language)
    tokens, hits = words.scan(fold(text) if language == "zh" else text)
    context, spans, last = Context(published), list[TimeSpan](), 0
    for group in _join(hits, tokens, words):
        first, end = _widened(group, tokens, words)
        start, stop = tokens.starts[first], tokens.ends[end - 1]
        context.near = _is_near(context.anchor, language, text, (last, start))
        reading = _expected(_read(group, tokens, words, context), first, tokens, words)
        if reading.value:
            context.move(reading)
            last = stop
        spans.append(TimeSpan(start, stop, text[start:stop], reading.value, reading.ahead))
    return spans


def _is_near(anchor: str | None, language: str, text: str, gap: tuple[int, int]) -> bool:
    """Whether the anchor stands in the same sentence or the one before; a bare year reaches a few characters ("in 2014 and in May")."""
    breaks = len(_SENTENCE.findall(text, *gap))
    if anchor and len(anchor) == 4:
        return not breaks and gap[1] - gap[0] <= _YEAR_REACH.get(language, 20)
    return breaks <= 1


def _join(hits: list[_Hit], tokens: Tokens, words: TimeWords) -> list[list[_Hit]]:
    """Neighbours that tell one time: a weekday and its date, the two ends of a span."""
    groups: list[list[_Hit]] = []
    for hit in hits:
        if groups and (_dated_weekday(groups[-1][-1], hit, tokens, words) or _ends_of_span(groups[-1][-1], hit, tokens, words)):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _dated_weekday(left: _Hit, right: _Hit, tokens: Tokens, words: TimeWords) -> bool:
    """`Thursday, 8 March`, `8 March (Thursday)`."""
    between = tokens.codes[left[1] : right[0]]
    brackets = between == GAP and tokens.values[left[1]].strip() in ("(", "（")
    close = all(code in (words.classes.get("comma"), words.classes.get("the")) for code in between)
    return {left[2], right[2]} == {"weekday", "calendar"} and (brackets or (close and left[2] == "weekday"))


def _ends_of_span(left: _Hit, right: _Hit, tokens: Tokens, words: TimeWords) -> bool:
    """`2015 to 2017`, `between May and July`."""
    between = [words.names.get(code) for code in tokens.codes[left[1] : right[0]]]
    opener = words.names.get(tokens.codes[left[0] - 1]) if left[0] else None
    plain = [name for name in between if name != "the"]
    joined = plain in (["to"], ["dash"]) or (plain == ["and"] and opener == "between")
    return joined and left[2] in _POINTS and right[2] in _POINTS


def _widened(group: list[_Hit], tokens: Tokens, words: TimeWords) -> tuple[int, int]:
    """The tokens of a group with the words for a part of it: `end of May`, `mid-2019`, `5月底`."""
    first, end = group[0][0], group[-1][1]
    at = first
    while at and first - at < 4 and words.names.get(tokens.codes[at - 1]) in ("of", "in", "dash", "the"):
        at -= 1
    if at and words.names.get(tokens.codes[at - 1]) == "part":
        first = at - 1
    if end < len(tokens.codes) and words.names.get(tokens.codes[end]) == "part" and words.language == "zh":
        end += 1
    return first, end


def _read(group: list[_Hit], tokens: Tokens, words: TimeWords, context: Context) -> Reading:
    """The reading of a group: of its date, where a weekday stands with one; none for a span."""
    first = next((hit for hit in group if hit[2] == "calendar"), group[0])
    if len(group) > 1 and {hit[2] for hit in group} != {"weekday", "calendar"}:
        return NOTHING
    start, end, means = first
    kinds = tuple(words.names.get(code, "") for code in tokens.codes[start:end])
    return READINGS[means](Pieces(kinds, tuple(tokens.values[start:end])), context)


def _expected(reading: Reading, first: int, tokens: Tokens, words: TimeWords) -> Reading:
    """After `by`, `from`, `zum`, `entro` what is open lies ahead."""
    at = first
    while at and words.names.get(tokens.codes[at - 1]) == "the":
        at -= 1
    cue = words.names.get(tokens.codes[at - 1]) if at else None
    return reading._replace(value=reading.ahead) if cue == "until" and reading.ahead else reading


@Language.factory("casewire_times", assigns=["doc._.times"])
def make_times(nlp: Language, name: str) -> Times:
    """The factory of the component `casewire_times`."""
    return Times()


class Times:
    """Leaves the times of a Doc on `doc._.times`, read against `doc._.published`, in the language `doc._.language`, else `doc.lang_`."""

    def __call__(self, doc: Doc) -> Doc:
        """Sets `doc._.times`."""
        prepare(doc)
        doc._.times = find_times(doc._.text, doc.lang_, doc._.published)
        return doc
