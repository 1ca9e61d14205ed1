"""Linking to the knowledge base on annotated articles: precision and recall of mentions, a language.

python benchmarks/linking.py [CORPUS_DIR [FIRST LAST]]    (default: corpus/train 128 150, the test part)

A marked mention is to be linked when one of its entity's listed names is a name in the knowledge base, of a type that fits. A link is
right when it covers such a mention and gives such an entity; a link on a made-up firm, or where nothing is marked, is wrong. Courts by
grammar and places are left out. What this cannot see: an entity that the knowledge base knows under none of the listed names.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from pipelines.annotation import AnnotatedArticle
from pipelines.build import read
from pipelines.corpus import load
from pipelines.fold import fold
from pipelines.knowledge import knowledge
from pipelines.records import LANGUAGES

Owners = dict[str, set[str]]
LEFT_OUT = ("court", "place")


def owners() -> Owners:
    found: Owners = defaultdict(set)
    for entity in knowledge().values():
        for name in entity.aliases:
            found[fold(name)].add(entity.id)
    return found


def wanted(article: AnnotatedArticle, known: Owners) -> dict[str, set[str]]:
    """The ids that fit each entity of the article, by the article's own id."""
    out = {}
    for entity in article.entities.values():
        kinds = {entity.type, *entity.also}
        ids = {i for name in entity.names for i in known.get(fold(name), ())}
        out[entity.id] = {i for i in ids if kinds & {knowledge()[i].type, *knowledge()[i].also}}
    return out


def count(article: AnnotatedArticle, known: Owners, counts: Counter[tuple[str, str]]) -> None:
    fits, code = wanted(article, known), article.language
    marks = [m for m in article.marked("name") if article.entities[m.targets[0]].type not in LEFT_OUT]
    links = [m for m in read(article.text, code)._.mentions if m.entity in knowledge() and knowledge()[m.entity].type not in LEFT_OUT]
    due = [m for m in marks if fits[m.targets[0]]]
    right = [(m, p) for m in due for p in links if p.start < m.end and m.start < p.end and p.entity in fits[m.targets[0]]]
    counts[code, "articles"] += 1
    counts[code, "due"] += len(due)
    counts[code, "found"] += len({m.start for m, _ in right})
    counts[code, "links"] += len(links)
    counts[code, "right"] += len({p.start for _, p in right})


def main(folder: Path, first: int, last: int) -> None:
    known, counts = owners(), Counter[tuple[str, str]]()
    for article in load(folder):
        if first <= int(article.name.rpartition("-")[2]) <= last:
            count(article, known, counts)
    print(f"{'':5} {'articles':>8} {'to link':>8} {'links':>6} {'precision':>9} {'recall':>7} {'F1':>5}")
    for code in (*LANGUAGES, "all"):
        codes = LANGUAGES if code == "all" else (code,)
        total = {key: sum(counts[c, key] for c in codes) for key in ("articles", "due", "found", "links", "right")}
        precision, recall = total["right"] / max(1, total["links"]), total["found"] / max(1, total["due"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{code:5} {total['articles']:8} {total['due']:8} {total['links']:6} {precision:9.3f} {recall:7.3f} {f1:5.2f}")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0] if given else "corpus/train"), *(map(int, given[1:3]) if len(given) > 2 else (128, 150)))
