"""The distribution of a sum of independent whole numbers, exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: Values, ascending, and their probabilities, which sum to one.
Distribution = tuple[NDArray[np.int64], NDArray[np.float64]]

#: Sums that span up to this many numbers are counted number by number.
_DENSE = 4_000_000
#: Pairs of values looked at in one step; beyond, it would take too much memory.
_MOST = 20_000_000


def total(parts: Sequence[Distribution]) -> Distribution | None:
    """The distribution of the sum of independent parts; None when it takes too many values."""
    span = sum(int(values[-1] - values[0]) for values, _ in parts) + 1
    return _counted(parts, span) if span <= _DENSE else _merged(parts)


def _counted(parts: Sequence[Distribution], span: int) -> Distribution:
    """By shifting and adding, over every number of the span."""
    chances = np.zeros(span)
    chances[0] = 1.0
    least, length = 0, 1
    for values, mass in parts:
        start = int(values[0])
        before = chances[:length].copy()
        least, length = least + start, length + int(values[-1]) - start
        chances[:length] = 0.0
        for shift, share in zip((values - start).tolist(), mass.tolist(), strict=True):
            chances[shift : shift + len(before)] += share * before
    reached = np.nonzero(chances)[0]
    return reached + least, chances[reached]


def _merged(parts: Sequence[Distribution]) -> Distribution | None:
    """By listing the values that occur: few, far apart."""
    reached: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
    chances: NDArray[np.float64] = np.ones(1)
    for values, mass in parts:
        if len(reached) * len(values) > _MOST:
            return None
        sums = (reached[:, None] + values[None, :]).ravel()
        reached, places = np.unique(sums, return_inverse=True)
        weights = (chances[:, None] * mass[None, :]).ravel()
        chances = np.asarray(np.bincount(places, weights=weights), dtype=np.float64)
    return reached, chances
