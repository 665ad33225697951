"""The ledger at rest: documents, proposals and decisions in one SQLite file.

Several processes may have it open; writers wait for each other.  A Ledger belongs to the thread
that opened it: open one per thread.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sharaka.errors import LedgerError
from sharaka.evidence import Kind, Record, State, from_dict, to_dict
from sharaka.ledger.connection import connect, guarded, writing
from sharaka.ledger.decisions import Action, Decision, changed_fields, decision_from, in_force
from sharaka.ledger.documents import Documents
from sharaka.ledger.holding import Holding, by_record, holding_from
from sharaka.ledger.rows import dump, family, fit, record_text
from sharaka.ledger.schema import migrate

_HELD = """
    SELECT r.id, r.edition, r.document, r.withdrawn, r.payload, r.latest,
           d.edition AS current_edition, d.gone_at
    FROM records AS r JOIN documents AS d ON d.id = r.document
"""


class Ledger(Documents):
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

    # -- proposals ---------------------------------------------------------------------------

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

    # -- reading records ---------------------------------------------------------------------

    def holdings(
        self, *, kind: Kind | None = None, document: str | None = None
    ) -> Iterator[Holding]:
        """Everything held, whatever its standing, by document, place, kind and id."""
        where, values = [], []
        for column, value in (("r.kind", kind), ("r.document", document)):
            if value is not None:
                where.append(f"{column} = ?")
                values.append(value)
        query = _HELD + (f" WHERE {' AND '.join(where)}" if where else "")
        with guarded(self.path):
            # Both queries must see the same state of a ledger that others write to.
            rows, decided = self._snapshot(
                (f"{query} ORDER BY r.document, r.first, r.kind, r.id, r.edition", values),
                ("SELECT * FROM decisions ORDER BY seq", []),
            )
        decisions = by_record(decided)
        for row in rows:
            found = decisions.get((row["id"], row["edition"]), [])
            yield holding_from(row, found, str(self.path))

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

    # -- decisions ---------------------------------------------------------------------------

    def decide(
        self,
        record_id: str,
        action: Literal["accept", "reject", "edit", "note"],
        by: str,
        after: Mapping[str, Any] | None = None,
        note: str | None = None,
    ) -> Decision:
        """Append a decision.  ``after`` holds the changed fields of an edit, as in ``to_dict``.

        Raises LedgerError when the record's source changed or is gone, EvidenceError when the
        edit does not give a record that quotes its document.
        """
        if action not in ("accept", "reject", "edit", "note"):
            raise LedgerError(
                f"{action!r} is not a decision", mend="Use accept, reject, edit or note."
            )
        if action == "note" and not (note and note.strip()):
            raise LedgerError("the note is empty", mend="Write what is to be remembered.")
        if (action == "edit") != (after is not None):
            raise LedgerError(
                "an edit needs its changed fields, and only an edit has them",
                mend="Give them as `after`, or accept or reject the record as it is.",
            )
        with writing(self._connection, self.path):
            holding = self._decidable(record_id)
            record = holding.record
            was: dict[str, Any] = {"state": record.state}
            new: dict[str, Any] = {"state": _STATE_AFTER.get(action, record.state)}
            if after is not None:
                fields = changed_fields(record, after)
                edited = from_dict(to_dict(record) | fields)
                fit(edited, record.document, self._text(record.document))
                plain = to_dict(record)
                was["fields"] = {name: plain[name] for name in fields}
                new["fields"] = fields
            if action == "note":
                return self._append(record, "note", by, None, None, note)
            return self._append(record, action, by, was, new, note)

    def undo(self, record_id: str, by: str, note: str | None = None) -> Decision:
        """Take back the latest decision in force on a record; that too is a decision.

        Raises LedgerError when there is none.
        """
        with writing(self._connection, self.path):
            holding = self._decidable(record_id)
            kept = in_force(holding.decisions)
            if not kept or kept[-1].action == "add":
                raise LedgerError(
                    f"there is nothing to undo on record {record_id}",
                    place=holding.record.document,
                    mend="Reject a record that an analyst added." if kept else None,
                )
            last = kept[-1]
            return self._append(
                holding.record, "undo", by, last.after, last.before, note, undoes=last.id
            )

    def add(self, record: Record, by: str, note: str | None = None) -> Decision:
        """Add a record an analyst made; its coder must be ``analyst:NAME``.

        Raises LedgerError when the id is taken, EvidenceError when it does not quote its document.
        """
        if not record.coder.startswith("analyst:"):
            raise LedgerError(
                f"an added record is by analyst:NAME, not by {record.coder}",
                place=record.document,
                mend="Name the analyst as its coder.",
            )
        with writing(self._connection, self.path):
            fit(record, record.document, self._text(record.document))
            edition = self._edition(record.document)
            taken = self._connection.execute(
                "SELECT 1 FROM records WHERE id = ? AND edition = ?", (record.id, edition)
            ).fetchone()
            if taken:
                raise LedgerError(
                    f"record {record.id} is there already",
                    place=record.document,
                    mend="Edit that record, or give the new one another id.",
                )
            self._insert([record], edition)
            return self._append(record, "add", by, None, {"state": "accepted"}, note)

    def history(self, record_id: str) -> list[Decision]:
        """Every decision on a record, of all editions of its document, oldest first."""
        return self._decisions("WHERE record = ?", record_id)

    def decisions(self) -> list[Decision]:
        """Every decision, oldest first."""
        return self._decisions("")

    def _decisions(self, where: str, *values: str) -> list[Decision]:
        with guarded(self.path):
            rows = self._connection.execute(
                f"SELECT * FROM decisions {where} ORDER BY seq", values
            ).fetchall()
        return [decision_from(row) for row in rows]

    def _decisions_of(self, document_id: str) -> dict[tuple[str, str], list[Decision]]:
        return by_record(
            self._connection.execute(
                "SELECT c.* FROM decisions AS c JOIN records AS r"
                " ON r.id = c.record AND r.edition = c.edition WHERE r.document = ? ORDER BY c.seq",
                (document_id,),
            )
        )

    def _decidable(self, record_id: str) -> Holding:
        holding = self.holding(record_id)
        if holding.standing in ("source changed", "source gone"):
            raise LedgerError(
                f"record {record_id} cannot be decided: {holding.standing}",
                place=holding.record.document,
                mend="Code the case again and decide on the record it then has.",
            )
        return holding

    def _append(
        self,
        record: Record,
        action: Action,
        by: str,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
        note: str | None,
        undoes: str | None = None,
    ) -> Decision:
        if not by.strip():
            raise LedgerError("the decision has no author", mend="Give a name as `by`.")
        decision = Decision(
            id=uuid.uuid4().hex,
            record=record.id,
            edition=self._edition(record.document),
            action=action,
            by=by.strip(),
            at=now(),
            before=before,
            after=after,
            note=note,
            undoes=undoes,
        )
        self._connection.execute(
            'INSERT INTO decisions (id, record, edition, action, "by", at, before, after, note,'
            " undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                decision.id, decision.record, decision.edition, decision.action, decision.by,
                decision.at, dump(before) if before is not None else None,
                dump(after) if after is not None else None, note, undoes,
            ),
        )  # fmt: skip
        return decision

    # -- runs --------------------------------------------------------------------------------

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


_STATE_AFTER: dict[str, State] = {"accept": "accepted", "reject": "rejected", "edit": "edited"}


def now() -> str:
    """The present moment, ISO 8601 UTC to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
