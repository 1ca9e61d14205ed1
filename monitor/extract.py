"""The run: inputs to pages, pages to records on one or several processes, in the order of the inputs whatever their number."""

from __future__ import annotations

import signal
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context

from monitor import clean
from monitor.pages import Failure, Page
from monitor.sources.folder import Input
from monitor.sources.reader import failed, pages
from pipelines.errors import InputError
from pipelines.setup import PLAIN, Setup

# Pages handed out ahead of each process: enough to keep it busy, few enough to keep memory flat
AHEAD = 4


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for; `language` None identifies it, `published` is for articles without a date of their own."""

    language: str | None = None
    published: str | None = None
    max_characters: int = clean.MAX_CHARACTERS
    workers: int = 1
    setup: Setup = PLAIN


@dataclass(frozen=True, slots=True)
class Written:
    """A record as its line of JSON."""

    line: str
    source: int


@dataclass(slots=True)
class Tally:
    """What became of the inputs: records, skips and failures by reason."""

    records: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Written | Failure) -> None:
        """Counts an outcome."""
        if isinstance(outcome, Written):
            self.records += 1
        else:
            (self.skipped if outcome.skipped else self.failed)[outcome.reason] += 1

    def closing(self) -> str:
        """The line that ends a run."""
        return f"{self.records} records, {_counted(self.skipped, 'skipped')}, {_counted(self.failed, 'failed')}"


def _counted(reasons: Counter[str], what: str) -> str:
    listed = ", ".join(f"{reason} {n}" for reason, n in sorted(reasons.items()))
    return f"{reasons.total()} {what}" + (f" ({listed})" if listed else "")


def run(inputs: Iterable[Input], options: Options) -> Iterator[Written | Failure]:
    """What becomes of each page of the inputs, in their order."""
    found = (page for source in inputs for page in pages(source, max_characters=options.max_characters))
    if options.workers == 1:
        yield from (_settle(page, options) for page in found)
    else:
        yield from _run_parallel(found, options)


def _run_parallel(found: Iterator[Page | Failure], options: Options) -> Iterator[Written | Failure]:
    """The same on several processes; only so many pages are read ahead as keep them busy."""
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Written | Failure]] = deque()
        try:
            for page in found:
                with _sheltered():
                    waiting.append(pool.submit(_settle, page, options))
                if len(waiting) >= options.workers * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


@contextmanager
def _sheltered() -> Iterator[None]:
    """Processes started inside never see an interrupt: the parent alone answers it, afterwards if it came meanwhile."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle(page: Page | Failure, options: Options) -> Written | Failure:
    """The record of a page, or why there is none."""
    import pipelines
    from pipelines.records import dump_line, record_json

    if isinstance(page, Failure):
        return page
    try:
        article = clean.article(page, published=options.published, max_characters=options.max_characters)
        return Written(dump_line(record_json(pipelines.extract(article, language=options.language, setup=options.setup))), page.source)
    except InputError as error:
        return failed(error, source=page.source)
