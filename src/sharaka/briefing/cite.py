"""From a figure or sentence to its quotes: numbers, anchors, sets.

Every quoted stretch of the case gets one number, in the order a reader of the sources meets them.
A set of records becomes a few numbered links and, past those, one link to the whole set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from sharaka.briefing.inputs import BriefInput, Citation, Judgement
from sharaka.errors import EvidenceError
from sharaka.evidence import Record

#: Links shown beside a sentence before the rest is gathered behind one.
SHOWN = 4


def quote_key(citation: Citation) -> str:
    """The key of a model's citation: the place it cites, not where it was found."""
    words = f"{citation.document}\x1f{citation.quote}"
    return "j" + hashlib.blake2b(words.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A quoted stretch: its key (record id or citation key), where it is, whose it is."""

    key: str
    document: str
    start: int
    end: int
    record: Record | None
    number: int


@dataclass(frozen=True)
class Register:
    """All quoted stretches of a case, numbered; and every set of them the page refers to."""

    places: tuple[Place, ...]
    missing: tuple[Citation, ...]
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _by_key: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_key.update({place.key: place for place in self.places})

    def place(self, key: str) -> Place:
        """The place of a record id or citation key; EvidenceError when there is none."""
        try:
            return self._by_key[key]
        except KeyError:
            raise EvidenceError(
                f"a figure cites the record {key}, which is not among the live records",
                place="briefing",
                mend="Weigh the case again: its measures are older than its ledger.",
            ) from None

    def ordered(self, keys: Iterable[str]) -> list[Place]:
        """Each place once: reviewed ones first, then the surer, then as the reader meets them."""
        return sorted((self.place(key) for key in dict.fromkeys(keys)), key=_rank)

    def gather(self, keys: Iterable[str]) -> tuple[list[Place], str]:
        """The places in order, and the anchor of the set, remembered for the index of sets."""
        places = self.ordered(keys)
        joined = " ".join(place.key for place in places)
        anchor = "e-" + hashlib.blake2b(joined.encode(), digest_size=6).hexdigest()
        if len(places) > SHOWN:
            self.sets[anchor] = tuple(place.key for place in places)
        return places, anchor

    def attributes(self, keys: Iterable[str]) -> dict[str, str]:
        """``href`` and ``data-set`` for a mark in a figure that opens these quotes."""
        places, anchor = self.gather(keys)
        whole = len(places) > SHOWN
        return {
            "class": "ev",
            "href": f"#{anchor}" if whole else f"#q-{places[0].key}",
            "data-set": " ".join(place.key for place in places),
        }

    def cited(self, judgement: Judgement) -> list[str]:
        """The keys of a judgement's evidence that is really in its documents."""
        keys = [quote_key(citation) for citation in judgement.evidence]
        return [key for key in keys if key in self._by_key]


def links(register: Register, keys: Iterable[str], more: str) -> Markup:
    """Numbered links to quotes; ``more`` is the words of the link to the rest, read aloud."""
    places, anchor = register.gather(keys)
    if not places:
        return Markup("")
    together = " ".join(place.key for place in places)
    shown = places if len(places) <= SHOWN else places[: SHOWN - 1]
    out = [
        Markup('<a class="ev{}" href="#q-{}" data-set="{}">{}</a>').format(
            "" if _reviewed(place) else " proposed", place.key, place.key, place.number
        )
        for place in shown
    ]
    rest = len(places) - len(shown)
    if rest:
        out.append(
            Markup(
                '<a class="ev more" href="#{}" data-set="{}" aria-label="+{} {}">+{}</a>'
            ).format(anchor, together, rest, more, rest)
        )
    return Markup('<span class="refs">{}</span>').format(Markup("").join(out))


def counted(register: Register, words: str, keys: Iterable[str]) -> Markup:
    """A number that opens the quotes it counts; bare where its records are not told apart."""
    listed = list(keys)
    if not listed:
        return Markup("{}").format(words)
    marks = register.attributes(listed)
    return Markup('<a class="ev num" href="{}" data-set="{}">{}</a>').format(
        marks["href"], marks["data-set"], words
    )


def live(records: Iterable[Record]) -> list[Record]:
    """Records that an analyst has not rejected."""
    return [record for record in records if record.state != "rejected"]


def register(given: BriefInput) -> Register:
    """Number every live record and every citation of the model, in reading order."""
    order = {document.id: i for i, document in enumerate(given.documents)}
    found: list[tuple[tuple[int, int, int, str], str, str, int, int, Record | None]] = []
    for record in live(given.records):
        if record.document not in order:
            raise EvidenceError(
                f"record {record.id} quotes a document that is not in the case",
                place=record.document,
                mend="Give the page every document its records quote.",
            )
        rank = (order[record.document], record.start, -record.end, record.id)
        found.append((rank, record.id, record.document, record.start, record.end, record))
    missing: list[Citation] = []
    texts = {document.id: document.text for document in given.documents}
    for citation in _citations(given):
        at = texts.get(citation.document, "").find(citation.quote)
        if at < 0 or not citation.quote:
            missing.append(citation)
            continue
        key, end = quote_key(citation), at + len(citation.quote)
        found.append(
            ((order[citation.document], at, -end, key), key, citation.document, at, end, None)
        )
    found.sort(key=lambda row: row[0])
    places = tuple(
        Place(key=key, document=document, start=start, end=end, record=record, number=n)
        for n, (_, key, document, start, end, record) in enumerate(found, 1)
    )
    return Register(places, tuple(missing))


def _citations(given: BriefInput) -> Sequence[Citation]:
    if given.futures is None:
        return ()
    return list(dict.fromkeys(c for j in given.futures.judgements for c in j.evidence))


def _reviewed(place: Place) -> bool:
    """Citations are the analyst's own; records count once he has decided."""
    return place.record is None or place.record.state in ("accepted", "edited")


def _rank(place: Place) -> tuple[bool, float, int]:
    sure = place.record.confidence if place.record else 1.0
    return (not _reviewed(place), -sure, place.number)
