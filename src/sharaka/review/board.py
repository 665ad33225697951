"""The records in view: the ledger's holdings, kept in memory and renewed when the ledger changes.

Reading ten thousand records takes most of a second, a page must not.  SQLite tells a connection
when another one has written; then only what was decided upon is read again, unless the proposals
themselves changed.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path

from sharaka.evidence import Event, Party, Provision, Record, Statement, Transfer
from sharaka.ledger import Holding, Ledger
from sharaka.ledger.connection import guarded
from sharaka.reading.normalise import fold


@dataclass(frozen=True, slots=True)
class Row:
    """A holding with what filters ask for: its number in its document, actor codes, folded text."""

    holding: Holding
    number: int
    codes: frozenset[str]
    folded: str

    @property
    def record(self) -> Record:
        return self.holding.record

    @property
    def key(self) -> str:
        return self.holding.record.id

    @property
    def stale(self) -> bool:
        """Whether nothing can rest on it: its source changed or is gone, or nobody kept it."""
        return not self.holding.counts


class Board:
    """The rows of one ledger; safe to ask from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._rows: dict[tuple[str, bool], Row] = {}
        self._listed: tuple[Row, ...] | None = None
        self._version = self._last = -1
        self._proposals: object = None
        with Ledger.open(path):
            pass  # made or migrated before the connection below looks at it
        self._watch = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        weakref.finalize(self, self._watch.close)

    def rows(self) -> tuple[Row, ...]:
        """Every row, by document and place, as the ledger is now."""
        with self._lock, guarded(self._path):
            version = self._ask("PRAGMA data_version")[0]
            if self._listed is None or version != self._version:
                self._renew()
                self._version = version
                self._listed = tuple(self._rows.values())
            return self._listed

    def decided(self, by: str) -> list[tuple[str, str]]:
        """(decision, record) of the latest verdicts of an analyst, newest first."""
        with self._lock, guarded(self._path):
            return self._watch.execute(
                'SELECT id, record FROM decisions WHERE "by" = ?'
                " AND action IN ('accept', 'reject', 'edit') ORDER BY seq DESC LIMIT 500",
                (by,),
            ).fetchall()

    def _renew(self) -> None:
        # Asked before reading: what is written meanwhile is read again the next time.
        last = self._ask("SELECT coalesce(max(seq), 0) FROM decisions")[0]
        with Ledger.open(self._path) as ledger:
            proposals = (
                ledger.shelves(),
                self._ask(
                    "SELECT count(*), sum(withdrawn), sum(length(payload)), sum(length(latest))"
                    " FROM records"
                ),
            )
            if proposals == self._proposals and self._listed is not None:
                self._refresh(ledger)
            else:
                self._rows = _numbered(ledger)
                self._proposals = proposals
        self._last = last

    def _refresh(self, ledger: Ledger) -> None:
        """Read again what was decided upon; its number in its document stays."""
        changed = self._watch.execute(
            "SELECT DISTINCT record FROM decisions WHERE seq > ?", (self._last,)
        ).fetchall()
        for (key,) in changed:
            held = ledger.holding(key)
            place = (key, held.standing == "source changed")
            self._rows[place] = _row(held, self._rows[place].number)

    def _ask(self, query: str) -> tuple[int, ...]:
        found: tuple[int, ...] = self._watch.execute(query).fetchone()
        return found


def _numbered(ledger: Ledger) -> dict[tuple[str, bool], Row]:
    """Rows by record id and whether they quote a former text: only then an id comes twice."""
    rows: dict[tuple[str, bool], Row] = {}
    document, number = "", 0
    for held in ledger.holdings():
        if held.record.document != document:
            document, number = held.record.document, 0
        number += 1
        rows[held.record.id, held.standing == "source changed"] = _row(held, number)
    return rows


def _row(held: Holding, number: int) -> Row:
    record = held.record
    return Row(held, number, frozenset(codes_of(record)), fold(record.sentence.text))


def codes_of(record: Record) -> set[str]:
    """The code of every actor the record names, its source's too."""
    parties: list[Party | None] = []
    codes: set[str | None] = {record.attribution.code if record.attribution else None}
    match record:
        case Event():
            parties = [*record.actors, *record.recipients]
        case Statement():
            parties = [record.speaker, record.addressee]
        case Transfer():
            parties = [record.supplier, record.recipient]
        case Provision():
            codes.update(record.parties)
    codes.update(party.code for party in parties if party)
    return {code for code in codes if code}
