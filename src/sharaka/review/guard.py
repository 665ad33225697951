"""The gate in front of every page: nothing reaches the desk, or leaves it, without passing here.

Being one layer round the whole application it cannot be forgotten by a route.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sharaka.review import session as sessions
from sharaka.review.form import MAX_BYTES, Form, TooLargeError, read_form
from sharaka.review.origin import host_allowed, origin_allowed
from sharaka.review.settings import Settings

#: Nothing is loaded but our own files; nothing frames us; no form leaves.
POLICY = "; ".join(
    (
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "connect-src 'self'",
        "img-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    )
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it browsers send "Origin: null", and a post could not be told apart.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
#: Pages that can be seen before the password is given.
_OPEN = ("/sign-in", "/static/", "/language")


class Guard:
    """Checks Host, Origin, size, token and password; sets the session and the headers.

    The application finds the session and the posted form in ``request.state``.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # no web sockets, and nothing to start or stop
        headers = Headers(scope=scope)
        session, fresh = self._session(Request(scope))
        scope.setdefault("state", {})["session"] = session

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out[name] = value
                if fresh:
                    out.append("set-cookie", self._cookie(session))
            await send(message)

        try:
            refused = await self._refusal(scope, headers, session, receive)
        except ClientDisconnect:
            return
        await (refused or self.app)(scope, receive, sending)

    async def _refusal(
        self, scope: Scope, headers: Headers, session: str, receive: Receive
    ) -> Response | None:
        """Why the request goes no further; None when it may."""
        if not host_allowed(headers.get("host"), self.settings):
            return _no(421, "This desk does not answer to that host name.")
        path = scope["path"]
        if not sessions.signed_in(self.settings, session) and not path.startswith(_OPEN):
            if scope["method"] == "GET" and not path.endswith(".json"):
                return RedirectResponse("/sign-in", status_code=303)
            return _no(401, "Sign in first.")
        if scope["method"] in ("GET", "HEAD"):
            return None
        if not origin_allowed(headers):
            return _no(403, "This request does not come from a page of the desk.")
        return await self._posted(Request(scope), session, receive)

    async def _posted(self, request: Request, session: str, receive: Receive) -> Response | None:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            return _no(415, "The desk takes forms only.")
        announced = request.headers.get("content-length", "0")
        try:
            if not announced.isdecimal() or int(announced) > MAX_BYTES:
                raise TooLargeError
            form = await read_form(receive)
        except TooLargeError:
            return _no(413, f"A form may have {MAX_BYTES} bytes at most.")
        except ValueError:
            return _no(400, "This is not a form.")
        if not sessions.token_fits(self.settings, session, form.one("token")):
            return _no(403, "This page is older than the desk. Load it again and repeat the step.")
        request.state.form = form
        return None

    def _session(self, request: Request) -> tuple[str, bool]:
        """The session the browser showed, or a new one; and whether it is new."""
        shown = request.cookies.get(self.settings.cookie("session"))
        if shown is not None and sessions.well_formed(shown):
            return shown, False
        return sessions.new_session(), True

    def _cookie(self, session: str) -> str:
        name = self.settings.cookie("session")
        return f"{name}={session}; HttpOnly; SameSite=Strict; Path=/"


def posted(request: Request) -> Form:
    """The form the guard has read and checked."""
    form: Form = request.state.form
    return form


def _no(status: int, words: str) -> Response:
    return PlainTextResponse(words + "\n", status_code=status)
