"""The records: what a document says, each with the exact words it says it in.

Frozen dataclasses, no I/O, no dependency.  Offsets are Unicode code points into the document's
canonical text, half-open, logical order (W3C Web Annotation TextPosition); every stretch of text
carries its words (TextQuote), and :func:`check` refuses a record whose words are not there.

Field names are the evidence-record contract of the JSON lines export; :func:`to_dict` and
:func:`from_dict` convert without loss.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import types
import typing
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sharaka.errors import EvidenceError

Kind = Literal["event", "statement", "transfer", "provision", "influence", "indicator"]
State = Literal["proposed", "accepted", "rejected", "edited"]
Basis = Literal["stated", "relative", "unknown"]
Modality = Literal[
    "actual", "planned", "possible", "conditional", "requested", "offered",
    "threatened", "reported", "alleged", "denied", "negated",
]  # fmt: skip
TransferStatus = Literal[
    "delivered", "ordered", "planned", "requested", "offered",
    "threatened", "reported", "alleged", "denied",
]  # fmt: skip
Obligation = Literal[
    "defense", "offense", "neutrality", "nonaggression", "consultation", "intelligence sharing",
    "joint exercises", "defence industry and training", "non-use of territory",
    "sanctions resistance", "trade", "national currencies", "energy", "transport", "investment",
    "culture", "science",
]  # fmt: skip

KINDS: tuple[Kind, ...] = get_args(Kind)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
TRANSFER_STATUSES: tuple[TransferStatus, ...] = get_args(TransferStatus)
OBLIGATIONS: tuple[Obligation, ...] = get_args(Obligation)

#: PLOVER event types (openeventdata/PLOVER, 2021 edition).
EVENT_TYPES: tuple[str, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of canonical text: ``text == document.text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor as mentioned: code (ISO 3166-1 alpha-3 or a short organisation code), name, words.

    ``start``/``end`` are None when the actor is understood (an elided subject), not written.
    """

    code: str | None
    name: str | None = None
    role: str | None = None
    sector: str | None = None
    text: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Whom the document names as the source of what the record says."""

    code: str | None
    name: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """An EDTF date, how it is known, and the words it rests on."""

    edtf: str | None
    basis: Basis
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is transferred: designation as written, and a category code."""

    designation: str
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count as written, with the bounds it allows (units of the item)."""

    text: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in an ISO 4217 currency."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Words for a cause or an effect, and the named factor they belong to, if one is known."""

    text: str
    factor: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all six kinds share.

    ``id`` is stable: see :func:`record_id`.  ``rules`` names the lexicon entries and rules that
    fired, in order.
    """

    id: str
    document: str
    coder: str
    confidence: float
    sentence: Stretch
    quote: str
    start: int
    end: int
    state: State = "proposed"
    attribution: Attribution | None = None
    rules: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        return _KIND_OF[type(self)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Who did what to whom, when (PLOVER)."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    date: EventDate = EventDate(edtf=None, basis="unknown")
    place: str | None = None
    modality: Modality = "actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Record):
    """An attributed claim: speaker, act (say, deny, accuse, promise …), content."""

    act: str
    speaker: Party
    addressee: Party | None = None
    content: Stretch | None = None
    quoted: bool = False
    themes: tuple[str, ...] = ()
    date: EventDate = EventDate(edtf=None, basis="unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Record):
    """Something of value moved or promised (SIPRI register columns)."""

    supplier: Party | None
    recipient: Party | None
    item: Item
    quantity: Quantity | None = None
    value: Money | None = None
    date: EventDate = EventDate(edtf=None, basis="unknown")
    status: TransferStatus = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Record):
    """What a treaty obliges (``present``) or leaves out (ATOP obligation types)."""

    treaty: str
    parties: tuple[str, ...]
    obligation: Obligation
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence(Record):
    """Cause → effect with sign and modality."""

    cause: Factor
    effect: Factor
    sign: int
    modality: Modality = "actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """A measured quantity: value, unit (ISO 4217 for money, words otherwise), period."""

    measure: str
    value: float
    unit: str
    date: EventDate = EventDate(edtf=None, basis="unknown")


_KIND_OF: dict[type[Record], Kind] = {
    Event: "event", Statement: "statement", Transfer: "transfer",
    Provision: "provision", Influence: "influence", Indicator: "indicator",
}  # fmt: skip
_CLASS_OF: dict[Kind, type[Record]] = {kind: cls for cls, kind in _KIND_OF.items()}


def kind_class(kind: str) -> type[Record]:
    """The class of a kind; raises EvidenceError for a word that is no kind."""
    for name, cls in _CLASS_OF.items():
        if name == kind:
            return cls
    raise EvidenceError(f"unknown record kind {kind!r}", mend=f"Use one of {', '.join(KINDS)}.")


def record_id(document: str, kind: Kind, start: int, end: int, ordinal: int = 0) -> str:
    """The id of a machine's record: the place and kind, not the fields.

    A coder that improves a field keeps the id, so decisions stay with what they were taken on.
    ``ordinal`` tells apart records of one kind on the same quote.
    """
    key = f"{document}\x1f{kind}\x1f{start}\x1f{end}\x1f{ordinal}"
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def stretches(record: Record) -> Iterator[tuple[str, int, int, str]]:
    """Every (field, start, end, words) the record claims about its document."""
    yield "sentence", record.sentence.start, record.sentence.end, record.sentence.text
    yield "quote", record.start, record.end, record.quote
    for field in dataclasses.fields(record):
        if field.name == "sentence":
            continue
        value = getattr(record, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, (Party, Factor, Stretch)) and part.start is not None:
                yield field.name, part.start, typing.cast(int, part.end), part.text


def check(record: Record, text: str) -> None:
    """Refuse a record whose words are not where it says they are.

    Raises EvidenceError naming the field and the offsets.
    """
    for field, start, end, words in stretches(record):
        if not 0 <= start < end <= len(text) or text[start:end] != words:
            raise EvidenceError(
                f"{record.kind} {record.id}: {field} [{start}:{end}] is not the text it quotes",
                place=record.document,
                mend="Code the document again: its text has changed or the coder is at fault.",
            )


def to_dict(record: Record) -> dict[str, Any]:
    """The record as plain data, in the contract's field order (``kind`` added)."""
    plain = dataclasses.asdict(record)
    plain["rules"] = list(plain["rules"])
    head = {"id": plain.pop("id"), "kind": record.kind}
    return head | {k: list(v) if isinstance(v, tuple) else v for k, v in plain.items()}


def from_dict(plain: Mapping[str, Any]) -> Record:
    """The inverse of :func:`to_dict`; raises EvidenceError for data that is not a record."""
    kind = plain.get("kind")
    cls = kind_class(str(kind))
    try:
        return typing.cast(Record, _build(cls, {k: v for k, v in plain.items() if k != "kind"}))
    except (TypeError, KeyError, ValueError) as error:
        raise EvidenceError(
            f"not a {kind} record ({error})", mend="Compare it with the evidence-record contract."
        ) from error


def _build(cls: type[Any], plain: Mapping[str, Any]) -> Any:
    hints = _hints(typing.cast(Hashable, cls))
    return cls(**{name: _value(hints[name], value) for name, value in plain.items()})


@functools.cache
def _hints(cls: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [h for h in get_args(hint) if h is not type(None)]
        return _value(inner[0], value) if len(inner) == 1 else value
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], part) for part in value)
    if origin is Literal and value not in get_args(hint):
        raise ValueError(f"{value!r} is not one of {get_args(hint)}")
    if dataclasses.is_dataclass(hint) and isinstance(value, Mapping):
        return _build(typing.cast(type[Any], hint), value)
    return value
