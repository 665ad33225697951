"""What weighing gives: plain results, each listing the records it was computed from.

Every ``records`` field holds record ids of the ledger, never empty: a figure that cannot name its
records is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from sharaka.evidence import EventDate, Modality, Obligation, TransferStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One telling of a happening: who reports it, in which document, by which records."""

    document: str
    source: str | None
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One happening merged from several accounts (ledger/merge proposes, nothing is averaged)."""

    id: str
    kind: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: EventDate
    modality: Modality
    label: str
    accounts: tuple[Account, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRow:
    """One item going one way: statuses seen, the strongest first, with who says which.

    ``low``/``high`` are counts; ``amount`` in ``currency`` (ISO 4217).
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow:
    """One speaker's words: counts of acts and themes."""

    code: str | None
    name: str
    office: str | None
    acts: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int], ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """One obligation of one treaty: bound, left out, or told both ways."""

    obligation: Obligation
    present: bool
    disputed: bool
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    """A treaty as the documents describe it, with its depth and how that was computed."""

    id: str
    parties: tuple[str, ...]
    year: str | None
    provisions: tuple[ProvisionRow, ...]
    depth: float
    depth_max: float
    formula: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Accounts that cannot all be true: each side's claim with its records."""

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
    """A causal link between named factors, merged over its influences."""

    cause: str
    effect: str
    sign: int
    contested: bool
    actual: int
    conditional: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """Words against deeds for one direction of the pair.

    ``verbal``/``material`` count cooperative events by PLOVER quad; ``conflict`` counts both
    conflict quads; ``delivered``/``open`` count exchange rows by strongest status.
    """

    actor: str
    recipient: str
    verbal: int
    material: int
    conflict: int
    delivered: int
    open: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Everything weighing computes for one case."""

    pair: tuple[str, str]
    timeline: tuple[Entry, ...]
    exchange: tuple[ExchangeRow, ...]
    words: tuple[SpeakerRow, ...]
    treaties: tuple[Treaty, ...]
    conflicts: tuple[Conflict, ...]
    links: tuple[Link, ...]
    deeds: tuple[Deeds, ...]
