"""``sharaka solve``: all consistent scenarios, in words or as JSON, and beside a file's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sharaka import foreseeing
from sharaka.commands import console, futures
from sharaka.commands.models import checked, file_of, keyed, model_at, states
from sharaka.commands.saving import suffixed, written
from sharaka.errors import UsageError
from sharaka.foreseeing import Model, Solution
from sharaka.foreseeing.balance import plain


def solve(
    path: Path,
    *,
    pins: list[str],
    imposed: list[str],
    tolerance: float,
    time_limit: float | None,
    limit: int | None,
    out: Path | None,
    check: Path | None,
    language: str,
    as_json: bool,
) -> None:
    """Print the solution of a model.

    Exit code 1 when the case does not hold what it cites, and when the file to check disagrees.
    """
    if out is not None:
        suffixed("--out", out, (".sl",))
    if check is not None and (pins or imposed):
        raise UsageError(
            "--check compares with all consistent scenarios",
            mend="Leave --pin and --impose, or --check.",
        )
    model = model_at(path)
    held = states("--pin", pins, model, path), states("--impose", imposed, model, path)
    if twice := held[0].keys() & held[1].keys():
        raise UsageError(
            f"{', '.join(sorted(twice))} is both pinned and imposed",
            mend="Keep one --pin or --impose for each descriptor.",
        )
    listed = () if check is None else foreseeing.load_solutions(check, model)
    solution = foreseeing.solve(
        model,
        pins=keyed(held[0]),
        imposed=keyed(held[1]),
        tolerance=tolerance,
        time_limit=time_limit,
        limit=limit,
    )
    if out is not None:
        written(out, lambda file: foreseeing.save_solutions(solution, file))
        if not solution.complete:
            console.warn(f"{out}: not every consistent scenario is in it; the search was ended")
    more: dict[str, Any] = {}
    if out is not None:
        more["out"] = str(out)
    if check is not None:
        beside = _beside(solution, listed, tolerance)
        more["check"] = {"file": str(check), **beside}
    if as_json:
        asked = {"pins": held[0], "imposed": held[1], "tolerance": plain(tolerance)}
        console.emit_json(solution.to_dict() | asked | more)
    else:
        for kind, options in zip(("Pinned", "Imposed"), held, strict=True):
            if options:
                console.emit(f"{kind}: " + ", ".join(f"{d}={v}" for d, v in options.items()))
        for line in described(solution, language):
            console.emit(line)
        if held[1] and not held[0] and limit is None:
            for line in _supposed(solution, held[1], tolerance, time_limit):
                console.emit(line)
        if check is not None:
            console.emit()
            for line in _beside_said(solution, check, beside, language):
                console.emit(line)
        if out is not None:
            console.emit(f"Written: {out}")
    _, failed = checked(path, model)
    if check is not None and (apart := _apart(beside)):
        console.fail(f"{check}: does not agree with {file_of(path)}: {apart}")
        failed = True
    console.finish(failed=failed)


def described(solution: Solution, language: str) -> Iterator[str]:
    """The solution as lines: the count, what all scenarios share, then where they differ."""
    left = len(solution.table) - futures.MANY
    yield futures.headline(solution)
    yield ""
    rows = [
        (
            str(number),
            one.variants,
            {"impact score": f"{one.tis:g}", "consistency": f"{one.consistency_value:g}"},
        )
        for number, one in enumerate(solution.first(futures.MANY), 1)
    ]
    yield from futures.compared(solution.model, rows, language, cut=left > 0)
    if left > 0:
        yield f"{left:,} more scenarios: --json prints them all; --limit N ends the search early"
    yield futures.matrix_line(solution.model)
    yield f"{'complete' if solution.complete else 'NOT COMPLETE'}, {solution.nodes:,} nodes searched"


def _supposed(
    pinned: Solution, imposed: dict[str, str], tolerance: float, time_limit: float | None
) -> Iterator[str]:
    """What the imposition makes and unmakes, beside the model left to itself."""
    told = foreseeing.what_if(
        pinned.model, keyed(imposed), tolerance=tolerance, time_limit=time_limit, pinned=pinned
    )
    new, gone = len(told.appear), len(told.vanish)
    yield from futures.wrapped(
        f"Of these, {new:,} {'is' if new == 1 else 'are'} new (not consistent without the "
        f"imposition); of the {len(told.base.table):,} consistent without it, {gone:,} "
        f"{'vanishes' if gone == 1 else 'vanish'}"
        + ("" if told.complete else " (so far: a search was ended early)")
    )


def _beside(
    solution: Solution, listed: tuple[foreseeing.Listed, ...], tolerance: float
) -> dict[str, Any]:
    """A file's scenarios beside the model's: consistent here, not consistent, and missing."""
    model = solution.model
    given = [one.variants for one in listed]
    good = [one for one in given if futures.consistent(model, one, tolerance)]
    here, there = set(good), set(given)
    return {
        "listed": len(given),
        "consistent": [list(one) for one in good],
        "inconsistent": [
            {
                "variants": list(one),
                "inconsistency": max(0, round(-foreseeing.consistency_value(model, one), 9)),
                "forbidden": model.clash(one) is not None,
            }
            for one in given
            if one not in here
        ],
        "missing": [row for row in solution.table.tolist() if tuple(row) not in there],
    }


def _apart(beside: dict[str, Any]) -> str:
    """How a file's scenarios differ from the model's; nothing where they are the same."""
    counts = ("not consistent here", beside["inconsistent"]), ("missing in it", beside["missing"])
    return ", ".join(f"{console.counted(len(n), 'scenario')} {what}" for what, n in counts if n)


def _beside_said(
    solution: Solution, check: Path, beside: dict[str, Any], language: str
) -> Iterator[str]:
    model: Model = solution.model
    count = console.counted(beside["listed"], "scenario")
    yield f"{check}: {count}, {len(beside['consistent']):,} consistent here"
    for one in beside["inconsistent"][: futures.MANY]:
        why = (
            "a forbidden pair" if one["forbidden"] else f"inconsistent by {one['inconsistency']:g}"
        )
        yield f"Not consistent here ({why}):"
        yield from futures.listed(model, one["variants"], language)
    for missing in beside["missing"][: futures.MANY]:
        yield "Consistent here, and not in the file:"
        yield from futures.listed(model, missing, language)
    for what in ("inconsistent", "missing"):
        if (left := len(beside[what]) - futures.MANY) > 0:
            yield f"{left:,} more that are {what}: see --json"
    if not _apart(beside):
        whole = solution.complete
        yield "The same scenarios as here." if whole else "The same scenarios as found so far."
