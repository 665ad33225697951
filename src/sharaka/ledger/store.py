"""The ledger at rest: documents, proposals and decisions in one SQLite file.

Several processes may have it open; writers wait for each other.  A Ledger belongs to the thread
that opened it: open one per thread.  What it can do is laid out in layers, each a module:
documents, proposals, holdings (evidence), judgements (decisions).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sharaka.ledger.connection import connect, guarded, writing
from sharaka.ledger.judgements import Judgements, now
from sharaka.ledger.rows import dump
from sharaka.ledger.schema import migrate


class Ledger(Judgements):
    """Documents, proposals and decisions of one case.  Use as a context manager.

    Every method raises LedgerError when the file cannot be used.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open the ledger, made if it is not there and migrated if it is old."""
        path = Path(path)
        with guarded(path):
            connection = connect(path)
            try:
                migrate(connection, str(path))
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several writes as one: all of them or, when one fails, none."""
        with writing(self._connection, self.path):
            yield

    def log_run(
        self, command: str, *, coder: str | None = None, details: Mapping[str, Any] | None = None
    ) -> None:
        """Remember that a command was run, with its figures."""
        with writing(self._connection, self.path):
            self._connection.execute(
                "INSERT INTO runs (command, coder, at, details) VALUES (?, ?, ?, ?)",
                (command, coder, now(), dump(dict(details or {}))),
            )

    def runs(self) -> list[dict[str, Any]]:
        """Every run, oldest first: id, command, coder, at, details."""
        with guarded(self.path):
            rows = self._connection.execute("SELECT * FROM runs ORDER BY id").fetchall()
        return [dict(row) | {"details": json.loads(row["details"])} for row in rows]
