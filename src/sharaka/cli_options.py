"""Arguments and options that several commands take."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """The language names are shown in."""

    ar = "ar"
    en = "en"


class Rule(StrEnum):
    """The rules of succession."""

    all_at_once = "global"
    local = "local"
    incremental = "incremental"
    adiabatic = "adiabatic"


#: Inconsistency allowed: the largest judgement, beyond which everything would be consistent.
MAX_TOLERANCE = 1_000_000


def finite(value: float | None) -> float | None:
    """Refuse nan and infinity, which pass the bounds of an option, as wrong usage."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter(f"{value} is no number to reckon with.")
    return value


Case = Annotated[Path, typer.Argument(metavar="CASE", help="The case's folder.")]
CaseOrModel = Annotated[
    Path,
    typer.Argument(
        metavar="CASE|MODEL", help="A case, a model.toml, or a matrix (.json, .scw, .csv)."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Names = Annotated[
    Language, typer.Option("--language", help="The language names are shown in.", show_default=True)
]
Again = Annotated[
    bool, typer.Option("--again", help="Read and code every document, changed or not.")
]
Pins = Annotated[
    list[str] | None,
    typer.Option("--pin", metavar="D=V", help="Hold a descriptor at a variant; may be repeated."),
]
Tolerance = Annotated[
    float,
    typer.Option(
        "--tolerance",
        min=0,
        max=MAX_TOLERANCE,
        callback=finite,
        help="Inconsistency still allowed.",
        show_default=True,
    ),
]
OneScenario = Annotated[
    int | None,
    typer.Option("--scenario", metavar="N", min=1, help="Only this one, as solve numbers them."),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="N", min=0, help="The seed of what is drawn; 0 if not given."),
]
