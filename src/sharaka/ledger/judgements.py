"""The ledger's decisions: appended one by one, never changed."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any, Literal

from sharaka.errors import LedgerError
from sharaka.evidence import Record, State, to_dict
from sharaka.ledger.boundary import record_from_plain
from sharaka.ledger.connection import guarded, writing
from sharaka.ledger.decisions import Action, Decision, changed_fields, decision_from, in_force
from sharaka.ledger.holding import Holding
from sharaka.ledger.holdings import Holdings
from sharaka.ledger.rows import dump, fit

_STATE_AFTER: Mapping[str, State] = {
    "accept": "accepted", "reject": "rejected", "edit": "edited",
}  # fmt: skip


class Judgements(Holdings):
    """The part of the ledger that takes decisions; see :class:`sharaka.ledger.Ledger`."""

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
                edited = record_from_plain(to_dict(record) | fields)
                fit(edited, record.document, self._text(record.document))
                plain = to_dict(record)
                was["fields"] = {name: plain[name] for name in fields}
                new["fields"] = fields
            if action == "note":
                return self._append(record, "note", by, None, None, note)
            if not in_force(holding.decisions):
                self._settle(record)
            return self._append(record, action, by, was, new, note)

    def _settle(self, record: Record) -> None:
        """Keep the fields a first decision is taken on: those on screen, the coder's newest.

        Without this a record whose decisions were all undone would fall back, on the next one, to
        fields that the coder has long replaced.
        """
        self._connection.execute(
            "UPDATE records SET payload = latest, latest = NULL, coder = ?, confidence = ?,"
            " first = ? WHERE id = ? AND edition = ? AND latest IS NOT NULL",
            (record.coder, record.confidence, record.start, record.id, self._edition(record.document)),
        )  # fmt: skip

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


def now() -> str:
    """The present moment, ISO 8601 UTC to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
