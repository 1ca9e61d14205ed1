"""Records as spaCy's DocBin, for training and research: text, names, and acts.

`doc.ents` has the names (label: the type in capitals, `kb_id_`: our id), `doc.spans["mentions"]` those that overlap too,
`doc.spans["triggers"]` and `doc.spans["evidence"]` the acts (label: the type, `id_`: the act's id), `doc.user_data["casewire"]` the
record without its text: all fields as the contract writes them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from pipelines.errors import UsageError
from pipelines.records import LANGUAGES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

ATTRIBUTES = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID")
Record = Mapping[str, Any]


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """The file in one piece, as `DocBin().from_disk` reads it."""
    from spacy.tokens import DocBin

    store = DocBin(attrs=ATTRIBUTES, store_user_data=True)
    for record in records:
        store.add(doc(record))
    yield store.to_bytes()


def doc(record: Record) -> Doc:
    """The Doc of a record; `doc.text` is its text, and every span of the record is one of the Doc's.

    Words are the language's own in spaCy (Chinese: characters), cut where a name or an act begins or ends inside one.
    """
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    words, spaces = _words(record)
    made = Doc(_tokenizer(record["language"]).vocab, words=words, spaces=spaces)
    made.user_data["casewire"] = {key: value for key, value in record.items() if key != "text"}
    mentions = [
        _span(made, mention, label=entity["type"].upper(), kb_id=entity["id"])
        for entity in record["entities"]
        for mention in entity["mentions"]
    ]
    made.spans["mentions"] = sorted(mentions)
    made.set_ents(filter_spans(mentions))
    for group, key in (("triggers", "trigger"), ("evidence", "evidence")):
        made.spans[group] = [_span(made, act[key], label=act["type"], span_id=act["id"]) for act in record["actions"]]
    return made


@cache
def _tokenizer(language: str) -> Any:
    import spacy

    return spacy.blank(language if language in LANGUAGES else "xx")


def _span(made: Doc, quote: Record, **named: Any) -> Span:
    found = made.char_span(quote["start"], quote["end"], **named)
    if found is None:  # words were cut so that this cannot be, unless the record's offsets are wrong
        raise UsageError(f"record {made.user_data['casewire']['id']}: {quote['start']} to {quote['end']} is no span of its text")
    return found


def _words(record: Record) -> tuple[list[str], list[bool]]:
    """Words of the text and whether a space follows each."""
    cuts, words, spaces = _cuts(record), [], []
    for token in _tokenizer(record["language"]).make_doc(record["text"]):
        inside = cuts[bisect_right(cuts, token.idx) : bisect_left(cuts, token.idx + len(token))]
        ends = [cut - token.idx for cut in inside] + [len(token)]
        parts = [token.text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        words += parts
        spaces += [False] * (len(parts) - 1) + [bool(token.whitespace_)]
    return words, spaces


def _cuts(record: Record) -> list[int]:
    """Offsets at which a name or an act begins or ends, in order."""
    mentions = [mention for entity in record["entities"] for mention in entity["mentions"]]
    quotes = [act[key] for act in record["actions"] for key in ("trigger", "evidence")]
    return sorted({quote[key] for quote in (*mentions, *quotes) for key in ("start", "end")})
