"""The search compiled: the same nodes as :mod:`._search_numpy`, with everything incremental.

When a descriptor loses variants, only its row of minima and the bounds change: whole rows of small
integers, which the compiler turns into vector instructions.  The old row goes on a trail, and
backtracking puts it back.  The kernel stops after a number of nodes or when its buffer is full and
goes on from the same state, so that time limits and interrupts stay Python's business.

Two long functions, and no small helpers: each call would count references to every array it is
given, which was a third of the whole run.
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
#: Pairs are filled up to whole vector registers, so that no loop has a rest to do one by one.
_LANES = 32
_jit: Any = numba.njit(cache=True, nogil=True)
_inline: Any = numba.njit(cache=True, nogil=True, forceinline=True)


@_inline
def _propagate(
    height,
    alive,
    size,
    low,
    bound,
    most,
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
    never,
):
    """Run to the fixed point; returns the trail's height, negative (−1 − height) on failure.

    ``most`` is the tolerance for the pairs of living variants and ``never`` exceeded for the dead.
    """
    count, width = low.shape
    while True:
        # the rows of descriptors that lost a variant: their minima, and what that adds to bounds
        changed = False
        for j in range(count):
            if not stale[j]:
                continue
            stale[j] = False
            changed = True
            end = offsets[j + 1]
            a = offsets[j]
            while not alive[a]:
                a += 1
            b = a + 1
            while b < end and not alive[b]:
                b += 1
            if b == end:
                for p in range(width):
                    was, least = low[j, p], diff[a, p]
                    saved[height, p] = was
                    low[j, p] = least
                    bound[p] += least - was
            else:
                for p in range(width):
                    saved[height, p] = low[j, p]
                    low[j, p] = min(diff[a, p], diff[b, p])
                for c in range(b + 1, end):
                    if alive[c]:
                        for p in range(width):
                            low[j, p] = min(low[j, p], diff[c, p])
                for p in range(width):
                    bound[p] += low[j, p] - saved[height, p]
            trail[height] = -1 - j
            height += 1
        if not changed:
            return height
        # variants that even the best case leaves behind a rival
        over = False
        for p in range(width):
            over |= bound[p] > most[p]
        if over:
            for p in range(width):
                if bound[p] > most[p]:
                    v = chosen[p]
                    i = owner[v]
                    alive[v] = False
                    size[i] -= 1
                    stale[i] = True
                    trail[height] = v
                    height += 1
                    for q in range(first[v], first[v] + rivals[i]):
                        most[q] = never
                    if size[i] == 0:
                        return -1 - height
            continue
        # variants that would push a rival ahead of what is decided
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
                    limit = slack + low[j, p]
                    for v in range(offsets[j], offsets[j + 1]):
                        if alive[v] and across[p, v] > limit:
                            alive[v] = False
                            size[j] -= 1
                            stale[j] = True
                            trail[height] = v
                            height += 1
                            for q in range(first[v], first[v] + rivals[j]):
                                most[q] = never
                            if size[j] == 0:
                                return -1 - height
            if conflicts:
                for v in range(len(owner)):
                    if alive[v] and conflict[held, v]:
                        j = owner[v]
                        alive[v] = False
                        size[j] -= 1
                        stale[j] = True
                        trail[height] = v
                        height += 1
                        for q in range(first[v], first[v] + rivals[j]):
                            most[q] = never
                        if size[j] == 0:
                            return -1 - height


@_jit
def _run(
    state,
    place_at,
    next_at,
    height_at,
    alive,
    size,
    low,
    bound,
    most,
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
    never,
    weights,
    buffer,
    max_nodes,
    max_rows,
):
    """Go on with the search; ``state`` is (depth, trail height, started).

    Returns (rows written to the buffer, nodes visited, whether the search is done).
    """
    count, width = low.shape
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
                size,
                low,
                bound,
                most,
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
                never,
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
        # back to the branch at this depth: what was taken out since is put back
        top = height_at[depth]
        while height > top:
            height -= 1
            v = trail[height]
            if v >= 0:
                i = owner[v]
                alive[v] = True
                size[i] += 1
                for p in range(first[v], first[v] + rivals[i]):
                    most[p] = tolerance
            else:
                j = -1 - v
                for p in range(width):
                    bound[p] += saved[height, p] - low[j, p]
                    low[j, p] = saved[height, p]
        # on to its next variant
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
                alive[u] = False
                size[place] -= 1
                stale[place] = True
                trail[height] = u
                height += 1
                for q in range(first[u], first[u] + rivals[place]):
                    most[q] = never
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
    count, (total, pairs) = len(offsets) - 1, differences.shape
    starts = offsets[:-1]
    # no sum the kernel makes exceeds this
    largest = int(np.abs(differences).max(initial=0)) * (2 * count + 2)
    if largest >= 1 << 61:
        raise ModelError(
            "the judgements are too large and too finely divided for the search",
            mend="Round them, or scale them down.",
        )
    tolerance = min(problem.tolerance, largest)
    kinds: tuple[Any, ...] = (np.int16, np.int32, np.int64)
    kind = next(k for k in kinds if largest < np.iinfo(k).max // 2)
    width = -(-pairs // _LANES) * _LANES
    diff = np.zeros((total, width), dtype=kind)
    diff[:, :pairs] = differences
    low = np.minimum.reduceat(diff, starts, axis=0)
    spread = (np.maximum.reduceat(diff, starts, axis=0) - low).T[:pairs]
    per_choice = np.bincount(problem.chosen, minlength=total)
    first = np.concatenate([[0], np.cumsum(per_choice)])[:-1].astype(np.int64)
    sources = np.ascontiguousarray(np.argsort(-spread, axis=1, kind="stable"))
    alive = problem.alive.copy()
    never = np.iinfo(kind).max
    most = np.full(width, never, dtype=kind)
    most[:pairs][alive[problem.chosen]] = tolerance
    empty = np.zeros(count + 1, dtype=np.int64)
    # each variant is taken out once, each descriptor refreshed at most once a loss
    trail = 2 * total + 2 * count + 2
    return (
        np.asarray([-1, 0, 0], dtype=np.int64), empty.copy(), empty.copy(), empty.copy(), alive,
        np.add.reduceat(alive.astype(np.int64), starts), low, low.sum(axis=0, dtype=kind), most,
        diff, np.ascontiguousarray(diff[:, :pairs].T), offsets, owner, first,
        per_choice[starts].astype(np.int64), problem.chosen, sources,
        np.ascontiguousarray(np.take_along_axis(spread, sources, axis=1)),
        problem.conflict, bool(problem.conflict.any()), np.zeros(trail, dtype=np.int64),
        np.zeros((trail, width), dtype=kind), np.ones(count, dtype=np.bool_),
        kind(tolerance), kind(never), branching_weights(problem),
    )  # fmt: skip
