"""The desk: a local web application in which an analyst puts the coding right.

>>> from sharaka.review import serve
>>> serve(Case.open("gulf"))                                       # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sharaka.ledger.case import Case

__all__ = ["serve"]


def serve(
    case: Case,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    by: str | None = None,
    password: str | None = None,
    language: str = "ar",
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the desk of a case until it is interrupted.

    ``port`` 0 takes any free one; ``by`` names the reviewer, who is asked otherwise; ``ready`` is
    called with the address once it answers.  Only this machine is answered unless another
    ``host`` is given, which needs a ``password``.

    Raises UsageError for a host without a password or a port that is taken, CaseError when the
    case has not been coded.
    """
    # Imported here: the command line must start without loading a web server.
    from sharaka.review.server import run
    from sharaka.review.settings import Settings

    run(
        case,
        Settings(host=host, port=port, by=by, password=password, language=language),
        ready=ready or (lambda _address: None),
    )
