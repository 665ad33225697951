"""One SQLite connection as the ledger wants it, and its faults as LedgerErrors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sharaka.errors import LedgerError

#: How long a writer waits for another process, in milliseconds.
BUSY_MS = 20_000


def connect(path: Path) -> sqlite3.Connection:
    """Open with WAL, foreign keys and a busy timeout; transactions are begun by hand."""
    connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into LedgerErrors that name the file and the mend."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise LedgerError(
            f"refused by the ledger's own rules ({error})",
            place=str(path),
            mend="Nothing was written; read the record again and repeat the step.",
        ) from error
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            what, mend = "another process is writing", "Wait for it to finish, then try again."
        elif "readonly" in text:
            what, mend = "the ledger may not be written", "Check the permissions of its folder."
        elif "full" in text:
            what, mend = "the disk is full", "Make room; nothing was half written."
        elif "unable to open" in text:
            what, mend = (
                "the ledger cannot be opened",
                "Check that its folder exists and is yours to write.",
            )
        else:
            what, mend = (
                f"the ledger cannot be used ({text})",
                "Restore ledger.sqlite from a copy, or move it aside and code the case again.",
            )
        raise LedgerError(what, place=str(path), mend=mend) from error
    except sqlite3.DatabaseError as error:
        raise LedgerError(
            f"the file is damaged or is not a ledger ({error})",
            place=str(path),
            mend=(
                "Restore it from a copy, or move it aside (with its -wal and -shm files) and code "
                "the case again; decisions are kept in this file only."
            ),
        ) from error


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One write transaction: all of it or nothing.  Nested, it joins the outer one."""
    with guarded(path):
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
