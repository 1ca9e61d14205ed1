"""Takes page furniture out of plain text: breadcrumbs, prompts, credits, tags, lists of other stories, footers.

By general means: where a line stands, whether it is a sentence, whether it repeats the title, and the cue words of
`pipelines/data/furniture.toml`. A sentence stays, unless it stands in a list of other stories or begins with a legal or
subscription formula.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from pipelines.fold import fold
from pipelines.furniture_cues import Cue, cues

TITLE_LONGEST, LABEL_WORDS, TAIL_WORDS, HEADLINE_LONGEST, CRUMB_WORDS = 200, 3, 12, 170, 5

_BULLET = re.compile(r"^\s*(?:[•·▪●■◆◇▶►▸‣∙○*+]|[-–—]\s)\s*")
_LEAD = re.compile(r"^[\s•·▪●■◆◇▶►▸▼‣>»*\-–—+|\[(【「《#]+")
_SENTENCE_END = re.compile(r"[.!?。！？…;；][\"'”’»«“」』）)\]】]*$")
_SEPARATOR = re.compile(r"\s*[>»›→|·]+\s*|\s+[/\\]\s+")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff_]+(?:['’\-.&][^\W\u3400-\u9fff_]+)*")
_HAN = re.compile("[\u3400-\u9fff]")
_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BREAK = re.compile("\r\n|[\r\f\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text without furniture, the title that was given or found, and what went: (kind, line) in the order of the text."""

    text: str
    title: str | None
    dropped: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Line:
    text: str
    kind: str | None = None
    opens_list: bool = False


def remove(text: str, *, title: str | None = None) -> Cleaned:
    """The text without page furniture; blank lines part paragraphs where they did. A title repeated above the text goes too."""
    lines = [_Line(line) for line in plain(text).split("\n")]
    for line in lines:
        _classify(line)
    _drop_lists(lines)
    found = _drop_titles(lines, title=title)
    _drop_head(lines)
    found = found or _headline(lines)
    _drop_tail(lines)
    kept = "\n".join(line.text for line in lines if line.kind is None)
    return Cleaned(re.sub(r"\n{3,}", "\n\n", kept).strip(), found, tuple((line.kind, line.text) for line in lines if line.kind))


def plain(text: str) -> str:
    """One form of line end, no control or zero-width characters, single spaces, NFC; lone surrogates become U+FFFD."""
    text = _BREAK.sub("\n", text)
    text = re.sub("[\ud800-\udfff]", "\ufffd", text) if not text.isascii() else text
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return re.sub(r" ?\n ?", "\n", re.sub(r"[^\S\n]+", " ", text)).strip()


def _classify(line: _Line) -> None:
    """Marks a line that a cue gives away."""
    if not line.text or len(line.text) > 400:
        return
    bare = _LEAD.sub("", line.text)
    folded = fold(line.text)
    for cue in cues():
        match = _match(cue, folded, bare=bare) if len(line.text) <= cue.longest else None
        if match:
            line.kind = cue.kind
            line.opens_list = cue.opens_list and not _WORD.search(folded, len(folded) - len(bare) + match.end())
            return


def _match(cue: Cue, folded: str, *, bare: str) -> re.Match[str] | None:
    """Where the cue reads the line: in its folded form, without bullets and brackets before it."""
    if cue.rule == "pattern":
        return cue.pattern.fullmatch(folded)
    match = cue.pattern.match(folded[len(folded) - len(bare) :])
    if match and cue.rule == "byline":
        return match if _is_byline(bare[match.end() :]) else None
    return match if cue.rule not in ("label", "prompt") or cue.sentences or not is_sentence(bare) else None


def _is_byline(rest: str) -> bool:
    """Names and dates: at most seven words, all but two of them capitalised or numbers, and no sentence."""
    tokens = _WORD.findall(rest)
    capital = sum(not token[0].islower() for token in tokens)
    return 0 < len(tokens) <= 7 and capital >= max(1, len(tokens) - 2) and not tokens[0][0].islower() and not is_sentence(rest)


def _drop_lists(lines: list[_Line]) -> None:
    """Headlines of other stories below a cue that stands alone."""
    inside, bulleted = False, False
    for line in lines:
        if line.kind:
            inside, bulleted = inside or line.opens_list, bulleted or (line.opens_list and bool(_BULLET.match(line.text)))
            continue
        if not line.text or not inside:
            continue
        inside = bool(_BULLET.match(line.text)) or (not bulleted and _is_headline(line.text))
        line.kind = "related" if inside else None


