"""A happening as several documents tell it: one entry, its accounts kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from sharaka.evidence import EventDate, Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One telling of a happening: who reports it, in which document, by which records.

    ``claim`` is how it is told (a modality or a transfer's status), ``date`` when it says it was.
    """

    document: str
    source: str | None
    records: tuple[str, ...]
    claim: str = "actual"
    date: EventDate = field(default_factory=lambda: EventDate(edtf=None, basis="unknown"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One happening merged from several accounts (ledger/merge proposes, nothing is averaged).

    ``modality`` is the firmest told; ``date``, ``label`` and ``mode`` (PLOVER) are those of an
    account that tells it so, never of an accusation where a delivery is shown.  ``disputed`` says
    that one account denies what another tells: then the modality is one side's, and what is shown
    is that accounts differ.  ``score`` (0–1) is the weakest likeness that holds the accounts
    together, 1 where there is nothing to merge.
    """

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
    score: float = 1.0
    disputed: bool = False
    mode: str | None = None
