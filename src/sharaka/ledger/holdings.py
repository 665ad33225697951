"""The ledger's evidence: proposals with the decisions applied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from sharaka.errors import LedgerError
from sharaka.evidence import Kind, Record, State
from sharaka.ledger.connection import guarded
from sharaka.ledger.holding import Holding, by_record, holding_from
from sharaka.ledger.proposals import Proposals

_HELD = """
    SELECT r.id, r.edition, r.document, r.withdrawn, r.payload, r.latest,
           d.edition AS current_edition, d.gone_at
    FROM records AS r JOIN documents AS d ON d.id = r.document
"""


_DECIDED = """EXISTS
    (SELECT 1 FROM decisions AS c WHERE c.record = r.id AND c.edition = r.edition)
"""


class Holdings(Proposals):
    """The part of the ledger that gives evidence; see :class:`sharaka.ledger.Ledger`."""

    def holdings(
        self, *, kind: Kind | None = None, document: str | None = None, decided: bool = False
    ) -> Iterator[Holding]:
        """Everything held, whatever its standing, by document, place, kind and id.

        With ``decided`` only what somebody decided on or noted.
        """
        where, values = ([_DECIDED] if decided else []), []
        for column, value in (("r.kind", kind), ("r.document", document)):
            if value is not None:
                where.append(f"{column} = ?")
                values.append(value)
        query = _HELD + (f" WHERE {' AND '.join(where)}" if where else "")
        with guarded(self.path):
            # Both queries must see the same state of a ledger that others write to.
            rows, judged = self._snapshot(
                (f"{query} ORDER BY r.document, r.first, r.kind, r.id, r.edition", values),
                ("SELECT * FROM decisions ORDER BY seq", []),
            )
        decisions = by_record(judged)
        for row in rows:
            found = decisions.get((row["id"], row["edition"]), [])
            yield holding_from(row, found, str(self.path))

    def count(self) -> int:
        """How many records the evidence has, rejected ones left out; reads only decided ones."""
        with guarded(self.path):
            row = self._connection.execute(
                "SELECT count(*) FROM records AS r JOIN documents AS d ON d.id = r.document"
                " WHERE r.edition = d.edition AND d.gone_at IS NULL AND NOT r.withdrawn"
                f" AND NOT {_DECIDED}"
            ).fetchone()
        judged = self.holdings(decided=True)
        return int(row[0]) + sum(h.counts and h.record.state != "rejected" for h in judged)

    def records(
        self,
        *,
        kind: Kind | None = None,
        document: str | None = None,
        states: Iterable[State] | None = None,
    ) -> list[Record]:
        """The evidence with decisions applied, by document and place.

        Left out are records whose source changed or is gone, and those withdrawn by the coder
        that nobody accepted; :meth:`holdings` has them.  ``states`` None means all four.
        """
        wanted = frozenset(states) if states is not None else None
        return [
            holding.record
            for holding in self.holdings(kind=kind, document=document)
            if holding.counts and (wanted is None or holding.record.state in wanted)
        ]

    def record(self, record_id: str) -> Record:
        """One record with decisions applied.  Raises LedgerError when there is none."""
        return self.holding(record_id).record

    def original(self, record_id: str) -> Record:
        """The record as it was proposed."""
        return self.holding(record_id).original

    def holding(self, record_id: str) -> Holding:
        """One record with its decisions; the one quoting the present text where there are two."""
        with guarded(self.path):
            rows, decided = self._snapshot(
                (
                    f"{_HELD} WHERE r.id = ? ORDER BY r.edition = d.edition DESC, r.edition",
                    [record_id],
                ),
                ("SELECT * FROM decisions WHERE record = ? ORDER BY seq", [record_id]),
            )
        if not rows:
            raise LedgerError(
                f"there is no record {record_id}",
                place=str(self.path),
                mend="List the records with: sharaka export CASE --format jsonl",
            )
        decisions = by_record(decided)
        return holding_from(
            rows[0], decisions.get((record_id, rows[0]["edition"]), []), str(self.path)
        )

    def _snapshot(
        self, first: tuple[str, list[str]], second: tuple[str, list[str]]
    ) -> tuple[list[sqlite3.Row], list[sqlite3.Row]]:
        """Two queries answered from one state of the file."""
        outer = self._connection.in_transaction
        if not outer:
            self._connection.execute("BEGIN")
        try:
            one = self._connection.execute(*first).fetchall()
            two = self._connection.execute(*second).fetchall()
        finally:
            if not outer:
                self._connection.execute("COMMIT")
        return one, two
