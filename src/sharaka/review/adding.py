"""A record by hand: a stretch of the text is selected, a kind chosen, the form filled in."""

from __future__ import annotations

import dataclasses
import uuid
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from sharaka.errors import SharakaError, UsageError
from sharaka.evidence import Record, kind_class
from sharaka.ledger.boundary import record_from_plain
from sharaka.reading.document import Document
from sharaka.review import fields, source
from sharaka.review.desk import Desk, Shown, go
from sharaka.review.filters import Filters
from sharaka.review.form import Form
from sharaka.review.guard import posted
from sharaka.review.posted import fields_of
from sharaka.review.queue import with_posted


def page(desk: Desk, request: Request) -> Shown:
    """The empty form of a kind on the words selected (``document``, ``start``, ``end``)."""
    given = request.query_params
    asked = Form({name: [given[name]] for name in given})
    with desk.ledger() as ledger:
        document = ledger.document(asked.one("document"))
    return _form(document, asked.one("kind"), asked)


def add(desk: Desk, request: Request) -> Response:
    """Add the record; the desk shows it among those of its document."""
    form, by = posted(request), desk.reviewer(request)
    if by is None:
        return go("/name?" + urlencode({"back": "/desk"}))
    with desk.ledger() as ledger:
        document = ledger.document(form.one("document"))
        kind = kind_class(form.one("kind"))
        try:
            record = _made(kind, form, document, by)
            ledger.add(record, by, form.one("note").strip() or None)
        except SharakaError as error:
            return desk.html(request, _form(document, form.one("kind"), form, error))
    filters = Filters(document=document.id, state="all")
    return go(f"/desk?{filters.query(record=record.id, done='add')}#q-{record.id}")


def _made(kind: type[Record], form: Form, document: Document, by: str) -> Record:
    """The record of the form, sure and by the analyst, with an id of its own."""
    plain = {
        "id": uuid.uuid4().hex[:16],
        "kind": form.one("kind"),
        "document": document.id,
        "coder": f"analyst:{by}",
        "confidence": 1.0,
    }
    return record_from_plain(plain | fields_of(kind, form, document, {}))


def _form(document: Document, kind: str, form: Form, error: SharakaError | None = None) -> Shown:
    """The form with the words (``start``, ``end``, or what was posted of the quote) in it."""
    cls = kind_class(kind)
    start, end = _offset(form, "start"), _offset(form, "end")
    if not 0 <= start < end <= len(document.text):
        raise UsageError("no words are selected", mend="Select words in the text of a document.")
    blank = _defaults(cls) | {"start": start, "end": end, "quote": document.text[start:end]}
    parts = fields.inputs(cls, blank)
    values = {
        "document": document,
        "kind": kind,
        "start": start,
        "end": end,
        "parts_": with_posted(parts, form) if error else parts,
        "paragraphs": source.paragraphs(document, ()),
        "note": form.one("note"),
        "error": error,
    }
    plain = {"document": document.id, "kind": kind, "fields": blank}
    return Shown("add.html", values, plain, 422 if error else 200)


def _defaults(kind: type[Record]) -> dict[str, Any]:
    """The fields of a kind that have a default, as plain data."""
    found: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.default is not dataclasses.MISSING and field.name not in fields.KEPT:
            value: Any = field.default
            found[field.name] = (
                dataclasses.asdict(value)
                if dataclasses.is_dataclass(value) and not isinstance(value, type)
                else list(value)
                if isinstance(value, tuple)
                else value
            )
    return found


def _offset(form: Form, name: str) -> int:
    """An offset of the address or, after a refusal, of the posted quote; -1 for none."""
    text = form.one(f"quote.{name}") or form.one(name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else -1
