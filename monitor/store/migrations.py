"""The tables of a store, a version a step; a step that has been released is never edited, only followed by another."""

from __future__ import annotations

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE sources (
        url TEXT PRIMARY KEY, moved_to TEXT, etag TEXT, last_modified TEXT, body TEXT,
        next_due REAL NOT NULL DEFAULT 0, last_attempt REAL, last_success REAL,
        failures INTEGER NOT NULL DEFAULT 0, fault TEXT, detail TEXT, temper TEXT, warnings TEXT NOT NULL DEFAULT ''
    ) WITHOUT ROWID;
    CREATE TABLE hosts (host TEXT PRIMARY KEY, not_before REAL NOT NULL DEFAULT 0, robots BLOB, robots_until REAL) WITHOUT ROWID;
    CREATE TABLE bodies (hash TEXT PRIMARY KEY, packed BLOB NOT NULL, at REAL NOT NULL);
    CREATE TABLE articles (
        id TEXT PRIMARY KEY, source TEXT NOT NULL, url TEXT, state TEXT NOT NULL, due REAL NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0, first_seen REAL NOT NULL, entry BLOB NOT NULL, entry_hash TEXT NOT NULL,
        body TEXT, charset TEXT, final_url TEXT, fetched REAL, fault TEXT, access TEXT, reason TEXT, detail TEXT,
        revision INTEGER NOT NULL DEFAULT 0, record_hash TEXT, near TEXT
    );
    CREATE INDEX articles_waiting ON articles (state, due) WHERE state IN ('new', 'fetched');
    CREATE TABLE keys (key TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE changes (
        cursor INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, op TEXT NOT NULL, article TEXT NOT NULL,
        revision INTEGER NOT NULL, packed BLOB NOT NULL
    );
    CREATE TABLE outputs (
        name TEXT PRIMARY KEY, cursor INTEGER NOT NULL DEFAULT 0, path TEXT, size INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0, next_due REAL NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, report TEXT NOT NULL);
    CREATE TABLE signatures (article TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE bands (band TEXT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (band, article)) WITHOUT ROWID;
    """,
    """
    CREATE TABLE tellings (article TEXT NOT NULL, action TEXT NOT NULL, event TEXT NOT NULL, PRIMARY KEY (article, action)) WITHOUT ROWID;
    CREATE TABLE blocks (
        key TEXT NOT NULL, day INTEGER NOT NULL, article TEXT NOT NULL, action TEXT NOT NULL, PRIMARY KEY (key, day, article, action)
    ) WITHOUT ROWID;
    CREATE TABLE events (
        id TEXT PRIMARY KEY, type TEXT NOT NULL, founder_article TEXT NOT NULL, founder_action TEXT NOT NULL,
        revision INTEGER NOT NULL DEFAULT 0, packed BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX events_founder ON events (founder_article, founder_action);
    CREATE INDEX events_type ON events (type);
    CREATE TABLE disputes (id TEXT PRIMARY KEY, revision INTEGER NOT NULL DEFAULT 0, packed BLOB NOT NULL) WITHOUT ROWID;
    """,
)
