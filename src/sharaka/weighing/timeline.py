"""The timeline: every happening once, with its accounts, by date."""

from __future__ import annotations

from collections.abc import Iterable

from sharaka.evidence import Record
from sharaka.ledger.merge import merge
from sharaka.weighing.measures import Entry


def timeline(records: Iterable[Record]) -> tuple[Entry, ...]:
    """Entries by date, unknown last.  Merged by :func:`sharaka.ledger.merge.merge`."""
    return merge(records)
