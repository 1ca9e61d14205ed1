"""Opens an input and tells what it holds: by its suffix, else by its first bytes."""

from __future__ import annotations

import gzip
import itertools
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, cast

from monitor import clean
from monitor.decode import decode
from monitor.pages import Failure, Kind, Page
from monitor.sources import articles, feed
from monitor.sources.folder import FEED, HTML, JSON, LINES, TEXT, Input, suffix
from pipelines.errors import InputError, Skip

# A document may take this many bytes a character, markup included, before it is not even read
BYTES_A_CHARACTER = 8
SNIFFED = 4096


def pages(source: Input, *, max_characters: int) -> Iterator[Page | Failure]:
    """The pages of an input; what cannot be read comes as a Failure, and the other pages still come."""
    try:
        for page in _open(source, max_characters * BYTES_A_CHARACTER):
            yield replace(page, source=source.number)
    except InputError as error:
        yield failed(error, source=source.number)
    except (OSError, EOFError, zlib.error) as error:
        yield Failure(source.path, "unreadable", getattr(error, "strerror", None) or str(error), source=source.number)


def failed(error: InputError, *, source: int) -> Failure:
    """An error of one input as the value that the run reports."""
    return Failure(error.path, error.reason, error.detail, isinstance(error, Skip), source)


def _open(source: Input, limit: int) -> Iterator[Page | Failure]:
    path = source.path
    if path == "-":
        yield from _read(sys.stdin.buffer, path, limit=limit)
        return
    with Path(path).open("rb") as stream:
        unpacked = gzip.GzipFile(fileobj=stream) if path.lower().endswith(".gz") else stream
        yield from _read(cast("IO[bytes]", unpacked), path, limit=limit)


def _read(stream: IO[bytes], path: str, *, limit: int) -> Iterator[Page | Failure]:
    kind = _kind(path, stream)
    if kind in LINES:
        yield from _lines(stream, path, limit=limit)
    elif kind in (JSON, *FEED):
        yield from _many(path, stream.read(), kind=kind)
    else:
        yield _document(path, stream.read(limit + 1), limit=limit, kind="html" if kind in HTML else "text")


def _kind(path: str, stream: IO[bytes]) -> str:
    """The suffix that the input has or should have."""
    known = suffix(path)
    if known in (TEXT, *HTML, JSON, *LINES, *FEED):
        return known
    head = stream.peek(SNIFFED)[:SNIFFED]  # type: ignore[attr-defined]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        return LINES[0] if start == b"{" and _is_object(head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n")[0]) else JSON
    if start == b"<":
        return FEED[0] if feed.looks_like_feed(head) else HTML[0]
    return TEXT


def _is_object(line: bytes) -> bool:
    """Whether a first line may be a whole object; one that is longer than what was sniffed may."""
    return line.rstrip().endswith(b"}") or len(line) > SNIFFED // 2


def _document(path: str, raw: bytes, *, limit: int, kind: Kind) -> Page:
    if len(raw) > limit:
        raise InputError(path, "too_long", detail=f"more than {limit} bytes")
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Skip(path, "empty")
    return Page(path, kind, raw)


def _lines(stream: Iterable[bytes], path: str, *, limit: int) -> Iterator[Page | Failure]:
    """A page for each line that holds something, numbered unless it is the only one."""
    numbered = ((number, line) for number, line in enumerate(stream, 1) if line.strip(b"\xef\xbb\xbf \t\r\n"))
    first = list(itertools.islice(numbered, 2))
    if not first:
        raise Skip(path, "empty")
    for number, line in itertools.chain(first, numbered):
        part = str(number) if len(first) > 1 else None
        if len(line) > limit:
            yield Failure(f"{path}#{number}", "too_long", f"more than {limit} bytes")
        else:
            yield Page(path, "line", line.strip(), part=part)


def _many(path: str, raw: bytes, *, kind: str) -> Iterator[Page]:
    """The articles of a JSON file or the entries of a feed; numbered unless there is one."""
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Skip(path, "empty")
    if kind in FEED:
        found = list(feed.entries(raw, path=path))
    else:
        found = list(articles.articles(clean.parse_json(decode(raw, path=path), path=path)))
    if not found:
        raise Skip(path, "not_an_article", detail="no article in it")
    for number, value in enumerate(found, 1):
        yield Page(path, "article" if kind == JSON else "entry", value, part=str(number) if len(found) > 1 else None)
