"""Uncertain judgements: how likely a scenario stays consistent when values may be off.

Each judgement gets a distribution over values; judgements are taken as independent.  Which
variant of a descriptor has the highest balance depends only on the cells in that descriptor's
columns, and different descriptors' columns share no cell: so the probability that a scenario is
consistent is the product of the descriptors' probabilities, each an exact convolution.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing import _sums
from sharaka.foreseeing._problem import slack_units, whole_scale
from sharaka.foreseeing._sums import Distribution
from sharaka.foreseeing.balance import plain, rows
from sharaka.foreseeing.hinges import scenario_variants
from sharaka.foreseeing.model import Judgement, Model
from sharaka.foreseeing.search import Scenario

#: Values of 10⁶ points in these units, added up over 1,000 variants, fit into 63 bits.
MAX_UNITS = 4_000_000_000


@dataclass(frozen=True, eq=False)
class Uncertain:
    """A model whose cells have distributions: ``cells`` maps (row, column) to values and chances.

    Cells not listed are certain.  Values are whole numbers of 1/``units`` of a point.
    """

    model: Model
    units: int
    cells: Mapping[tuple[int, int], Distribution]

    @functools.cached_property
    def certain(self) -> NDArray[np.int64]:
        """The model's own matrix in units, shape (V, V)."""
        whole: NDArray[np.int64] = np.rint(self.model.matrix * self.units).astype(np.int64)
        return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisive:
    """How much a scenario's chance hangs on knowing one judgement.

    ``low`` and ``high`` are the probabilities of consistency if the judgement were known to have
    the value of its distribution worst and best for the scenario.
    """

    judgement: Judgement
    cell: str
    low: float
    high: float

    @property
    def swing(self) -> float:
        return self.high - self.low


def from_confidence(model: Model, *, unstated: float = 1.0) -> Uncertain:
    """Distributions from the analyst's confidence: the stated value has that probability.

    Values further off are less likely, by the same factor for each point (a geometric
    distribution, cut off at the ends of the scale).  A confidence below that of mere guessing (1/7
    on a scale from −3 to 3) makes all values alike.  ``unstated`` is the confidence of judgements that
    state none; cells nobody judged are certainly zero.
    """
    if not 0 <= unstated <= 1:
        raise ModelError(f"the confidence is {unstated!r}", mend="Use a number from 0 to 1.")
    units = whole_scale(model.matrix)
    limit = math.floor(model.scale * units + 1e-9)
    found = {}
    for judged in model.judgements:
        confidence = unstated if judged.confidence is None else judged.confidence
        if confidence < 1:
            centre = round(judged.value * units)
            found[judged.source, judged.target] = _geometric(centre, confidence, limit, units)
    return Uncertain(model, units, found)


def from_experts(models: Sequence[Model]) -> Uncertain:
    """Distributions from several experts' matrices: each cell takes each expert's value alike.

    The first model gives names, the scale and the forbidden pairs.  Raises ModelError when
    descriptors or variants differ.
    """
    if not models:
        raise ModelError("no expert's matrix was given", mend="Give at least one.")
    first = models[0]
    shape = [(d.id, [v.id for v in d.variants]) for d in first.descriptors]
    for other in models[1:]:
        if [(d.id, [v.id for v in d.variants]) for d in other.descriptors] != shape:
            raise ModelError(
                "the experts' models do not have the same descriptors and variants",
                place=other.source,
                mend=f"Bring it into the order of {first.source or 'the first'}.",
            )
    units = math.lcm(*(whole_scale(model.matrix) for model in models))
    # so fine that sums would not fit: ties of the finest parts are then rounded
    units = min(units, MAX_UNITS)
    stack = np.stack([np.rint(model.matrix * units).astype(np.int64) for model in models])
    found = {}
    for row, column in np.argwhere((stack != stack[0]).any(axis=0)).tolist():
        values, counts = np.unique(stack[:, row, column], return_counts=True)
        found[row, column] = (values, counts / len(models))
    return Uncertain(first, units, found)


@functools.lru_cache(maxsize=4096)
def _geometric(centre: int, confidence: float, limit: int, units: int) -> Distribution:
    """P(value) ∝ q^|points off|, on the scale, q such that the stated value has the confidence."""
    below, above = (limit + centre) // units, (limit - centre) // units
    points = np.arange(-below, above + 1)
    distance = np.abs(points)
    # the chance of the stated value falls as q grows, from 1 to that of any other
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if 1 / (middle**distance).sum() > confidence:
            low = middle
        else:
            high = middle
    mass = high**distance
    return centre + points * units, mass / mass.sum()


def probability(
    uncertain: Uncertain, scenario: Scenario | Sequence[int], *, tolerance: float = 0
) -> float:
    """The exact probability that the scenario is consistent (within ``tolerance``).

    Zero for one that holds a forbidden pair, whatever the judgements are.
    """
    if uncertain.model.clash(scenario_variants(scenario)):
        return 0.0
    return float(np.prod(descriptor_probabilities(uncertain, scenario, tolerance=tolerance)))


