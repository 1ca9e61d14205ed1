"""Sentences of other data sets, where only persons, organisations and places are annotated.

The folder holds them as their makers publish them: germeval2014 (CC BY 4.0), uner-zh-gsdsimp and uner-en-ewt (CC BY-SA 4.0), wikigold-en
(CC BY 4.0), sec-filings-en (CC BY 3.0).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import CasewireError

# file, column of the word, column of its label, what stands between words
_FILES = (
    ("germeval2014/NER-de-dev.tsv", 1, 2, " "),
    ("germeval2014/NER-de-test.tsv", 1, 2, " "),
    ("sec-filings-en/FIN3.txt", 0, 3, " "),
    ("sec-filings-en/FIN5.txt", 0, 3, " "),
    ("uner-en-ewt/en_ewt-ud-dev.iob2", 1, 2, " "),
    ("uner-en-ewt/en_ewt-ud-test.iob2", 1, 2, " "),
    ("uner-zh-gsdsimp/zh_gsdsimp-ud-dev.iob2", 1, 2, ""),
    ("uner-zh-gsdsimp/zh_gsdsimp-ud-test.iob2", 1, 2, ""),
    ("uner-zh-gsdsimp/zh_gsdsimp-ud-train.iob2", 1, 2, ""),
    ("wikigold-en/wikigold.conll.txt", 0, 1, " "),
)
# how their labels map to ours; what is not named counts as no name. ORG stands for any kind of body.
LABELS = {"PER": "person", "PERSON": "person", "ORG": "company", "LOC": "place", "GPE": "place"}
_CLOSING = frozenset(".,;:?!)%”'") | {"'s", "n't", "’s", "..."}
_OPENING = frozenset("(„“")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its names as (start, end, one of our types)."""

    text: str
    names: tuple[tuple[int, int, str], ...]


def read_others(folder: Path) -> list[Sentence]:
    """Every sentence of the data sets, in their order. Raises CasewireError where a file is missing."""
    missing = [name for name, *_ in _FILES if not (folder / name).is_file()]
    if missing:
        raise CasewireError(f"{folder}: lacks {', '.join(missing)}; the data sets are named in pipelines/training/others.py")
    return [s for name, word, tag, joiner in _FILES for s in read_file(folder / name, word=word, tag=tag, joiner=joiner)]


def read_file(path: Path, *, word: int, tag: int, joiner: str, labels: Mapping[str, str] = LABELS) -> Iterator[Sentence]:
    """The sentences of a file of columns with blank lines between sentences; `# text = ` gives the text as it was."""
    rows, text = list[tuple[str, str]](), ""
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        cells = line.split("\t" if "\t" in line else " ")
        if not line.strip():
            if rows:
                spans = _aligned([w for w, _ in rows], text)
                text, spans = (text, spans) if spans else _joined([w for w, _ in rows], joiner)
                yield Sentence(text, tuple(_chunks([t for _, t in rows], spans, labels)))
            rows, text = [], ""
        elif line.startswith("#") and len(cells) != 2:
            text = line.removeprefix("# text = ") if line.startswith("# text = ") else text
        elif len(cells) > max(word, tag):
            rows.append((cells[word], cells[tag]))


def _aligned(words: Sequence[str], text: str) -> list[tuple[int, int]] | None:
    out, at = list[tuple[int, int]](), 0
    for word in words:
        found = text.find(word, at)
        if found < 0:
            return None
        at = found + len(word)
        out.append((found, at))
    return out


def _joined(words: Sequence[str], joiner: str) -> tuple[str, list[tuple[int, int]]]:
    """Words set as a writer would: no space before closing marks or after opening ones."""
    text, out = "", list[tuple[int, int]]()
    for word in words:
        tight = not text or word in _CLOSING or text[-1] in _OPENING
        text += "" if tight else joiner
        out.append((len(text), len(text) + len(word)))
        text += word
    return text, out


def _chunks(tags: Sequence[str], spans: Sequence[tuple[int, int]], labels: Mapping[str, str]) -> Iterable[tuple[int, int, str]]:
    found: tuple[int, int, str] | None = None
    for tag, (start, end) in zip(tags, spans, strict=True):
        kind = labels.get(tag[2:].upper(), "")
        if found and tag.startswith("I-") and found[2] == kind:
            found = (found[0], end, kind)
            continue
        if found:
            yield found
        found = (start, end, kind) if kind else None
    if found:
        yield found
