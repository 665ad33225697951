"""What weighing gives: plain results, each listing the records it was computed from.

Every ``records`` field holds record ids of the ledger, never empty: a figure that cannot name its
records is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from sharaka.evidence import EventDate, Obligation, TransferStatus
from sharaka.ledger.entries import Account, Entry

__all__ = [
    "Account",
    "Conflict",
    "ConflictSide",
    "Counted",
    "Deeds",
    "Entry",
    "ExchangeRow",
    "Link",
    "Measures",
    "ProvisionRow",
    "SpeakerRow",
    "Treaty",
]

#: What is counted, and the records that were: ``(("say", ("id1", "id2")), …)``.
Counted = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRow:
    """One item going one way: statuses seen, the strongest first, with who says which.

    ``status`` is the strongest, or ``alleged`` for a delivery that is denied (``disputed``).

    ``low``/``high`` are counts; ``amount`` in ``currency`` (ISO 4217).  Quantity, amount and date
    are of one account each, the firmest that gives them; they are never summed or averaged.
    ``sources`` are (status, who says so).
    """

    supplier: str
    recipient: str
    designation: str
    category: str | None
    status: TransferStatus
    statuses: tuple[TransferStatus, ...]
    quantity: str | None
    low: float | None
    high: float | None
    amount: float | None
    currency: str | None
    date: EventDate
    disputed: bool
    records: tuple[str, ...]
    sources: tuple[tuple[str, str], ...] = ()
    status_records: Counted = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow:
    """One speaker's words: counts of acts and themes, most frequent first."""

    code: str | None
    name: str
    office: str | None
    acts: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int], ...]
    records: tuple[str, ...]
    act_records: Counted = ()
    theme_records: Counted = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """One obligation of one treaty: bound, left out, or told both ways."""

    obligation: Obligation
    present: bool
    disputed: bool
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    """A treaty as the documents describe it, with its depth and how that was computed.

    ``terms`` are (obligation, weight, share present: 1, 0.5 when told both ways, 0 when left
    out); ``depth`` is the sum of weight times share, ``depth_max`` that of all weights.
    """

    id: str
    parties: tuple[str, ...]
    year: str | None
    provisions: tuple[ProvisionRow, ...]
    depth: float
    depth_max: float
    formula: str
    records: tuple[str, ...]
    terms: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Accounts that cannot all be true: each side's claim with its records.

    ``kind``: denial, status, count, value, date, attribution, provision, indicator.
    """

    kind: str
    about: str
    sides: tuple[ConflictSide, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictSide:
    """One side of a conflict: who says it, what, by which records."""

    who: str
    claim: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A causal link between named factors, merged over its influences.

    ``sign`` is the majority's, ``contested`` when some influence has the other sign or is negated;
    ``actual`` counts those told as fact, ``conditional`` those told as possible or conditional.
    """

    cause: str
    effect: str
    sign: int
    contested: bool
    actual: int
    conditional: int
    records: tuple[str, ...]
    actual_records: tuple[str, ...] = ()
    conditional_records: tuple[str, ...] = ()
    against_records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """Words against deeds for one direction of the pair.

    ``verbal``/``material`` count cooperation by PLOVER quad (see
    :func:`sharaka.weighing.deeds.cooperation`; material includes what was delivered);
    ``conflict`` counts both conflict quads, demands (REQUEST) among them.  ``delivered``/``open``
    count exchange rows by status (open: ordered, planned, offered, requested; ``claimed``:
    reported, alleged) and ``disputed`` those of which accounts differ, whatever their status.
    Events count once however many documents tell them.  ``counted`` lists the records behind each
    number by its name.
    """

    actor: str
    recipient: str
    verbal: int
    material: int
    conflict: int
    delivered: int
    open: int
    records: tuple[str, ...]
    claimed: int = 0
    disputed: int = 0
    counted: Counted = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Everything weighing computes for one case.

    ``pair_counts`` are the state pairs most written about ("IRN-RUS") with how many records name
    both, to tell why the pair was taken.
    """

    pair: tuple[str, str]
    timeline: tuple[Entry, ...]
    exchange: tuple[ExchangeRow, ...]
    words: tuple[SpeakerRow, ...]
    treaties: tuple[Treaty, ...]
    conflicts: tuple[Conflict, ...]
    links: tuple[Link, ...]
    deeds: tuple[Deeds, ...]
    pair_counts: tuple[tuple[str, int], ...] = ()
