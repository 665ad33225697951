"""The futures at a glance: laid out by the two factors that act most on the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sharaka.briefing.inputs import Futures, Scenario, in_language

#: Fewer futures than this are seen at a glance without a grid.
_FEWEST = 4
#: Variants told at most of a future to part it from its neighbours.
_APART = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One future in a cell of the grid; ``now`` when it is today's state.

    ``apart`` are the variants that, with the outcome, part it from the other futures of its cell.
    """

    number: int
    outcome: str
    apart: tuple[str, ...]
    now: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows`` are (a variant of ``down``, for each variant in ``heads`` the futures that have both).

    ``full`` is False when there are futures that are not shown: an empty cell then says nothing.
    """

    outcome: str
    down: str
    across: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Place, ...], ...]], ...]
    full: bool


def sums(given: Futures) -> tuple[list[float], list[float]]:
    """The active and passive sums: how strongly each descriptor acts on others, and they on it."""
    active, passive = ([0.0] * len(given.descriptors) for _ in range(2))
    for judgement in given.judgements:
        if judgement.source[0] != judgement.target[0]:
            active[judgement.source[0]] += abs(judgement.value)
            passive[judgement.target[0]] += abs(judgement.value)
    return active, passive


def grid(
    given: Futures, shown: Sequence[tuple[int, Scenario]], outcome: int, language: str
) -> Grid | None:
    """The shown (number, future) by their two main drivers: those of largest active sum that differ
    among them.  None where fewer than two do, or where there are too few futures to need it."""
    active, passive = sums(given)
    varying = [
        d
        for d in range(len(active))
        if d != outcome and len({scenario.variants[d] for _, scenario in shown}) > 1
    ]
    if len(shown) < _FEWEST or len(varying) < 2:
        return None
    down, across = sorted(varying, key=lambda d: (-active[d], d))[:2]
    telling = sorted(varying, key=lambda d: (-active[d] - passive[d], d))
    now = tuple(descriptor.now for descriptor in given.descriptors)

    def named(descriptor: int, variant: int) -> str:
        return in_language(given.descriptors[descriptor].variants[variant].names, language)

    def cell(row: int, column: int) -> tuple[Place, ...]:
        there = [
            (number, scenario.variants)
            for number, scenario in shown
            if (scenario.variants[down], scenario.variants[across]) == (row, column)
        ]
        parting = _parting([variants for _, variants in there], outcome, telling)
        return tuple(
            Place(
                number,
                named(outcome, variants[outcome]),
                tuple(named(d, variants[d]) for d in parting),
                variants == now,
            )
            for number, variants in there
        )

    columns = range(len(given.descriptors[across].variants))
    return Grid(
        outcome=in_language(given.descriptors[outcome].names, language),
        down=in_language(given.descriptors[down].names, language),
        across=in_language(given.descriptors[across].names, language),
        heads=tuple(named(across, column) for column in columns),
        rows=tuple(
            (named(down, row), tuple(cell(row, column) for column in columns))
            for row in range(len(given.descriptors[down].variants))
        ),
        full=given.complete and len(shown) == len(given.scenarios),
    )


def _parting(futures: Sequence[tuple[int, ...]], outcome: int, telling: Sequence[int]) -> list[int]:
    """Few descriptors by which futures differ that have the same outcome.

    Greedily, each parts as many of those still alike as can be; of equals the most telling.
    """
    chosen = [outcome]

    def alike(by: Sequence[int]) -> int:
        kinds = Counter(tuple(variants[d] for d in by) for variants in futures)
        return sum(count * (count - 1) for count in kinds.values())

    while len(chosen) <= _APART and alike(chosen):
        best = min(telling, key=lambda d: alike([*chosen, d]))
        if alike([*chosen, best]) == alike(chosen):
            break
        chosen.append(best)
    return chosen[1:]