def descriptor_probabilities(
    uncertain: Uncertain, scenario: Scenario | Sequence[int], *, tolerance: float = 0
) -> NDArray[np.float64]:
    """For each descriptor, the exact probability that its variant is not beaten, shape (n,)."""
    model, chosen = uncertain.model, scenario_variants(scenario)
    picked = rows(model, chosen)
    slack = slack_units(tolerance, uncertain.units)
    return np.asarray(
        [
            _wins(_balances(uncertain, picked, place), chosen[place], slack)
            for place in range(len(model.descriptors))
        ]
    )


def decisive(
    uncertain: Uncertain, scenario: Scenario | Sequence[int], *, tolerance: float = 0
) -> tuple[Decisive, ...]:
    """The uncertain judgements the scenario's chance hangs on, largest swing first.

    Judgements passed by variants that are not in the scenario cannot matter and are left out.
    """
    model, chosen = uncertain.model, scenario_variants(scenario)
    if model.clash(chosen):
        return ()
    picked = rows(model, chosen)
    base = descriptor_probabilities(uncertain, chosen, tolerance=tolerance)
    owners, active = model.owners, set(picked.tolist())
    slack = slack_units(tolerance, uncertain.units)
    told = [_balances(uncertain, picked, place) for place in range(len(model.descriptors))]
    found = []
    for (row, column), (values, _) in uncertain.cells.items():
        if row not in active:
            continue
        place = int(owners[column])
        others = float(np.prod(np.delete(base, place)))
        rest, chances = _balance(uncertain, picked, column, without=row)
        outcomes = []
        for value in values.tolist():
            known = list(told[place])
            known[column - model.offsets[place]] = (rest + value, chances)
            outcomes.append(others * _wins(known, chosen[place], slack))
        stated = model.judgement(row, column) or Judgement(source=row, target=column, value=0)
        found.append(
            Decisive(
                judgement=stated,
                cell=model.cell(row, column),
                low=min(outcomes),
                high=max(outcomes),
            )
        )
    found.sort(key=lambda d: (-d.swing, d.judgement.source, d.judgement.target))
    return tuple(found)


def _wins(balances: Sequence[Distribution], variant: int, slack: int) -> float:
    """P(no rival's balance exceeds the chosen one's by more than ``slack`` units)."""
    own, held = balances[variant]
    held = held.copy()
    for rival, (reached, mass) in enumerate(balances):
        if rival != variant:
            upto = np.concatenate([[0.0], np.cumsum(mass)])
            held *= upto[np.searchsorted(reached, own + slack, side="right")]
    return float(min(1.0, held.sum()))


def _balances(uncertain: Uncertain, picked: NDArray[np.int64], place: int) -> list[Distribution]:
    """The distributions of the balances of one descriptor's variants."""
    start = uncertain.model.offsets[place]
    size = uncertain.model.sizes[place]
    return [_balance(uncertain, picked, column) for column in range(start, start + size)]


def _balance(
    uncertain: Uncertain, picked: NDArray[np.int64], column: int, without: int | None = None
) -> Distribution:
    """The distribution of one variant's balance, less what row ``without`` adds to it."""
    fixed, cells = 0, []
    for row in picked.tolist():
        cell = uncertain.cells.get((row, column))
        if row == without:
            continue
        if cell is None:
            fixed += int(uncertain.certain[row, column])
        else:
            cells.append(cell)
    found = _sums.total(cells)
    if found is None:
        raise ModelError(
            f"the balance of {uncertain.model.label(column)} can take too many values",
            place=uncertain.model.source,
            mend="Round the judgements to fewer decimals.",
        )
    return found[0] + fixed, found[1]


def draw(
    uncertain: Uncertain, count: int, *, seed: int = 0, chunk: int = 256
) -> Iterator[NDArray[np.int64]]:
    """Random matrices in units, in pieces of shape (≤ chunk, V, V)."""
    random, certain = np.random.default_rng(seed), uncertain.certain
    cells = sorted(uncertain.cells.items())
    for start in range(0, count, chunk):
        size = min(chunk, count - start)
        drawn = np.repeat(certain[None], size, axis=0)
        for (row, column), (values, mass) in cells:
            drawn[:, row, column] = random.choice(values, size=size, p=mass)
        yield drawn


def monte_carlo(
    uncertain: Uncertain,
    scenario: Scenario | Sequence[int],
    *,
    count: int = 10_000,
    seed: int = 0,
    tolerance: float = 0,
) -> float:
    """The share of random matrices under which the scenario is consistent: a check on
    :func:`probability`, which needs no sampling."""
    model, chosen = uncertain.model, scenario_variants(scenario)
    if model.clash(chosen):
        return 0.0
    picked = rows(model, chosen)
    if count < 1:
        raise ModelError(f"the count is {count}", mend="Draw at least one matrix.")
    slack, hits = slack_units(tolerance, uncertain.units), 0
    for drawn in draw(uncertain, count, seed=seed):
        total = drawn[:, picked, :].sum(axis=1)
        good = np.ones(len(drawn), dtype=np.bool_)
        for own, (start, stop) in zip(
            picked.tolist(), itertools.pairwise(model.offsets), strict=True
        ):
            good &= total[:, own] + slack >= total[:, start:stop].max(axis=1)
        hits += int(good.sum())
    return plain(hits / count)
