"""A record made ready for comparing: who, what, when, and its content words."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from sharaka.evidence import Event, EventDate, Modality, Party, Transfer
from sharaka.ledger.edtf import Bounds, bounds, precision
from sharaka.ledger.words import models, stem, stem_list, stems
from sharaka.reading.normalise import fold

#: PLOVER types in which both sides do the same; who stands first in the sentence says nothing.
JOINT = frozenset({"AGREE", "CONSULT", "COOPERATE"})
#: What stage of a transfer a status speaks of; only accounts of one stage can be one happening.
STAGES: Mapping[str, str] = {
    "delivered": "delivery", "reported": "delivery", "alleged": "delivery", "denied": "delivery",
    "ordered": "order", "planned": "plan", "offered": "plan", "requested": "request",
    "threatened": "threat",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """``group`` is what accounts of one happening share: kind, type, parties or direction.

    ``stage`` tells apart what was done, what is intended and what is only supposed.  ``partial``
    is a joint event of which the record names one party only.  ``title`` holds the words that
    name the instrument signed.
    """

    record: Event | Transfer
    group: tuple[str, ...]
    parties: frozenset[str]
    partial: bool
    stage: str
    date: EventDate
    bounds: Bounds | None
    words: frozenset[str]
    item: frozenset[str]
    models: frozenset[str]
    instruments: frozenset[str]
    title: frozenset[str]
    persons: frozenset[str]

    @property
    def fine(self) -> bool:
        """Whether it is dated to within a month."""
        return self.bounds is not None and precision(self.date.edtf) <= 31


def telling(record: Event | Transfer, beside: EventDate | None = None) -> Telling | None:
    """None for a record that names too little to be compared: nobody, or one side of a deed.

    ``beside`` is the date its sentence gives, for an event without one of its own.
    """
    if isinstance(record, Transfer):
        return _of_transfer(record)
    actors, recipients = codes(record.actors), codes(record.recipients)
    if record.type in JOINT:
        parties = tuple(sorted({*actors, *recipients}))
        if not parties:
            return None
        group = ("event", record.type, *parties)
    else:
        if not actors or not recipients:
            return None
        group = ("event", record.type, *actors, ">", *recipients)
    date = beside if beside is not None and record.date.edtf is None else record.date
    names = (*record.actors, *record.recipients)
    words = stems(record.sentence.text)
    instruments, title = _instruments(record) if record.type == "AGREE" else _NO_INSTRUMENT
    return Telling(
        record=record,
        group=group,
        parties=frozenset((*actors, *recipients)),
        partial=record.type in JOINT and len(group) < 4,
        stage=_event_stage(record.modality),
        date=date,
        bounds=bounds(date.edtf),
        words=words - _spoken(names),
        item=frozenset(),
        models=frozenset(),
        instruments=instruments,
        title=title,
        persons=frozenset(fold(party.name) for party in names if party.name),
    )


def codes(parties: Iterable[Party]) -> tuple[str, ...]:
    """The actor codes, sorted, each once."""
    return tuple(sorted({party.code for party in parties if party.code}))


def _of_transfer(record: Transfer) -> Telling | None:
    supplier = record.supplier.code if record.supplier else None
    recipient = record.recipient.code if record.recipient else None
    if not supplier or not recipient:
        return None
    sides = [party for party in (record.supplier, record.recipient) if party is not None]
    designation = stems(record.item.designation)
    return Telling(
        record=record,
        group=("transfer", supplier, ">", recipient),
        parties=frozenset((supplier, recipient)),
        partial=False,
        stage=STAGES[record.status],
        date=record.date,
        bounds=bounds(record.date.edtf),
        words=stems(record.sentence.text) - _spoken(sides),
        item=designation,
        models=models(record.item.designation),
        instruments=frozenset(),
        title=frozenset(),
        persons=frozenset(),
    )


def _event_stage(modality: Modality) -> str:
    # Whether it happened may be told in several ways; what is only intended is another matter.
    if modality in ("actual", "reported", "alleged", "denied", "negated"):
        return "happened"
    return "intended" if modality == "planned" else modality


def _spoken(parties: Iterable[Party]) -> frozenset[str]:
    """The stems of the parties' own names: shared by all accounts of a group, so telling nothing."""
    found: set[str] = set()
    for party in parties:
        found |= stems(party.text)
    return frozenset(found)


_NO_INSTRUMENT: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
#: How many words of a title are read: after the noun in Arabic, before it in English.
_TITLE = 3


def _instruments(record: Event) -> tuple[frozenset[str], frozenset[str]]:
    """The classes of instrument the sentence names, and the words that qualify them."""
    words = stem_list(record.sentence.text)
    own = _spoken((*record.actors, *record.recipients))
    kinds, title = set(), set()
    for place, word in enumerate(words):
        if word not in _instrument_of():
            continue
        kinds.add(_instrument_of()[word])
        near = words[max(0, place - _TITLE) : place] if word.isascii() else words[place + 1 :]
        title.update(near[:_TITLE])
    return frozenset(kinds), frozenset(title) - own - set(_instrument_of())


@functools.cache
def _instrument_of() -> Mapping[str, str]:
    """From a stem to the class of instrument it names (``instruments.toml``)."""
    text = resources.files("sharaka.ledger").joinpath("instruments.toml").read_text("utf-8")
    return {
        stem(fold(word)): name
        for name, languages in tomllib.loads(text).items()
        for words in languages.values()
        for word in words
    }
