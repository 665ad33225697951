"""The session: a random cookie, the token its forms carry, and whether it is signed in."""

from __future__ import annotations

import hmac
import re
import secrets

from sharaka.review.settings import Settings

_SESSION = re.compile(r"[A-Za-z0-9_-]{22}(\.[0-9a-f]{64})?")


def new_session() -> str:
    return secrets.token_urlsafe(16)


def well_formed(session: str | None) -> bool:
    """Whether a cookie's value can be a session at all."""
    return session is not None and _SESSION.fullmatch(session) is not None


def form_token(settings: Settings, session: str) -> str:
    """The token every form of the session carries (a signed double-submit token)."""
    return _mac(settings, "form", session)


def token_fits(settings: Settings, session: str, token: str) -> bool:
    return hmac.compare_digest(form_token(settings, session).encode(), token.encode())


def signed_in(settings: Settings, session: str) -> bool:
    """Whether the session gave the password; without a password every session has."""
    if settings.password is None:
        return True
    name, _, proof = session.partition(".")
    return hmac.compare_digest(_mac(settings, "in", name).encode(), proof.encode())


def sign_in(settings: Settings, password: str) -> str | None:
    """A signed-in session under a new name, or None for a wrong password."""
    if settings.password is None or not hmac.compare_digest(
        settings.password.encode(), password.encode()
    ):
        return None
    name = new_session()
    return f"{name}.{_mac(settings, 'in', name)}"


def _mac(settings: Settings, purpose: str, text: str) -> str:
    return hmac.new(settings.secret, f"{purpose}\x1f{text}".encode(), "sha256").hexdigest()
