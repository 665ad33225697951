"""Which denial speaks of which claim, by where they stand in the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sharaka.evidence import Event, Record, Statement, Transfer
from sharaka.ledger.telling import codes

#: Acts of a statement that say something is not so.
DENYING = frozenset({"deny", "refute"})
#: Characters that may stand between a sentence and the next one.
_GAP = 4
#: Claims a denial can be aimed at: what somebody says was done or asked for.
_CLAIMS = frozenset({"delivered", "reported", "alleged", "requested", "ordered"})
_HAPPENED = frozenset({"actual", "reported", "alleged", "requested"})


def denials(records: Iterable[Record]) -> list[tuple[Statement, Event | Transfer]]:
    """Pairs of a denying statement and the claim it denies, in order of the statements.

    The claim is one the speaker is a party of: that inside the statement's content, else the
    nearest before the statement in its sentence, else the nearest in the sentence before.
    A denial with no such claim is left out.
    """
    statements: list[Statement] = []
    denied: dict[str, list[Transfer]] = defaultdict(list)
    claims: dict[str, list[Event | Transfer]] = defaultdict(list)
    for record in records:
        if isinstance(record, Statement) and record.act in DENYING:
            statements.append(record)
        elif isinstance(record, Transfer) and record.status == "denied":
            denied[record.document].append(record)
        elif _deniable(record):
            claims[record.document].append(record)  # type: ignore[arg-type]
    found = []
    for statement in statements:
        near = [
            claim for claim in claims[statement.document] if statement.speaker.code in _sides(claim)
        ]
        own = [item for item in denied[statement.document] if inside(statement, item)]
        if own:  # the denial names what it denies: a delivery, not the dealings told before it
            near = [c for c in near if isinstance(c, Transfer) and _same_item(c, own)]
        claim = _aimed_at(statement, near)
        if claim is not None:
            found.append((statement, claim))
    return found


def inside(statement: Statement, claim: Event | Transfer) -> bool:
    """Whether the claim is told only in the words of the denial («denied that it had sent …»)."""
    content = statement.content
    return content is not None and content.start <= claim.start and claim.end <= content.end


def _aimed_at(statement: Statement, claims: list[Event | Transfer]) -> Event | Transfer | None:
    content = statement.content
    if content is not None:
        named = [c for c in claims if inside(statement, c)]
        if named:
            return min(named, key=lambda c: (_firmness(c), c.start, c.id))
    here = statement.sentence
    before = [
        claim
        for claim in claims
        if claim.start < statement.start
        and (claim.sentence.start == here.start or 0 <= here.start - claim.sentence.end <= _GAP)
    ]
    # A claim told right through the denial («نفت …، وأكدت أنها زودت») is not what is denied.
    told = [claim for claim in before if claim.end <= statement.start] or before
    return max(told, key=lambda c: (c.start, -_firmness(c), c.id), default=None)


def _deniable(record: Record) -> bool:
    if isinstance(record, Transfer):
        return record.status in _CLAIMS
    # An accusation is itself speech: what is denied is the deed it names.
    return isinstance(record, Event) and record.modality in _HAPPENED and record.type != "ACCUSE"


def _same_item(claim: Transfer, denied: list[Transfer]) -> bool:
    return any(claim.item.category == item.item.category for item in denied)


def _firmness(record: Event | Transfer) -> int:
    return 0 if isinstance(record, Transfer) else 1


def _sides(record: Event | Transfer) -> tuple[str, ...]:
    if isinstance(record, Event):
        return codes((*record.actors, *record.recipients))
    return codes(party for party in (record.supplier, record.recipient) if party)
