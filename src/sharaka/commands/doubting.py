"""``sharaka robust``: how likely each consistent scenario stays one, judgements being uncertain."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sharaka import foreseeing
from sharaka.commands import console, futures
from sharaka.commands.drawing import drawn_said, plain_ensemble
from sharaka.commands.futures import Numbered
from sharaka.commands.models import checked, file_of, model_at
from sharaka.errors import UsageError
from sharaka.foreseeing import Decisive, Model, Uncertain


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Robust:
    """A scenario's chance, each descriptor's, and the judgements it hangs on."""

    one: Numbered
    probability: float
    descriptors: tuple[float, ...]
    decisive: tuple[Decisive, ...]

    @property
    def weakest(self) -> int:
        """The descriptor least likely to hold (the first of equals)."""
        return self.descriptors.index(min(self.descriptors))


def robust(
    path: Path,
    *,
    confidence: float | None,
    experts: list[Path],
    draws: int | None,
    seed: int | None,
    time_limit: float | None,
    only: int | None,
    tolerance: float,
    limit: int,
    language: str,
    as_json: bool,
) -> None:
    """Print the exact chances, and an ensemble where draws are asked for."""
    if confidence is not None and experts:
        raise UsageError(
            "--confidence and --expert are two ways to say what is uncertain",
            mend="Keep one: with --expert the spread of the matrices says it.",
        )
    for option, given in (("--seed", seed), ("--time-limit", time_limit)):
        if given is not None and draws is None:
            raise UsageError(f"{option} is for --draws", mend="Add for example --draws 10000.")
    base = model_at(path)
    doubts = _uncertain(base, path, confidence, experts)
    solution = foreseeing.solve(base, tolerance=tolerance)
    shown = futures.numbered(solution, only)
    model, failed = checked(path, base)
    doubts = dataclasses.replace(doubts, model=model)
    found = [_robust(doubts, one, tolerance) for one in shown]
    drawn = (
        None
        if draws is None
        else foreseeing.ensemble(
            doubts, count=draws, seed=seed or 0, tolerance=tolerance, time_limit=time_limit
        )
    )
    if as_json:
        console.emit_json(
            {
                "matrix_hash": model.matrix_hash,
                "complete": solution.complete,
                "from": "experts" if experts else "confidence",
                "experts": [str(path), *map(str, experts)] if experts else None,
                "unstated_confidence": confidence,
                "uncertain": len(doubts.cells),
                "scenarios": [_plain(model, one) for one in found],
                "ensemble": None if drawn is None else plain_ensemble(solution, drawn, seed or 0),
            }
        )
        console.finish(failed=failed)
        return
    console.emit(futures.headline(solution))
    for line in _source(doubts, confidence, len(experts)):
        console.emit(line)
    if len(found) > 1:
        console.emit()
        for line in _summary(model, found, language):
            console.emit(line)
    for one in found:
        console.emit()
        for line in _said(model, one, limit, language):
            console.emit(line)
    if drawn is not None:
        console.emit()
        for line in drawn_said(doubts, solution, drawn, seed or 0, tolerance, language):
            console.emit(line)
    console.emit()
    console.emit(futures.matrix_line(model))
    console.finish(failed=failed)


def _uncertain(
    model: Model, path: Path, confidence: float | None, experts: list[Path]
) -> Uncertain:
    """What is uncertain of the model; raises UsageError where nothing is."""
    if experts:
        doubts = foreseeing.from_experts([model, *(model_at(expert) for expert in experts)])
        what, mend = "the experts judge every cell alike", "Give a matrix that differs."
    else:
        doubts = foreseeing.from_confidence(
            model, unstated=1.0 if confidence is None else confidence
        )
        what = "nothing is uncertain: no judgement has a confidence below 1"
        mend = "Give --confidence for those that state none, or write confidence = in model.toml."
    if not doubts.cells:
        raise UsageError(what, place=str(file_of(path)), mend=mend)
    return doubts


def _robust(doubts: Uncertain, one: Numbered, tolerance: float) -> Robust:
    each = foreseeing.descriptor_probabilities(doubts, one.scenario, tolerance=tolerance)
    return Robust(
        one=one,
        probability=math.prod(each.tolist()),
        descriptors=tuple(each.tolist()),
        decisive=foreseeing.decisive(doubts, one.scenario, tolerance=tolerance),
    )


def _source(doubts: Uncertain, confidence: float | None, experts: int) -> Iterator[str]:
    cells = console.counted(len(doubts.cells), "judgement")
    if experts:
        yield from futures.wrapped(
            f"Uncertain: {cells} on which {experts + 1} matrices differ, each counting alike; "
            "cells nobody judged are taken as certainly zero"
        )
        return
    unstated = "are taken as certain" if confidence is None else f"get {confidence:g}"
    yield from futures.wrapped(
        f"Uncertain: {cells}; those that state no confidence {unstated}; "
        "cells nobody judged are taken as certainly zero"
    )


def _summary(model: Model, found: list[Robust], language: str) -> Iterator[str]:
    """Each scenario's chance in a line."""
    rows = []
    for one in found:
        weak = model.descriptors[one.weakest].name[language]
        chance = futures.percent(one.probability)
        rows.append([str(one.one.number), chance, weak])
    yield from futures.fitted(["scenario", "probability", "weakest descriptor"], rows)


def _said(model: Model, found: Robust, limit: int, language: str) -> Iterator[str]:
    yield from futures.heading(model, found.one, language)
    yield ""
    yield f"  It stays consistent with probability {futures.percent(found.probability)} (exact)"
    weak = futures.chosen(
        model, found.weakest, found.one.scenario.variants[found.weakest], language
    )
    least = futures.percent(found.descriptors[found.weakest])
    yield from futures.wrapped(f"Weakest: {weak} holds with probability {least}", "  ")
    moving = [one for one in found.decisive if one.swing > 0]
    if not moving:
        yield "  No uncertain judgement can move that"
        return
    cut = f" (the first {limit} of {len(moving)})" if len(moving) > limit else ""
    yield f"  What it would help most to know{cut}:"
    for number, one in enumerate(moving[:limit], 1):
        yield from futures.wrapped(
            f"{number}. {futures.cell(model, one.judgement, language)}: "
            f"{futures.signed(one.judgement.value)}; chance "
            f"from {futures.percent(one.low)} to {futures.percent(one.high)}",
            "  ", "     ",
        )  # fmt: skip
        yield from futures.quotes(one.judgement, "     ")


def _plain(model: Model, found: Robust) -> dict[str, Any]:
    names = [descriptor.id for descriptor in model.descriptors]
    return {
        **futures.plain_scenario(model, found.one),
        "probability": found.probability,
        "descriptors": dict(zip(names, found.descriptors, strict=True)),
        "weakest": names[found.weakest],
        "decisive": [
            {
                "low": one.low,
                "high": one.high,
                "swing": one.swing,
                **futures.plain_judgement(model, one.judgement),
            }
            for one in found.decisive
        ],
    }
