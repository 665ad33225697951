"""The wanted future that takes least: which completion of it costs the fewest changes.

A judgement moved by a point closes a gap of one point at most, so a future that is inconsistent by
more than k costs more than k points.  The search therefore looks at the futures in order of their
inconsistency, all those at most k at a time, and stops when none further off can be cheaper.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing._problem import whole_scale
from sharaka.foreseeing.balance import margin_table, tis_table
from sharaka.foreseeing.changes import Changes, Objective, cheapest_changes
from sharaka.foreseeing.model import Matrix, Model
from sharaka.foreseeing.search import solve

#: Futures looked at in one round; where there are more, the answer is not exact.
MOST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """``variants`` complete ``wanted`` at least cost; ``changes`` make them consistent.

    Both are None when no completion can be made consistent inside the scale.  ``exact`` is False
    when time or :data:`MOST` ended the search: the answer then holds, but a cheaper one may exist.
    ``examined`` counts the futures whose changes were worked out.
    """

    wanted: tuple[tuple[int, int], ...]
    variants: tuple[int, ...] | None
    changes: Changes | None
    exact: bool
    examined: int


def nearest(
    model: Model,
    wanted: Mapping[str | int, str | int],
    *,
    objective: Objective = "points",
    tolerance: float = 0,
    time_limit: float | None = 30,
) -> Nearest:
    """Of all futures with the ``wanted`` variants (by id or index), the one that costs least.

    Cost is that of :func:`sharaka.foreseeing.cheapest_changes`: 0 where a wanted future is already
    consistent.  Of equally cheap futures among those looked at, the fewest points and then the
    largest total impact score come first.
    ``time_limit`` is in seconds.  Raises ModelError for unknown or contradictory wants.
    """
    if objective not in ("points", "cells"):
        raise ModelError(f"no objective {objective!r}", mend="Use points or cells.")
    deadline = math.inf if time_limit is None else time.monotonic() + time_limit
    held = {model.descriptor(key): model.variant(key, value) for key, value in wanted.items()}
    step = 1 / whole_scale(model.matrix)
    reach, allowed = _furthest(model), tolerance
    lightest = _lightest(model, objective)
    best: tuple[float, float, float, tuple[int, ...], Changes] | None = None
    seen: set[tuple[int, ...]] = set()
    while True:
        left = None if deadline == math.inf else max(0.0, deadline - time.monotonic())
        # what is wanted must hold by itself in the end, so it is pinned, not imposed
        found = solve(model, pins=wanted, tolerance=allowed, time_limit=left, limit=MOST)
        whole = found.complete
        ranked = _cheapest_first(model, found.table, objective, lightest, tolerance)
        for least, score, variants in ranked:
            if variants in seen:
                continue
            # nothing is cheaper than nothing
            if best is not None and (least > best[0] or best[0] == 0):
                break
            if time.monotonic() >= deadline:
                whole = False
                break
            seen.add(variants)
            changes = cheapest_changes(model, variants, objective=objective, tolerance=tolerance)
            if changes.possible:
                key = (changes.cost, changes.points, -score, variants, changes)
                best = key if best is None or key[:4] < best[:4] else best
        exact = whole or (best is not None and best[0] == 0)
        gap = np.asarray([[allowed + step - tolerance]])
        further = float(_least_costs(gap, objective, lightest)[0])
        if not exact or allowed >= reach or (best is not None and best[0] < further):
            break
        # in ever longer strides: each round repeats the ones before it
        allowed += max(step, math.floor((allowed - tolerance) / 2 / step) * step)
    return Nearest(
        wanted=tuple(sorted(held.items())),
        variants=None if best is None else best[3],
        changes=None if best is None else best[4],
        exact=exact,
        examined=len(seen),
    )


def _furthest(model: Model) -> float:
    """No future is inconsistent by more than this."""
    return float(2 * np.abs(model.matrix).max(initial=0) * len(model.descriptors))


def _lightest(model: Model, objective: Objective) -> float:
    """What a point moved costs at least; for "cells" what one that closes a point does."""
    if objective == "cells":
        # one cell closes at most what the scale is wide
        return 1 / (2 * model.scale)
    weights = [j.confidence for j in model.judgements if j.confidence is not None]
    return min([1.0, *weights])


def _least_costs(gaps: Matrix, objective: Objective, lightest: float) -> Matrix:
    """What closing gaps (N futures, n descriptors, in points) costs at least, shape (N,)."""
    costs: Matrix = gaps * lightest
    if objective == "cells":
        # different descriptors are closed by different cells, each of them whole
        costs = np.ceil(costs - 1e-9)
    least: Matrix = costs.sum(axis=1)
    return least


def _cheapest_first(
    model: Model,
    table: NDArray[np.int16],
    objective: Objective,
    lightest: float,
    tolerance: float,
) -> list[tuple[float, float, tuple[int, ...]]]:
    """(least cost, total impact score, variants) of each row, the least cost first."""
    if not len(table):
        return []
    gaps = np.maximum(0.0, -margin_table(model.matrix, model.offsets, table) - tolerance)
    gaps[gaps <= 1e-9] = 0
    scores = tis_table(model.matrix, model.offsets, table).tolist()
    costs = _least_costs(gaps, objective, lightest).tolist()
    rows = map(tuple, table.tolist())
    return sorted(zip(costs, scores, rows, strict=True), key=lambda it: (it[0], -it[1], it[2]))
