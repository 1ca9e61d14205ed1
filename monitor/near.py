"""Near-duplicates in the store, such as agency copy in several papers: grouped by their MinHash (`pipelines.sketch`), never dropped."""

from __future__ import annotations

import sqlite3
from array import array

from pipelines.records import digest
from pipelines.sketch import PERMUTATIONS, SAME, likeness, signature

# 32 bands of 4 find nine in ten pairs that share 0.6 of their shingles; SAME then decides
BAND = 4


def group(store: sqlite3.Connection, article: str, text: str) -> str | None:
    """The group that an article belongs to, named by its oldest member; None where it is alone. Notes the article for those to come."""
    mine = signature(text)
    if mine is None:
        return None
    alike = [name for name in _candidates(store, article, mine) if likeness(mine, _load(store, name)) >= SAME]
    _note(store, article, mine)
    if not alike:
        return None
    rows = store.execute(
        f"SELECT id, near FROM articles WHERE id IN ({','.join('?' * len(alike))}) ORDER BY first_seen, rowid LIMIT 1", alike
    ).fetchall()
    if not rows:
        return None
    oldest = str(rows[0]["near"] or rows[0]["id"])
    store.execute("UPDATE articles SET near=? WHERE id IN (?, ?)", (oldest, oldest, article))
    return oldest


def _bands(mine: list[int]) -> list[str]:
    return [digest(str(n), *map(str, mine[n : n + BAND])) for n in range(0, PERMUTATIONS, BAND)]


def _candidates(store: sqlite3.Connection, article: str, mine: list[int]) -> list[str]:
    bands = _bands(mine)
    rows = store.execute(
        f"SELECT DISTINCT article FROM bands WHERE band IN ({','.join('?' * len(bands))}) AND article != ? ORDER BY article",
        (*bands, article),
    )
    return [row["article"] for row in rows]


def _load(store: sqlite3.Connection, article: str) -> list[int]:
    row = store.execute("SELECT value FROM signatures WHERE article=?", (article,)).fetchone()
    return list(array("Q", row["value"]))


def _note(store: sqlite3.Connection, article: str, mine: list[int]) -> None:
    store.execute("DELETE FROM bands WHERE article=?", (article,))
    store.execute("INSERT OR REPLACE INTO signatures (article, value) VALUES (?, ?)", (article, array("Q", mine).tobytes()))
    store.executemany("INSERT OR IGNORE INTO bands (band, article) VALUES (?, ?)", [(band, article) for band in _bands(mine)])
