"""Probabilities of configurations: a further assumption, not part of cross-impact balances.

Consistency is not probability.  This module *assumes* that a configuration's probability falls
exponentially with its impact score: p(z) ∝ exp(β · TIS(z)), the Gibbs distribution; β says how
strongly judgements bind (0: not at all).  Stated priors bend it as little as possible: iterative
proportional fitting finds, of all distributions with the stated marginals, the one nearest in
Kullback-Leibler divergence (W. E. Deming and F. F. Stephan, Ann. Math. Stat. 11 (1940) 427-444;
I. Csiszár, Ann. Probability 3 (1975) 146-158).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing import fitting
from sharaka.foreseeing.balance import rows
from sharaka.foreseeing.model import Model, Name

#: Exact up to here: one float a configuration is 80 MB, and twice that while it is made.
MAX_CONFIGURATIONS = 10_000_000
#: Axes of a numpy array.
MAX_DESCRIPTORS = 60

NOTICE = Name(
    "هذه الاحتمالات افتراض إضافي لا تقوله الأحكام نفسها؛ فاتساق المستقبل لا يعني أنه مرجَّح.",
    "These probabilities are a further assumption that the judgements do not make: a consistent "
    "future is not therefore a likely one.",
)


@dataclass(frozen=True, slots=True, eq=False)
class Gibbs:
    """The distribution: ``table`` has one axis a descriptor and sums to one.

    ``notice`` must be shown wherever a probability is.
    """

    model: Model = field(repr=False)
    beta: float
    table: NDArray[np.float64] = field(repr=False)
    notice: Name = NOTICE

    def probability(self, variants: Sequence[int]) -> float:
        """The probability of one configuration."""
        rows(self.model, variants)
        return float(self.table[tuple(variants)])

    def marginals(
        self, given: Mapping[str | int, str | int] | None = None
    ) -> tuple[NDArray[np.float64], ...]:
        """For each descriptor the probabilities of its variants, under evidence if ``given``.

        Raises ModelError for unknown names and for evidence of probability zero.
        """
        table = self.table
        if given:
            mask: list[slice] = [slice(None)] * table.ndim
            for key, value in given.items():
                place = self.model.descriptor(key)
                variant = self.model.variant(place, value)
                mask[place] = slice(variant, variant + 1)
            kept = np.zeros_like(table)
            kept[tuple(mask)] = table[tuple(mask)]
            if not (whole := float(kept.sum())) > 0:
                raise ModelError(
                    "the evidence has probability zero", mend="Drop a part of the evidence."
                )
            table = kept / whole
        return tuple(_marginal(table, place) for place in range(table.ndim))


def gibbs(
    model: Model,
    *,
    beta: float,
    priors: Mapping[str | int, Sequence[float]] | None = None,
) -> Gibbs:
    """The Gibbs distribution of a model, its marginals fitted to ``priors``.

    ``beta`` has no right value: judgements do not say how strongly they bind.  ``priors`` give, for some descriptors, a probability for each variant; each must sum to one.
    Forbidden pairs have probability zero.  Raises ModelError for a model of more than 10⁷
    configurations, priors that are no probabilities, and priors that cannot all hold at once.
    """
    if not math.isfinite(beta) or beta < 0:
        raise ModelError(f"beta is {beta!r}", mend="Use 0 or a positive number.")
    if model.configurations > MAX_CONFIGURATIONS:
        raise ModelError(
            f"{model.configurations:,} configurations are too many for exact probabilities",
            place=model.source,
            mend=f"Use a model of at most {MAX_CONFIGURATIONS:,}, or none.",
        )
    if len(model.descriptors) > MAX_DESCRIPTORS:
        raise ModelError(
            f"{len(model.descriptors)} descriptors are too many for a table of probabilities",
            place=model.source,
            mend=f"Leave out those of one variant; at most {MAX_DESCRIPTORS} are taken.",
        )
    wanted = _priors(model, priors or {})
    # logarithms: with a large beta the chances themselves are smaller than any float
    with np.errstate(over="ignore"):
        table = beta * _scores(model)
    if not np.isfinite(table).all():
        raise ModelError(f"beta is {beta:g}", mend="Use a smaller number.")
    _forbid(model, table)
    if not np.isfinite(table).any():
        raise ModelError(
            "the forbidden pairs leave no configuration", place=model.source, mend="Drop one."
        )
    if wanted:
        axes = tuple(sorted(wanted))
        # only the joint distribution of the descriptors with priors is fitted
        joint = _log_sum(table, tuple(a for a in range(table.ndim) if a not in axes))
        fitted = fitting.fit(joint, [wanted[axis] for axis in axes])
        if fitted is None:
            raise ModelError(
                "the priors cannot all hold at once with the forbidden pairs",
                place=model.source,
                mend="Drop or soften one of them.",
            )
        if not fitted.good:
            raise ModelError(
                f"the priors could not be reached (they are still off by {fitted.off:.2g}): at beta "
                f"{beta:g} the judgements, or the forbidden pairs, all but rule them out",
                place=model.source,
                mend="Use a smaller beta, or soften a prior.",
            )
        shape = [size if axis in axes else 1 for axis, size in enumerate(table.shape)]
        bend = np.where(
            np.isfinite(joint), fitted.table - np.where(np.isfinite(joint), joint, 0), -np.inf
        )
        table += bend.reshape(shape)
    table -= table.max()
    np.exp(table, out=table)
    return Gibbs(model, beta, table / table.sum())


def _log_sum(table: NDArray[np.float64], axes: tuple[int, ...]) -> NDArray[np.float64]:
    """The logarithm of the sum over axes of what a table holds the logarithms of."""
    if not axes:
        return table.copy()
    top = table.max(axis=axes, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    with np.errstate(divide="ignore"):
        total: NDArray[np.float64] = np.log(np.exp(table - top).sum(axis=axes))
    return total + top.reshape(total.shape)


def _marginal(table: NDArray[np.float64], place: int) -> NDArray[np.float64]:
    axes = tuple(axis for axis in range(table.ndim) if axis != place)
    total: NDArray[np.float64] = np.asarray(table.sum(axis=axes), dtype=np.float64)
    return total


def _scores(model: Model) -> NDArray[np.float64]:
    """The total impact score of every configuration, one axis a descriptor."""
    matrix, offsets, sizes = model.matrix, model.offsets, model.sizes
    count = len(sizes)
    table = np.zeros(sizes)
    for j in range(count):
        for i in range(j, count):
            block = matrix[offsets[j] : offsets[j + 1], offsets[i] : offsets[i + 1]]
            if i == j:
                pair = np.diag(block).astype(np.float64)
                shape = [size if axis == j else 1 for axis, size in enumerate(sizes)]
            else:
                back = matrix[offsets[i] : offsets[i + 1], offsets[j] : offsets[j + 1]]
                pair = (block + back.T).astype(np.float64)
                shape = [size if axis in (i, j) else 1 for axis, size in enumerate(sizes)]
            if pair.any():
                table += pair.reshape(shape)
    return table


def _forbid(model: Model, table: NDArray[np.float64]) -> None:
    owners, offsets = model.owners, model.offsets
    for a, b in model.forbidden:
        where: list[slice | int] = [slice(None)] * table.ndim
        for variant in (a, b):
            place = int(owners[variant])
            where[place] = variant - offsets[place]
        table[tuple(where)] = -np.inf


def _priors(
    model: Model, priors: Mapping[str | int, Sequence[float]]
) -> dict[int, NDArray[np.float64]]:
    found = {}
    for key, stated in priors.items():
        place = model.descriptor(key)
        own = model.descriptors[place]
        values = np.asarray(stated, dtype=np.float64)
        if values.shape != (len(own.variants),):
            raise ModelError(
                f"the prior of {own.id!r} has {values.size} numbers, not {len(own.variants)}",
                mend="Give one probability a variant.",
            )
        if not (values >= 0).all() or abs(float(values.sum()) - 1) > 1e-6:
            raise ModelError(
                f"the prior of {own.id!r} is {list(stated)}: no probabilities that sum to one",
                mend="Make them non-negative with sum 1.",
            )
        found[place] = values / values.sum()
    return found
