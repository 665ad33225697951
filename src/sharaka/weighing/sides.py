"""What stands on each side of a conflict, in short words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sharaka.evidence import Event, Record, Statement, Transfer
from sharaka.ledger.merge import source_of, speaker_of
from sharaka.weighing.measures import Conflict, ConflictSide


def about(record: Record) -> str:
    """A short name for what a record tells of, in codes."""
    if isinstance(record, Transfer):
        supplier, recipient = (
            party.code if party and party.code else "?"
            for party in (record.supplier, record.recipient)
        )
        return f"{supplier} → {recipient}: {record.item.designation}"
    if isinstance(record, Event):
        actors = ", ".join(party.code for party in record.actors if party.code)
        recipients = ", ".join(party.code for party in record.recipients if party.code)
        return f"{record.type} {actors}" + (f" → {recipients}" if recipients else "")
    return record.quote


def conflict(kind: str, what: str, claims: Iterable[tuple[str, str, str]]) -> Conflict | None:
    """A conflict from (claim, who says so, record id); None when there is one claim only."""
    sides: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim, who, record in claims:
        sides[claim, who].add(record)
    if len({claim for claim, _ in sides}) < 2:
        return None
    made = tuple(
        ConflictSide(who=who, claim=claim, records=tuple(sorted(ids)))
        for (claim, who), ids in sorted(sides.items())
    )
    ids = tuple(sorted({id_ for side in made for id_ in side.records}))
    return Conflict(kind=kind, about=what, sides=made, records=ids)


def who_says(record: Record) -> str:
    """The source the document names, else the document itself."""
    if isinstance(record, Statement):
        return speaker_of(record) or record.document
    return source_of(record) or record.document
