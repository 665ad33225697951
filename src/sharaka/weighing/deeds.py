"""Words against deeds: cooperation in word and in matter, conflict, and what was delivered.

Quads after PLOVER (openeventdata/PLOVER): verbal and material cooperation, verbal and material
conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sharaka.evidence import Event, Record, Transfer
from sharaka.ledger.telling import JOINT
from sharaka.weighing.measures import Deeds, Entry, ExchangeRow

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]

_QUADS: Mapping[str, Quad] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "COERCE", "ASSAULT", "SANCTION"), "material conflict"),
}  # fmt: skip
_NAMES: Mapping[Quad, str] = {
    "verbal cooperation": "verbal", "material cooperation": "material",
    "verbal conflict": "conflict", "material conflict": "conflict",
}  # fmt: skip
_BY_STATUS: Mapping[str, str] = {
    "delivered": "delivered", "reported": "claimed", "alleged": "claimed",
    "ordered": "open", "planned": "open", "offered": "open", "requested": "open",
}  # fmt: skip
_NUMBERS = ("verbal", "material", "conflict", "delivered", "open", "claimed", "disputed")
#: An invitation is a meeting that is only planned.
_NOT_HELD = "invite"


def quad(event_type: str, mode: str | None = None, *, sanction_material: bool = True) -> Quad:
    """The quad of a PLOVER event type.

    Who leaves an agreement (RETREAT of mode ``agreement``) gives way to nobody: that counts as
    material conflict, where PLOVER has no finer type.

    SANCTION counts as material conflict, as sanctions take away trade and money; with
    ``sanction_material=False`` it counts as verbal, for comparing with data that file the
    announcement.
    """
    if event_type == "SANCTION" and not sanction_material:
        return "verbal conflict"
    if event_type == "RETREAT" and mode == "agreement":
        return "material conflict"
    return _QUADS[event_type]


@dataclass(frozen=True, slots=True)
class Told:
    """A happening or a delivery that counts: its quad, whom it goes from and to, its records.

    A joint happening goes both ways.
    """

    quad: Quad
    ways: frozenset[tuple[str, str]]
    records: tuple[str, ...]


def happened(
    entries: Iterable[Entry],
    rows: Iterable[ExchangeRow],
    pair: tuple[str, str],
    records: Iterable[Record] = (),
    *,
    sanction_material: bool = True,
) -> list[Told]:
    """What is told as having happened between the two states and by nobody denied.

    Counted are events (modality ``actual``) with both states as parties and no others, each once
    however many tell it, and every item delivered, as a material cooperation.  An event that tells
    of such a delivery (``records`` show which: its words are the delivery's, or it is an AID in
    the same sentence and direction) does not count beside it.
    """
    delivered = [
        row
        for row in rows
        if row.status == "delivered"
        and not row.disputed
        and (row.supplier, row.recipient) in (pair, pair[::-1])
    ]
    by_id = {record.id: record for record in records}
    found = []
    for entry in entries:
        ways = _ways(entry, pair)
        if ways and not any(_tells_of(entry, ways, row, by_id) for row in delivered):
            name = quad(entry.type, entry.mode, sanction_material=sanction_material)
            found.append(Told(name, ways, entry.records))
    found += [
        Told("material cooperation", frozenset({(row.supplier, row.recipient)}), row.records)
        for row in delivered
    ]
    return found


def cooperation(told: Iterable[Told]) -> tuple[list[Told], list[Told]]:
    """Of what happened, the cooperation in words and in deeds."""
    kept = list(told)
    return (
        [one for one in kept if one.quad == "verbal cooperation"],
        [one for one in kept if one.quad == "material cooperation"],
    )


def deeds(
    entries: Iterable[Entry],
    rows: Iterable[ExchangeRow],
    pair: tuple[str, str],
    records: Iterable[Record] = (),
    *,
    sanction_material: bool = True,
) -> tuple[Deeds, ...]:
    """One row a direction; a direction nothing is told of has none.

    Only what :func:`happened` counts; joint events (a meeting, a treaty) count in both directions.
    """
    rows = list(rows)
    told = happened(entries, rows, pair, records, sanction_material=sanction_material)
    found = []
    for way in (pair, pair[::-1]):
        counts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for one in told:
            if way in one.ways:
                counts[_NAMES[one.quad]].append(one.records)
        for row in rows:
            name = "disputed" if row.disputed else _BY_STATUS.get(row.status)
            if (row.supplier, row.recipient) == way and name:
                counts[name].append(row.records)
        if counts:
            found.append(_deeds(*way, counts))
    return tuple(found)


def _deeds(actor: str, recipient: str, counts: Mapping[str, list[tuple[str, ...]]]) -> Deeds:
    behind = {name: _ids(counts[name]) for name in _NUMBERS if name in counts}
    numbers = {name: len(counts.get(name, ())) for name in _NUMBERS}
    return Deeds(
        actor=actor,
        recipient=recipient,
        verbal=numbers["verbal"],
        material=numbers["material"],
        conflict=numbers["conflict"],
        delivered=numbers["delivered"],
        open=numbers["open"],
        claimed=numbers["claimed"],
        disputed=numbers["disputed"],
        records=_ids(list(behind.values())),
        counted=tuple(behind.items()),
    )


def _ways(entry: Entry, pair: tuple[str, str]) -> frozenset[tuple[str, str]]:
    """The directions an event goes between the two; none when it does not count."""
    sure = entry.kind == "event" and entry.modality == "actual" and not entry.disputed
    if not sure or entry.mode == _NOT_HELD or {*entry.actors, *entry.recipients} != set(pair):
        return frozenset()
    both = (pair, pair[::-1])
    if entry.type in JOINT:
        return frozenset(both)
    return frozenset((a, b) for a, b in both if a in entry.actors and b in entry.recipients)


def _tells_of(
    entry: Entry,
    ways: frozenset[tuple[str, str]],
    row: ExchangeRow,
    by_id: Mapping[str, Record],
) -> bool:
    if (
        quad(entry.type, entry.mode) != "material cooperation"
        or (row.supplier, row.recipient) not in ways
    ):
        return False
    events = [r for r in map(by_id.get, entry.records) if isinstance(r, Event)]
    items = [r for r in map(by_id.get, row.records) if isinstance(r, Transfer)]
    return any(
        one.document == two.document
        and (
            (one.start < two.end and two.start < one.end)
            or (entry.type == "AID" and one.sentence.start == two.sentence.start)
        )
        for one in events
        for two in items
    )


def _ids(groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({id_ for group in groups for id_ in group}))
