"""What readers hand on: one page is one article as it was found, not yet decoded or cleaned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["text", "html", "article", "line", "entry"]


@dataclass(frozen=True, slots=True)
class Page:
    """One article as found. `kind` says what `content` holds.

    text, html: bytes of a document · line: bytes of one line of JSONL · article: a JSON object of any dialect ·
    entry: fields of an entry of a feed.
    `path` is the path as given; `part` the number of the article in it, where there are several. `source` numbers the input it came from.
    """

    path: str
    kind: Kind
    content: bytes | dict[str, Any]
    source: int = 0
    part: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input without a record: a skip where it holds nothing for us (`skipped`), else one that could not be read."""

    path: str
    reason: str
    detail: str = ""
    skipped: bool = False
    source: int = 0


@dataclass(frozen=True, slots=True)
class Fields:
    """The parts of an article that any dialect may give; everything but the text may be missing."""

    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | None = None
    fetched: str | None = None
    id: str | None = None
    authors: tuple[str, ...] = field(default=())
