"""Impact balances, consistency and total impact score, as ScenarioWizard defines them.

The balance of a variant under a scenario is the sum of the judgements the scenario's variants pass
on it.  A descriptor is consistent when no rival's balance exceeds its chosen variant's; a tie is
consistent.  (Weimer-Jehle 2006, sections 2.2 and 2.3; ScenarioWizard manual, "consistency value",
"total impact score".)
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing._problem import slack_units, whole_matrix
from sharaka.foreseeing.model import Matrix, Model


def rows(model: Model, variants: Sequence[int]) -> NDArray[np.int64]:
    """Global variant indices of a scenario's variants (0-based inside each descriptor).

    Raises ModelError when the scenario does not fit the model.
    """
    if len(variants) != len(model.descriptors):
        raise ModelError(
            f"the scenario has {len(variants)} variants, the model {len(model.descriptors)} "
            "descriptors",
            place=model.source,
            mend="Give one variant a descriptor.",
        )
    checked = [model.variant(place, int(v)) for place, v in enumerate(variants)]
    return np.asarray(checked, dtype=np.int64) + np.asarray(model.offsets[:-1], dtype=np.int64)


def balances(model: Model, variants: Sequence[int]) -> Matrix:
    """The impact balance of every variant, shape (V,), under a scenario."""
    total: Matrix = model.matrix[rows(model, variants)].sum(axis=0)
    return total


def margins(model: Model, variants: Sequence[int]) -> Matrix:
    """For each descriptor, chosen balance minus its best rival's, shape (n,).

    Negative: inconsistent by that much; zero: a tie.  A descriptor of one variant has no rival
    and gets +inf (the array is then float).
    """
    table = np.asarray([variants], dtype=np.int64)
    rows(model, variants)
    found: Matrix = margin_table(model.matrix, model.offsets, table)[0]
    return found


def consistency_value(model: Model, variants: Sequence[int]) -> float:
    """The smallest margin over the descriptors; consistent when it is not negative."""
    return plain(float(margins(model, variants).min()))


def total_impact_score(model: Model, variants: Sequence[int]) -> float:
    """The sum of the chosen variants' balances (TIS)."""
    chosen = rows(model, variants)
    return plain(float(model.matrix[np.ix_(chosen, chosen)].sum()))


def balance_table(matrix: Matrix, offsets: Sequence[int], table: NDArray[np.integer]) -> Matrix:
    """Balances of many scenarios: ``table`` is (N, n) of 0-based variants, result (N, V)."""
    total = np.zeros((len(table), matrix.shape[1]), dtype=matrix.dtype)
    for place, start in enumerate(offsets[:-1]):
        total += matrix[start + table[:, place].astype(np.int64)]
    return total


def margin_table(matrix: Matrix, offsets: Sequence[int], table: NDArray[np.integer]) -> Matrix:
    """Margins of many scenarios, shape (N, n)."""
    total = balance_table(matrix, offsets, table)
    single = any(stop - start == 1 for start, stop in itertools.pairwise(offsets))
    found = np.empty(table.shape, dtype=np.float64 if single else matrix.dtype)
    lines = np.arange(len(table))
    for place, (start, stop) in enumerate(itertools.pairwise(offsets)):
        block = total[:, start:stop].copy()
        if stop - start == 1:
            found[:, place] = np.inf
            continue
        own = table[:, place].astype(np.int64)
        chosen = block[lines, own].copy()
        # the chosen variant is no rival of itself
        block[lines, own] = np.iinfo(np.int64).min if block.dtype.kind == "i" else -np.inf
        found[:, place] = chosen - block.max(axis=1)
    return found


def consistent_rows(
    model: Model, table: NDArray[np.integer], tolerance: float = 0
) -> NDArray[np.bool_]:
    """Which of many scenarios (N, n) are consistent within a tolerance, shape (N,).

    Reckoned in whole units, as the search does; forbidden pairs are not asked about.
    """
    whole, units = whole_matrix(model)
    worst = margin_table(whole, model.offsets, table).min(axis=1)
    good: NDArray[np.bool_] = worst >= -slack_units(tolerance, units)
    return good


def tis_table(matrix: Matrix, offsets: Sequence[int], table: NDArray[np.integer]) -> Matrix:
    """Total impact scores of many scenarios, shape (N,)."""
    total = balance_table(matrix, offsets, table)
    chosen = table.astype(np.int64) + np.asarray(offsets[:-1], dtype=np.int64)
    score: Matrix = np.take_along_axis(total, chosen, axis=1).sum(axis=1)
    return score


def plain(value: float) -> float:
    """A whole number as int, so that JSON shows 9 and not 9.0; infinity stays."""
    return int(value) if float(value).is_integer() else float(value)
