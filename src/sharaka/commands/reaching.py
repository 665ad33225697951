"""``sharaka reach``: what would have to be judged otherwise for a wanted future to hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sharaka import foreseeing
from sharaka.commands import console, futures
from sharaka.commands.models import checked, keyed, model_at, states
from sharaka.errors import UsageError
from sharaka.foreseeing import Change, Changes, Model, Nearest


def reach(
    path: Path,
    *,
    want: list[str],
    fewest: bool,
    tolerance: float,
    time_limit: float,
    language: str,
    as_json: bool,
) -> None:
    """Print the cheapest changes, each with the quotes it has to argue against."""
    if not want:
        raise UsageError("no wanted state", mend="Give --want descriptor=variant, or several.")
    model = model_at(path)
    wanted = states("--want", want, model, path)
    model, failed = checked(path, model)
    found = foreseeing.nearest(
        model,
        keyed(wanted),
        objective="cells" if fewest else "points",
        tolerance=tolerance,
        time_limit=time_limit,
    )
    if as_json:
        console.emit_json(_plain(model, wanted, found))
    else:
        for line in _said(model, wanted, found, language):
            console.emit(line)
    console.finish(failed=failed)


def _said(model: Model, wanted: dict[str, str], found: Nearest, language: str) -> Iterator[str]:
    yield "Wanted: " + ", ".join(f"{key}={value}" for key, value in wanted.items())
    variants, changes = found.variants, found.changes
    if variants is None or changes is None:
        yield (
            "No change of the judgements inside the scale makes it consistent"
            if found.exact
            else "None was found before the search was ended; there may be one"
        )
        yield futures.matrix_line(model)
        return
    if not changes.changes:
        yield "Nothing has to change: this future is consistent as the model stands"
    else:
        count = console.counted(len(changes.changes), "judgement")
        points = f"{changes.points:g} point{'s' * (changes.points != 1)}"
        cost = f", weighed by confidence {changes.cost:g}" if _weighed(changes) else ""
        sure = (
            "the least there is" if found.exact else "the least found before the search was ended"
        )
        yield from futures.wrapped(f"{count} to change, by {points} in all{cost}: {sure}")
    yield ""
    yield "The future:"
    yield from futures.listed(model, variants, language)
    if changes.changes:
        yield ""
        yield "What would have to be judged otherwise:"
        for number, change in enumerate(changes.changes, 1):
            yield from _change(model, number, change, language)
    yield ""
    yield futures.matrix_line(model)


def _weighed(changes: Changes) -> bool:
    return changes.objective == "points" and changes.cost != changes.points


def _change(model: Model, number: int, change: Change, language: str) -> Iterator[str]:
    judged = change.judgement
    yield from futures.wrapped(
        f"{number}. {futures.cell(model, judged, language)}: "
        f"from {futures.signed(judged.value)} to {futures.signed(change.after)}",
        "  ", "     ",
    )  # fmt: skip
    if model.judgement(judged.source, judged.target) is None:
        yield "     nobody has judged it yet"
        return
    yield from futures.quotes(judged, "     ")


def _plain(model: Model, wanted: dict[str, str], found: Nearest) -> dict[str, Any]:
    changes = found.changes
    return {
        "matrix_hash": model.matrix_hash,
        "wanted": wanted,
        "exact": found.exact,
        "examined": found.examined,
        "variants": None if found.variants is None else list(found.variants),
        "states": None if found.variants is None else futures.ids(model, found.variants),
        "objective": None if changes is None else changes.objective,
        "cost": None if changes is None else changes.cost,
        "points": None if changes is None else changes.points,
        "changes": []
        if changes is None
        else [
            {
                "after": one.after,
                "for": model.descriptors[one.descriptor].id,
                **futures.plain_judgement(model, one.judgement),
            }
            for one in changes.changes
        ],
    }
