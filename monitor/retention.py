"""What is past its time: raw bytes, changes that every output has taken, signatures of old articles.

Keys of articles stay, or old news would come again.
"""

from __future__ import annotations

import sqlite3

from monitor.fetch.freshness import DAY
from monitor.settings import Polling
from monitor.store import bodies, changes
from monitor.store.db import transaction

# Agency copy is printed within days
SIGNATURE_DAYS = 14.0


def clear(store: sqlite3.Connection, polling: Polling, *, now: float) -> None:
    """Clears away what the settings no longer want kept, and gives the log back to the disk."""
    bodies.drop_old(store, before=now - polling.raw_days * DAY)
    with transaction(store):
        if polling.outputs:
            changes.drop_old(store, before=now - polling.changes_days * DAY)
        old = "(SELECT id FROM articles WHERE first_seen < ?)"
        for table in ("bands", "signatures"):
            store.execute(f"DELETE FROM {table} WHERE article IN {old}", (now - SIGNATURE_DAYS * DAY,))
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
