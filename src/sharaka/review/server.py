"""Listening: one socket, one process, until it is interrupted."""

from __future__ import annotations

import contextlib
import dataclasses
import ipaddress
import socket
from collections.abc import Callable

import uvicorn

from sharaka.errors import CaseError, UsageError
from sharaka.ledger.case import Case
from sharaka.review.application import application
from sharaka.review.settings import Settings


def run(case: Case, settings: Settings, *, ready: Callable[[str], None]) -> None:
    """Serve the desk; see :func:`sharaka.review.serve`."""
    if not case.ledger_path.exists():
        raise CaseError(
            "the case has not been coded",
            place=str(case.folder),
            mend=f"First: sharaka code {case.folder}",
        )
    with _listening(settings) as listener:
        settings = dataclasses.replace(settings, port=listener.getsockname()[1])
        config = uvicorn.Config(
            application(case, settings),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=3,
        )
        ready(address(settings))
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def address(settings: Settings) -> str:
    """What to open in a browser."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/"


def _listening(settings: Settings) -> socket.socket:
    """A listening socket: a connection made from now on waits until the server takes it."""
    host = settings.host.strip("[]")
    family = socket.AF_INET6 if _is_v6(host) else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, settings.port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageError(
            f"cannot listen on {settings.host} port {settings.port} "
            f"({getattr(error, 'strerror', None) or error})",
            mend="Choose another port, or 0 for any free one.",
        ) from error
    return listener


def _is_v6(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False