def _is_headline(line: str) -> bool:
    """Short and no sentence, or in Title Case."""
    if len(line) > HEADLINE_LONGEST:
        return False
    tokens = [w for w in _WORD.findall(line) if w[0].isalpha() and not _HAN.match(w)]
    title_case = len(tokens) > 3 and sum(w[0].isupper() for w in tokens) > 0.7 * len(tokens)
    return title_case or not _SENTENCE_END.search(line)


def _drop_titles(lines: list[_Line], *, title: str | None) -> str | None:
    """Takes out the title where it stands in the text, and finds it where it is repeated."""
    head = [line for line in lines if line.text][:16]
    # a lead that is told twice is no headline: those end without a full stop
    counts = Counter(
        _key(line.text) for line in head if line.kind is None and len(line.text) <= TITLE_LONGEST and line.text[-1] not in ".。"
    )
    repeated = {key for key, n in counts.items() if n > 1 and len(key) >= 6}
    wanted = {_key(title)} if title and _key(title) else set()
    found = [line for line in head if line.kind is None and _key(line.text) in wanted | repeated]
    for line in found:
        line.kind = "title"
    return title or max((_BULLET.sub("", line.text) for line in found), key=len, default=None)


def _key(line: str) -> str:
    return re.sub(r"\W+", "", fold(_BULLET.sub("", line)))


def _drop_head(lines: list[_Line]) -> None:
    """What stands above the first paragraph: breadcrumbs, section names, lists of links, names and dates."""
    first = next((i for i, line in enumerate(lines) if line.kind is None and is_prose(line.text)), 0)
    for line in lines[:first]:
        if line.kind is None and line.text:
            line.kind = _head_kind(line.text)


def _head_kind(line: str) -> str | None:
    parts = [part for part in _SEPARATOR.split(line) if part]
    if len(parts) > 2 and not is_sentence(line) and all(words(part) <= CRUMB_WORDS for part in parts[:2]):
        return "breadcrumb"
    if is_sentence(line):
        return None
    if _BULLET.match(line) and words(line) <= TAIL_WORDS:
        return "breadcrumb"
    if words(line) <= LABEL_WORDS or (len(parts) == 2 and words(line) <= 6):
        return "label"
    return "dateline" if len(line) <= 60 and re.search(r"\b(19|20)\d\d([-./年])\d{1,2}", line) else None


def _headline(lines: list[_Line]) -> str | None:
    """The first line as title, where it is no sentence and prose follows; it leaves the text."""
    kept = [line for line in lines if line.kind is None and line.text]
    if len(kept) < 2 or is_prose(kept[0].text) or not any(is_prose(line.text) for line in kept[1:]):
        return None
    first = kept[0]
    if is_sentence(first.text) or first.text[-1] in ",:，：、" or len(first.text) > TITLE_LONGEST:
        return None
    first.kind = "title"
    return first.text


def _drop_tail(lines: list[_Line]) -> None:
    """Short lines below the last paragraph: tags, signatures, addresses."""
    if not any(line.kind is None and is_prose(line.text) for line in lines):
        return
    tail: list[_Line] = []
    for line in reversed([line for line in lines if line.kind is None and line.text]):
        if is_prose(line.text) or _SENTENCE_END.search(line.text) or words(line.text) > TAIL_WORDS or _BULLET.match(line.text):
            if line.text.endswith((":", "：")):
                return
            break
        if line.text.endswith((":", "：")):
            return
        tail.append(line)
    for line in tail:
        line.kind = "tail"


def words(line: str) -> int:
    """Words of a line; two Han characters count as one."""
    han = len(_HAN.findall(line))
    return len(_WORD.findall(line)) - han + (han + 1) // 2


def is_sentence(line: str) -> bool:
    """Whether the line ends like a sentence and has at least three words."""
    return bool(_SENTENCE_END.search(line)) and words(line) >= 3


def is_prose(line: str) -> bool:
    """Whether the line is running text: a sentence of some length, or a long line."""
    return (is_sentence(line) and words(line) >= 6) or len(line) >= (90 if _HAN.search(line) else 200)
