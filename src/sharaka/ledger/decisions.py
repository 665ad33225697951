"""Decisions: what an analyst said about a proposal, in order, and what follows from it.

Decisions are appended and never changed; the present state of a record is computed from all of
them, so that who decided what, when and on which fields can always be told.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sharaka.errors import EvidenceError
from sharaka.evidence import Record, State, from_dict, to_dict

Action = Literal["accept", "reject", "edit", "undo", "note", "add"]
Standing = Literal["current", "withdrawn", "source changed", "source gone"]

ACTIONS: tuple[Action, ...] = get_args(Action)
#: Fields that say which record it is; an edit may not touch them.
FIXED = frozenset({"id", "kind", "document", "coder", "state"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the record's history.

    ``at`` is ISO 8601 UTC; ``before``/``after`` hold the state and, for an edit, the fields
    changed; ``undoes`` is the decision an undo takes back.
    """

    id: str
    record: str
    edition: str
    action: Action
    by: str
    at: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    note: str | None = None
    undoes: str | None = None


def decision_from(row: sqlite3.Row) -> Decision:
    return Decision(
        id=row["id"],
        record=row["record"],
        edition=row["edition"],
        action=row["action"],
        by=row["by"],
        at=row["at"],
        before=json.loads(row["before"]) if row["before"] else None,
        after=json.loads(row["after"]) if row["after"] else None,
        note=row["note"],
        undoes=row["undoes"],
    )


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that change the record and have not been undone, oldest first."""
    kept: list[Decision] = []
    for decision in decisions:
        if decision.action == "undo":
            kept = [other for other in kept if other.id != decision.undoes]
        elif decision.action != "note":
            kept.append(decision)
    return kept


def state_of(kept: list[Decision]) -> State:
    """The state the decisions in force give.

    Accepting what has been edited leaves it ``edited``: its fields are not the coder's.
    """
    if not kept:
        return "proposed"
    if kept[-1].action == "reject":
        return "rejected"
    return "edited" if any(decision.action == "edit" for decision in kept) else "accepted"


def applied(original: Record, kept: list[Decision]) -> Record:
    """The record with the edits in force made and its state set.

    Raises EvidenceError when an edit does not give a record of the kind.
    """
    state = state_of(kept)
    if state == "proposed":
        return original
    plain = to_dict(original)
    for decision in kept:
        if decision.action == "edit" and decision.after:
            plain |= decision.after["fields"]
    return from_dict(plain | {"state": state})


def changed_fields(record: Record, after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``after`` that differ from the record.

    Raises EvidenceError for unknown or fixed fields, or when nothing differs.
    """
    plain = to_dict(record)
    unknown = sorted(set(after) - set(plain))
    if unknown:
        raise EvidenceError(
            f"a {record.kind} has no field {', '.join(unknown)}",
            place=record.document,
            mend=f"Use: {', '.join(sorted(set(plain) - FIXED))}.",
        )
    changed = {name: value for name, value in after.items() if _differs(value, plain[name])}
    fixed = sorted(set(changed) & FIXED)
    if fixed:
        raise EvidenceError(
            f"{', '.join(fixed)} of a record cannot be edited",
            place=record.document,
            mend="Reject the record and add another.",
        )
    if not changed:
        raise EvidenceError(
            "the edit changes nothing",
            place=record.document,
            mend="Accept the record if it is right as it is.",
        )
    return changed


def _differs(left: Any, right: Any) -> bool:
    """Compared as JSON, where tuples and lists are the same."""
    return json.dumps(left, sort_keys=True) != json.dumps(right, sort_keys=True)
