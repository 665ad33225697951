"""A model made ready for search: whole numbers, one row of differences per pair of rivals.

For a target descriptor i, a choice c and a rival r, the pair p = (i, c, r) is violated by a
scenario z when S[p] = Σ_j (C[j,z_j → i,r] − C[j,z_j → i,c]) exceeds the tolerance.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing.model import Model

#: Cells of the difference table; 4·10⁷ int64 cells are 320 MB.
MAX_CELLS = 40_000_000

Ints = NDArray[np.int64]

_MOST_DISTINCT = 2_000

#: No sum of differences reaches this; a tolerance beyond it allows everything.
_BEYOND = 1 << 61


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """What search needs; ``scale`` turns the model's numbers into the whole ones used here.

    Shapes, with V variants, n descriptors, P pairs: ``offsets`` (n+1,), ``owner`` (V,),
    ``chosen``, ``rival`` and ``target`` (P,) the pair's variants (global) and descriptor, ``differences``
    (V, P), ``alive`` (V,) bool the variants pins leave, ``conflict`` (V, V) bool forbidden pairs.
    """

    offsets: Ints
    owner: Ints
    chosen: Ints
    rival: Ints
    target: Ints
    differences: Ints
    alive: NDArray[np.bool_]
    conflict: NDArray[np.bool_]
    tolerance: int
    scale: int


def slack_units(tolerance: float, units: int) -> int:
    """A tolerance in whole units, the same wherever one is asked about.

    Raises ModelError for what is no tolerance.  The 10⁻⁹ takes off what floats add to 0.1 · 10.
    """
    if not math.isfinite(tolerance) or tolerance < 0:
        raise ModelError(f"the tolerance is {tolerance!r}", mend="Use 0 or a positive number.")
    return min(_BEYOND, math.floor(tolerance * units + 1e-9))


def whole_scale(values: NDArray[np.float64] | Ints) -> int:
    """The number (at most 10⁹) that makes the values whole: a power of ten, or a denominator.

    Judgements such as 0.1 are no binary fractions: sums compared in floating point would break
    ties by rounding.  Thirds (the mean of three experts) have no power of ten; their denominator is
    sought up to 1,000.  Beyond nine decimals values are rounded, which is 10⁻⁹ of a point.
    """
    distinct = np.unique(np.abs(np.asarray(values, dtype=np.float64)))
    for scale in (1, 10, 100, 1000):
        if _whole(distinct, scale):
            return scale
    # models of so many different numbers are not made of fractions
    if len(distinct) <= _MOST_DISTINCT:
        for scale in range(3, 1000):
            if _whole(distinct, scale):
                return scale
    for scale in (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000):
        if _whole(distinct, scale):
            return scale
    return 10**9


def whole_matrix(model: Model) -> tuple[Ints, int]:
    """The matrix (V, V) in whole units, so that sums and ties are exact, and the units a point has."""
    units = 1 if model.matrix.dtype.kind == "i" else whole_scale(model.matrix)
    whole: Ints = np.rint(model.matrix * units).astype(np.int64)
    return whole, units


def _whole(values: NDArray[np.float64], scale: int) -> bool:
    scaled = values * scale
    return bool(np.abs(scaled - np.rint(scaled)).max(initial=0) <= 1e-9 * scale)


def prepare(
    model: Model,
    pins: Mapping[str | int, str | int] | None = None,
    tolerance: float = 0,
    forbidden: Iterable[tuple[int, int]] = (),
    imposed: Mapping[str | int, str | int] | None = None,
) -> Problem:
    """The search problem of a model; raises ModelError for pins and pairs that do not fit.

    ``imposed`` pins hold whatever the model says: their own descriptors need not be consistent.
    """
    sizes = np.asarray(model.sizes, dtype=np.int64)
    pair_count = int((sizes * (sizes - 1)).sum())
    total = int(sizes.sum())
    if total * pair_count > MAX_CELLS:
        raise ModelError(
            f"the search would need a table of {total:,} × {pair_count:,} cells",
            place=model.source,
            mend="Use fewer variants in the largest descriptors.",
        )
    offsets = np.asarray(model.offsets, dtype=np.int64)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    matrix, scale = whole_matrix(model)
    ruled = {model.descriptor(key) for key in imposed or {}}
    chosen, rival, target = _pairs(offsets, ruled)
    fixed_by = [*(pins or {}).items(), *(imposed or {}).items()]
    alive, conflict = _restrictions(model, owner, fixed_by, forbidden)
    differences = _differences(matrix, owner, chosen, rival, target)
    return Problem(
        offsets, owner, chosen, rival, target, differences, alive, conflict,
        slack_units(tolerance, scale), scale,
    )  # fmt: skip


def refill(problem: Problem, matrix: Ints) -> Problem:
    """The same problem for another matrix, already in the problem's whole units."""
    differences = _differences(matrix, problem.owner, problem.chosen, problem.rival, problem.target)
    return dataclasses.replace(problem, differences=differences)


