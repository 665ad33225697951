"""The ensemble of ``sharaka robust --draws``: which scenarios drawn matrices have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sharaka import foreseeing
from sharaka.commands import console, futures
from sharaka.foreseeing import Ensemble, Member, Model, Solution, Uncertain

#: The scenarios that only drawn matrices have, as many as the text shows.
SHOWN = 10


def drawn_said(
    doubts: Uncertain,
    solution: Solution,
    drawn: Ensemble,
    seed: int,
    tolerance: float,
    language: str,
) -> Iterator[str]:
    """The model's own scenarios with their shares beside the exact chances, then the others."""
    model = doubts.model
    matrices = console.counted(drawn.matrices, "matrix", "matrices")
    yield f"{matrices} drawn (seed {seed}), each solved"
    if drawn.matrices < drawn.wanted:
        yield f"The time limit ended the drawing: {drawn.wanted:,} were asked for"
    if not drawn.matrices:
        return
    if drawn.cut:
        yield f"{drawn.cut:,} of them had more scenarios than were listed: shares are lower bounds"
    none = drawn.counts[0] if drawn.counts else 0
    yield f"With no consistent scenario: {futures.percent(none / drawn.matrices)}"
    members = {member.variants: member for member in drawn.members}
    rows = []
    for number, one in enumerate(solution.scenarios, 1):
        exact = foreseeing.probability(doubts, one, tolerance=tolerance)
        found = members.pop(one.variants, None)
        share = (
            [futures.percent(found.share), futures.interval(found.low, found.high)]
            if found
            else ["never met", ""]
        )
        rows.append([str(number), futures.percent(exact), *share])
    if rows:
        yield ""
        yield from console.table(["scenario", "exact", "share drawn", "95 % interval"], rows)
    yield ""
    others = list(members.values())
    count = console.counted(len(others), "scenario")
    yield f"Met in drawn matrices, but not consistent in the model's own: {count}"
    for member in others[:SHOWN]:
        yield from _other(model, solution, member, language)
    if len(others) > SHOWN:
        yield f"{len(others) - SHOWN:,} more of them: see --json"


def _other(model: Model, solution: Solution, member: Member, language: str) -> Iterator[str]:
    """A scenario by what parts it from the most similar of the model's own."""
    share = f"{futures.percent(member.share)} ({futures.interval(member.low, member.high)})"
    if not solution.scenarios:
        yield f"In {share} of them:"
        yield from futures.listed(model, member.variants, language)
        return

    def apart(number: int) -> int:
        other = solution.scenarios[number - 1].variants
        return sum(a != b for a, b in zip(member.variants, other, strict=True))

    near = min(range(1, len(solution.scenarios) + 1), key=lambda number: (apart(number), number))
    like = solution.scenarios[near - 1].variants
    yield f"In {share} of them, scenario {near} with:"
    for descriptor, own, other in zip(model.descriptors, member.variants, like, strict=True):
        if own != other:
            yield f"  {descriptor.name[language]}: {descriptor.variants[own].name[language]}"


def plain_ensemble(solution: Solution, drawn: Ensemble, seed: int) -> dict[str, Any]:
    """The ensemble as JSON; ``number`` is null for what the model's own matrix does not have."""
    numbers = {one.variants: number for number, one in enumerate(solution.scenarios, 1)}
    return {
        "wanted": drawn.wanted,
        "matrices": drawn.matrices,
        "seed": seed,
        "complete": drawn.complete,
        "cut": drawn.cut,
        "counts": list(drawn.counts),
        "members": [
            {
                "variants": list(one.variants),
                "states": futures.ids(solution.model, one.variants),
                "hits": one.hits,
                "share": one.share,
                "low": one.low,
                "high": one.high,
                "number": numbers.get(one.variants),
            }
            for one in drawn.members
        ],
    }
