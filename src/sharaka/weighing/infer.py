"""Which two states the documents are about."""

from __future__ import annotations

import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable

from babel.core import get_global

from sharaka.errors import LedgerError
from sharaka.evidence import Event, Provision, Record, Statement, Transfer


def infer_pair(records: Iterable[Record]) -> tuple[str, str]:
    """The pair of states named together in most documents, then in most records.

    The more often named state stands first.  Raises LedgerError when no record names two states.
    """
    kept = list(records)
    ranked = pair_counts(kept)
    if not ranked:
        raise LedgerError(
            "no record names two states, so the pair cannot be inferred",
            mend='Name it in case.toml: between = ["RUS", "IRN"], or with --between RUS,IRN.',
        )
    pair = ranked[0][0]
    single = Counter(code for record in kept for code in states_of(record))
    first, second = sorted(pair, key=lambda code: (-single[code], code))
    return first, second


def pair_counts(records: Iterable[Record]) -> list[tuple[tuple[str, str], int]]:
    """Pairs of states (codes sorted) with the number of records that name both; best first."""
    counts: Counter[tuple[str, str]] = Counter()
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in records:
        for left, right in itertools.combinations(sorted(states_of(record)), 2):
            counts[left, right] += 1
            documents[left, right].add(record.document)
    return sorted(counts.items(), key=lambda item: (-len(documents[item[0]]), -item[1], item[0]))


def states_of(record: Record) -> set[str]:
    """Codes of the states a record is about (organisations left out)."""
    if isinstance(record, Event):
        codes = [party.code for party in (*record.actors, *record.recipients)]
    elif isinstance(record, Transfer):
        codes = [party.code for party in (record.supplier, record.recipient) if party]
    elif isinstance(record, Provision):
        codes = list(record.parties)
    elif isinstance(record, Statement):
        codes = [party.code for party in (record.speaker, record.addressee) if party]
    else:
        codes = []
    return {code for code in codes if code and is_state(code)}


@functools.cache
def is_state(code: str) -> bool:
    """Whether the code is an ISO 3166-1 alpha-3 code (by Unicode CLDR's table)."""
    return len(code) == 3 and code.isupper() and code in get_global("territory_aliases")
