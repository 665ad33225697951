"""Attractors of succession and how many configurations end in each."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing._problem import whole_matrix
from sharaka.foreseeing.model import Model
from sharaka.foreseeing.succession import Rule, checked_order, step_table

#: Exact up to here: a successor of four bytes and a label of two for each configuration are 3 GB.
MAX_EXACT = 500_000_000

#: Exact in numpy, where the compiled kernel is missing, up to here (24 bytes a configuration).
_MAX_NUMPY = 20_000_000

#: Up to here numpy is quicker than loading the compiled kernel.
_SMALL = 60_000

_CHUNK = 1 << 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Attractor:
    """A consistent scenario (one state) or a cycle, with what ends in it.

    ``cycle`` starts at its lexicographically smallest state.  ``weight`` counts configurations (or
    samples, when the basins are sampled); ``share`` is its part of all; ``low`` and ``high`` bound
    the share: equal to it when exact, else the 95 % Wilson score interval.
    """

    cycle: tuple[tuple[int, ...], ...]
    weight: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Basins:
    """All attractors found, heaviest first.

    ``exact`` says whether every configuration was followed; if not, ``samples`` were drawn and
    rare attractors may be missing.  ``cyclic_share`` is the part that ends in cycles.
    """

    rule: Rule
    configurations: int
    exact: bool
    samples: int
    attractors: tuple[Attractor, ...]
    matrix_hash: str

    @property
    def cyclic_share(self) -> float:
        return sum(a.weight for a in self.attractors if len(a.cycle) > 1) / self.samples

    def weight(self, variants: Sequence[int]) -> int:
        """The weight of a consistent scenario (0 when nothing was found to end there)."""
        wanted = (tuple(variants),)
        return next((a.weight for a in self.attractors if a.cycle == wanted), 0)


def basins(
    model: Model,
    rule: Rule = "global",
    *,
    order: Sequence[str | int] | None = None,
    max_exact: int = MAX_EXACT,
    samples: int = 100_000,
    seed: int = 0,
    engine: Literal["auto", "numpy", "numba"] = "auto",
) -> Basins:
    """Follow every configuration to its attractor, or a sample of them above ``max_exact``.

    Memory is six bytes a configuration (numba) or about 24 (numpy,
    which is exact up to 2·10⁷ only).  Raises ModelError for an
    unknown rule or an order that does not name each descriptor once.
    """
    places = checked_order(model, rule, order)
    total = model.configurations
    if total > min(max_exact, MAX_EXACT):
        if samples < 1:
            raise ModelError(f"samples is {samples}", mend="Draw at least one.")
        return _basins(model, rule, _sampled(model, rule, places, samples, seed), False)
    loaded = "sharaka.foreseeing._basins_numba" in sys.modules
    if engine == "numba" or (engine == "auto" and (loaded or total > _SMALL)):
        try:
            from sharaka.foreseeing import _basins_numba
        except ImportError as error:
            if engine == "numba":
                raise ModelError(
                    f"the compiled engine cannot be loaded ({error})", mend="Install numba."
                ) from error
        else:
            return _basins(model, rule, _basins_numba.count(model, rule, places), True)
    if total > _MAX_NUMPY:
        return _basins(model, rule, _sampled(model, rule, places, max(1, samples), seed), False)
    return _basins(model, rule, _counted(model, rule, places), True)


Found = list[tuple[tuple[tuple[int, ...], ...], int]]


def _basins(model: Model, rule: Rule, found: Found, exact: bool) -> Basins:
    followed = sum(weight for _, weight in found)
    attractors = []
    for cycle, weight in sorted(found, key=lambda pair: (-pair[1], pair[0])):
        share = weight / followed
        low, high = (share, share) if exact else wilson(weight, followed)
        attractors.append(Attractor(cycle=cycle, weight=weight, share=share, low=low, high=high))
    return Basins(
        rule=rule,
        configurations=model.configurations,
        exact=exact,
        samples=followed,
        attractors=tuple(attractors),
        matrix_hash=model.matrix_hash,
    )


def wilson(hits: int, trials: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """The Wilson score interval of a share (E. B. Wilson, JASA 22 (1927) 209-212)."""
    share = hits / trials
    centre = share + z * z / (2 * trials)
    spread = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def strides(sizes: Sequence[int]) -> NDArray[np.int64]:
    """What each descriptor's variant adds to a configuration's number (the last runs fastest)."""
    return np.asarray([math.prod(sizes[at + 1 :]) for at in range(len(sizes))], dtype=np.int64)


def decode(number: int, sizes: Sequence[int]) -> tuple[int, ...]:
    """The variants of a configuration's number."""
    return tuple(
        int(number // step % size) for step, size in zip(strides(sizes), sizes, strict=True)
    )


def canonical(cycle: Sequence[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    """A cycle turned to start at its smallest state."""
    at = min(range(len(cycle)), key=lambda place: cycle[place])
    return tuple(cycle[at:]) + tuple(cycle[:at])


def _counted(model: Model, rule: Rule, order: NDArray[np.int64]) -> Found:
    """Exact, in numpy: the successor of every configuration, then squaring the map.

    After k squarings the map makes 2^k steps; once that is more than there are configurations,
    every image lies on a cycle.
    """
    (matrix, _), offsets, sizes = whole_matrix(model), model.offsets, model.sizes
    total, steps = model.configurations, strides(sizes)
    after = np.empty(total, dtype=np.int64)
    for start in range(0, total, _CHUNK):
        numbers = np.arange(start, min(total, start + _CHUNK))
        table = numbers[:, None] // steps % np.asarray(sizes)
        after[numbers] = step_table(matrix, offsets, table, rule, order) @ steps
    far = after.copy()
    for _ in range(max(1, total.bit_length())):
        far = far[far]
    ends, weights = np.unique(far, return_counts=True)
    of_state: dict[int, int] = {}
    cycles: list[list[int]] = []
    heavy: Counter[int] = Counter()
    for end, weight in zip(ends.tolist(), weights.tolist(), strict=True):
        if end not in of_state:
            cycle = [end]
            while (following := int(after[cycle[-1]])) != end:
                cycle.append(following)
            of_state.update(dict.fromkeys(cycle, len(cycles)))
            cycles.append(cycle)
        heavy[of_state[end]] += weight
    return [
        (canonical([decode(number, sizes) for number in cycle]), heavy[at])
        for at, cycle in enumerate(cycles)
    ]


def _sampled(model: Model, rule: Rule, order: NDArray[np.int64], samples: int, seed: int) -> Found:
    """Uniformly drawn configurations, followed together; cycles found by a second, slower runner."""
    (matrix, _), offsets = whole_matrix(model), model.offsets
    draw = np.random.default_rng(seed)
    ends: Counter[tuple[int, ...]] = Counter()
    cycle_of: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {}
    for start in range(0, samples, _CHUNK):
        count = min(_CHUNK, samples - start)
        fast = draw.integers(0, model.sizes, size=(count, len(model.sizes)))
        slow = fast.copy()
        turn, power = 0, 1
        # Brent: the slow runner jumps to the fast one at powers of two; when they meet, the fast
        # one is on its cycle
        while len(fast):
            fast = step_table(matrix, offsets, fast, rule, order)
            met = (fast == slow).all(axis=1)
            if met.any():
                for row in map(tuple, fast[met].tolist()):
                    ends[_canonical_end(row, matrix, offsets, rule, order, cycle_of)] += 1
                fast, slow = fast[~met], slow[~met]
            turn += 1
            if turn == power:
                slow, turn, power = fast.copy(), 0, power * 2
    return [(cycle_of[end], weight) for end, weight in ends.items()]


def _canonical_end(
    state: tuple[int, ...],
    matrix: NDArray[np.int64],
    offsets: Sequence[int],
    rule: Rule,
    order: NDArray[np.int64],
    cycle_of: dict[tuple[int, ...], tuple[tuple[int, ...], ...]],
) -> tuple[int, ...]:
    """The smallest state of the cycle a state is on; remembers the cycle for each of its states."""
    if state not in cycle_of:
        cycle = [state]
        while True:
            table = step_table(matrix, offsets, np.asarray([cycle[-1]]), rule, order)
            following = tuple(table[0].tolist())
            if following == state:
                break
            cycle.append(following)
        cycle_of.update(dict.fromkeys(cycle, canonical(cycle)))
    return cycle_of[state][0]
