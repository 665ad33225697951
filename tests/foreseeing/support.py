"""Random models and a brute-force oracle that shares no code with the engine."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from sharaka.foreseeing import Model, from_matrix


def random_model(
    sizes: Sequence[int], seed: int, *, fill: float = 1.0, span: int = 3, decimals: int = 0
) -> Model:
    """Judgements drawn evenly from −span … span in a share ``fill`` of the blocks."""
    draw = np.random.default_rng(seed)
    total = sum(sizes)
    matrix = draw.integers(-span * 10**decimals, span * 10**decimals + 1, (total, total))
    starts = np.cumsum([0, *sizes])
    for j, i in itertools.product(range(len(sizes)), repeat=2):
        if i == j or draw.random() >= fill:
            matrix[starts[j] : starts[j + 1], starts[i] : starts[i + 1]] = 0
    return from_matrix(sizes, matrix / 10**decimals if decimals else matrix)


def brute_force(
    sizes: Sequence[int],
    matrix: Sequence[Sequence[float]],
    tolerance: float = 0,
    skip: frozenset[int] = frozenset(),
) -> dict[tuple[int, ...], tuple[float, float]]:
    """Every configuration whose descriptors (but ``skip``) are inconsistent by ≤ tolerance.

    Plain loops over the definition: {variants: (total impact score, worst margin)}.
    """
    starts = [sum(sizes[:k]) for k in range(len(sizes))]
    found = {}
    for variants in itertools.product(*(range(size) for size in sizes)):
        rows = [matrix[start + v] for start, v in zip(starts, variants, strict=True)]
        score, worst, good = 0.0, float("inf"), True
        for i, size in enumerate(sizes):
            balance = [sum(row[starts[i] + v] for row in rows) for v in range(size)]
            own = balance[variants[i]]
            score += own
            for v in range(size):
                if v != variants[i]:
                    worst = min(worst, own - balance[v])
                    if i not in skip and balance[v] - own > tolerance + 1e-9:
                        good = False
        if good:
            found[variants] = (score, worst)
    return found
