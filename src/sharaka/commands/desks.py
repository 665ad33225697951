"""``sharaka review``: the desk, served until it is interrupted."""

from __future__ import annotations

from pathlib import Path

from sharaka.commands import console
from sharaka.commands.cases import intake
from sharaka.ledger import Case, Ledger


def review(
    folder: Path, *, by: str | None, host: str, port: int, password: str | None, language: str
) -> None:
    """Code what changed, say where the desk is, and serve it."""
    from sharaka.review import serve

    case = Case.open(folder)
    with Ledger.open(case.ledger_path) as ledger:
        intake(case, ledger, again=False)
    serve(
        case, host=host, port=port, by=by, password=password, language=language,
        ready=lambda address: console.emit(f"The desk: {address}  (stop with Ctrl-C)"),
    )  # fmt: skip
