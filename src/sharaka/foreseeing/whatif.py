"""What if something held, whatever the model says of it: the pinned case beside the base case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sharaka.errors import ModelError
from sharaka.foreseeing.balance import consistent_rows
from sharaka.foreseeing.model import Model
from sharaka.foreseeing.search import Scenario, Solution, solve


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Which futures stay, vanish and appear when ``pins`` are imposed from outside.

    ``appear`` are scenarios in which everything but the pinned descriptors is consistent; their
    ``inconsistency`` is how hard the model pulls against the pins.  ``complete`` is False when one of
    the two searches was cut short: what is listed holds, but there may be more of each.
    """

    pins: tuple[tuple[int, int], ...]
    base: Solution
    pinned: Solution
    stay: tuple[Scenario, ...]
    vanish: tuple[Scenario, ...]
    appear: tuple[Scenario, ...]

    @property
    def complete(self) -> bool:
        return self.base.complete and self.pinned.complete


def what_if(
    model: Model,
    pins: Mapping[str | int, str | int],
    *,
    tolerance: float = 0,
    time_limit: float | None = None,
    base: Solution | None = None,
    pinned: Solution | None = None,
) -> WhatIf:
    """Solve with ``pins`` imposed (descriptor → variant, by id or index) and compare.

    Imposed descriptors need not be consistent themselves: an outside event does not ask the
    system.  ``base`` and ``pinned`` may hand in what is already solved; ``time_limit`` (s) is for each
    run.  Raises ModelError for unknown or contradictory pins, and a solution of another matrix.
    """
    for what, solution in (("base case", base), ("pinned case", pinned)):
        if solution is not None and solution.matrix_hash != model.matrix_hash:
            raise ModelError(
                f"the {what} was solved from another matrix",
                place=model.source,
                mend="Solve this model, or leave it out.",
            )
    base = base or solve(model, tolerance=tolerance, time_limit=time_limit)
    pinned = pinned or solve(model, imposed=pins, tolerance=tolerance, time_limit=time_limit)
    held = {model.descriptor(key): model.variant(key, value) for key, value in pins.items()}
    # a pinned scenario that is consistent throughout is one of the base case, listed there or not
    good = consistent_rows(model, pinned.table, tolerance).tolist()
    after = list(zip(pinned.scenarios, good, strict=True))
    return WhatIf(
        pins=tuple(sorted(held.items())),
        base=base,
        pinned=pinned,
        stay=tuple(s for s, stays in after if stays),
        vanish=tuple(s for s in base.scenarios if any(s.variants[d] != v for d, v in held.items())),
        appear=tuple(s for s, stays in after if not stays),
    )
