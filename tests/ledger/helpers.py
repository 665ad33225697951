"""Small documents and records made from words, for the tests of the ledger and of weighing."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from typing import Any

from sharaka.evidence import (
    Attribution,
    Event,
    EventDate,
    Factor,
    Indicator,
    Influence,
    Item,
    Party,
    Provision,
    Quantity,
    Record,
    Statement,
    Stretch,
    Transfer,
    record_id,
)
from sharaka.reading.document import Block, Document, Metadata, Origin


def document(id_: str, text: str, **metadata: Any) -> Document:
    """A document of one block, one sentence a line."""
    sentences, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            sentences.append((start, start + len(line)))
        start += len(line) + 1
    return Document(
        id=id_,
        text=text,
        blocks=(Block(start=0, end=len(text), language="en"),),
        sentences=tuple(sentences),
        origins=(Origin(start=0, end=len(text)),),
        metadata=Metadata(**metadata),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def base(
    doc: Document, quote: str, kind: str, coder: str = "rules/1", n: int = 0
) -> dict[str, Any]:
    """The fields all records share, for the first place ``quote`` stands in ``doc``."""
    start = doc.text.index(quote)
    end = start + len(quote)
    first, last = next(s for s in doc.sentences if s[0] <= start < s[1])
    return {
        "id": record_id(doc.id, kind, start, end, n),  # type: ignore[arg-type]
        "document": doc.id,
        "coder": coder,
        "confidence": 0.8,
        "sentence": Stretch(first, last, doc.text[first:last]),
        "quote": quote,
        "start": start,
        "end": end,
    }


def party(doc: Document, code: str, words: str = "") -> Party:
    """An actor as written in ``doc``, or understood when no words are given."""
    if not words:
        return Party(code=code)
    start = doc.text.index(words)
    return Party(code=code, text=words, start=start, end=start + len(words))


def day(edtf: str | None) -> EventDate:
    return EventDate(edtf=edtf, basis="stated" if edtf else "unknown")


def event(
    doc: Document,
    quote: str,
    type_: str,
    actors: Sequence[str] = (),
    recipients: Sequence[str] = (),
    date: str | None = None,
    **fields: Any,
) -> Event:
    shared = base(doc, quote, "event", n=fields.pop("n", 0))
    shared |= {k: fields.pop(k) for k in ("coder", "confidence") if k in fields}
    return Event(
        **shared,
        type=type_,
        actors=tuple(Party(code=code) for code in actors),
        recipients=tuple(Party(code=code) for code in recipients),
        date=day(date),
        **fields,
    )


def transfer(
    doc: Document,
    quote: str,
    supplier: str | None,
    recipient: str | None,
    designation: str,
    status: str,
    date: str | None = None,
    **fields: Any,
) -> Transfer:
    low, high = fields.pop("low", None), fields.pop("high", None)
    category = fields.pop("category", None)
    quantity = Quantity(text=str(low), low=low, high=high) if low is not None else None
    source = fields.pop("source", None)
    return Transfer(
        **base(doc, quote, "transfer", n=fields.pop("n", 0)),
        supplier=Party(code=supplier) if supplier else None,
        recipient=Party(code=recipient) if recipient else None,
        item=Item(designation=designation, category=category),
        quantity=quantity,
        status=status,  # type: ignore[arg-type]
        date=day(date),
        attribution=Attribution(code=source, name=None, text="") if source else None,
        **fields,
    )


def statement(
    doc: Document, quote: str, act: str, code: str | None, name: str | None = None, **fields: Any
) -> Statement:
    content = fields.pop("content", None)
    if content is not None:
        start = doc.text.index(content)
        content = Stretch(start, start + len(content), content)
    return Statement(
        **base(doc, quote, "statement", n=fields.pop("n", 0)),
        act=act,
        speaker=Party(code=code, name=name, role=fields.pop("role", None)),
        content=content,
        **fields,
    )


def coded_by(record: Record, coder: str) -> Record:
    return dataclasses.replace(record, coder=coder)


def provision(
    doc: Document, quote: str, treaty: str, obligation: str, present: bool, **fields: Any
) -> Provision:
    parties = tuple(treaty.split(" ", maxsplit=1)[0].split("-"))
    return Provision(
        **base(doc, quote, "provision", n=fields.pop("n", 0)),
        treaty=treaty,
        parties=parties,
        obligation=obligation,  # type: ignore[arg-type]
        present=present,
    )


def influence(
    doc: Document, quote: str, cause: str | None, effect: str | None, sign: int, **fields: Any
) -> Influence:
    return Influence(
        **base(doc, quote, "influence", n=fields.pop("n", 0)),
        cause=Factor(text="", factor=cause),
        effect=Factor(text="", factor=effect),
        sign=sign,
        **fields,
    )


def indicator(
    doc: Document, quote: str, measure: str, value: float, unit: str, date: str | None = None
) -> Indicator:
    return Indicator(
        **base(doc, quote, "indicator"), measure=measure, value=value, unit=unit, date=day(date)
    )
