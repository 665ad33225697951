"""The search compiled: the same nodes as :mod:`._search_numpy`, with everything incremental.

When a descriptor loses variants, only its row of minima and the bounds change: whole rows of small
integers, which the compiler turns into vector instructions.  The old row goes on a trail, and
backtracking puts it back.  The kernel stops after a number of nodes or when its buffer is full and
goes on from the same state, so that time limits and interrupts stay Python's business.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators
# numba infers the kernels' types from the arrays it is called with

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing._problem import Problem
from sharaka.foreseeing._search_numpy import branching_weights

_ROWS = 4096
_jit: Any = numba.njit(cache=True, nogil=True)
# the helpers take many arrays: a real call would cost more than their work
_inline: Any = numba.njit(cache=True, nogil=True, forceinline=True)


@_inline
def _refresh(j, height, alive, low, bound, diff, offsets, saved):
    """Recompute the minima of j's row; the old ones are kept at the trail's height."""
    row, old = low[j], saved[height]
    fresh = True
    for u in range(offsets[j], offsets[j + 1]):
        if alive[u]:
            line = diff[u]
            if fresh:
                for p in range(len(row)):
                    old[p] = row[p]
                    row[p] = line[p]
                fresh = False
            else:
                for p in range(len(row)):
                    row[p] = min(row[p], line[p])
    for p in range(len(row)):
        bound[p] += row[p] - old[p]


@_inline
def _undo(height, top, alive, active, size, low, bound, owner, first, rivals, trail, saved):
    """Put back what was removed above trail height ``top``."""
    while height > top:
        height -= 1
        v = trail[height]
        if v >= 0:
            i = owner[v]
            alive[v] = True
            size[i] += 1
            for p in range(first[v], first[v] + rivals[i]):
                active[p] = True
        else:
            row, old = low[-1 - v], saved[height]
            for p in range(len(row)):
                bound[p] += old[p] - row[p]
                row[p] = old[p]
    return height


@_inline
def _drop(v, height, alive, active, size, owner, first, rivals, trail, stale):
    """Take variant v out; False when its descriptor is emptied."""
    i = owner[v]
    alive[v] = False
    size[i] -= 1
    stale[i] = True
    trail[height] = v
    for p in range(first[v], first[v] + rivals[i]):
        active[p] = False
    return size[i] > 0


@_inline
def _propagate(
    height,
    alive,
    active,
    size,
    low,
    bound,
    diff,
    across,
    offsets,
    owner,
    first,
    rivals,
    chosen,
    sources,
    reach,
    conflict,
    conflicts,
    trail,
    saved,
    stale,
    tolerance,
):
    """Run to the fixed point; returns the trail's height, negative (−1 − height) on failure."""
    count = len(size)
    while True:
        changed = False
        for j in range(count):
            if stale[j]:
                stale[j] = False
                changed = True
                _refresh(j, height, alive, low, bound, diff, offsets, saved)
                trail[height] = -1 - j
                height += 1
        if not changed:
            return height
        over = 0
        for p in range(len(bound)):
            over += (bound[p] > tolerance) & active[p]
        if over > 0:
            for p in range(len(bound)):
                if active[p] and bound[p] > tolerance:
                    height += 1
                    if not _drop(
                        chosen[p],
                        height - 1,
                        alive,
                        active,
                        size,
                        owner,
                        first,
                        rivals,
                        trail,
                        stale,
                    ):
                        return -1 - height
            continue
        for i in range(count):
            if size[i] > 1:
                continue
            held = offsets[i]
            while not alive[held]:
                held += 1
            for p in range(first[held], first[held] + rivals[i]):
                slack = tolerance - bound[p]
                # sources stand by what they can add at most: past this one none can break i
                for s in range(count):
                    if slack >= reach[p, s]:
                        break
                    j = sources[p, s]
                    if size[j] == 1:
                        continue
                    most = slack + low[j, p]
                    for v in range(offsets[j], offsets[j + 1]):
                        if alive[v] and across[p, v] > most:
                            height += 1
                            if not _drop(
                                v,
                                height - 1,
                                alive,
                                active,
                                size,
                                owner,
                                first,
                                rivals,
                                trail,
                                stale,
                            ):
                                return -1 - height
            if conflicts:
                for v in range(len(owner)):
                    if alive[v] and conflict[held, v]:
                        height += 1
                        if not _drop(
                            v, height - 1, alive, active, size, owner, first, rivals, trail, stale
                        ):
                            return -1 - height


