"""The cheapest set of judgement changes that makes a wanted scenario consistent.

The cells that decide different descriptors are disjoint, so each descriptor is settled by itself.
There, raising the chosen variant by t in all helps against every rival, and what a rival is still
ahead must come off the rival: once t is fixed, the parts are independent and each takes its
cheapest cells first.  The cost is piecewise linear in t, so trying every t at which it bends is
exact; no integer programme is needed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sharaka.errors import ModelError
from sharaka.foreseeing._problem import slack_units, whole_matrix
from sharaka.foreseeing.balance import plain, rows
from sharaka.foreseeing.hinges import refuse_clash, scenario_variants
from sharaka.foreseeing.model import Citation, Judgement, Model
from sharaka.foreseeing.search import Scenario

Objective = Literal["points", "cells"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One judgement to change: ``judgement.value`` to ``after``, for the sake of ``descriptor``."""

    judgement: Judgement
    cell: str
    after: float
    descriptor: int

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """What the change would have to argue against."""
        return self.judgement.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The cheapest changes; ``cost`` in the objective's measure, ``points`` their total size.

    ``impossible`` lists descriptors whose variant cannot be made to hold inside the scale; the
    changes then settle the others.
    """

    objective: Objective
    changes: tuple[Change, ...]
    cost: float
    points: float
    impossible: tuple[int, ...]

    @property
    def possible(self) -> bool:
        return not self.impossible


@dataclass(frozen=True, slots=True)
class _Cell:
    source: int
    target: int
    room: int
    weight: float


def cheapest_changes(
    model: Model,
    scenario: Scenario | Sequence[int],
    *,
    objective: Objective = "points",
    tolerance: float = 0,
) -> Changes:
    """What to change, at least, for the scenario to be consistent within ``tolerance``.

    "points" minimises the points moved, a point of a judgement weighing its confidence (1 where
    none is stated): doubtful judgements give way first.  "cells" minimises the number of
    judgements changed, then the points moved.  Changes are whole points (or whole decimals of a
    decimal matrix) inside the model's scale; a descriptor's judgements on itself stay.  Raises
    ModelError for a scenario that holds a forbidden pair.
    """
    if objective not in ("points", "cells"):
        raise ModelError(f"no objective {objective!r}", mend="Use points or cells.")
    chosen = scenario_variants(scenario)
    refuse_clash(model, chosen)
    picked = rows(model, chosen)
    matrix, units = whole_matrix(model)
    total = matrix[picked].sum(axis=0)
    slack = slack_units(tolerance, units)
    found: list[Change] = []
    impossible = []
    cost, points = 0.0, 0
    for place, (start, size) in enumerate(zip(model.offsets, model.sizes, strict=False)):
        own = start + chosen[place]
        rivals = [start + v for v in range(size) if start + v != own]
        behind = {r: max(0, int(total[r] - total[own]) - slack) for r in rivals}
        if not any(behind.values()):
            continue
        sources = [int(row) for row in picked if row != own]
        up = _cells(model, matrix, sources, own, +1, units)
        down = {r: _cells(model, matrix, sources, r, -1, units) for r in rivals}
        best = None
        for raised in _turns(up, down, behind):
            plans = [_take(up, raised, objective)]
            plans += [_take(down[r], max(0, behind[r] - raised), objective) for r in rivals]
            if all(plan is not None for plan in plans):
                taken = [pair for plan in plans if plan is not None for pair in plan]
                moved = sum(amount for _, amount in taken)
                price = _price(taken, objective, units)
                if best is None or (price, moved) < best[:2]:
                    best = (price, moved, raised, taken)
        if best is None:
            impossible.append(place)
            continue
        price, moved, _, taken = best
        cost, points = cost + price, points + moved
        for cell, amount in taken:
            sign = 1 if cell.target == own else -1
            judged = model.judgement(cell.source, cell.target)
            value = int(matrix[cell.source, cell.target]) + sign * amount
            found.append(
                Change(
                    judgement=judged or Judgement(source=cell.source, target=cell.target, value=0),
                    cell=model.cell(cell.source, cell.target),
                    after=plain(value / units),
                    descriptor=place,
                )
            )
    return Changes(
        objective=objective,
        changes=tuple(found),
        cost=plain(round(cost, 9)),
        points=plain(points / units),
        impossible=tuple(impossible),
    )


def _turns(up: list[_Cell], down: dict[int, list[_Cell]], behind: dict[int, int]) -> list[int]:
    """The amounts to raise by at which the cost may bend: between them it is a straight line.

    A part bends where one cell's room is used up and the next begins, in whichever order cells are
    taken (:func:`_take` sorts by room or by weight; both orders are covered).
    """
    most = max(behind.values())
    turns = {0, most, *behind.values()}
    for key in (_by_weight, _by_room):
        turns.update(itertools.accumulate(cell.room for cell in sorted(up, key=key)))
        for rival, cells in down.items():
            used = itertools.accumulate(cell.room for cell in sorted(cells, key=key))
            turns.update(behind[rival] - amount for amount in used)
    return sorted(turn for turn in turns if 0 <= turn <= most)


def _by_weight(cell: _Cell) -> tuple[float, int, int]:
    # of equally cheap cells fewer are better: those with most room first
    return (cell.weight, -cell.room, cell.source)


def _by_room(cell: _Cell) -> tuple[int, float, int]:
    return (-cell.room, cell.weight, cell.source)


def _cells(
    model: Model, matrix: np.ndarray, sources: list[int], target: int, sign: int, units: int
) -> list[_Cell]:
    """The cells that may move a variant's balance in one direction, with the room in the scale."""
    limit = math.floor(model.scale * units + 1e-9)
    found = []
    for source in sources:
        room = limit - sign * int(matrix[source, target])
        if room > 0:
            judged = model.judgement(source, target)
            known = judged is not None and judged.confidence is not None
            weight = judged.confidence if judged is not None and known else 1.0
            found.append(_Cell(source, target, room, 1.0 if weight is None else weight))
    return found


def _take(cells: list[_Cell], amount: int, objective: Objective) -> list[tuple[_Cell, int]] | None:
    """The cheapest way to move by ``amount``; None where the room does not reach."""
    taken = []
    for cell in sorted(cells, key=_by_room if objective == "cells" else _by_weight):
        if amount == 0:
            break
        used = min(amount, cell.room)
        taken.append((cell, used))
        amount -= used
    return taken if amount == 0 else None


def _price(taken: list[tuple[_Cell, int]], objective: Objective, units: int) -> float:
    if objective == "cells":
        return float(len(taken))
    return sum(cell.weight * amount / units for cell, amount in taken)
