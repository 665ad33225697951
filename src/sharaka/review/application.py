"""The application: every address, behind the guard."""

from __future__ import annotations

import functools
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sharaka.errors import LedgerError
from sharaka.ledger import Case
from sharaka.review import adding, deciding, entering, queue, tables
from sharaka.review.board import Board
from sharaka.review.desk import Desk, Page, go, html_of, json_of
from sharaka.review.guard import Guard
from sharaka.review.settings import Settings

#: Every page; each has a twin at the same address with ``.json``.
PAGES: dict[str, Page] = {
    "/desk": queue.page,
    "/together": deciding.together,
    "/add": adding.page,
    "/documents": tables.documents,
    "/document": tables.document,
    "/actors": tables.actors,
    "/timeline": tables.timeline,
    "/search": entering.search_page,
    "/name": entering.name_page,
    "/sign-in": entering.sign_in_page,
}

#: Pages that lead to decisions: the reviewer gives a name before seeing them.
NAMED = frozenset({"/desk", "/together", "/add"})


def application(case: Case, settings: Settings) -> ASGIApp:
    """The desk of a case as an ASGI application.  Raises LedgerError for a ledger of no use."""
    desk = Desk(case, settings, Board(case.ledger_path))
    routes: list[BaseRoute] = [Route("/", lambda _request: go("/desk"))]
    for path, page in PAGES.items():
        drawn = html_of(desk, page, named=path in NAMED)
        routes.append(Route(path, drawn, methods=["GET"]))
        routes.append(Route(f"{path}.json", json_of(desk, page), methods=["GET"]))
    for path, endpoint in _forms(desk).items():
        routes.append(Route(path, endpoint, methods=["POST"]))
    routes.append(Mount("/static", StaticFiles(packages=[("sharaka.review", "static")])))
    errors = {404: _missing(desk), 405: _missing(desk)}
    return Guard(Starlette(routes=routes, exception_handlers=errors), settings)


def _forms(desk: Desk) -> dict[str, Callable[..., object]]:
    async def sign_in(request: Request) -> Response:
        response = entering.take_password(desk, request)
        if response.status_code == 403:
            await entering.wait_after_wrong()
        return response

    return {
        "/decide": deciding.taking(desk, deciding.decide),
        "/together": deciding.taking(desk, deciding.decide_all),
        "/undo": deciding.taking(desk, functools.partial(deciding.undo, desk.board)),
        "/note": deciding.taking(desk, deciding.note),
        "/add": lambda request: adding.add(desk, request),
        "/name": lambda request: entering.take_name(desk, request),
        "/language": lambda request: entering.take_language(desk, request),
        "/sign-in": sign_in,
    }


def _missing(desk: Desk) -> Callable[[Request, Exception], Response]:
    def endpoint(request: Request, error: Exception) -> Response:
        gone = LedgerError("there is no such page", mend="Go back to the desk.")
        return desk.failed(request, gone, getattr(error, "status_code", 404))

    return endpoint
