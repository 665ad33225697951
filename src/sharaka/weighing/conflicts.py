"""Accounts that cannot all be true, each side with its records.

Nothing is settled here: the sides are set against each other as they are told.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sharaka.evidence import Event, Indicator, Provision, Record, Statement, Transfer
from sharaka.ledger.denials import denials
from sharaka.ledger.edtf import overlap, precision
from sharaka.weighing.measures import Conflict, ConflictSide, Entry
from sharaka.weighing.rivals import rivals
from sharaka.weighing.sides import about, conflict, who_says

_HELD = frozenset({"delivered", "reported", "alleged", "actual"})
_DENIED = frozenset({"denied", "negated"})
#: Two figures are told differently when they differ by more than this share of the larger.
_TOLERANCE = 0.02


def conflicts(records: Iterable[Record], entries: Iterable[Entry]) -> tuple[Conflict, ...]:
    """Every conflict, by kind, then by what it is about."""
    kept, merged = list(records), list(entries)
    by_id = {record.id: record for record in kept}
    found = [
        *_denied(kept, merged),
        *_within(merged, by_id),
        *_provisions(kept),
        *_indicators(kept),
        *rivals(merged, by_id),
    ]
    return tuple(sorted(_once(found, by_id), key=lambda c: (c.kind, c.about, c.records)))


def _once(found: list[Conflict], by_id: Mapping[str, Record]) -> list[Conflict]:
    """A claim and its denial that two documents (or two languages) report is one conflict.

    The same when they are about the same, have the same claims by the same sources, a document that
    names none counting as any, and no two of their dates exclude each other.
    """
    documents = {record.document for record in by_id.values()}
    groups: dict[object, list[Conflict]] = defaultdict(list)
    for one in found:
        if one.kind not in ("denial", "status"):
            groups[one].append(one)
            continue
        sides = frozenset((s.claim, "" if s.who in documents else s.who) for s in one.sides)
        key = (one.about, sides)
        same = groups[key]
        if same and not all(_one_time(one, other, by_id) for other in same):
            groups[one].append(one)
        else:
            same.append(one)
    return [_joined(same) for same in groups.values() if same]


def _one_time(left: Conflict, right: Conflict, by_id: Mapping[str, Record]) -> bool:
    def dates(one: Conflict) -> list[str]:
        told = (by_id[id_] for id_ in one.records if id_ in by_id)
        return [r.date.edtf for r in told if isinstance(r, Event | Transfer) and r.date.edtf]

    return all(overlap(one, two) for one in dates(left) for two in dates(right))


def _joined(same: list[Conflict]) -> Conflict:
    sides: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in same:
        for side in one.sides:
            sides[side.claim, side.who].update(side.records)
    return Conflict(
        kind=same[0].kind,
        about=same[0].about,
        sides=tuple(
            ConflictSide(who=who, claim=claim, records=tuple(sorted(ids)))
            for (claim, who), ids in sorted(sides.items())
        ),
        records=tuple(sorted({id_ for one in same for id_ in one.records})),
    )


def _denied(records: list[Record], entries: list[Entry]) -> Iterator[Conflict]:
    """One conflict a denied happening, with all who tell it and all who deny it."""
    entry_of = {id_: entry for entry in entries for id_ in entry.records}
    by_id = {record.id: record for record in records}
    aimed: dict[str, list[tuple[Statement, Event | Transfer]]] = defaultdict(list)
    for denial, claim in denials(records):
        aimed[entry_of[claim.id].id if claim.id in entry_of else claim.id].append((denial, claim))
    for pairs in aimed.values():
        first = pairs[0][1]
        entry = entry_of.get(first.id)
        told = [by_id[id_] for id_ in entry.records if id_ in by_id] if entry else [first]
        claims = [(_claim(record), who_says(record), record.id) for record in told]
        claims += [("denied", who_says(denial), denial.id) for denial, _ in pairs]
        made = conflict("denial", about(first), [c for c in claims if c[0]])
        if made:
            yield made


def _claim(record: Record) -> str:
    """How a record tells its happening; empty for a record that tells none."""
    if isinstance(record, Transfer):
        return record.status
    return record.modality if isinstance(record, Event) else ""


def _within(entries: list[Entry], by_id: Mapping[str, Record]) -> Iterator[Conflict]:
    """Within one happening: told and denied, different counts, different amounts."""
    for entry in entries:
        told = [by_id[id_] for id_ in entry.records if id_ in by_id]
        transfers = [record for record in told if isinstance(record, Transfer)]
        what = about(next(r for r in told if isinstance(r, Event | Transfer)))
        claims = [(_claim(r), who_says(r), r.id) for r in told if _claim(r)]
        stated = {claim for claim, _, _ in claims}
        if stated & _HELD and stated & _DENIED and not any(isinstance(r, Statement) for r in told):
            yield from _some(conflict("status", what, claims))
        yield from _numbers("count", what, _counts(transfers))
        yield from _numbers("value", what, _amounts(transfers))


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number as told: its bounds ("more than 100" has no upper one), and its unit."""

    record: Transfer
    text: str
    low: float
    high: float
    unit: str = ""