@_jit
def _run(
    state,
    place_at,
    next_at,
    height_at,
    alive,
    active,
    size,
    low,
    bound,
    diff,
    across,
    offsets,
    owner,
    first,
    rivals,
    chosen,
    sources,
    reach,
    conflict,
    conflicts,
    trail,
    saved,
    stale,
    tolerance,
    weights,
    buffer,
    max_nodes,
    max_rows,
):
    """Go on with the search; ``state`` is (depth, trail height, started).

    Returns (rows written to the buffer, nodes visited, whether the search is done).
    """
    count = len(offsets) - 1
    depth, height = state[0], state[1]
    nodes, rows = 0, 0
    descend = state[2] == 0
    state[2] = 1
    while True:
        if descend:
            nodes += 1
            height = _propagate(
                height,
                alive,
                active,
                size,
                low,
                bound,
                diff,
                across,
                offsets,
                owner,
                first,
                rivals,
                chosen,
                sources,
                reach,
                conflict,
                conflicts,
                trail,
                saved,
                stale,
                tolerance,
            )
            descend = False
            if height < 0:
                height = -1 - height
                stale[:] = False
            else:
                place = -1
                for j in range(count):
                    if size[j] > 1 and (
                        place < 0 or weights[j] * size[place] > weights[place] * size[j]
                    ):
                        place = j
                if place < 0:
                    for j in range(count):
                        v = offsets[j]
                        while not alive[v]:
                            v += 1
                        buffer[rows, j] = v - offsets[j]
                    rows += 1
                else:
                    depth += 1
                    place_at[depth] = place
                    next_at[depth] = offsets[place]
                    height_at[depth] = height
        if depth < 0:
            state[0], state[1] = depth, height
            return rows, nodes, True
        # back to the branch at this depth, on to its next variant
        height = _undo(
            height,
            height_at[depth],
            alive,
            active,
            size,
            low,
            bound,
            owner,
            first,
            rivals,
            trail,
            saved,
        )
        place = place_at[depth]
        v = next_at[depth]
        while v < offsets[place + 1] and not alive[v]:
            v += 1
        if v == offsets[place + 1]:
            depth -= 1
            continue
        if nodes >= max_nodes or rows >= max_rows:
            state[0], state[1] = depth, height
            return rows, nodes, False
        next_at[depth] = v + 1
        for u in range(offsets[place], offsets[place + 1]):
            if u != v and alive[u]:
                height += 1
                _drop(u, height - 1, alive, active, size, owner, first, rivals, trail, stale)
        descend = True


def search(
    problem: Problem,
    *,
    max_rows: int | None = None,
    deadline: float | None = None,
    max_nodes: int | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> tuple[NDArray[np.int16], int, bool]:
    """As :func:`sharaka.foreseeing._search_numpy.search`, compiled."""
    call = _arguments(problem)
    buffer = np.empty((_ROWS, len(problem.offsets) - 1), dtype=np.int16)
    tables: list[NDArray[np.int16]] = []
    nodes, kept, done, step = 0, 0, False, 2_000
    while not done:
        if (
            (max_nodes is not None and nodes >= max_nodes)
            or (max_rows is not None and kept >= max_rows)
            or (deadline is not None and clock() >= deadline)
        ):
            break
        budget = step if max_nodes is None else min(step, max_nodes - nodes)
        room = _ROWS if max_rows is None else min(_ROWS, max_rows - kept)
        started = clock()
        rows, visited, done = _run(*call, buffer, budget, room)
        tables.append(buffer[:rows].copy())
        nodes, kept = nodes + visited, kept + rows
        if clock() - started < 0.02:
            step = min(step * 2, 1 << 30)
    table = np.concatenate(tables) if tables else buffer[:0].copy()
    return table, nodes, bool(done)


def _arguments(problem: Problem) -> tuple[Any, ...]:
    """The kernel's arrays, pins applied, every row waiting to be refreshed."""
    offsets, owner, differences = problem.offsets, problem.owner, problem.differences
    count, total = len(offsets) - 1, len(owner)
    pairs = differences.shape[1]
    starts = offsets[:-1]
    reach = np.abs(differences).max(initial=0) * (2 * count + 2)
    if max(int(reach), problem.tolerance) >= 1 << 30:
        raise ModelError(
            "the judgements are too large or too finely divided for the search",
            mend="Round them, or scale them down.",
        )
    tolerance = min(problem.tolerance, int(reach))
    width: Any = np.int16 if reach < 1 << 14 else np.int32
    diff = np.ascontiguousarray(differences, dtype=width)
    low = np.zeros((count, pairs), dtype=width)
    high = np.zeros((count, pairs), dtype=width)
    if pairs:
        low = np.minimum.reduceat(diff, starts, axis=0)
        high = np.maximum.reduceat(diff, starts, axis=0)
    per_choice = np.bincount(problem.chosen, minlength=total)
    rivals = per_choice[starts].astype(np.int64)
    first = np.concatenate([[0], np.cumsum(per_choice)])[:-1].astype(np.int64)
    spread = (high - low).T
    sources = np.ascontiguousarray(np.argsort(-spread, axis=1, kind="stable"))
    reach = np.ascontiguousarray(np.take_along_axis(spread, sources, axis=1))
    alive = problem.alive.copy()
    empty = np.zeros(count + 1, dtype=np.int64)
    return (
        np.asarray([-1, 0, 0], dtype=np.int64), empty.copy(), empty.copy(), empty.copy(), alive,
        alive[problem.chosen], np.add.reduceat(alive.astype(np.int64), starts), low,
        low.sum(axis=0, dtype=width), diff,
        np.ascontiguousarray(diff.T), offsets, owner, first, rivals, problem.chosen, sources,
        reach, problem.conflict, bool(problem.conflict.any()),
        np.zeros(2 * total + 2 * count + 2, dtype=np.int64),
        np.zeros((2 * total + 2 * count + 2, pairs), dtype=width),
        np.ones(count, dtype=np.bool_), width(tolerance), branching_weights(problem),
    )  # fmt: skip
