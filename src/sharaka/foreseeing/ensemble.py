"""Ensembles: every consistent scenario of thousands of perturbed matrices, each solved exactly."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing import _problem
from sharaka.foreseeing.basins import wilson
from sharaka.foreseeing.model import Model
from sharaka.foreseeing.search import Engine, search_problem
from sharaka.foreseeing.uncertainty import Uncertain, draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A scenario met in the ensemble: in how many matrices it was consistent.

    ``low`` and ``high`` are the 95 % Wilson score interval of ``share``.
    """

    variants: tuple[int, ...]
    hits: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """What the matrices gave, the most frequent scenario first.

    ``matrices`` were solved of ``wanted`` (fewer when time ran out).  ``counts[k]`` is the number
    of matrices with k consistent scenarios.  ``cut`` counts matrices that had more scenarios than
    were listed: then shares are lower bounds.
    """

    wanted: int
    matrices: int
    members: tuple[Member, ...]
    counts: tuple[int, ...]
    cut: int
    nodes: int
    seconds: float
    matrix_hash: str

    @property
    def complete(self) -> bool:
        return self.matrices == self.wanted and not self.cut

    def share(self, variants: Iterable[int]) -> float:
        """The share of matrices under which a scenario was consistent."""
        wanted = tuple(variants)
        return next((m.share for m in self.members if m.variants == wanted), 0.0)


def ensemble(
    uncertain: Uncertain,
    *,
    count: int = 10_000,
    seed: int = 0,
    tolerance: float = 0,
    time_limit: float | None = None,
    limit: int = 10_000,
    engine: Engine = "auto",
) -> Ensemble:
    """Draw ``count`` matrices and solve each exactly (at most ``limit`` scenarios a matrix).

    Raises ModelError for a count or limit below one.
    """
    if count < 1 or limit < 1:
        raise ModelError("an ensemble needs a count and a limit of at least 1", mend="Raise them.")
    started = time.monotonic()
    deadline = None if time_limit is None else started + time_limit
    template = _template(uncertain, tolerance)
    tally: Counter[bytes] = Counter()
    sizes: Counter[int] = Counter()
    solved = cut = nodes = 0
    for matrix in _matrices(uncertain, count, seed):
        if deadline is not None and time.monotonic() >= deadline:
            break
        problem = _problem.refill(template, matrix)
        table, visited, whole, _ = search_problem(problem, engine, limit, deadline)
        nodes += visited
        if not whole and len(table) < limit:
            # time ran out inside this matrix: it tells nothing of what it does not have
            break
        solved += 1
        cut += not whole
        sizes[len(table)] += 1
        tally.update(row.tobytes() for row in table)
    members = [
        Member(
            variants=tuple(np.frombuffer(row, dtype=np.int16).tolist()),
            hits=hits,
            share=hits / solved,
            low=wilson(hits, solved)[0],
            high=wilson(hits, solved)[1],
        )
        for row, hits in tally.items()
    ]
    members.sort(key=lambda m: (-m.hits, m.variants))
    return Ensemble(
        wanted=count,
        matrices=solved,
        members=tuple(members),
        counts=tuple(sizes[k] for k in range(max(sizes, default=0) + 1)),
        cut=cut,
        nodes=nodes,
        seconds=time.monotonic() - started,
        matrix_hash=uncertain.model.matrix_hash,
    )


def _template(uncertain: Uncertain, tolerance: float) -> _problem.Problem:
    """The model's problem in the units of the drawn matrices."""
    model = uncertain.model
    whole = Model(
        descriptors=model.descriptors, matrix=uncertain.certain, forbidden=model.forbidden
    )
    return _problem.prepare(whole, None, tolerance * uncertain.units)


def _matrices(uncertain: Uncertain, count: int, seed: int) -> Iterable[NDArray[np.int64]]:
    for piece in draw(uncertain, count, seed=seed):
        yield from piece
