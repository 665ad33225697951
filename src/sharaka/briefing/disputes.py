"""Where accounts conflict, in the reader's words: who holds what, by which quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from sharaka.briefing.cite import Register
from sharaka.briefing.inputs import BriefInput
from sharaka.briefing.translate import Translator, isolate
from sharaka.briefing.words import item_words, party_words, treaty_name, type_words
from sharaka.evidence import Event, Provision, Statement, Transfer
from sharaka.weighing.measures import Conflict, ConflictSide


@dataclass(frozen=True, slots=True)
class Side:
    """One side: who says it, the claim in a word, the quote it stands on."""

    who: Markup
    claim: str
    quote: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict: its kind, what it is about, its sides."""

    kind: str
    about: Markup
    sides: tuple[Side, ...]


def disputes(given: BriefInput, t: Translator, register: Register) -> list[Dispute]:
    """Every conflict; those with most records first."""
    titles = {d.id: d.metadata.title or d.metadata.publisher or d.id for d in given.documents}
    ranked = sorted(given.measures.conflicts, key=lambda c: (-len(c.records), c.kind, c.about))
    return [
        Dispute(
            t.label("conflict", conflict.kind),
            _about(conflict, t, register),
            tuple(_side(side, titles, t, register) for side in conflict.sides),
        )
        for conflict in ranked
    ]


def _about(conflict: Conflict, t: Translator, register: Register) -> Markup:
    """What it is about, from the record that tells the happening, else in weighing's words."""
    for place in register.ordered(conflict.records):
        match place.record:
            case Transfer() as record:
                return item_words(record, t)
            case Event() as record:
                who, whom = party_words(record.actors, t), party_words(record.recipients, t)
                what = type_words(record.type, record.mode, t)
                if who and whom:
                    return t.gettext("%(what)s: %(who)s → %(whom)s", what=what, who=who, whom=whom)
                return t.gettext("%(what)s: %(who)s", what=what, who=who or whom)
            case Provision() as record:
                treaty = treaty_name(record.treaty, record.parties, None, t)
                what = t.label("obligation", record.obligation)
                return t.gettext("%(treaty)s: %(what)s", treaty=treaty, what=what)
            case Statement():
                continue
            case _:
                break
    return Markup('<bdi dir="auto">{}</bdi>').format(conflict.about)


def _side(side: ConflictSide, titles: Mapping[str, str], t: Translator, register: Register) -> Side:
    first = register.ordered(side.records)[0].record
    claim = {"present": "binds", "absent": "leaves out"}.get(side.claim, side.claim)
    for vocabulary in ("status", "modality", "provision"):
        if t.knows(vocabulary, claim):
            claim = t.label(vocabulary, claim)
            break
    quote = first.quote if first and first.quote != side.claim else ""
    who = (
        t.gettext("in «%(title)s»", title=isolate(titles[side.who])) if side.who in titles else None
    )
    return Side(who or isolate(t.said(t.name(side.who))), claim, quote, side.records)
