"""The futures at a glance: laid out by the two factors that act most on the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sharaka.briefing.inputs import Futures, Scenario, in_language

#: Fewer futures than this are seen at a glance without a grid.
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """One future in a cell of the grid; ``now`` when it is today's state."""

    number: int
    outcome: str
    now: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows`` are (a variant of ``down``, for each variant in ``heads`` the futures that have both)."""

    down: str
    across: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Place, ...], ...]], ...]


def grid(given: Futures, shown: Sequence[Scenario], outcome: int, language: str) -> Grid | None:
    """The shown futures by their two main drivers, those of largest active sum that differ among
    them; None where fewer than two do, or where there are too few futures to need it."""
    active = [0.0] * len(given.descriptors)
    for judgement in given.judgements:
        active[judgement.source[0]] += abs(judgement.value)
    varying = [
        d
        for d in range(len(active))
        if d != outcome and len({scenario.variants[d] for scenario in shown}) > 1
    ]
    if len(shown) < _FEWEST or len(varying) < 2:
        return None
    down, across = sorted(varying, key=lambda d: (-active[d], d))[:2]
    now = tuple(descriptor.now for descriptor in given.descriptors)

    def named(descriptor: int, variant: int) -> str:
        return in_language(given.descriptors[descriptor].variants[variant].names, language)

    def place(number: int, scenario: Scenario) -> Place:
        ends = named(outcome, scenario.variants[outcome])
        return Place(number, ends, tuple(scenario.variants) == now)

    def there(row: int, column: int) -> tuple[Place, ...]:
        return tuple(
            place(number, scenario)
            for number, scenario in enumerate(shown, 1)
            if (scenario.variants[down], scenario.variants[across]) == (row, column)
        )

    columns = range(len(given.descriptors[across].variants))
    return Grid(
        down=in_language(given.descriptors[down].names, language),
        across=in_language(given.descriptors[across].names, language),
        heads=tuple(named(across, column) for column in columns),
        rows=tuple(
            (named(down, row), tuple(there(row, column) for column in columns))
            for row in range(len(given.descriptors[down].variants))
        ),
    )
