"""Short wordings used in several places: happenings, exchange rows, parties, treaties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from sharaka.briefing.translate import Translator
from sharaka.evidence import (
    Event,
    Indicator,
    Influence,
    Party,
    Provision,
    Record,
    Statement,
    Transfer,
    TransferStatus,
)
from sharaka.weighing import deeds
from sharaka.weighing.measures import Entry, ExchangeRow

#: How the statuses of a transfer are drawn and grouped.
STANDINGS: dict[TransferStatus, str] = {
    "delivered": "delivered",
    "ordered": "promised", "planned": "promised", "offered": "promised",
    "requested": "withheld", "threatened": "withheld",
    "reported": "alleged", "alleged": "alleged",
    "denied": "denied",
}  # fmt: skip
STANDING_ORDER = ("delivered", "promised", "withheld", "alleged", "disputed", "denied")
#: Modes (PLOVER) that name a happening better than its type: an easing is no retreat.
_TOLD_BY_MODE = frozenset({"agreement", "ease", "release"})

_TREATY_YEAR = re.compile(r"\s*\b(\d{4})\Z")


def quad(entry: Entry) -> str:
    """The PLOVER quad of a happening; a transfer is a deed."""
    return (
        "material cooperation" if entry.kind == "transfer" else deeds.quad(entry.type, entry.mode)
    )


def standing(row: ExchangeRow) -> str:
    """How an item stands; of what one side tells and another denies, only that accounts differ."""
    return "disputed" if row.disputed else STANDINGS[row.status]


def modality_words(entry: Entry, t: Translator) -> str:
    """How a happening is told; what is told and denied is told differently, not as it is told."""
    return t.label("modality", "disputed" if entry.disputed else entry.modality)


def type_words(event_type: str, mode: str | None, t: Translator) -> str:
    """An event's type in words, or its mode where that says it better."""
    if event_type == "RETREAT" and mode in _TOLD_BY_MODE:
        return t.label("event mode", mode)
    return t.label("event type", event_type)


def entry_words(entry: Entry, t: Translator, *, short: bool = False) -> Markup:
    """``Consultation: Russia → Iran``; ``short`` names only the other side."""
    if entry.kind == "event":
        what = type_words(entry.type, entry.mode, t)
        what = what[:1].upper() + what[1:]
    else:
        what = t.headed("category", entry.type)
    others = [code for code in entry.recipients if code not in entry.actors]
    if short:
        if not others:
            return t.gettext("%(what)s", what=what)
        return t.gettext("%(what)s → %(whom)s", what=what, whom=t.name(others[0]))
    if not entry.actors:
        return t.gettext("%(what)s", what=what)
    who = t.names(entry.actors)
    if not others:
        return t.gettext("%(what)s: %(who)s", what=what, who=who)
    return t.gettext("%(what)s: %(who)s → %(whom)s", what=what, who=who, whom=t.names(others))


def treaty_name(identity: str, parties: Sequence[str], year: str | None, t: Translator) -> Markup:
    """A treaty by its parties and year; by its id when the parties are not known."""
    match = _TREATY_YEAR.search(identity)
    year = year or (match.group(1) if match else None)
    if not parties:
        return Markup("{}").format(identity)
    who = t.names(t.in_order(parties))
    if year:
        return t.gettext("Treaty of %(who)s (%(year)s)", who=who, year=t.date(year))
    return t.gettext("Treaty of %(who)s", who=who)


def quantity(row: ExchangeRow, t: Translator) -> str:
    """How many or how much, as the figures allow; the document's own words otherwise."""
    if row.low is not None or row.high is not None:
        low, high = row.low, row.high
        if low is not None and high is not None and low != high:
            return f"{t.number(low)}–{t.number(high)}"
        if low is None and high is not None:
            return str(t.gettext("up to %(n)s", n=t.number(high)))
        if high is None and low is not None:
            return str(t.gettext("at least %(n)s", n=t.number(low)))
        return t.number(low or 0)
    return row.quantity or ""


def record_words(record: Record, t: Translator) -> Markup:
    """One record's coded content in a line, for the register of evidence."""
    match record:
        case Event():
            who, whom = party_words(record.actors, t), party_words(record.recipients, t)
            parts = [
                type_words(record.type, record.mode, t),
                who,
                whom,
                t.label("modality", record.modality),
            ]
        case Statement():
            name = record.speaker.name or record.speaker.text
            speaker = t.said(name) if name else t.name(record.speaker.code)
            themes = t.listed([t.label("theme", theme) for theme in record.themes])
            parts = [t.label("act", record.act), speaker, themes]
        case Transfer():
            parts = [
                t.label("status", record.status),
                t.name(record.supplier.code) if record.supplier else "",
                t.name(record.recipient.code) if record.recipient else "",
                t.label("item", record.item.designation),
                record.quantity.text if record.quantity else "",
            ]
        case Provision():
            bound = t.label("provision", "binds" if record.present else "leaves out")
            parts = [
                treaty_name(record.treaty, record.parties, None, t),
                bound,
                t.label("obligation", record.obligation),
            ]
        case Influence():
            sign = "+" if record.sign > 0 else "−"
            cause = _factor(record.cause.factor, record.cause.text, t)
            effect = _factor(record.effect.factor, record.effect.text, t)
            parts = [cause, sign, effect, t.label("modality", record.modality)]
        case Indicator():
            parts = [t.label("measure", record.measure), t.number(record.value), record.unit]
        case _:
            parts = []
    shown = [Markup('<bdi dir="auto">{}</bdi>').format(part) for part in parts if part]
    return Markup(" · ").join(shown)


def item_words(record: Transfer, t: Translator) -> Markup:
    """``Drones: Iran → Russia``."""
    what = t.headed("item", record.item.designation)
    who = party_words((record.supplier,) if record.supplier else (), t)
    whom = party_words((record.recipient,) if record.recipient else (), t)
    if who and whom:
        return t.gettext("%(what)s: %(who)s → %(whom)s", what=what, who=who, whom=whom)
    return t.gettext("%(what)s: %(who)s", what=what, who=who or whom or t.name(None))


def party_words(parties: tuple[Party, ...], t: Translator) -> str:
    """Actors by name; by their words in the text where they have no code."""
    return t.listed(t.name(p.code) if p.code else p.name or p.text for p in parties)


def _factor(factor: str | None, text: str, t: Translator) -> str:
    return t.label("factor", factor) if factor else text
