"""The timeline's entries, merged once for each state of the ledger: merging takes a while."""

from __future__ import annotations

import threading

from sharaka.ledger import Entry, merge
from sharaka.review.board import Row


class Happenings:
    """Entries of the live records; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: tuple[Row, ...] | None = None
        self._entries: tuple[Entry, ...] = ()

    def of(self, rows: tuple[Row, ...]) -> tuple[Entry, ...]:
        """By date, unknown last; rejected records and those without a source are left out."""
        with self._lock:
            # The board gives the same tuple as long as nothing changed.
            if rows is not self._rows:
                self._entries = merge(row.record for row in rows if not row.stale)
                self._rows = rows
            return self._entries