def _counts(transfers: list[Transfer]) -> list[_Figure]:
    found = []
    for transfer in transfers:
        quantity = transfer.quantity
        if quantity is not None and (quantity.low, quantity.high) != (None, None):
            low = quantity.low if quantity.low is not None else 0.0
            high = quantity.high if quantity.high is not None else math.inf
            found.append(_Figure(transfer, quantity.text, low, high))
    return found


def _amounts(transfers: list[Transfer]) -> list[_Figure]:
    return [
        _Figure(
            t, f"{t.value.amount:,.0f} {t.value.currency}", *(t.value.amount,) * 2, t.value.currency
        )
        for t in transfers
        if t.value is not None
    ]


def _numbers(kind: str, what: str, figures: list[_Figure]) -> Iterator[Conflict]:
    """One conflict of all figures of a unit of which some two exclude each other."""
    for unit in sorted({figure.unit for figure in figures}):
        same = [figure for figure in figures if figure.unit == unit]
        most, least = max(same, key=lambda f: f.low), min(same, key=lambda f: f.high)
        apart = [f for f in same if _exclude(f, most) or _exclude(f, least)]
        yield from _some(
            conflict(kind, what, [(f.text, who_says(f.record), f.record.id) for f in apart])
        )


def _exclude(left: _Figure, right: _Figure) -> bool:
    return _apart((left.low, left.high), (right.low, right.high))


def _apart(left: tuple[float, float], right: tuple[float, float]) -> bool:
    gap = max(left[0], right[0]) - min(left[1], right[1])
    size = max((abs(end) for end in (*left, *right) if math.isfinite(end)), default=0.0)
    return gap > _TOLERANCE * size


def _provisions(records: list[Record]) -> Iterator[Conflict]:
    groups: dict[tuple[str, str], list[Provision]] = defaultdict(list)
    for record in records:
        if isinstance(record, Provision):
            groups[record.treaty, record.obligation].append(record)
    for (treaty, obligation), told in groups.items():
        claims = [("present" if p.present else "absent", who_says(p), p.id) for p in told]
        yield from _some(conflict("provision", f"{treaty}: {obligation}", claims))


def _indicators(records: list[Record]) -> Iterator[Conflict]:
    """One measure of one period with different values; undated ones are never set against others."""
    groups: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for record in records:
        if isinstance(record, Indicator) and record.date.edtf:
            groups[record.measure, record.unit].append(record)
    for (measure, _), told in groups.items():
        told.sort(key=lambda i: (precision(i.date.edtf), i.document, i.start, i.id))
        seen: list[list[Indicator]] = []
        for indicator in told:
            same = next((s for s in seen if overlap(s[0].date.edtf, indicator.date.edtf)), None)
            if same is None:
                seen.append([indicator])
            elif precision(indicator.date.edtf) <= 366:
                same.append(indicator)
        for group in seen:
            first = group[0]
            if any(_apart((first.value,) * 2, (other.value,) * 2) for other in group):
                claims = [(f"{i.value:g} {i.unit}", who_says(i), i.id) for i in group]
                yield from _some(conflict("indicator", f"{measure} {first.date.edtf}", claims))


def _some(found: Conflict | None) -> Iterator[Conflict]:
    if found is not None:
        yield found
