"""The time axis: years as wide as what happened in them, long silences folded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sharaka.briefing.dates import Stretch

_FOLD = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One year, or a fold of empty ones (``first`` < ``last``), between two x positions."""

    first: int
    last: int
    left: float
    right: float

    @property
    def folded(self) -> bool:
        return self.last > self.first


@dataclass(frozen=True, slots=True)
class Axis:
    """Monotone and piecewise linear: days inside a column are evenly spaced."""

    columns: tuple[Column, ...]

    def at(self, ordinal: float) -> float:
        """The x of a day (``date.toordinal``), held to the ends of the axis."""
        starts = [date(column.first, 1, 1).toordinal() for column in self.columns]
        column = self.columns[max(0, bisect_right(starts, ordinal) - 1)]
        start = date(column.first, 1, 1).toordinal()
        days = date(column.last, 12, 31).toordinal() + 1 - start
        share = min(max((ordinal - start) / days, 0.0), 1.0)
        return column.left + share * (column.right - column.left)

    def extent(self, stretch: Stretch) -> tuple[float, float]:
        """Where a stretch of days begins and ends."""
        return self.at(stretch.first.toordinal()), self.at(stretch.last.toordinal() + 1)


def axis(stretches: Sequence[Stretch], left: float, right: float) -> Axis:
    """An axis that holds every stretch; a year's width grows with what falls in it.

    More than three empty years in a row are folded into one narrow column.
    """
    counts: dict[int, int] = {}
    for stretch in stretches:
        middle = date.fromordinal(int(stretch.middle)).year
        counts[middle] = counts.get(middle, 0) + 1
    first = min(stretch.first.year for stretch in stretches)
    last = max(stretch.last.year for stretch in stretches)
    runs: list[tuple[int, int, float]] = []
    year = first
    while year <= last:
        end = year
        while end <= last and not counts.get(end):
            end += 1
        if end - year > _FOLD:
            runs.append((year, end - 1, 0.8))
            year = end
        else:
            runs.append((year, year, 0.55 + 0.75 * counts.get(year, 0) ** 0.8))
            year += 1
    total = sum(weight for _, _, weight in runs)
    columns, at = [], left
    for begin, end, weight in runs:
        after = at + (right - left) * weight / total
        columns.append(Column(begin, end, at, after))
        at = after
    return Axis(tuple(columns))