def _differences(matrix: Ints, owner: Ints, chosen: Ints, rival: Ints, target: Ints) -> Ints:
    differences = matrix[:, rival] - matrix[:, chosen]
    # a descriptor's own term is fixed by its choice: never a matter of its domain
    own = owner[:, None] == target[None, :]
    fixed = matrix[chosen, rival] - matrix[chosen, chosen]
    return np.ascontiguousarray(np.where(own, fixed[None, :], differences))


def _pairs(offsets: Ints, ruled: set[int]) -> tuple[Ints, Ints, Ints]:
    chosen, rival, target = [], [], []
    for place, (start, stop) in enumerate(itertools.pairwise(offsets)):
        if place in ruled:
            continue
        for c in range(start, stop):
            for r in range(start, stop):
                if r != c:
                    chosen.append(c)
                    rival.append(r)
                    target.append(place)
    as_array = [np.asarray(column, dtype=np.int64) for column in (chosen, rival, target)]
    return as_array[0], as_array[1], as_array[2]


def _restrictions(
    model: Model,
    owner: Ints,
    pins: Iterable[tuple[str | int, str | int]],
    forbidden: Iterable[tuple[int, int]],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    total = len(owner)
    alive = np.ones(total, dtype=np.bool_)
    pinned: dict[int, int] = {}
    for key, value in pins:
        place = model.descriptor(key)
        variant = model.variant(place, value)
        if pinned.setdefault(place, variant) != variant:
            own = model.descriptors[place]
            raise ModelError(
                f"descriptor {own.id!r} is pinned to {own.variants[pinned[place]].id!r} "
                f"and to {own.variants[variant].id!r}",
                place=model.source,
                mend="Keep one of the two pins.",
            )
        alive[owner == place] = False
        alive[model.offsets[place] + variant] = True
    conflict = np.zeros((total, total), dtype=np.bool_)
    for a, b in (*model.forbidden, *forbidden):
        if not (0 <= a < total and 0 <= b < total) or owner[a] == owner[b]:
            raise ModelError(
                f"forbidden pair ({a}, {b}) does not name variants of two descriptors",
                place=model.source,
                mend=f"Use global variant indices from 0 to {total - 1}.",
            )
        conflict[a, b] = conflict[b, a] = True
    chosen = [model.offsets[place] + variant for place, variant in pinned.items()]
    for at, a in enumerate(chosen):
        for b in chosen[at + 1 :]:
            if conflict[a, b]:
                raise ModelError(
                    f"the pins {model.label(a)} and {model.label(b)} are a forbidden pair",
                    place=model.source,
                    mend="Drop one of the pins.",
                )
    return alive, conflict


def parts(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """The independent parts: descriptors joined by any influence or forbidden pair.

    An influence that shifts all variants of its target alike decides nothing and joins nothing.
    """
    count = len(problem.offsets) - 1
    linked = np.zeros((count, count), dtype=np.bool_)
    starts = problem.offsets[:-1]
    moved = np.add.reduceat(problem.differences != 0, starts, axis=0)
    np.logical_or.at(linked.T, problem.target, moved.T > 0)
    apart = np.add.reduceat(np.add.reduceat(problem.conflict, starts, axis=0), starts, axis=1)
    linked |= apart > 0
    linked |= linked.T
    left, found = set(range(count)), []
    while left:
        group, border = set(), [min(left)]
        while border:
            place = border.pop()
            if place not in group:
                group.add(place)
                border.extend(int(other) for other in np.nonzero(linked[place])[0])
        left -= group
        found.append(tuple(sorted(group)))
    return tuple(found)


def restrict(problem: Problem, descriptors: tuple[int, ...]) -> Problem:
    """The problem of one independent part, its descriptors and variants renumbered."""
    if len(descriptors) == len(problem.offsets) - 1:
        return problem
    keep = np.isin(problem.owner, descriptors)
    pairs = np.isin(problem.target, descriptors)
    number = np.full(len(problem.offsets) - 1, -1, dtype=np.int64)
    number[list(descriptors)] = np.arange(len(descriptors))
    place = np.cumsum(keep) - 1
    sizes = (problem.offsets[1:] - problem.offsets[:-1])[list(descriptors)]
    # what the other parts add is the same for every variant here, but a descriptor's own fixed
    # term is kept on its own rows, so sums stay right
    return Problem(
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        owner=number[problem.owner[keep]],
        chosen=place[problem.chosen[pairs]],
        rival=place[problem.rival[pairs]],
        target=number[problem.target[pairs]],
        differences=np.ascontiguousarray(problem.differences[np.ix_(keep, pairs)]),
        alive=problem.alive[keep],
        conflict=problem.conflict[np.ix_(keep, keep)],
        tolerance=problem.tolerance,
        scale=problem.scale,
    )
