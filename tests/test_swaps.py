"""Articles told of others of their kind."""

import random

from pipelines.annotation import parse
from pipelines.training.swaps import pool, swap

WRITTEN = """source: Wire
title: Norvik sues
kind: flash
---
[Norvik Audio](norvik) [sued](!a1) [Pell](pell) in [Aarhus](aarhus).
[Norvik](norvik)'s [rival](=pell) of [[Aarhus](aarhus) fame](=pell) hid.
---
norvik = company; Norvik Audio, Norvik
pell = company; Pell
aarhus = place; Aarhus
a1 = lawsuit_filed asserted; plaintiff: norvik; defendant: pell
"""
OTHER = """source: Wire
title: Tarvie signs
kind: flash
---
[Tarvie Fine Foods](tarvie) [signed](!a1) with [Harbeck](harbeck).
---
tarvie = company; Tarvie Fine Foods, Tarvie
harbeck = company; Harbeck
a1 = agreement_signed asserted; party: tarvie, harbeck
"""


def test_every_mark_still_covers_its_words() -> None:
    article, names = parse(WRITTEN, "en-001"), pool([parse(OTHER, "en-002")])
    random.seed(3)
    seen = set[str]()
    for _ in range(20):
        told = swap(article, names)
        seen.add(told.text)
        assert all(told.text[m.start : m.end] == m.text for m in told.marks)
        assert [m.text for m in told.marks if m.kind in ("trigger", "nominal")] == ["sued", "rival", "Aarhus fame"]
        assert [m.targets for m in told.marks] == [m.targets for m in article.marks]
    assert article.text in seen
    assert any(t.startswith("Tarvie Fine Foods sued") and "Tarvie's rival" in t for t in seen)


def test_places_keep_their_names() -> None:
    article, names = parse(WRITTEN, "en-001"), pool([parse(OTHER, "en-002"), parse(WRITTEN, "en-001")])
    random.seed(1)
    assert all(swap(article, names).text.count("Aarhus") == 2 for _ in range(20))


def test_the_same_seed_gives_the_same_article() -> None:
    article, names = parse(WRITTEN, "en-001"), pool([parse(OTHER, "en-002")])
    texts = []
    for _ in range(2):
        random.seed(5)
        texts.append(swap(article, names).text)
    assert texts[0] == texts[1]
