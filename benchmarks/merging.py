"""How long merging takes: synthetic records of 10,000, 30,000 and 100,000 articles on one core, then one more at a time.

python benchmarks/merging.py [NUMBER …]    (default: 10000 30000 100000)

Seeded. An article tells one to three acts. Most are told by few articles, some by hundreds; one party in a hundred is in a tenth of all
acts. Dates are days, months, years or missing.
"""

from __future__ import annotations

import gc
import random
import resource
import sys
import time
from datetime import date, timedelta
from typing import Any

from pipelines.merging.merge import add, merge
from pipelines.threads.disputes import disputes
from pipelines.vocabulary import load_vocabulary

SEED, FIRST, DAYS = 11, date(2010, 1, 1), 5000
SYLLABLES = [
    "ka",
    "nor",
    "vi",
    "pel",
    "ta",
    "lun",
    "bre",
    "mo",
    "sti",
    "ra",
    "zen",
    "du",
    "fal",
    "go",
    "ri",
    "mez",
    "hu",
    "sab",
    "el",
    "qui",
]
Story = dict[str, Any]


def name(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(3)).title() + " " + rng.choice(("Trading", "Toys", "Tea", "Audio", "Labs"))


def party(rng: random.Random, names: list[str]) -> str:
    famous = max(1, len(names) // 100)
    return rng.choice(names[:famous]) if rng.random() < 0.1 else rng.choice(names)


def act(rng: random.Random, names: list[str]) -> Story:
    type_ = rng.choice(list(load_vocabulary().values()))
    roles = {role.name: [party(rng, names)] for role in type_.roles if role.key}
    day = FIRST + timedelta(days=rng.randrange(DAYS))
    return {"type": type_.name, "roles": roles, "day": day, "amount": rng.choice((None, rng.randrange(1, 999) * 10_000))}


def told(rng: random.Random, story: Story, number: int, article: str) -> Story:
    date_ = story["day"].isoformat()[: rng.choice((10, 10, 7, 4))] if rng.random() < 0.8 else None
    fillers = {role: [{"entity": n.lower().replace(" ", "_"), "name": n, "text": n} for n in ns] for role, ns in story["roles"].items()}
    text = f"{story['type']} in {article}"
    amount = {"value": story["amount"], "currency": "EUR", "text": "?"} if story["amount"] and rng.random() < 0.5 else None
    return {
        "id": f"a{number}",
        "type": story["type"],
        "modality": "asserted" if rng.random() < 0.85 else "planned",
        "trigger": {"start": 0, "end": 4, "text": text[:4]},
        "roles": fillers,
        "date": {"value": date_, "text": date_} if date_ else None,
        "amount": amount,
        "evidence": {"start": 0, "end": len(text), "text": text},
        "confidence": 0.8,
    }


def popular(rng: random.Random, acts: list[Story]) -> Story:
    """One act of those that everybody tells: the first in the list far more often than the last."""
    return acts[int(len(acts) * rng.random() ** 3)]


def articles(number: int) -> list[Story]:
    """Records; a fifth as many parties, and half as many acts."""
    rng = random.Random(SEED)  # noqa: S311 - nothing secret
    names = sorted({name(rng) + f" {n:x}" for n in range(number // 5)})
    rng.shuffle(names)
    acts = [act(rng, names) for _ in range(number // 2)]
    out = []
    for n in range(number):
        chosen = [popular(rng, acts) if rng.random() < 0.2 else rng.choice(acts) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        out.append(article(rng, chosen, n))
    return out


def article(rng: random.Random, chosen: list[Story], n: int) -> Story:
    id_ = f"{n:07}"
    acts = {story["type"] + str(story["day"]): told(rng, story, k, id_) for k, story in enumerate(chosen)}
    day = max(story["day"] for story in chosen) + timedelta(days=int(rng.expovariate(0.1)))
    names = sorted({(f["entity"], f["name"]) for a in acts.values() for fs in a["roles"].values() for f in fs})
    entities = [
        {"id": i, "name": name_, "type": "company", "linked": False, "parent": None, "mentions": [{"text": name_, "by": "model"}]}
        for i, name_ in names
    ]
    words = " ".join(rng.choice(SYLLABLES) for _ in range(40))
    head = {"id": id_, "source": f"paper {n % 300}", "published": day.isoformat(), "language": rng.choice(("en", "zh", "it", "de"))}
    return head | {"text": words, "entities": entities, "actions": list(acts.values())}


def main(numbers: list[int]) -> None:
    heads = ("records", "acts", "events", "merging s", "ms/record", "disputes s", "one more: median ms", "95th", "worst", "MB")
    print("".join(f"{head:>{max(10, len(head) + 2)}}" for head in heads))
    gc.disable()  # as the command does: nothing here makes cycles
    for number in numbers:
        records = articles(number)
        rest, late = records[:-100], records[-100:]
        start = time.process_time()
        merged = merge(rest)
        whole = time.process_time() - start
        start = time.process_time()
        disputes(merged.book.events.values())
        threads = time.process_time() - start
        times = sorted(one(merged, record) for record in late)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        figures = (
            number,
            len(merged.book.of),
            len(merged.book.events),
            whole,
            1000 * whole / number,
            threads,
            times[50],
            times[95],
            times[-1],
            memory,
        )
        print("".join(f"{f:{max(10, len(h) + 2)}{'.2f' if isinstance(f, float) else ''}}" for h, f in zip(heads, figures, strict=True)))


def one(merged: Any, record: Story) -> float:
    start = time.process_time()
    add(merged, [record])
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [10_000, 30_000, 100_000])
