"""From the ledger to measures."""

from __future__ import annotations

from collections.abc import Iterable

from sharaka.evidence import Record
from sharaka.ledger.store import Ledger
from sharaka.weighing.conflicts import conflicts
from sharaka.weighing.deeds import deeds
from sharaka.weighing.exchange import exchange
from sharaka.weighing.infer import pair_counts
from sharaka.weighing.links import links
from sharaka.weighing.measures import Measures
from sharaka.weighing.timeline import timeline
from sharaka.weighing.treaty import treaties
from sharaka.weighing.words import words


def weigh(ledger: Ledger, pair: tuple[str, str], *, sanction_material: bool = True) -> Measures:
    """Every measure of the ledger's evidence for the pair; rejected records do not count."""
    records = ledger.records(states=("proposed", "accepted", "edited"))
    return weigh_records(records, pair, sanction_material=sanction_material)


def weigh_records(
    records: Iterable[Record], pair: tuple[str, str], *, sanction_material: bool = True
) -> Measures:
    """As :func:`weigh`, for records in hand; the order they come in changes nothing."""
    kept = sorted(
        (record for record in records if record.state != "rejected"),
        key=lambda record: (record.document, record.start, record.kind, record.id),
    )
    entries = timeline(kept)
    rows = exchange(kept, pair)
    return Measures(
        pair=pair,
        timeline=entries,
        exchange=rows,
        words=words(kept),
        treaties=treaties(kept, pair),
        conflicts=conflicts(kept, entries),
        links=links(kept),
        deeds=deeds(entries, rows, pair, kept, sanction_material=sanction_material),
        pair_counts=tuple(("-".join(codes), count) for codes, count in pair_counts(kept)[:10]),
    )
