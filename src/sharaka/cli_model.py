"""The commands on the cross-impact model; :mod:`sharaka.cli` puts them among the others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sharaka.cli_options import (
    Case,
    CaseOrModel,
    Json,
    Language,
    Names,
    OneScenario,
    Pins,
    Rule,
    Seed,
    Tolerance,
    finite,
)


def add(app: typer.Typer) -> None:
    """Put the commands into the application, in the order in which they are used."""
    for command in (judge, solve, hinges, basins, robust, likely, reach, convert):
        app.command()(command)


def judge(
    case: Case,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Pairs shown.", show_default=True)
    ] = 20,
    language: Names = Language.en,
    json: Json = False,
) -> None:
    """Lay the ledger beside the model, and audit the matrix.

    Example:  sharaka judge gulf --limit 5
    """
    from sharaka.commands import judging

    judging.judge(case, limit=limit, language=language.value, as_json=json)


def solve(
    model: CaseOrModel,
    pin: Pins = None,
    impose: Annotated[
        list[str] | None,
        typer.Option(metavar="D=V", help="As --pin, even where the model pulls against it."),
    ] = None,
    tolerance: Tolerance = 0,
    time_limit: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0, callback=finite, help="Stop the search after this."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Stop after this many scenarios.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.sl", help="Also write a ScenarioWizard solution file."),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.sl", help="Compare with a solution file; exit code 1 if they differ."
        ),
    ] = None,
    language: Names = Language.en,
    json: Json = False,
) -> None:
    """Find all consistent scenarios of a model, exactly.

    Example:  sharaka solve gulf --pin deal=deal

    Example:  sharaka solve matrix.json --json
    """
    from sharaka.commands import solving

    solving.solve(
        model,
        pins=pin or [],
        imposed=impose or [],
        tolerance=tolerance,
        time_limit=time_limit,
        limit=limit,
        out=out,
        check=check,
        language=language.value,
        as_json=json,
    )


def hinges(
    model: CaseOrModel,
    pin: Pins = None,
    scenario: OneScenario = None,
    tolerance: Tolerance = 0,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Judgements shown.", show_default=True)
    ] = 5,
    language: Names = Language.en,
    json: Json = False,
) -> None:
    """Show what each consistent scenario hangs on.

    Example:  sharaka hinges gulf --scenario 1
    """
    from sharaka.commands import hinging

    hinging.hinges(
        model,
        pins=pin or [],
        only=scenario,
        tolerance=tolerance,
        limit=limit,
        language=language.value,
        as_json=json,
    )


def basins(
    model: CaseOrModel,
    rule: Annotated[
        Rule, typer.Option(help="Who moves at each step.", show_default=True)
    ] = Rule.all_at_once,
    order: Annotated[
        str | None, typer.Option(metavar="D,D,...", help="Who moves first (rule adiabatic).")
    ] = None,
    start: Annotated[
        list[str] | None,
        typer.Option(
            "--from", metavar="D=V|now", help="Follow the path from here; may be repeated."
        ),
    ] = None,
    samples: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Draws where not all are followed (100,000)."),
    ] = None,
    seed: Seed = None,
    max_exact: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="Follow all up to here (500,000,000), else draw."),
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Attractors shown.", show_default=True)
    ] = 10,
    language: Names = Language.en,
    json: Json = False,
) -> None:
    """Follow configurations to where they come to rest.

    Example:  sharaka basins gulf --rule local

    Example:  sharaka basins gulf --from now --from deal=deal
    """
    from sharaka.commands import resting

    resting.basins(
        model,
        rule=rule.value,
        order=order,
        start=start or [],
        samples=samples,
        seed=seed,
        max_exact=max_exact,
        limit=limit,
        language=language.value,
        as_json=json,
    )


def robust(
    model: CaseOrModel,
    confidence: Annotated[
        float | None,
        typer.Option(
            metavar="C", min=0, max=1, callback=finite, help="For judgements that state none."
        ),
    ] = None,
    expert: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Another expert's model; may be repeated."),
    ] = None,
    draws: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Draw and solve this many matrices.")
    ] = None,
    seed: Seed = None,
    time_limit: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0, callback=finite, help="Stop drawing after this."),
    ] = None,
    scenario: OneScenario = None,
    tolerance: Tolerance = 0,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Judgements shown.", show_default=True)
    ] = 5,
    language: Names = Language.en,
    json: Json = False,
) -> None:
    """Tell how well scenarios stand when judgements may be off.

    Example:  sharaka robust gulf --confidence 0.7 --draws 1000
    """
    from sharaka.commands import doubting

    doubting.robust(
        model,
        confidence=confidence,
        experts=expert or [],
        draws=draws,
        seed=seed,
        time_limit=time_limit,
        only=scenario,
        tolerance=tolerance,
        limit=limit,
        language=language.value,
        as_json=json,
    )


def likely(
    model: CaseOrModel,
    beta: Annotated[
        float,
        typer.Option(
            metavar="B", min=0, callback=finite, help="How strongly a point of score binds."
        ),
    ] = 1,
    prior: Annotated[
        list[str] | None,
        typer.Option(metavar="D=V:P", help="A variant's stated probability; may be repeated."),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option(metavar="D=V", help="What is known to hold; may be repeated."),
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Configurations shown.", show_default=True)
    ] = 10,
    language: Names = Language.en,
    json: Json = False,
) -> None:
    """Give probabilities, under a further assumption.

    Example:  sharaka likely gulf --beta 0.5 --given deal=deal
    """
    from sharaka.commands import guessing

    guessing.likely(
        model,
        beta=beta,
        priors=prior or [],
        given=given or [],
        limit=limit,
        language=language.value,
        as_json=json,
    )


def reach(
    model: CaseOrModel,
    want: Annotated[
        list[str],
        typer.Option(metavar="D=V", help="What the future must have; may be repeated."),
    ],
    fewest: Annotated[
        bool, typer.Option("--fewest", help="Fewest judgements, not fewest points.")
    ] = False,
    tolerance: Tolerance = 0,
    time_limit: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            min=0,
            callback=finite,
            help="End the search after.",
            show_default=True,
        ),
    ] = 30,
    language: Names = Language.en,
    json: Json = False,
) -> None:
    """Find the least to judge otherwise for a wanted future.

    Example:  sharaka reach gulf --want deal=deal
    """
    from sharaka.commands import reaching

    reaching.reach(
        model,
        want=want,
        fewest=fewest,
        tolerance=tolerance,
        time_limit=time_limit,
        language=language.value,
        as_json=json,
    )


def convert(
    model: CaseOrModel,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its name ends in .scw or .csv.")],
    language: Annotated[
        Language | None,
        typer.Option(help="The language of names; a .csv without it is headed by ids."),
    ] = None,
    json: Json = False,
) -> None:
    """Write a model's matrix as .scw or .csv.

    Example:  sharaka convert gulf gulf.scw
    """
    from sharaka.commands import saving

    saving.convert(model, file, language=language.value if language else None, as_json=json)
