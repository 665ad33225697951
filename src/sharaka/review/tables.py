"""Plain tables: documents with how far each is reviewed, actors, the timeline."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict

from starlette.requests import Request

from sharaka.errors import LedgerError
from sharaka.evidence import KINDS
from sharaka.review import source
from sharaka.review.board import Row
from sharaka.review.desk import Desk, Shown
from sharaka.review.texts import hits_in
from sharaka.review.words import codes_listed

#: Happenings on one page of the timeline.
_PAGE = 200


def documents(desk: Desk, _request: Request) -> Shown:
    """Every document with its records by state."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for row in desk.board.rows():
        states[row.record.document]["stale" if row.stale else row.record.state] += 1
    with desk.ledger() as ledger:
        held = ledger.documents(gone=True)
        gone = {shelf.id for shelf in ledger.shelves() if shelf.gone_at is not None}
    rows = [
        {
            "id": document.id,
            "title": document.metadata.title,
            "publisher": document.metadata.publisher,
            "published": document.metadata.published,
            "gone": document.id in gone,
            "states": dict(states[document.id]),
            "records": sum(states[document.id].values()),
            "noticed": [
                dataclasses.asdict(d) for d in document.diagnostics if d.severity != "info"
            ],
        }
        for document in held
    ]
    return Shown("documents.html", {"rows": rows}, rows)


def document(desk: Desk, request: Request) -> Shown:
    """One document's text with its records marked, and what was searched for."""
    name, query = request.query_params.get("id", ""), request.query_params.get("q", "")
    with desk.ledger() as ledger:
        text = ledger.document(name)
    rows = [row for row in desk.board.rows() if row.record.document == name]
    hits = hits_in(text, query)
    drawn = source.paragraphs(text, rows, None, hits)
    values = {"document": text, "paragraphs": drawn, "rows": rows, "q": query, "hits": hits}
    plain = {
        "id": text.id,
        "text": text.text,
        "metadata": dataclasses.asdict(text.metadata),
        "records": [row.key for row in rows],
        "hits": [dataclasses.asdict(hit) for hit in hits],
    }
    return Shown("document.html", values, plain)


def actors(desk: Desk, request: Request) -> Shown:
    """Every actor code with how many records of each kind name it."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _live(desk):
        for code in row.codes:
            kinds[code][row.record.kind] += 1
    t = desk.voice(request)
    totals = {code: sum(counts.values()) for code, counts in kinds.items()}
    listed = sorted(codes_listed(totals, t), key=lambda item: -item[2])
    plain = [
        {"code": code, "name": t.name(code), "records": count, "kinds": dict(kinds[code])}
        for code, _, count in listed
    ]
    return Shown("actors.html", {"rows": plain, "kinds": KINDS}, plain)


def timeline(desk: Desk, request: Request) -> Shown:
    """Happenings by date, each with the records that tell of it."""
    asked = request.query_params.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and int(asked) > 0):
        raise LedgerError(f"there is no page {asked!r}", mend="Begin with the first page.")
    entries = desk.happenings.of(desk.board.rows())
    pages = -(-len(entries) // _PAGE) or 1
    page = min(int(asked), pages)
    shown = entries[(page - 1) * _PAGE : page * _PAGE]
    plain = [dataclasses.asdict(entry) for entry in shown]
    values = {"entries": shown, "page": page, "pages": pages, "count": len(entries)}
    return Shown("timeline.html", values, {"page": page, "pages": pages, "entries": plain})


def _live(desk: Desk) -> list[Row]:
    return [row for row in desk.board.rows() if not row.stale and row.record.state != "rejected"]
