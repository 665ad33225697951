"""The forms that change the ledger: accept, reject, edit, undo, note; one row or many."""

from __future__ import annotations

import typing
from collections.abc import Callable
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from sharaka.errors import EvidenceError, LedgerError, SharakaError
from sharaka.evidence import to_dict
from sharaka.ledger import Ledger
from sharaka.review import queue, steps
from sharaka.review.board import Board, Row
from sharaka.review.desk import Desk, Shown, go
from sharaka.review.filters import Filters
from sharaka.review.form import Form
from sharaka.review.guard import posted
from sharaka.review.posted import changes_of

#: What a form does: by whom, with what; it gives the record to show next and what was done.
Act = Callable[[Ledger, Form, str], tuple[str, str]]


def taking(desk: Desk, act: Act) -> Callable[[Request], Response]:
    """The endpoint of a form: does it, then shows the desk; a refusal shows it as it was filled."""

    def endpoint(request: Request) -> Response:
        form = posted(request)
        by = desk.reviewer(request)
        if by is None:
            return go("/name?" + urlencode({"back": f"/desk?{form.one('back')}"}))
        filters = Filters()
        try:
            filters = Filters.read(dict(parse_qsl(form.one("back"))))
            with desk.ledger() as ledger:
                record, done = act(ledger, form, by)
        except SharakaError as error:
            return _refused(desk, request, filters, form, error)
        place = f"#q-{record}" if record else ""
        return go(f"/desk?{filters.query(record=record, done=done)}{place}")

    return endpoint


def decide(ledger: Ledger, form: Form, by: str) -> tuple[str, str]:
    """Accept, reject or edit one record; the next of the queue is shown."""
    key, action = form.one("record"), form.one("action")
    if action not in ("accept", "reject", "edit"):
        raise LedgerError(f"{action!r} is not a decision", mend="Use accept, reject or edit.")
    with ledger.together():
        record = steps.as_shown(ledger, key, form.one("seen")).record
        document = ledger.document(record.document)
        changed = changes_of(type(record), form, document, to_dict(record))
        if action == "edit":
            ledger.decide(key, "edit", by, changed)
        elif changed:
            raise EvidenceError(
                "fields were changed and not saved", mend="Save the edit, or take the changes back."
            )
        else:
            ledger.decide(key, typing.cast(Literal["accept", "reject"], action), by)
    # After an edit the record stays in view, to see that it is right.
    return (key if action == "edit" else form.one("next") or key), action


def decide_all(ledger: Ledger, form: Form, by: str) -> tuple[str, str]:
    """Accept or reject the rows that were listed, as one step."""
    action = form.one("action")
    if action not in ("accept", "reject"):
        raise LedgerError(f"{action!r} is not a decision", mend="Use accept or reject.")
    shown = [(row.partition(":")[0], row.partition(":")[2]) for row in form.all("row")]
    made = steps.decide_all(ledger, shown, typing.cast(Literal["accept", "reject"], action), by)
    return "", f"{action}.{len(made)}"


def undo(board: Board, ledger: Ledger, form: Form, by: str) -> tuple[str, str]:
    """Take back a decision, with those made together with it."""
    made = steps.undo(ledger, board, form.one("decision"), by)
    return made[0].record, f"undo.{len(made)}"


def note(ledger: Ledger, form: Form, by: str) -> tuple[str, str]:
    """A note on a record; it changes nothing else."""
    key = form.one("record")
    text = form.one("note").strip()
    if steps.together(text) is not None:
        raise LedgerError("the note is kept for the desk's own use", mend="Write it otherwise.")
    ledger.decide(key, "note", by, note=text)
    return key, "note"


def together(desk: Desk, request: Request) -> Shown:
    """The rows of the queue's page in full, to be decided together: what is listed is what is meant."""
    filters = Filters.read(request.query_params)
    visible = filters.visible(filters.apply(desk.board.rows()))
    plain = {"rows": [queue.plain_row(row) for row in visible], "filters": filters.plain()}
    values = {"filters": filters, "visible": visible, "seen": steps.seen}
    return Shown("together.html", values, plain)


def _refused(
    desk: Desk, request: Request, filters: Filters, form: Form, error: SharakaError
) -> Response:
    """The desk again with the error and the form as it was filled in."""
    status = 422 if isinstance(error, EvidenceError) else 409
    known: Row | None = next((r for r in desk.board.rows() if r.key == form.one("record")), None)
    if known is None and form.one("record"):
        return desk.failed(request, error, 404)
    filled = form if isinstance(error, EvidenceError) else None
    key = known.key if known else None
    shown = queue.show(desk, request, filters, key, error=error, form=filled, status=status)
    return desk.html(request, shown)
