"""Who is asking: the Host and Origin headers.

A page of another site must neither read the desk (DNS rebinding: a name of that site made to point
at this machine) nor post to it.  See the OWASP cheat sheets on cross-site request forgery.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from sharaka.review.settings import Settings, loopback


def host_allowed(header: str | None, settings: Settings) -> bool:
    """Whether the Host header names this machine and not somebody's domain.

    Any port will do, for tunnels; rebinding needs a domain name, which is not among these.
    """
    name = _name(header)
    if name is None:
        return False
    if loopback(settings.host):
        return loopback(name)
    return name in {settings.host, "localhost", socket.gethostname().lower()} or _address(name)


def origin_allowed(headers: Mapping[str, str]) -> bool:
    """Whether a request that changes something comes from a page of the same host and port.

    A browser says so in Origin, or else in Sec-Fetch-Site or Referer; one of them must.
    """
    host = headers.get("host", "")
    origin = headers.get("origin")
    if origin is not None:
        return _netloc(origin) == host.lower()
    fetched = headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched == "same-origin"
    referer = headers.get("referer")
    return referer is not None and _netloc(referer) == host.lower()


def _name(header: str | None) -> str | None:
    """The host without its port, lower case; None for what is no host."""
    if not header or "@" in header or "/" in header:
        return None
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def _netloc(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.netloc.lower() if parts.scheme in ("http", "https") else None


def _address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
