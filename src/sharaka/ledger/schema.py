"""The ledger's tables, and the steps from one version of them to the next.

``PRAGMA user_version`` holds the version; each step runs in one write transaction, so a process
that stops half way leaves the former version whole.
"""

from __future__ import annotations

import sqlite3

from sharaka.errors import LedgerError

_FIRST = (
    """
    CREATE TABLE documents (
        id TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        media_type TEXT NOT NULL,
        edition TEXT NOT NULL,      -- digest of the canonical text: what offsets hold for
        read_key TEXT,              -- what the text was read from and with; unchanged: not read again
        coded_key TEXT,             -- what it was coded with; unchanged: not coded again
        gone_at TEXT,               -- when its file was found missing
        payload TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE records (
        id TEXT NOT NULL,
        edition TEXT NOT NULL,
        document TEXT NOT NULL REFERENCES documents(id),
        kind TEXT NOT NULL,
        coder TEXT NOT NULL,
        confidence REAL NOT NULL,
        first INTEGER NOT NULL,     -- start of the quote, for order
        withdrawn INTEGER NOT NULL DEFAULT 0,   -- decided upon, but no longer proposed
        payload TEXT NOT NULL,      -- the fields decisions were taken on
        latest TEXT,                -- what the coder proposes now, when a decision holds the above
        PRIMARY KEY (id, edition)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX records_by_document ON records (document, edition, kind)",
    """
    CREATE TABLE decisions (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        record TEXT NOT NULL,
        edition TEXT NOT NULL,
        action TEXT NOT NULL
            CHECK (action IN ('accept', 'reject', 'edit', 'undo', 'note', 'add')),
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        before TEXT,
        after TEXT,
        note TEXT,
        undoes TEXT UNIQUE REFERENCES decisions(id),
        FOREIGN KEY (record, edition) REFERENCES records(id, edition)
    )
    """,
    "CREATE INDEX decisions_by_record ON decisions (record, edition)",
    """
    CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END
    """,
    """
    CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END
    """,
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        command TEXT NOT NULL,
        coder TEXT,
        at TEXT NOT NULL,
        details TEXT NOT NULL
    )
    """,
)

#: Step *n* takes the tables from version *n* to *n + 1*.
STEPS: tuple[tuple[str, ...], ...] = (_FIRST,)


def migrate(
    connection: sqlite3.Connection, place: str, steps: tuple[tuple[str, ...], ...] = STEPS
) -> None:
    """Bring the tables to the newest version.

    Raises LedgerError when the file is of a version this program does not know.
    """
    if _version(connection) == len(steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # again: another process may have been first
        if version > len(steps):
            raise LedgerError(
                f"made by a newer Sharaka (version {version} of the ledger, {len(steps)} known)",
                place=place,
                mend="Update Sharaka; the file has not been touched.",
            )
        if version == 0 and _holds_tables(connection):
            raise LedgerError(
                "a database of some other program",
                place=place,
                mend="Move it elsewhere; Sharaka makes its own ledger.",
            )
        for step in steps[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _holds_tables(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(found[0])
