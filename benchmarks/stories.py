"""Events and disputes of the stories: B-cubed F1, and the share of statuses that are right.

python benchmarks/stories.py [STORIES [--errors]]    (default: corpus/stories)

From gold records (what a reader without fault would make of the articles) and from our own. Of our own the acts that are also in the
annotation are counted (type and key roles agree); `all` also counts those that were missed or are too many. The numbers of
`pipelines/data/merging.toml` were chosen on stories with an odd number; those with an even number were only measured.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pipelines
from pipelines import stories
from pipelines.corpus import article, gold
from pipelines.gold_records import record
from pipelines.merging.merge import merge
from pipelines.records import record_json
from pipelines.score_acts import pair
from pipelines.score_events import Act, Cubed, Thread, cubed, grouping, statuses
from pipelines.stories import Story
from pipelines.threads.disputes import disputes


@dataclass
class Sum:
    """What adds up over stories."""

    matched: Cubed = field(default_factory=Cubed)
    all: Cubed = field(default_factory=Cubed)
    right: int = 0
    total: int = 0
    stories: int = 0


def wanted(story: Story) -> dict[Act, str]:
    return {act: event.id for event in story.events for act in event.records}


def threads(story: Story) -> list[Thread]:
    acts = {event.id: event.records for event in story.events}
    return [Thread(d.kind, frozenset(a for case in d.cases for e in case for a in acts[e]), d.statuses, d.status) for d in story.disputes]


def gold_records(story: Story) -> list[dict[str, Any]]:
    return [record(annotated, same=story.same) for annotated in story.articles.values()]


def own_records(story: Story) -> list[dict[str, Any]]:
    """Our records; an act that the annotation has too goes by the annotation's id, the others by their own."""
    out = []
    for annotated in story.articles.values():
        made, truth = record_json(pipelines.extract(article(annotated))), gold(annotated)
        ids = dict(zip((n for n, _ in enumerate(truth["actions"])), annotated.actions, strict=True))
        names = {made["actions"][found]["id"]: ids[number] for number, found in pair(truth, made).items()}
        for act in made["actions"]:
            act["id"] = names.get(act["id"], act["id"])
        out.append(made)
    return out


def measure(story: Story, records: list[dict[str, Any]], total: Sum) -> list[str]:
    merged = merge(records)
    found, due = grouping(merged.book.events.values()), wanted(story)
    both = due.keys() & found.keys()
    score = cubed({act: due[act] for act in both}, {act: found[act] for act in both})
    right, number, errors = statuses(threads(story), disputes(merged.book.events.values()), found)
    total.matched, total.all = total.matched + score, total.all + cubed(due, found)
    total.right, total.total, total.stories = total.right + right, total.total + number, total.stories + 1
    return [f"  {e}" for e in errors] + mistakes(due, found)


def mistakes(due: dict[Act, str], found: dict[Act, str]) -> list[str]:
    """Events that are split over several groups, and groups with acts of several events."""
    split, mixed = defaultdict(lambda: defaultdict(list)), defaultdict(lambda: defaultdict(list))
    for act in sorted(due.keys() & found.keys()):
        split[due[act]][found[act]].append(":".join(act))
        mixed[found[act]][due[act]].append(":".join(act))
    lines = [f"  split {event}: {' | '.join(' '.join(a) for a in groups.values())}" for event, groups in split.items() if len(groups) > 1]
    return lines + [
        f"  mixed {' | '.join(f'{e}: ' + ' '.join(a) for e, a in events.items())}" for events in mixed.values() if len(events) > 1
    ]


def row(name: str, total: Sum) -> str:
    m, share = total.matched, total.right / max(1, total.total)
    return (
        f"{name:22}{total.stories:8}{m.found:7}{m.precision:11.3f}{m.recall:8.3f}{m.f1:7.3f}{total.all.f1:7.3f}"
        f"{share:10.3f} ({total.right}/{total.total})"
    )


def main(folder: Path, *, errors: bool) -> None:
    print(f"{'':22}{'stories':>8}{'acts':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'all':>7}{'statuses':>10}")
    every = stories.load_all(folder)
    for name, make in (("gold records", gold_records), ("our own records", own_records)):
        sums: dict[str, Sum] = {"odd": Sum(), "even": Sum(), "all": Sum()}
        for story in every:
            records = make(story)
            part = "odd" if int(re.match(r"\d+", story.name)[0]) % 2 else "even"
            lines = measure(story, records, sums["all"])
            measure(story, records, sums[part])
            if errors and part == "odd" and lines:
                print("\n".join([f"{name}, {story.name}", *lines]))
        for part, total in sums.items():
            print(row(f"{name}, {part}", total))


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--errors"]
    main(Path(arguments[0] if arguments else "corpus/stories"), errors="--errors" in sys.argv)
