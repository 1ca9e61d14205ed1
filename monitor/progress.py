"""A progress bar on a terminal, nothing off it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from monitor.extract import Written
from monitor.pages import Failure


def shown(outcomes: Iterator[Written | Failure], *, total: int, records_on_screen: bool) -> Iterator[Written | Failure]:
    """The same outcomes; on a terminal that shows no records, a bar counts the inputs done."""
    if not sys.stderr.isatty() or records_on_screen:
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=total)
        for outcome in outcomes:
            progress.update(task, completed=outcome.source + 1)
            yield outcome
