"""Entries that were not merged because they contradict each other, and yet tell one thing.

The same treaty signed on two days; the same blow struck by two hands.  Asked for is nearly the
same wording, or a specific instrument, so that two real happenings are not made a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from sharaka.evidence import Event, Record
from sharaka.ledger.edtf import bounds, overlap, precision
from sharaka.ledger.telling import JOINT, Telling, telling
from sharaka.ledger.words import likeness, rarity
from sharaka.weighing.measures import Conflict, Entry
from sharaka.weighing.sides import about, conflict, who_says

#: Days two tellings of one signing may lie apart.
_APART = 45
_SIGNING, _DEED = 0.5, 0.7


def rivals(entries: list[Entry], by_id: Mapping[str, Record]) -> Iterator[Conflict]:
    """Conflicts of date (one signing, two days) and of attribution (one deed, two doers)."""
    told = {entry.id: _first(entry, by_id) for entry in entries if entry.kind == "event"}
    ready = [t for t in told.values() if t is not None and t.stage == "happened" and t.fine]
    weights = rarity(t.words for t in ready)
    for group in _groups(ready, by_date=False):
        for one, two in _pairs(group):
            if _rival_days(one, two) and likeness(one.words, two.words, weights) >= _SIGNING:
                yield from _made("date", one, two, lambda r: r.date.edtf or "")
    for group in _groups(ready, by_date=True):
        for one, two in _pairs(group):
            if _rival_doers(one, two) and likeness(one.words, two.words, weights) >= _DEED:
                yield from _made("attribution", one, two, _doers)


def _first(entry: Entry, by_id: Mapping[str, Record]) -> Telling | None:
    events = (by_id[id_] for id_ in entry.records if isinstance(by_id.get(id_), Event))
    found = sorted(
        (e for e in events if isinstance(e, Event)), key=lambda e: (precision(e.date.edtf), e.id)
    )
    return telling(found[0]) if found else None


def _groups(ready: list[Telling], *, by_date: bool) -> Iterator[list[Telling]]:
    """Candidates: signings by parties and year, deeds by type, victim and day."""
    found: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for told in ready:
        event = told.record
        if not isinstance(event, Event) or told.bounds is None:
            continue
        if by_date and event.type not in JOINT and precision(event.date.edtf) == 0:
            victims = tuple(sorted(p.code for p in event.recipients if p.code))
            found[event.type, victims, told.bounds[0]].append(told)
        elif not by_date and event.type == "AGREE":
            found[told.group].append(told)
    yield from (sorted(group, key=lambda t: (t.bounds, t.record.id)) for group in found.values())


def _pairs(group: list[Telling]) -> Iterator[tuple[Telling, Telling]]:
    for number, one in enumerate(group):
        for two in group[number + 1 :]:
            if one.bounds and two.bounds and (two.bounds[0] - one.bounds[1]).days > _APART:
                break  # sorted by day: the others lie further off
            yield one, two


def _rival_days(one: Telling, two: Telling) -> bool:
    specific = (one.instruments & two.instruments) - {"agreement"}
    return bool(specific) and not overlap(one.date.edtf, two.date.edtf)


def _rival_doers(one: Telling, two: Telling) -> bool:
    if not isinstance(one.record, Event) or not isinstance(two.record, Event):
        return False
    left, right = ({p.code for p in r.actors if p.code} for r in (one.record, two.record))
    return not left & right and bounds(one.date.edtf) == bounds(two.date.edtf)


def _doers(event: Event) -> str:
    return ", ".join(sorted(party.code for party in event.actors if party.code))


def _made(
    kind: str, one: Telling, two: Telling, claim: Callable[[Event], str]
) -> Iterator[Conflict]:
    records = [told.record for told in (one, two) if isinstance(told.record, Event)]
    made = conflict(
        kind,
        about(records[0]),
        [(claim(record), who_says(record), record.id) for record in records],
    )
    if made is not None:
        yield made
