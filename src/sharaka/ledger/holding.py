"""A record as the ledger holds it: the proposal, what was decided, and where it stands."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sharaka.evidence import Record
from sharaka.ledger.decisions import Decision, Standing, applied, decision_from, in_force
from sharaka.ledger.rows import record_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """``record`` has the decisions applied, ``original`` is what they were taken on.

    ``standing``: ``current``; ``withdrawn`` when the coder no longer proposes it; ``source
    changed`` when the document's text is no longer the one it quotes; ``source gone`` when the
    file is missing.  ``latest`` is the coder's present proposal where it differs from the one
    decided upon.  ``decisions`` are all of them, oldest first.
    """

    record: Record
    original: Record
    standing: Standing
    latest: Record | None
    decisions: tuple[Decision, ...]

    @property
    def counts(self) -> bool:
        """Whether the record is part of the evidence: it quotes a text that is there."""
        return self.standing == "current" or (
            self.standing == "withdrawn" and self.record.state in ("accepted", "edited")
        )


def holding_from(row: sqlite3.Row, decisions: list[Decision], place: str) -> Holding:
    """``row`` is of records joined with ``current_edition`` and ``gone_at`` of its document."""
    original = record_from(row["payload"], place)
    latest = record_from(row["latest"], place) if row["latest"] else None
    kept = in_force(decisions)
    if not kept and latest is not None:
        # Nothing holds the former proposal any more: the coder's present one takes its place.
        original, latest = latest, None
    standing: Standing
    if row["gone_at"]:
        standing = "source gone"
    elif row["edition"] != row["current_edition"]:
        standing = "source changed"
    else:
        standing = "withdrawn" if row["withdrawn"] else "current"
    return Holding(
        record=applied(original, kept) if kept else original,
        original=original,
        standing=standing,
        latest=latest,
        decisions=tuple(decisions),
    )


def by_record(rows: Iterable[sqlite3.Row]) -> dict[tuple[str, str], list[Decision]]:
    """Decisions by (record, edition), oldest first."""
    found: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for row in rows:
        decision = decision_from(row)
        found[decision.record, decision.edition].append(decision)
    return found
