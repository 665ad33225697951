"""The desk's page: the queue, the source, and the record as a form."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from sharaka.errors import LedgerError, SharakaError
from sharaka.evidence import KINDS, Record, to_dict
from sharaka.ledger import Decision, Ledger
from sharaka.ledger.decisions import in_force
from sharaka.review import fields, source, steps
from sharaka.review.board import Row
from sharaka.review.desk import Desk, Shown
from sharaka.review.filters import ORDERS, PAGE, SHOWS, Filters
from sharaka.review.form import Form
from sharaka.review.words import codes_listed


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after a decision, by its path."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a record's history."""

    decision: Decision
    changes: tuple[Change, ...]
    together: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The record in the form: ``original`` gives, by path, what an edit changed."""

    row: Row
    mark: str
    parts: tuple[fields.Input | fields.Group, ...]
    original: Mapping[str, Any]
    latest: tuple[Change, ...]
    history: tuple[Line, ...]
    whence: source.Whence
    undoable: Decision | None
    before: str | None
    after: str | None


def page(desk: Desk, request: Request) -> Shown:
    """The desk as the address asks for it."""
    filters = Filters.read(request.query_params)
    done = request.query_params.get("done", "")
    return show(desk, request, filters, request.query_params.get("record"), done=done)


def show(
    desk: Desk,
    request: Request,
    filters: Filters,
    key: str | None,
    *,
    done: str = "",
    error: SharakaError | None = None,
    form: Form | None = None,
    status: int = 200,
) -> Shown:
    """The desk with a record chosen: the first of the queue when none is named.

    After an ``error`` the posted ``form`` is shown as it was filled in.
    """
    rows = desk.board.rows()
    found = filters.apply(rows)
    row = _named(rows, key) if key else next(iter(filters.visible(found)), None)
    # A record just decided passes no more, but its neighbours are still what comes next.
    line = filters.apply(rows, also=row)
    at = next((i for i, one in enumerate(line) if one is row), 0)
    if key and found:
        filters = dataclasses.replace(filters, page=min(at, len(found) - 1) // PAGE + 1)
    visible = filters.visible(found)
    name = row.record.document if row else filters.document
    with desk.ledger() as ledger:
        text = ledger.document(name) if name else None
        chosen = _chosen(ledger, row, line, at, form) if row else None
    drawn = (
        source.paragraphs(
            text, [r for r in rows if r.record.document == name], row.key if row else None
        )
        if text
        else []
    )
    by = desk.reviewer(request)
    t = desk.voice(request)
    values = {
        "filters": filters, "found": len(found), "pages": -(-len(found) // PAGE) or 1,
        "visible": visible, "seen": steps.seen, "chosen": chosen, "document": text,
        "paragraphs": drawn, "step": steps.last_step(desk.board, by) if by else None,
        "together": steps.together, "done": _done(done), "error": error,
        "kinds": KINDS, "shows": SHOWS, "orders": ORDERS,
        "actors": codes_listed(Counter(code for one in rows for code in one.codes), t),
        "documents": sorted({one.record.document for one in rows}),
    }  # fmt: skip
    plain = {
        "filters": filters.plain(),
        "total": len(found),
        "page": filters.page,
        "rows": [plain_row(one) for one in visible],
        "chosen": _plain_chosen(chosen) if chosen else None,
    }
    return Shown("desk.html", values, plain, status)


def history(row: Row) -> tuple[Line, ...]:
    """Every decision on the record with what it changed, newest first."""
    lines = []
    for decision in reversed(row.holding.decisions):
        common = steps.together(decision.note)
        before, after = decision.before or {}, decision.after or {}
        changes = _changes(before.get("fields", {}), after.get("fields", {}))
        lines.append(Line(decision, changes, common[1] if common else 0))
    return tuple(lines)


def _chosen(ledger: Ledger, row: Row, line: Sequence[Row], at: int, form: Form | None) -> Chosen:
    held = row.holding
    parts = fields.inputs(type(held.record), to_dict(held.record))
    kept = in_force(held.decisions)
    return Chosen(
        row=row,
        mark=steps.seen(held),
        parts=with_posted(parts, form) if form else parts,
        original={c.path: c.before for c in _differences(held.original, held.record)},
        latest=tuple(_differences(held.original, held.latest)) if held.latest else (),
        history=history(row),
        whence=source.whence(ledger.document(held.record.document), held.record)
        if held.standing != "source changed"
        else source.Whence((), (), ()),
        undoable=kept[-1] if kept and kept[-1].action != "add" and not row.stale else None,
        before=line[at - 1].key if at else None,
        after=line[at + 1].key if at + 1 < len(line) else None,
    )


def with_posted(
    parts: Sequence[fields.Input | fields.Group], form: Form
) -> tuple[fields.Input | fields.Group, ...]:
    """The inputs with what was posted in them."""
    return tuple(
        dataclasses.replace(part, parts=with_posted(part.parts, form))
        if isinstance(part, fields.Group)
        else _posted_input(part, form)
        for part in parts
    )


def _posted_input(part: fields.Input, form: Form) -> fields.Input:
    if part.widget == "words":
        names = ("start", "end", "text")
        given = {n: form.one(f"{part.path}.{n}", str(part.value.get(n) or "")) for n in names}
        return dataclasses.replace(part, value=given)
    if part.path not in form:
        return part
    if part.widget in ("checks", "codes"):
        return dataclasses.replace(part, value=[v for v in form.all(part.path) if v])
    return dataclasses.replace(part, value=form.one(part.path))


def _differences(left: Record, right: Record) -> list[Change]:
    plain = {name: value for name, value in to_dict(left).items() if name != "state"}
    return list(_changes(plain, {name: to_dict(right).get(name) for name in plain}))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs, value by value; the sentence follows from the quote and is left out."""
    old = fields.leaves({name: value for name, value in before.items() if name != "sentence"})
    new = fields.leaves({name: value for name, value in after.items() if name != "sentence"})
    return tuple(
        Change(path, old.get(path), new.get(path))
        for path in dict.fromkeys((*old, *new))
        if old.get(path) != new.get(path)
    )


def _named(rows: Sequence[Row], key: str) -> Row:
    found = [row for row in rows if row.key == key]
    if not found:
        raise LedgerError(f"there is no record {key}", mend="Go back to the queue.")
    return min(found, key=lambda row: row.stale)  # the one quoting the present text, if any


def _done(text: str) -> tuple[str, int] | None:
    """What was just done, from the address: a closed word and a number, never free text."""
    action, _, count = text.partition(".")
    if action not in ("accept", "reject", "edit", "undo", "note", "add"):
        return None
    return action, int(count) if count.isascii() and count.isdecimal() else 1


def plain_row(row: Row) -> dict[str, Any]:
    """A row for the ``.json`` twins: the record with its number, standing and mark."""
    marks = {
        "number": row.number,
        "standing": row.holding.standing,
        "seen": steps.seen(row.holding),
    }
    return to_dict(row.record) | marks


def _plain_chosen(chosen: Chosen) -> dict[str, Any]:
    held = chosen.row.holding
    return {
        "record": to_dict(held.record),
        "original": to_dict(held.original),
        "latest": to_dict(held.latest) if held.latest else None,
        "standing": held.standing,
        "seen": chosen.mark,
        "decisions": [dataclasses.asdict(decision) for decision in held.decisions],
        "whence": dataclasses.asdict(chosen.whence),
    }
