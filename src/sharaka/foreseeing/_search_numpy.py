"""The search in plain numpy: the reference the compiled kernel must equal, node for node.

Depth-first search with constraint propagation.  For each pair p = (i, c, r) the bound
S[p] = Σ_j min over the domain of j of the difference is kept; above the tolerance it removes c
from i.  Once i is decided, it removes every variant elsewhere whose excess over its own minimum
would break i.  Propagation runs to its fixed point, which does not depend on the order of the
steps; so two implementations with one branching rule visit the same nodes.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sharaka.foreseeing._problem import Ints, Problem

#: Stands for a variant that is out: more than any difference (10⁶ points in units of 10⁻⁹).
_FAR = np.int64(1) << 61


def branching_weights(problem: Problem) -> Ints:
    """How influential each descriptor is, shape (n,), up to 10⁶.

    The search branches on the descriptor of largest weight for each variant left to try.  A
    descriptor's influence on another is the spread, over its variants, of what it adds to the
    other's pairs, as a share of what all add; influence that goes on to influential descriptors
    counts for more (eigenvector centrality, P. Bonacich, J. Math. Sociology 2 (1972) 113-120).
    """
    starts = problem.offsets[:-1]
    count = len(starts)
    weight = np.zeros((count, count))
    if problem.differences.shape[1]:
        high = np.maximum.reduceat(problem.differences, starts, axis=0)
        low = np.minimum.reduceat(problem.differences, starts, axis=0)
        np.add.at(weight.T, problem.target, (high - low).T)
    share = weight / np.maximum(weight.sum(axis=0), 1)
    central = np.ones(count)
    for _ in range(60):
        central = share @ central + 0.05
        central /= central.max()
    # whole numbers, so that equals stay equal however the sums were ordered
    return np.rint(central * 1e6).astype(np.int64)


def propagate(problem: Problem, alive: NDArray[np.bool_]) -> bool:
    """Remove from ``alive`` (in place) what cannot be in a solution; False if a domain empties."""
    starts, owner = problem.offsets[:-1], problem.owner
    if problem.differences.shape[1] == 0:
        low = np.zeros((len(starts), 0), dtype=np.int64)
    while True:
        sizes = np.add.reduceat(alive.astype(np.int64), starts)
        if (sizes == 0).any():
            return False
        decided = (sizes == 1)[owner] & alive
        dead = problem.conflict[decided].any(axis=0) & alive
        if problem.differences.shape[1]:
            masked = np.where(alive[:, None], problem.differences, _FAR)
            low = np.minimum.reduceat(masked, starts, axis=0)
            bound = low.sum(axis=0)
            active = alive[problem.chosen]
            broken = problem.chosen[active & (bound > problem.tolerance)]
            dead[broken] = True
            held = decided[problem.chosen]
            if held.any():
                excess = problem.differences[:, held] - low[owner][:, held]
                slack = problem.tolerance - bound[held]
                dead |= (excess > slack).any(axis=1) & alive
        if not dead.any():
            return True
        alive &= ~dead


def _branch(sizes: Ints, weights: Ints) -> int:
    """The undecided descriptor of largest weight for each variant left; the first of equals."""
    best = -1
    for place in np.nonzero(sizes > 1)[0].tolist():
        if best < 0 or weights[place] * sizes[best] > weights[best] * sizes[place]:
            best = place
    return best


def search(
    problem: Problem,
    *,
    max_nodes: int | None = None,
    max_rows: int | None = None,
    deadline: float | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> tuple[NDArray[np.int16], int, bool]:
    """(solutions as rows of 0-based variants, nodes visited, whether the search was complete)."""
    starts = problem.offsets[:-1]
    weights = branching_weights(problem)
    found: list[NDArray[np.int64]] = []
    nodes, complete = 0, True
    stack = [problem.alive.copy()]
    while stack:
        if (
            (max_nodes is not None and nodes >= max_nodes)
            or (max_rows is not None and len(found) >= max_rows)
            or (deadline is not None and clock() >= deadline)
        ):
            complete = False
            break
        alive = stack.pop()
        nodes += 1
        if not propagate(problem, alive):
            continue
        sizes = np.add.reduceat(alive.astype(np.int64), starts)
        if (sizes == 1).all():
            found.append(np.nonzero(alive)[0] - starts)
            continue
        place = _branch(sizes, weights)
        start, stop = problem.offsets[place], problem.offsets[place + 1]
        for variant in np.nonzero(alive[start:stop])[0][::-1]:
            child = alive.copy()
            child[start:stop] = False
            child[start + variant] = True
            stack.append(child)
    table = np.asarray(found, dtype=np.int16).reshape(len(found), len(starts))
    return table, nodes, complete
