"""What an analyst does at once, and takes back at once: one decision, or many made together.

A page shows records; what it shows is named by a mark (:func:`seen`).  A decision on something
that looks different by now is refused: nothing is decided that was not on screen.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sharaka.errors import LedgerError
from sharaka.evidence import to_dict
from sharaka.ledger import Decision, Holding, Ledger
from sharaka.ledger.decisions import in_force
from sharaka.ledger.rows import dump
from sharaka.review.board import Board
from sharaka.review.filters import PAGE

#: The note of decisions made together: their common name and how many they were.
_TOGETHER = re.compile(r"together ([0-9a-f]{12}), (\d+) records")


@dataclass(frozen=True, slots=True)
class Step:
    """The latest thing an analyst did that still holds; ``count`` decisions made together.

    ``quote`` is the first record's, to tell which step is meant.
    """

    decision: Decision
    quote: str
    count: int = 1


def seen(holding: Holding) -> str:
    """A mark of the record as shown: its fields, its standing and its decisions."""
    judged = [decision.id for decision in holding.decisions if decision.action != "note"]
    text = dump([to_dict(holding.record), holding.standing, judged])
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def together(note: str | None) -> tuple[str, int] | None:
    """The name and number of decisions made together, from their note."""
    match = _TOGETHER.fullmatch(note or "")
    return (match[1], int(match[2])) if match else None


def as_shown(ledger: Ledger, key: str, mark: str) -> Holding:
    """The record, if it is still as it was shown; to be called where the decision is written.

    Raises LedgerError when it is not.
    """
    holding = ledger.holding(key)
    if seen(holding) != mark:
        raise LedgerError(
            "the record is no longer as it was shown: it was decided on or coded anew",
            mend="Look at it again, then decide.",
        )
    return holding


def decide_all(
    ledger: Ledger, shown: Sequence[tuple[str, str]], action: Literal["accept", "reject"], by: str
) -> list[Decision]:
    """One decision on each of the (record, mark) shown: all of them or none.

    Raises LedgerError when there are none, more than a page shows, or one is not as it was shown.
    """
    if not 0 < len(shown) <= PAGE or len({key for key, _ in shown}) != len(shown):
        raise LedgerError(
            f"{len(shown)} records cannot be decided together",
            mend=f"Decide on the rows of one page, 1 to {PAGE}.",
        )
    note = f"together {uuid.uuid4().hex[:12]}, {len(shown)} records"
    with ledger.together():
        for key, mark in shown:
            as_shown(ledger, key, mark)
        return [ledger.decide(key, action, by, note=note) for key, _ in shown]


def last_step(board: Board, by: str) -> Step | None:
    """What ``by`` did last that still holds and can be taken back."""
    holdings = {row.key: row.holding for row in board.rows() if not row.stale}
    for decision, record in board.decided(by):
        last = _last(holdings.get(record))
        if last is not None and last.id == decision:
            quote = holdings[record].record.quote
            if together(last.note) is None:
                return Step(last, quote)
            held = [_last(holding) for holding in holdings.values()]
            return Step(last, quote, sum(one is not None and one.note == last.note for one in held))
    return None


def undo(ledger: Ledger, board: Board, decision: str, by: str) -> list[Decision]:
    """Take back a decision, with all made together with it that nothing has followed.

    Raises LedgerError when something was decided on its record since.
    """
    rows = [row for row in board.rows() if not row.stale]
    with ledger.together():
        last = next((d for row in rows if (d := _last(row.holding)) and d.id == decision), None)
        if last is None:
            raise LedgerError(
                "this decision has been followed by another or taken back",
                mend="Look at the record again.",
            )
        found = [last.record]
        if together(last.note) is not None:
            found = [row.key for row in rows if (d := _last(row.holding)) and d.note == last.note]
        return [_undo(ledger, key, last, by) for key in found]


def _undo(ledger: Ledger, key: str, step: Decision, by: str) -> Decision:
    now = _last(ledger.holding(key))  # again, inside the transaction: others may have decided
    if now is None or (now.id != step.id and now.note != step.note):
        raise LedgerError(
            "this decision has been followed by another or taken back",
            mend="Look at the record again.",
        )
    return ledger.undo(key, by)


def _last(holding: Holding | None) -> Decision | None:
    """The decision in force that an undo would take back."""
    kept = in_force(holding.decisions) if holding is not None else []
    return kept[-1] if kept and kept[-1].action != "add" else None
