"""Iterative proportional fitting: the distribution nearest to a given one that has given marginals.

W. E. Deming and F. F. Stephan, Ann. Math. Stat. 11 (1940) 427-444; it converges to the distribution of
least Kullback-Leibler divergence whenever one exists (I. Csiszár, Ann. Probability 3 (1975) 146-158).
Where some cells are impossible, a linear programme first tells whether any distribution has the
marginals, and which cells it may fill: on those alone the fitting is fast.  Of a table too large for it
every two axes are asked about instead, which is necessary and, with pairs forbidden, mostly enough.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_PRECISION, _ENOUGH = 1e-12, 1e-6
_MOST_ROUNDS = 10_000
#: Cells times rounds times axes: about a minute of work.
_MOST_WORK = 3_000_000_000
#: Rounds after which the fit must have come nearer by a tenth, or is given up.
_STRIDE = 200
#: Shares below this are none: they are the dust of 1 − 0.7 − 0.2 − 0.1.
_DUST = 1e-12
#: The linear programme cannot tell shares below this from none.
_FAINT = 1e-7
#: More possible cells than this are not given to the linear programme.
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """``table`` holds logarithms; ``off`` is how far its marginals are from the wanted ones."""

    table: Floats
    off: float

    @property
    def good(self) -> bool:
        return self.off <= _ENOUGH


def fit(joint: Floats, marginals: Sequence[Floats]) -> Fit | None:
    """The fitted distribution; ``joint`` holds logarithms, −inf where impossible.

    ``marginals`` are one distribution an axis.  None when no distribution has them all.  A
    distribution that is all but certain takes more rounds than there are: its fit is then not good.
    """
    marginals = [np.where(wanted < _DUST, 0.0, wanted) for wanted in marginals]
    table = joint - joint.max()
    for axis, wanted in enumerate(marginals):
        table = np.where(_along(wanted == 0, axis, table.ndim), -np.inf, table)
    possible = np.isfinite(table)
    if not possible.any():
        return None
    if not possible.all():
        fillable = _asked(possible, marginals)
        if fillable is None:
            return None
        table = np.where(fillable, table, -np.inf)
    worst = before = np.inf
    for done in range(min(_MOST_ROUNDS, max(50, _MOST_WORK // (table.size * table.ndim)))):
        worst = 0.0
        for axis, wanted in enumerate(marginals):
            now = _marginal(table, axis)
            if (~np.isfinite(now) & (wanted > 0)).any():
                return None
            worst = max(worst, float(np.abs(np.exp(now) - wanted).max()))
            with np.errstate(divide="ignore"):
                factor = np.where(
                    wanted > 0, np.log(wanted) - np.where(wanted > 0, now, 0), -np.inf
                )
            table = table + _along(factor, axis, table.ndim)
        if worst <= _PRECISION:
            break
        if done % _STRIDE == _STRIDE - 1:
            if worst > 0.9 * before:
                break
            before = worst
    left = max(
        float(np.abs(np.exp(_marginal(table, axis)) - wanted).max())
        for axis, wanted in enumerate(marginals)
    )
    return Fit(table, left)


def _asked(possible: NDArray[np.bool_], marginals: Sequence[Floats]) -> NDArray[np.bool_] | None:
    """The cells that may be filled, as far as is known; None when the marginals cannot hold."""
    if int(possible.sum()) <= _MOST_CELLS:
        return _fillable(possible, marginals)
    found = possible
    for first, second in itertools.combinations(range(possible.ndim), 2):
        others = tuple(axis for axis in range(possible.ndim) if axis not in (first, second))
        pairs = np.asarray(possible.any(axis=others), dtype=np.bool_)
        if pairs.all():
            continue
        told = _fillable(pairs, [marginals[first], marginals[second]])
        if told is None:
            return None
        shape = [n if axis in (first, second) else 1 for axis, n in enumerate(possible.shape)]
        found = found & told.reshape(shape)
    return found


def _along(values: NDArray[np.generic], axis: int, count: int) -> NDArray[np.generic]:
    return values.reshape([-1 if at == axis else 1 for at in range(count)])


def _marginal(table: Floats, axis: int) -> Floats:
    """Logarithms of the sums over all other axes."""
    others = tuple(at for at in range(table.ndim) if at != axis)
    top = table.max(axis=others, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    with np.errstate(divide="ignore"):
        summed: Floats = np.log(np.exp(table - top).sum(axis=others))
    return summed + top.reshape(summed.shape)


def _fillable(possible: NDArray[np.bool_], marginals: Sequence[Floats]) -> NDArray[np.bool_] | None:
    """The possible cells that some distribution with these marginals fills; None if there is none.

    The marginals are taken s ≥ 1 times, and as many cells as can be are filled to 1: scaled up
    enough, every cell that can hold anything can hold that.
    """
    from scipy import sparse
    from scipy.optimize import linprog

    places = np.argwhere(possible)
    count = len(places)
    blocks, rows = [], 0
    for axis, wanted in enumerate(marginals):
        cells = sparse.coo_array(
            (np.ones(count), (places[:, axis], np.arange(count))), shape=(len(wanted), count)
        )
        blocks.append([cells, None, sparse.coo_array(-wanted[:, None])])
        rows += len(wanted)
    # variables: the cells, how far each is filled (at most 1), and s
    equal = sparse.block_array(
        [[c, sparse.coo_array((c.shape[0], count)), s] for c, _, s in blocks]
    )
    filled = sparse.block_array(
        [[-sparse.eye_array(count), sparse.eye_array(count), sparse.coo_array((count, 1))]]
    )
    aim = np.concatenate([np.zeros(count), -np.ones(count), [0.0]])
    bounds = [(0, None)] * count + [(0, 1)] * count + [(1, None)]
    found = linprog(
        aim, A_ub=filled.tocsr(), b_ub=np.zeros(count), A_eq=equal.tocsr(), b_eq=np.zeros(rows),
        bounds=bounds, method="highs",
    )  # fmt: skip
    faint = any(((wanted > 0) & (wanted < _FAINT)).any() for wanted in marginals)
    if found.status == 2 and not faint:
        return None
    if found.status != 0:
        # it could not tell: the fitting will
        return possible
    told = np.zeros(possible.shape, dtype=np.bool_)
    told[tuple(places.T)] = found.x[count : 2 * count] > 0.5
    return possible if faint else told
