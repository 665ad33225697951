"""Words against deeds: cooperation in word and in matter, conflict, and what was delivered.

Quads after PLOVER (openeventdata/PLOVER): verbal and material cooperation, verbal and material
conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

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
_NUMBERS = ("verbal", "material", "conflict", "delivered", "open", "claimed")


def quad(event_type: str, *, sanction_material: bool = True) -> Quad:
    """The quad of a PLOVER event type.

    SANCTION counts as material conflict, as sanctions take away trade and money; with
    ``sanction_material=False`` it counts as verbal, for comparing with data that file the
    announcement.
    """
    if event_type == "SANCTION" and not sanction_material:
        return "verbal conflict"
    return _QUADS[event_type]


def deeds(
    entries: Iterable[Entry],
    rows: Iterable[ExchangeRow],
    pair: tuple[str, str],
    *,
    sanction_material: bool = True,
) -> tuple[Deeds, ...]:
    """One row a direction; a direction nothing is told of has none.

    Only events that happened count (modality ``actual``), each once however many tell it; joint
    events (a meeting, a treaty) count in both directions.
    """
    happened = [entry for entry in entries if entry.kind == "event" and entry.modality == "actual"]
    rows = list(rows)
    found = []
    for actor, recipient in (pair, pair[::-1]):
        counts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for entry in happened:
            if _goes(entry, actor, recipient):
                name = _NAMES[quad(entry.type, sanction_material=sanction_material)]
                counts[name].append(entry.records)
        for row in rows:
            if (row.supplier, row.recipient) == (actor, recipient) and row.status in _BY_STATUS:
                counts[_BY_STATUS[row.status]].append(row.records)
        if counts:
            found.append(_deeds(actor, recipient, counts))
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
        records=_ids(list(behind.values())),
        counted=tuple(behind.items()),
    )


def _goes(entry: Entry, actor: str, recipient: str) -> bool:
    if entry.type in JOINT:
        return {actor, recipient} <= {*entry.actors, *entry.recipients}
    return actor in entry.actors and recipient in entry.recipients


def _ids(groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({id_ for group in groups for id_ in group}))
