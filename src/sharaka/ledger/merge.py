"""Merge records of one happening into one entry with its accounts.

Leader clustering with blocking: each record meets only entries of the same group (type, parties)
that share its month, an instrument, an item or a rare word.  Finely dated records come first, so
that vague ones join what is known well.  A record that fits two entries equally joins neither:
a wrong merge costs more than a missed one.  The result does not depend on the order of input.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sharaka.evidence import Event, EventDate, Modality, Record, Statement, Transfer
from sharaka.ledger.denials import denials, inside
from sharaka.ledger.edtf import Bounds, precision
from sharaka.ledger.entries import Account, Entry
from sharaka.ledger.likeness import ENOUGH, score
from sharaka.ledger.telling import Telling, codes, telling
from sharaka.ledger.words import rarity

#: How many entries a record is compared with at most, those sharing most keys first; a key that
#: more than these share (a common word) finds the latest of them only.
_MEETS = 48
#: How many members of an entry a record is compared with.
_MEMBERS = 6
#: How many of its rarest words a record is found by.
_RARE = 8
#: Types of which a dated and an undated telling in one sentence are of one day.
_MEETINGS = frozenset({"AGREE", "CONSULT"})
_Place = tuple[str, int, frozenset[str]]
#: What a claim inside a statement that looks ahead amounts to, by the act of the statement.
_FORWARD: Mapping[str, Modality] = {"predict": "possible", "promise": "planned"}
_HELD = frozenset({"actual", "delivered", "reported"})
#: Claims that it is not so.
_AGAINST = frozenset({"denied", "negated"})
#: Two entries this close in score cannot be told apart.
_CLOSE = 0.05


@dataclass(slots=True)
class _Cluster:
    members: list[Telling]
    bounds: Bounds | None
    score: float = 1.0
    denials: list[Statement] = field(default_factory=list)


def merge(records: Iterable[Record]) -> tuple[Entry, ...]:
    """Entries of all events and transfers, by date (unknown last), then id; deterministic.

    Rejected records are left out.  A statement that denies a happening becomes one of its
    accounts (see :func:`sharaka.ledger.denials.denials`).
    """
    kept = sorted(
        (record for record in records if record.state != "rejected"),
        key=lambda record: (record.document, record.start, record.kind, record.id),
    )
    beside = _beside(kept)
    lone: list[Event | Transfer] = []
    tellings: list[Telling] = []
    for record in kept:
        if isinstance(record, Event | Transfer):
            told = telling(record, beside.get(_place(record)))
            if told is None:
                lone.append(record)
            else:
                tellings.append(told)
    clusters = _cluster(tellings)
    by_record = {told.record.id: cluster for cluster in clusters for told in cluster.members}
    entries = []
    denied_alone: dict[str, list[Statement]] = defaultdict(list)
    carried = _carried(kept)
    for denial, denied in denials(kept):
        if inside(denial, denied):
            carried[denied.id] = "denied"
        if denied.id in by_record:
            by_record[denied.id].denials.append(denial)
        else:
            denied_alone[denied.id].append(denial)
    for cluster in clusters:
        members = [told.record for told in cluster.members]
        entries.append(_entry(members, cluster.denials, cluster.score, carried))
    entries.extend(_entry([record], denied_alone[record.id], 1.0, carried) for record in lone)
    return tuple(sorted(entries, key=order))


def order(entry: Entry) -> tuple[str, str]:
    """Sort key: by date, unknown last, then by id."""
    return (entry.date.edtf or "~").lstrip("<>./"), entry.id


def _carried(records: Iterable[Record]) -> dict[str, str]:
    """Of what is told as so inside a forecast or a promise only: that it is no more than that."""
    around: dict[str, list[Statement]] = defaultdict(list)
    told: list[Event | Transfer] = []
    for record in records:
        if isinstance(record, Statement) and record.act in _FORWARD and record.content:
            around[record.document].append(record)
        elif isinstance(record, Event | Transfer) and _claim(record) in _HELD:
            told.append(record)
    return {
        record.id: _FORWARD[statement.act]
        for record in told
        for statement in around.get(record.document, ())
        if inside(statement, record)
    }


def _place(record: Event | Transfer) -> _Place | None:
    if not isinstance(record, Event) or record.type not in _MEETINGS or record.modality != "actual":
        return None
    return (
        record.document,
        record.sentence.start,
        frozenset(codes(record.actors + record.recipients)),
    )


def _beside(records: Iterable[Record]) -> Mapping[_Place | None, EventDate]:
    """The day of a meeting or signing by its sentence and parties.

    A sentence that dates the meeting («received him on 17 January and the two signed a treaty»)
    dates the signing with it, as long as it gives one date only.
    """
    days: dict[_Place, dict[str, EventDate]] = defaultdict(dict)
    for record in records:
        place = _place(record) if isinstance(record, Event) else None
        if isinstance(record, Event) and place and record.date.edtf:
            days[place][record.date.edtf] = record.date
    return {place: next(iter(found.values())) for place, found in days.items() if len(found) == 1}


def _cluster(tellings: list[Telling]) -> list[_Cluster]:
    weights = rarity(told.words for told in tellings)
    index: dict[Hashable, list[int]] = defaultdict(list)
    clusters: list[_Cluster] = []
    first_fine = sorted(
        tellings,
        key=lambda told: (
            told.partial,
            precision(told.date.edtf),
            told.record.document,
            told.record.start,
            told.record.id,
        ),
    )
    for told in first_fine:
        keys = list(_keys(told, weights))
        hits = Counter(number for key in keys for number in index[key][-_MEETS:])
        near = sorted(hits, key=lambda number: (-hits[number], number))[:_MEETS]
        found = sorted(
            ((_against(told, clusters[number], weights), -number) for number in near), reverse=True
        )
        fits = [(value, -negative) for value, negative in found if value >= ENOUGH]
        if fits and (len(fits) == 1 or fits[0][0] - fits[1][0] >= _CLOSE):
            value, number = fits[0]
            clusters[number].members.append(told)
            clusters[number].bounds = _both(clusters[number].bounds, told.bounds)
            clusters[number].score = min(clusters[number].score, value)
        else:
            number = len(clusters)
            clusters.append(_Cluster([told], told.bounds))
        for key in keys:
            if not index[key] or index[key][-1] != number:
                index[key].append(number)
    return clusters


def _keys(told: Telling, weights: Mapping[str, float]) -> Iterator[Hashable]:
    group = told.group
    if told.instruments and told.bounds is not None and told.bounds[0] == told.bounds[1]:
        for party in sorted(told.parties):
            yield (*group[:2], "with", party, told.bounds[0])
    if told.fine and told.bounds is not None:
        for day in told.bounds:
            yield (*group, day.year, day.month)
        if told.bounds[0] == told.bounds[1]:
            yield (*group, told.bounds[0])
    if told.record.kind == "event" and group[1] in _MEETINGS:
        yield (*group, "in", told.record.document)
    for instrument in sorted(told.instruments):
        yield (*group, "instrument", instrument)
    if isinstance(told.record, Transfer) and told.record.item.category:
        yield (*group, "category", told.record.item.category)
    for word in sorted(told.item):
        yield (*group, "item", word)
    for word in sorted(told.words, key=lambda word: (-weights[word], word))[:_RARE]:
        yield (*group, word)


def _against(told: Telling, cluster: _Cluster, weights: Mapping[str, float]) -> float:
    """The best likeness to a member, provided the date agrees with all of them together."""
    if told.bounds and cluster.bounds and _both(told.bounds, cluster.bounds) is None:
        return 0.0
    members = cluster.members[:_MEMBERS]
    best = 0.0
    for member in members:
        value = score(told, member, weights)
        if value == 0.0:
            return 0.0  # it contradicts one of them
        best = max(best, value)
    return best


def _both(left: Bounds | None, right: Bounds | None) -> Bounds | None:
    if left is None or right is None:
        return left or right
    first, last = max(left[0], right[0]), min(left[1], right[1])
    return (first, last) if first <= last else None


def _entry(
    members: list[Event] | list[Transfer] | list[Event | Transfer],
    denied: list[Statement],
    weakest: float,
    carried: Mapping[str, str],
) -> Entry:
    """``carried`` are claims by record where a statement around it says how it is meant."""
    ordered = sorted(members, key=lambda record: (record.document, record.start, record.id))
    claim_of = {r.id: carried.get(r.id, _claim(r)) for r in ordered}
    shown = min(claim_of.values(), key=_RANK.__getitem__)
    best = min(
        (r for r in ordered if claim_of[r.id] == shown),
        key=lambda r: (precision(r.date.edtf), -r.confidence, r.id),
    )
    accounts: dict[tuple[str, str | None, str, str | None], list[Record]] = defaultdict(list)
    dates: dict[tuple[str, str | None, str, str | None], EventDate] = {}
    for record in ordered:
        key = (record.document, source_of(record), claim_of[record.id], record.date.edtf)
        accounts[key].append(record)
        dates[key] = record.date
    for statement in sorted(denied, key=lambda s: (s.document, s.start, s.id)):
        key = (statement.document, speaker_of(statement), "denied", statement.date.edtf)
        accounts[key].append(statement)
        dates[key] = statement.date
    told = tuple(
        Account(
            document=key[0],
            source=key[1],
            records=tuple(record.id for record in found),
            claim=key[2],
            date=dates[key],
        )
        for key, found in sorted(accounts.items(), key=lambda pair: tuple(map(str, pair[0])))
    )
    against = {account.claim for account in told} & _AGAINST
    ids = tuple(sorted({id_ for account in told for id_ in account.records}))
    # Who took part is told by the record that names most of them.
    actors, recipients = _sides(min(ordered, key=lambda r: (-_named(r), r is not best, r.id)))
    return Entry(
        id=hashlib.blake2b("\x1f".join(r.id for r in ordered).encode(), digest_size=8).hexdigest(),
        kind=best.kind,
        type=best.type if isinstance(best, Event) else (best.item.category or "arms"),
        actors=actors,
        recipients=recipients,
        date=best.date,
        modality=_modality(best, shown),
        label=best.sentence.text if len(best.sentence.text) <= 240 else best.quote,
        accounts=told,
        records=ids,
        score=round(weakest, 3),
        disputed=bool(against) and shown not in _AGAINST,
        mode=best.mode if isinstance(best, Event) else None,
    )


def _sides(record: Event | Transfer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if isinstance(record, Event):
        return codes(record.actors), codes(record.recipients)
    supplier = (record.supplier,) if record.supplier else ()
    recipient = (record.recipient,) if record.recipient else ()
    return codes(supplier), codes(recipient)


def _named(record: Event | Transfer) -> int:
    actors, recipients = _sides(record)
    return len({*actors, *recipients})


def _claim(record: Event | Transfer) -> str:
    return record.modality if isinstance(record, Event) else record.status


def _modality(record: Event | Transfer, claim: str) -> Modality:
    if isinstance(record, Event) and claim == record.modality:
        return record.modality
    return _MODALITY_OF.get(claim, "reported")


def source_of(record: Record) -> str | None:
    """Whom the document names as its source: a name, else a code, else the words."""
    said = record.attribution
    return (said.name or said.code or said.text or None) if said else None


def speaker_of(statement: Statement) -> str | None:
    """The speaker's name, else code, else the words for him."""
    speaker = statement.speaker
    return speaker.name or speaker.code or speaker.text or None


_MODALITY_OF: Mapping[str, Modality] = {
    "delivered": "actual", "ordered": "planned", "planned": "planned", "requested": "requested",
    "offered": "offered", "threatened": "threatened", "alleged": "alleged", "denied": "denied",
    "possible": "possible",
}  # fmt: skip
#: How firmly a claim says that it happened, firmest first.
_RANK: Mapping[str, int] = {
    claim: rank
    for rank, claim in enumerate(
        (
            "delivered", "actual", "ordered", "reported", "alleged", "planned", "offered",
            "requested", "threatened", "possible", "conditional", "denied", "negated",
        )
    )
}  # fmt: skip
