"""The corpus of stories (`corpus/stories/README.md`): articles that tell the same acts, with the events and disputes they make up.

python -m pipelines.stories check|counts PATH…
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines import corpus
from pipelines.annotation import AnnotatedArticle, ListedAction
from pipelines.errors import CasewireError, LexiconError, UsageError

USAGE = "usage: python -m pipelines.stories check|counts PATH…"
FILE = "story.toml"


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One act of the story. `records` are (article, action) of those that tell it; `modality` and `date` are the true ones in the end."""

    id: str
    type: str
    records: tuple[tuple[str, str], ...]
    modality: str
    date: str | None
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryDispute:
    """A thread of events between parties. `cases` hold ids of events in order; `statuses` are (day, month or year, status)."""

    kind: str
    parties: tuple[str, ...]
    cases: tuple[tuple[str, ...], ...]
    statuses: tuple[tuple[str, str], ...]
    status: str


@dataclass(frozen=True, slots=True)
class Story:
    """Articles by name (`zh-1`), and what they tell together. `same` gives for an id of some articles the id that the others use."""

    name: str
    title: str
    what: str
    same: dict[str, str]
    articles: dict[str, AnnotatedArticle]
    events: tuple[StoryEvent, ...]
    disputes: tuple[StoryDispute, ...]

    def action(self, record: tuple[str, str]) -> ListedAction | None:
        """The action of a record, None where the articles hold no such action."""
        article = self.articles.get(record[0])
        return article.actions.get(record[1]) if article else None

    def entity(self, id_: str) -> str:
        """The id that a body goes by in the whole story."""
        return self.same.get(id_, id_)


def folders(*roots: Path) -> list[Path]:
    """Every folder with a story at or below the roots, sorted. Raises UsageError where there is none."""
    found = sorted({p.parent for root in roots for p in root.rglob(FILE)})
    if not found:
        raise UsageError(f"{', '.join(map(str, roots))}: no folder with a {FILE}")
    return found


def load(folder: Path) -> Story:
    """One story with its articles. Raises LexiconError with the faults of its articles, or the key that its list lacks."""
    articles = {a.name: a for a in corpus.load(folder)}
    try:
        table = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        events = tuple(_event(row) for row in table.get("events", ()))
        disputes = tuple(_dispute(row) for row in table.get("disputes", ()))
        return Story(folder.name, table["title"], table["what"], table.get("same", {}), articles, events, disputes)
    except KeyError as error:
        raise LexiconError([f"{folder.name}/{FILE}: {error} is missing; valid keys stand in corpus/stories/README.md"]) from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError([f"{folder.name}/{FILE}: {error}"]) from error


def load_all(root: Path) -> list[Story]:
    """Every story at or below a folder, sorted by name. Raises LexiconError, UsageError."""
    return [load(folder) for folder in folders(root)]


def _event(row: dict[str, Any]) -> StoryEvent:
    records = tuple((article, action) for article, _, action in (r.partition(":") for r in row["records"]))
    return StoryEvent(row["id"], row["type"], records, row["modality"], row.get("date"), tuple(row.get("disagreements", ())))


def _dispute(row: dict[str, Any]) -> StoryDispute:
    cases = tuple(tuple(case) for case in row["cases"])
    return StoryDispute(row["kind"], tuple(row["parties"]), cases, tuple((d, s) for d, s in row["statuses"]), row["status"])


def counts(stories: list[Story]) -> str:
    """A line a story (articles, records, events, disputes), one with the sums and one with the articles a language."""
    rows = [(len(s.articles), sum(len(a.actions) for a in s.articles.values()), len(s.events), len(s.disputes)) for s in stories]
    lines = [f"{story.name}: {_row(row)} ({' '.join(sorted(story.articles))})" for story, row in zip(stories, rows, strict=True)]
    languages = Counter(a.language for s in stories for a in s.articles.values())
    sums = _row(tuple(map(sum, zip(*rows, strict=True))))
    return "\n".join([*lines, f"{len(stories)} stories: {sums}", ", ".join(f"{code} {n}" for code, n in sorted(languages.items()))])


def _row(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"{n} {what}" for n, what in zip(numbers, ("articles", "records", "events", "disputes"), strict=True))


def main(argv: list[str]) -> int:
    """Runs one command and prints to stdout; gives the exit code: 0 fine, 1 faults found, 2 wrong use."""
    from pipelines.stories_check import check

    if len(argv) < 2 or argv[0] not in ("check", "counts"):
        print(USAGE, file=sys.stderr)
        return 2
    stories = [load(folder) for folder in folders(*map(Path, argv[1:]))]
    faults = [f for s in stories for f in check(s)] if argv[0] == "check" else []
    print("\n".join(faults) if faults else counts(stories))
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CasewireError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
