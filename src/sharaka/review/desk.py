"""What every page of the desk shares: the case, the reviewer, the language, and how it is drawn."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlencode

import jinja2
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from sharaka.briefing import words as wordings
from sharaka.briefing.translate import isolate
from sharaka.coding import actor_name
from sharaka.errors import LedgerError, SharakaError
from sharaka.ledger import Case, Ledger
from sharaka.review import vocabulary
from sharaka.review.board import Board
from sharaka.review.happenings import Happenings
from sharaka.review.session import form_token, signed_in
from sharaka.review.settings import LANGUAGES, Settings
from sharaka.review.words import Voice

#: The longest name of a reviewer.
_NAME = 80
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: its template and values, and the same as plain data for its ``.json`` twin."""

    template: str
    values: Mapping[str, Any]
    plain: Any
    status: int = 200


@dataclass(frozen=True)
class Desk:
    """One case on one desk."""

    case: Case
    settings: Settings
    board: Board = field(repr=False)
    happenings: Happenings = field(default_factory=Happenings, repr=False)

    def ledger(self) -> Ledger:
        """The ledger, opened for one request: it belongs to the thread that opened it."""
        return Ledger.open(self.case.ledger_path)

    def reviewer(self, request: Request) -> str | None:
        """Who decides: as the desk was started, or as the reviewer told it."""
        told = request.cookies.get(self.settings.cookie("name"), "")
        return self.settings.by or clean_name(unquote(told)) or None

    def voice(self, request: Request) -> Voice:
        """The page's language: as chosen, or the desk's own."""
        chosen = request.cookies.get(self.settings.cookie("language"), "")
        language = chosen if chosen in LANGUAGES else self.settings.language
        return Voice(language, actor_name, pair=self.case.between or ())

    def remember(self, response: Response, name: str, value: str) -> None:
        """Set a cookie that no script can read and no other site can send."""
        response.set_cookie(
            self.settings.cookie(name),
            quote(value),
            max_age=_YEAR,
            httponly=True,
            samesite="strict",
        )

    def html(self, request: Request, shown: Shown) -> Response:
        """The page drawn."""
        t = self.voice(request)
        rows = self.board.rows()
        live = [row for row in rows if not row.stale]
        values = {
            "t": t, "_": t.gettext, "gettext": t.gettext, "ngettext": t.ngettext,
            "isolate": isolate, "record_words": functools.partial(wordings.record_words, t=t),
            "entry_words": functools.partial(wordings.entry_words, t=t),
            "token": form_token(self.settings, request.state.session),
            "case": self.case, "reviewer": self.reviewer(request), "named": self.settings.by,
            "languages": [Voice(code, actor_name) for code in LANGUAGES],
            "here": _here(request.url) if request.method == "GET" else "/desk", "path": request.url.path, "vocabulary": vocabulary,
            "signed": signed_in(self.settings, request.state.session),
            "reviewed": sum(row.record.state != "proposed" for row in live), "live": len(live),
        }  # fmt: skip
        html = _templates().get_template(shown.template).render(values | dict(shown.values))
        return HTMLResponse(html, status_code=shown.status)

    def failed(self, request: Request, error: SharakaError, status: int) -> Response:
        """An error as a page that says what to do."""
        values = {"what": error.what, "mend": error.mend, "place": error.place}
        return self.html(request, Shown("error.html", values, None, status))


Page = Callable[[Desk, Request], Shown]


def html_of(desk: Desk, page: Page, *, named: bool = False) -> Callable[[Request], Response]:
    """The endpoint that draws a page; run in a worker thread, as it is no coroutine.

    A page that leads to decisions (``named``) asks first who is reviewing.
    """

    def endpoint(request: Request) -> Response:
        if named and desk.reviewer(request) is None:
            return go("/name?" + urlencode({"back": _here(request.url)}))
        try:
            return desk.html(request, page(desk, request))
        except SharakaError as error:
            return desk.failed(request, error, status_of(error))

    return endpoint


def json_of(desk: Desk, page: Page) -> Callable[[Request], Response]:
    """The endpoint of the page's ``.json`` twin."""

    def endpoint(request: Request) -> Response:
        try:
            shown = page(desk, request)
        except SharakaError as error:
            said = {"error": error.what, "place": error.place, "mend": error.mend}
            return JSONResponse(said, status_code=status_of(error))
        return JSONResponse(shown.plain, status_code=shown.status)

    return endpoint


def status_of(error: SharakaError) -> int:
    """404 for what the ledger does not have, 400 for the rest of what a page was asked."""
    missing = isinstance(error, LedgerError) and error.what.startswith("there is no ")
    return 404 if missing else 400


def clean_name(name: str) -> str:
    """A reviewer's name: one line, not too long; empty when there is nothing to it."""
    return " ".join("".join(c for c in name if c.isprintable()).split())[:_NAME]


def go(path: str) -> Response:
    """See another page of the desk after a form was taken."""
    return RedirectResponse(path, status_code=303)


def _here(url: URL) -> str:
    return f"{url.path}?{url.query}" if url.query else url.path


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("sharaka.review"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
