"""The ledger's proposals: what coders found, put in the place of what they found before."""

from __future__ import annotations

from collections.abc import Iterable

from sharaka.errors import LedgerError
from sharaka.evidence import Record
from sharaka.ledger.connection import writing
from sharaka.ledger.decisions import Decision, in_force
from sharaka.ledger.documents import Documents
from sharaka.ledger.holding import by_record
from sharaka.ledger.rows import family, fit, record_text


class Proposals(Documents):
    """The part of the ledger that keeps proposals; see :class:`sharaka.ledger.Ledger`."""

    def replace_proposals(
        self, document_id: str, records: Iterable[Record], coder: str, *, key: str | None = None
    ) -> None:
        """Put a coder's proposals for a document in the place of its former ones; all or nothing.

        Decisions stay.  A record decided upon keeps the fields it was decided on; one that is no
        longer proposed stays, marked ``withdrawn``.  Proposals of other coders are left alone.
        ``key`` is kept with the document to tell later whether coding must be done again.

        Raises EvidenceError, and changes nothing, when one of them does not quote the document.
        """
        with writing(self._connection, self.path):
            self._put(document_id, list(records), coder, replace=True)
            if key is not None:
                self._set_coded_key(document_id, key)

    def add_proposals(self, document_id: str, records: Iterable[Record], coder: str) -> None:
        """As :meth:`replace_proposals`, leaving the coder's other proposals where they are."""
        with writing(self._connection, self.path):
            self._put(document_id, list(records), coder, replace=False)

    def _put(self, document_id: str, records: list[Record], coder: str, *, replace: bool) -> None:
        text, edition = self._text(document_id), self._edition(document_id)
        new: dict[str, Record] = {}
        for record in records:
            if record.coder != coder or record.id in new:
                fault = "is named twice" if record.id in new else f"is by {record.coder}"
                raise LedgerError(
                    f"{record.kind} {record.id} {fault}",
                    place=document_id,
                    mend="Give every record of one coder its own id, and each coder its own call.",
                )
            fit(record, document_id, text)
            new[record.id] = record
        held = {
            row["id"]: row
            for row in self._connection.execute(
                "SELECT id, coder, payload FROM records WHERE document = ? AND edition = ?",
                (document_id, edition),
            )
        }
        decisions = self._decisions_of(document_id)
        self._insert([record for record in new.values() if record.id not in held], edition)
        for record in new.values():
            row = held.get(record.id)
            if row is None:
                continue
            if family(row["coder"]) != family(coder):
                raise LedgerError(
                    f"{record.kind} {record.id} is already proposed by {row['coder']}",
                    place=document_id,
                    mend="Import it instead: importing gives it an id of its own.",
                )
            elif in_force(decisions.get((record.id, edition), [])):
                self._hold(record, edition, row["payload"])
            else:
                self._overwrite(record, edition)
        if replace:
            for id_, row in held.items():
                if id_ not in new and family(row["coder"]) == family(coder):
                    self._drop(id_, edition, keep=(id_, edition) in decisions)

    def _insert(self, records: list[Record], edition: str) -> None:
        rows = [
            (
                record.id, edition, record.document, record.kind, record.coder,
                record.confidence, record.start, record_text(record),
            )
            for record in sorted(records, key=lambda record: record.id)
        ]  # fmt: skip
        self._connection.executemany(
            "INSERT INTO records (id, edition, document, kind, coder, confidence, first, payload)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _overwrite(self, record: Record, edition: str) -> None:
        self._connection.execute(
            "UPDATE records SET coder = ?, confidence = ?, first = ?, payload = ?, latest = NULL,"
            " withdrawn = 0 WHERE id = ? AND edition = ?",
            (
                record.coder, record.confidence, record.start, record_text(record),
                record.id, edition,
            ),
        )  # fmt: skip

    def _hold(self, record: Record, edition: str, payload: str) -> None:
        latest = record_text(record)
        self._connection.execute(
            "UPDATE records SET latest = ?, withdrawn = 0 WHERE id = ? AND edition = ?",
            (None if latest == payload else latest, record.id, edition),
        )

    def _drop(self, record_id: str, edition: str, *, keep: bool) -> None:
        statement = (
            "UPDATE records SET withdrawn = 1, latest = NULL WHERE id = ? AND edition = ?"
            if keep
            else "DELETE FROM records WHERE id = ? AND edition = ?"
        )
        self._connection.execute(statement, (record_id, edition))

    def _decisions_of(self, document_id: str) -> dict[tuple[str, str], list[Decision]]:
        return by_record(
            self._connection.execute(
                "SELECT c.* FROM decisions AS c JOIN records AS r"
                " ON r.id = c.record AND r.edition = c.edition WHERE r.document = ? ORDER BY c.seq",
                (document_id,),
            )
        )
