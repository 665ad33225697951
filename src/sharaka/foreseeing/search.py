"""All consistent scenarios of a model, exactly."""

from __future__ import annotations

import functools
import math
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing import _problem, _search_numpy
from sharaka.foreseeing.balance import balances, margin_table, plain, tis_table
from sharaka.foreseeing.model import Matrix, Model

#: Rows of the result are kept up to this many bytes; the rest is counted, not listed.
MAX_TABLE_BYTES = 256 * 1024 * 1024
#: … and up to this many.
MAX_LISTED = 1_000_000

_CHUNK = 65_536

#: Seconds the numpy search may try before the compiled kernel is loaded (which takes as long).
PATIENCE = 0.4

Engine = Literal["auto", "numpy", "numba"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One consistent configuration.

    ``variants`` are 0-based inside each descriptor.  ``consistency_value`` is the smallest margin
    of a chosen variant over its best rival; ``inconsistency`` is how far below zero it is;
    ``tis`` the total impact score.  ``balances`` is computed when asked for, shape (V,).
    """

    variants: tuple[int, ...]
    tis: float
    consistency_value: float
    inconsistency: float
    _model: Model = field(repr=False, compare=False)

    @property
    def balances(self) -> Matrix:
        return balances(self._model, self.variants)

    @property
    def ids(self) -> tuple[str, ...]:
        """The chosen variants' ids, descriptor by descriptor."""
        return tuple(
            d.variants[v].id for d, v in zip(self._model.descriptors, self.variants, strict=True)
        )

    def to_dict(self) -> dict[str, Any]:
        """The scenario as ``sharaka solve --json`` prints it."""
        return _told_as(list(self.variants), self.tis, self.consistency_value)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """An independent part: its descriptors and the rows of their consistent variants.

    ``complete`` means they are all of them.
    """

    descriptors: tuple[int, ...]
    table: NDArray[np.int16]
    complete: bool


@dataclass(frozen=True, eq=False)
class Solution:
    """What a search found.

    ``complete`` means every consistent scenario is listed; if not, ``stopped`` says why ("time",
    "limit" or "memory").  ``nodes`` counts search nodes over all ``parts``; ``count`` the
    scenarios the parts make together, listed or not (a lower bound when a part is incomplete).
    ``table`` has shape (listed, n), sorted.
    """

    model: Model = field(repr=False)
    complete: bool
    nodes: int
    parts: tuple[Part, ...] = field(repr=False)
    table: NDArray[np.int16] = field(repr=False)
    count: int
    stopped: Literal["time", "limit", "memory"] | None
    seconds: float
    engine: str

    @property
    def matrix_hash(self) -> str:
        return self.model.matrix_hash

    @functools.cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The listed scenarios, in lexicographic order of their variants."""
        return self.first(len(self.table))

    def first(self, count: int) -> tuple[Scenario, ...]:
        """The first ``count`` of the listed scenarios: of millions, few are looked at."""
        return tuple(
            Scenario(tuple(row), score, value, _below(value), self.model)
            for row, score, value in self._told(count)
        )

    def _told(self, count: int) -> Iterator[tuple[list[int], float, float]]:
        """(variants, total impact score, consistency value) of the first rows of the table."""
        model = self.model
        for start in range(0, min(count, len(self.table)), _CHUNK):
            rows = self.table[start : min(start + _CHUNK, count)]
            scores = tis_table(model.matrix, model.offsets, rows)
            values = margin_table(model.matrix, model.offsets, rows).min(axis=1)
            yield from zip(rows.tolist(), _plain_list(scores), _plain_list(values), strict=True)

    def to_dict(self) -> dict[str, Any]:
        """What ``sharaka solve --json`` prints."""
        ids = [descriptor.id for descriptor in self.model.descriptors]
        return {
            "matrix_hash": self.matrix_hash,
            "complete": self.complete,
            "nodes": self.nodes,
            "scenarios": [_told_as(*told) for told in self._told(len(self.table))],
            "stopped": self.stopped,
            "count": self.count,
            "parts": [
                {
                    "descriptors": [ids[place] for place in part.descriptors],
                    "count": len(part.table),
                    "complete": part.complete,
                }
                for part in self.parts
            ],
        }


def solve(
    model: Model,
    *,
    pins: Mapping[str | int, str | int] | None = None,
    tolerance: float = 0,
    forbidden: Iterable[tuple[int, int]] = (),
    imposed: Mapping[str | int, str | int] | None = None,
    time_limit: float | None = None,
    limit: int | None = None,
    engine: Engine = "auto",
) -> Solution:
    """All scenarios of inconsistency at most ``tolerance``, found by constraint propagation.

    ``pins`` fix descriptors (id or index) to variants (id or index); ``forbidden`` are pairs of
    global variant indices besides the model's own.  ``imposed`` are pins that hold from outside,
    whatever the model says: those descriptors need not be consistent.  ``time_limit`` in seconds and ``limit`` in
    scenarios end the search early, marked incomplete.  Engines give identical results, node for
    node; "auto" takes numpy for small models and the compiled kernel beyond.

    Raises ModelError for unknown or contradictory pins, a bad tolerance, or a model too big.
    """
    if limit is not None and limit < 1:
        raise ModelError(f"the limit is {limit}", mend="Use a positive number, or none.")
    started = time.monotonic()
    deadline = None if time_limit is None else started + max(0.0, time_limit)
    if engine not in get_args(Engine):
        raise ModelError(f"no engine {engine!r}", mend=f"Use {', '.join(get_args(Engine))}.")
    problem = _problem.prepare(model, pins, tolerance, forbidden, imposed)
    width = len(model.descriptors)
    room = min(MAX_LISTED, max(1, MAX_TABLE_BYTES // (2 * width)))
    rows_wanted = room if limit is None else min(limit, room)
    found, nodes, engines = _search_parts(problem, engine, rows_wanted, deadline)
    # a part that has nothing settles the whole, whatever the others would have given
    none = any(part.complete and not len(part.table) for part in found)
    complete = none or all(part.complete for part in found)
    count = math.prod(len(part.table) for part in found)
    table = _product(found, width, rows_wanted)
    listed_all = complete and len(table) == count
    stopped: Literal["time", "limit", "memory"] | None = None
    if not listed_all:
        full = len(table) >= rows_wanted or not any(_cut(part, rows_wanted) for part in found)
        stopped = "time" if not full else "limit" if limit == rows_wanted else "memory"
    return Solution(
        model, listed_all, nodes, found, table, count, stopped,
        time.monotonic() - started, "numba" if "numba" in engines else "numpy",
    )  # fmt: skip


def _search_parts(
    problem: _problem.Problem, engine: Engine, rows_wanted: int, deadline: float | None
) -> tuple[tuple[Part, ...], int, set[str]]:
    """(parts in the order of their descriptors, nodes, engines used).

    Small parts come first and each may take its share of the time left, so that a hard one does
    not keep the others from being found.
    """
    sizes = problem.offsets[1:] - problem.offsets[:-1]
    groups = sorted(
        _problem.parts(problem), key=lambda group: (sum(np.log(sizes[list(group)])), group)
    )
    found: dict[tuple[int, ...], Part] = {}
    nodes, engines = 0, set()
    left = list(groups)
    while left:
        for at, group in enumerate(left):
            until = deadline
            if deadline is not None:
                now = time.monotonic()
                until = now + max(0.0, deadline - now) / (len(left) - at)
            table, visited, whole, used = search_problem(
                _problem.restrict(problem, group), engine, rows_wanted, until
            )
            nodes += visited
            engines.add(used)
            before = found.get(group)
            if before is None or whole or len(table) > len(before.table):
                found[group] = Part(group, _sorted(table), whole)
            if whole and not len(table):
                # nothing holds: the rest need not be searched
                for rest in groups:
                    found.setdefault(rest, Part(rest, np.empty((0, len(rest)), np.int16), False))
                left = []
                break
        # time that easy parts did not need goes to those it was too short for
        spare = deadline is not None and time.monotonic() < deadline
        left = [group for group in left if spare and _cut(found[group], rows_wanted)]
    return tuple(found[group] for group in sorted(found)), nodes, engines


def _cut(part: Part, rows_wanted: int) -> bool:
    """Whether time ended a part's search: it is neither complete nor full."""
    return not part.complete and len(part.table) < rows_wanted


def search_problem(
    problem: _problem.Problem, engine: Engine, max_rows: int, deadline: float | None
) -> tuple[NDArray[np.int16], int, bool, str]:
    """(rows, nodes, complete, engine used) of a prepared problem, its parts together.

    "auto" begins with numpy, which needs no compiler, and goes over to the kernel when that takes
    longer than loading it does.  What was found before is kept if time then runs out.
    """
    kernel = "sharaka.foreseeing._search_numba"
    first: NDArray[np.int16] | None = None
    if engine == "numpy" or (engine == "auto" and kernel not in sys.modules):
        until = deadline
        if engine == "auto":
            patience = time.monotonic() + PATIENCE
            until = patience if deadline is None else min(deadline, patience)
        first, nodes, complete = _search_numpy.search(problem, max_rows=max_rows, deadline=until)
        late = deadline is not None and time.monotonic() >= deadline
        if complete or len(first) >= max_rows or engine == "numpy" or late:
            return first, nodes, complete, "numpy"
    try:
        from sharaka.foreseeing import _search_numba

        table, nodes, complete = _search_numba.search(problem, max_rows=max_rows, deadline=deadline)
    except (ImportError, ModelError) as error:
        if engine == "numba":
            if isinstance(error, ModelError):
                raise
            raise ModelError(
                f"the compiled engine cannot be loaded ({error})", mend="Install numba."
            ) from error
        # no compiler, or sums that do not fit the kernel's integers: numpy goes on
        table, nodes, complete = _search_numpy.search(problem, max_rows=max_rows, deadline=deadline)
        return table, nodes, complete, "numpy"
    if not complete and first is not None and len(first) > len(table):
        table = first
    return table, nodes, complete, "numba"


def _sorted(table: NDArray[np.int16]) -> NDArray[np.int16]:
    return table[np.lexsort(table.T[::-1])] if len(table) else table


def _product(found: Sequence[Part], width: int, rows_wanted: int) -> NDArray[np.int16]:
    """The scenarios the parts make together, sorted, at most ``rows_wanted``."""
    if len(found) == 1:
        return found[0].table[:rows_wanted]
    total = min(rows_wanted, math.prod(len(part.table) for part in found))
    table = np.empty((total, width), dtype=np.int16)
    # as an odometer turns: the last part fastest
    turn = np.arange(total)
    for part in reversed(found):
        if total:
            table[:, list(part.descriptors)] = part.table[turn % len(part.table)]
            turn //= len(part.table)
    return _sorted(table)


def _below(value: float) -> float:
    """How far a consistency value is below zero."""
    return plain(max(0.0, -value))


def _told_as(variants: list[int], tis: float, value: float) -> dict[str, Any]:
    return {
        "variants": variants,
        "tis": tis,
        "consistency_value": None if math.isinf(value) else value,
        "inconsistency": _below(value),
    }


def _plain_list(values: Matrix) -> list[float]:
    """The numbers as they are shown: whole ones as int, sums of decimals without their dust."""
    if values.dtype.kind == "i":
        whole: list[float] = values.tolist()
        return whole
    return [plain(_tidy(value)) for value in values.tolist()]


def _tidy(value: float) -> float:
    """Sums of judgements such as 0.1 without the binary dust."""
    return value if math.isinf(value) else round(value, 9)
