"""The exchange balance: what each side gave, promised, asked for or is said to have given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sharaka.evidence import Event, EventDate, Record, Statement, Transfer, TransferStatus
from sharaka.ledger.denials import denials
from sharaka.ledger.edtf import precision
from sharaka.ledger.merge import source_of, speaker_of
from sharaka.weighing.items import by_item, name_of
from sharaka.weighing.measures import ExchangeRow

#: Statuses, the strongest first: what happened, what is bound, what is said, what is hoped.
STRENGTH: tuple[TransferStatus, ...] = (
    "delivered", "ordered", "reported", "planned", "offered", "requested", "threatened",
    "alleged", "denied",
)  # fmt: skip
_RANK: Mapping[str, int] = {status: rank for rank, status in enumerate(STRENGTH)}


def exchange(records: Iterable[Record], pair: tuple[str, str]) -> tuple[ExchangeRow, ...]:
    """One row an item and direction between the two states; the first state's gifts first.

    A delivery that somebody denies is not settled: its row stands as alleged and disputed, with
    all that is said in ``statuses``.  Within a direction by strength of status, then by date and name.  A denial by one of the
    parties is one of the statuses of the row it is aimed at.
    """
    kept = list(records)
    aimed = _aimed(kept)
    rows: list[ExchangeRow] = []
    for supplier, recipient in (pair, pair[::-1]):
        going = [
            record
            for record in kept
            if isinstance(record, Transfer)
            and record.supplier is not None
            and record.recipient is not None
            and (record.supplier.code, record.recipient.code) == (supplier, recipient)
        ]
        going.sort(key=lambda transfer: (transfer.document, transfer.start, transfer.id))
        found = [_row(supplier, recipient, group, aimed) for group in by_item(going)]
        rows.extend(
            sorted(
                found, key=lambda r: (_RANK[r.status], r.date.edtf or "~", r.designation, r.records)
            )
        )
    return tuple(rows)


def _row(
    supplier: str, recipient: str, group: list[Transfer], aimed: Mapping[str, list[Statement]]
) -> ExchangeRow:
    by_status: dict[TransferStatus, list[str]] = defaultdict(list)
    sources: set[tuple[str, str]] = set()
    for transfer in group:
        by_status[transfer.status].append(transfer.id)
        sources.add((transfer.status, source_of(transfer) or transfer.document))
        for denial in aimed.get(transfer.id, ()):
            if denial.id not in by_status["denied"]:
                by_status["denied"].append(denial.id)
            sources.add(("denied", speaker_of(denial) or denial.document))
    statuses = tuple(sorted((s for s, ids in by_status.items() if ids), key=_RANK.__getitem__))
    firmest = sorted(
        group,
        key=lambda t: (_RANK[t.status], precision(t.date.edtf), -t.confidence, t.document, t.start),
    )
    counted = next((t for t in firmest if t.quantity), None)
    quantity = counted.quantity if counted else None
    value = next((t.value for t in firmest if t.value), None)
    status = _standing(statuses)
    # The date of an accusation is not that of a delivery: it is that of the shown status or none.
    carrying = [t for t in firmest if t.status == status] or [
        t for t in firmest if t.status == statuses[0]
    ]
    dated = next((t for t in carrying if t.date.edtf), None)
    return ExchangeRow(
        supplier=supplier,
        recipient=recipient,
        designation=name_of(group),
        category=next((t.item.category for t in group if t.item.category), None),
        status=status,
        statuses=statuses,
        quantity=quantity.text if quantity else None,
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        amount=value.amount if value else None,
        currency=value.currency if value else None,
        date=dated.date if dated else EventDate(edtf=None, basis="unknown"),
        disputed="denied" in statuses and len(statuses) > 1,
        records=tuple(sorted({id_ for ids in by_status.values() for id_ in ids})),
        sources=tuple(sorted(sources, key=lambda pair: (_RANK[pair[0]], pair[1]))),
        status_records=tuple((status, tuple(sorted(by_status[status]))) for status in statuses),
    )


def _standing(statuses: tuple[TransferStatus, ...]) -> TransferStatus:
    """The strongest status; of what is denied, not more than that it is alleged."""
    strongest = statuses[0]
    denied = "denied" in statuses and strongest in ("delivered", "reported")
    return "alleged" if denied else strongest


def _aimed(records: list[Record]) -> dict[str, list[Statement]]:
    """Denials by the id of the transfer they are aimed at."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for denial, claim in denials(records):
        if not isinstance(claim, Event):
            found[claim.id].append(denial)
    return found
