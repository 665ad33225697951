"""Coming in: the reviewer's name, the language, the password; and searching."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from sharaka.review import session as sessions
from sharaka.review.desk import Desk, Shown, clean_name, go
from sharaka.review.guard import posted
from sharaka.review.settings import LANGUAGES
from sharaka.review.texts import search as find

#: A wrong password costs this many seconds.
_WAIT = 1.0


def name_page(desk: Desk, request: Request) -> Shown:
    """Asks who is reviewing."""
    back = _inside(request.query_params.get("back", ""))
    return Shown("name.html", {"back": back}, {"name": desk.reviewer(request)})


def take_name(desk: Desk, request: Request) -> Response:
    """Remember the reviewer's name in a cookie."""
    form = posted(request)
    name, back = clean_name(form.one("name")), _inside(form.one("back"))
    if not name:
        return go("/name?" + urlencode({"back": back}))
    response = go(back)
    desk.remember(response, "name", name)
    return response


def take_language(desk: Desk, request: Request) -> Response:
    """Change the language and go back to the page."""
    form = posted(request)
    response = go(_inside(form.one("back")))
    if form.one("language") in LANGUAGES:
        desk.remember(response, "language", form.one("language"))
    return response


def sign_in_page(desk: Desk, _request: Request) -> Shown:
    """Asks for the password."""
    return Shown("sign_in.html", {"wrong": False}, {"password": desk.settings.password is not None})


async def wait_after_wrong() -> None:
    """Slow down guessing, without holding a worker thread."""
    await asyncio.sleep(_WAIT)


def take_password(desk: Desk, request: Request) -> Response:
    """A signed-in session for the right password; the page again for a wrong one."""
    session = sessions.sign_in(desk.settings, posted(request).one("password"))
    if session is None:
        return desk.html(request, Shown("sign_in.html", {"wrong": True}, None, 403))
    response = go("/desk")
    response.set_cookie(desk.settings.cookie("session"), session, httponly=True, samesite="strict")
    return response


def search_page(desk: Desk, request: Request) -> Shown:
    """Where the words stand, in every document."""
    query = request.query_params.get("q", "").strip()[:200]
    found = find(desk.case, query)
    plain = {
        "query": query,
        "documents": found.documents,
        "hits": found.hits,
        "found": [
            {
                "document": one.document.id,
                "title": one.document.metadata.title,
                "count": one.count,
                "hits": [
                    {"start": h.start, "end": h.end, "paragraph": h.paragraph, "words": h.words,
                     "before": h.before, "after": h.after}
                    for h in one.hits
                ],
            }
            for one in found.found
        ],
    }  # fmt: skip
    return Shown("search.html", {"search": found, "q": query}, plain)


def _inside(path: str) -> str:
    """An address of this desk; anything else (another site, another scheme) becomes the desk."""
    plain = path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/desk"
