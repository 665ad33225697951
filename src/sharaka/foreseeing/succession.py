"""Succession: where an inconsistent scenario moves next, and where it comes to rest.

The rules are those of Weimer-Jehle 2006 (section 2.4) and the ScenarioWizard manual.  All read the
balances of the present scenario; they differ in who moves:

- ``global``: every inconsistent descriptor, at once, to its best variant;
- ``local``: only the most inconsistent descriptor (the first of equals), to its best variant;
- ``incremental``: every inconsistent descriptor, one variant towards its best;
- ``adiabatic``: only the first inconsistent descriptor in ``order`` (fast ones first): slow ones
  move when all faster ones have come to rest.

A descriptor keeps its variant unless another is strictly better; of equally good ones the first is
taken.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing._problem import whole_matrix
from sharaka.foreseeing.balance import balance_table, rows
from sharaka.foreseeing.model import Model

Rule = Literal["global", "local", "incremental", "adiabatic"]
RULES: tuple[Rule, ...] = get_args(Rule)

#: A path that has not come to rest after this many steps is given up (incomplete, never silent).
MAX_STEPS = 1_000_000


@dataclass(frozen=True, slots=True)
class Path:
    """A run of succession: ``states`` from the start on; they repeat from ``cycle_start``.

    ``cycle`` has one state when the path ends in a consistent scenario.
    """

    rule: Rule
    states: tuple[tuple[int, ...], ...]
    cycle_start: int

    @property
    def cycle(self) -> tuple[tuple[int, ...], ...]:
        return self.states[self.cycle_start :]


def checked_order(model: Model, rule: Rule, order: Sequence[str | int] | None) -> NDArray[np.int64]:
    """The descriptors in the order adiabatic succession asks them; ModelError if not all."""
    if rule not in RULES:
        raise ModelError(f"no succession rule {rule!r}", mend=f"Use one of: {', '.join(RULES)}.")
    if order is None:
        return np.arange(len(model.descriptors))
    places = [model.descriptor(key) for key in order]
    if sorted(places) != list(range(len(model.descriptors))):
        raise ModelError("the order does not name each descriptor once", mend="Name each once.")
    return np.asarray(places, dtype=np.int64)


def step_table(
    matrix: NDArray[np.int64],
    offsets: Sequence[int],
    table: NDArray[np.integer],
    rule: Rule,
    order: NDArray[np.int64],
) -> NDArray[np.int64]:
    """One step for many scenarios: ``table`` (N, n) of 0-based variants, result likewise."""
    total = balance_table(matrix, offsets, table)
    now = table.astype(np.int64)
    best = np.empty_like(now)
    gap = np.empty_like(now)
    lines = np.arange(len(now))
    for place, (start, stop) in enumerate(itertools.pairwise(offsets)):
        block = total[:, start:stop]
        best[:, place] = block.argmax(axis=1)
        gap[:, place] = block.max(axis=1) - block[lines, now[:, place]]
    moving = gap > 0
    best = np.where(moving, best, now)
    if rule == "global":
        return best
    if rule == "incremental":
        one_step: NDArray[np.int64] = now + np.sign(best - now)
        return one_step
    mover = gap.argmax(axis=1) if rule == "local" else order[moving[:, order].argmax(axis=1)]
    after = now.copy()
    after[lines, mover] = best[lines, mover]
    return after


def succession(
    model: Model,
    start: Sequence[int],
    rule: Rule = "global",
    *,
    order: Sequence[str | int] | None = None,
    max_steps: int = MAX_STEPS,
) -> Path:
    """Follow one scenario to its attractor.

    ``start`` are 0-based variants.  Raises ModelError for a start that does not fit, an unknown
    rule, or a path longer than ``max_steps``.
    """
    rows(model, start)
    places = checked_order(model, rule, order)
    (matrix, _), offsets = whole_matrix(model), model.offsets
    state = np.asarray([start], dtype=np.int64)
    seen: dict[tuple[int, ...], int] = {}
    while (key := tuple(state[0].tolist())) not in seen:
        if len(seen) >= max_steps:
            raise ModelError(
                f"no rest after {max_steps:,} steps", mend="Raise max_steps or use another rule."
            )
        seen[key] = len(seen)
        state = step_table(matrix, offsets, state, rule, places)
    return Path(rule, tuple(seen), seen[key])
