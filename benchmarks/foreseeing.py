"""How fast is the exact search?  Time and nodes beside three others, in one run.

    python benchmarks/foreseeing.py            # searches and ensembles, about a minute
    python benchmarks/foreseeing.py --basins   # also 4·10⁸ configurations, about two minutes more

The others are written here, on the same machine, for the same question (every consistent scenario):
brute force (numpy, balances of all configurations), a search that takes descriptors in the listed
order with the same bound (numba), and OR-Tools CP-SAT (one thread, all solutions).  Each gets a
time limit; where two finish they must agree, or the run fails.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numpy as np

from sharaka import foreseeing
from sharaka.foreseeing import Model

#: descriptors, variants, fill, seconds the issue allows
SEARCHES = ((20, 3, 1.0, 0.15), (25, 3, 0.3, 0.05), (40, 3, 0.3, 3.0), (60, 3, 0.1, 0.5))
SEEDS = (0, 1, 2, 3, 4)
Answer = tuple[int | None, int | None]


def random_model(count: int, size: int, fill: float, seed: int) -> Model:
    """Judgements drawn evenly from −3 … 3 in a share ``fill`` of the blocks."""
    draw = np.random.default_rng(seed)
    matrix = draw.integers(-3, 4, (count * size, count * size))
    blocks = draw.random((count, count)) < fill
    np.fill_diagonal(blocks, False)
    return foreseeing.from_matrix(
        [size] * count, matrix * np.kron(blocks, np.ones((size, size), dtype=int))
    )


def ours(model: Model, limit: float) -> Answer:
    solution = foreseeing.solve(model, time_limit=limit, engine="numba")
    return (solution.count if solution.complete else None), solution.nodes


def brute_force(model: Model, _limit: float) -> Answer:
    """Every configuration's balances, in pieces; None where there are too many to try."""
    if model.configurations > 20_000_000:
        return None, None
    sizes, offsets, found = model.sizes, model.offsets, 0
    steps = [math.prod(sizes[at + 1 :]) for at in range(len(sizes))]
    for start in range(0, model.configurations, 1 << 16):
        numbers = np.arange(start, min(model.configurations, start + (1 << 16)))
        table = numbers[:, None] // steps % np.asarray(sizes)
        total = sum(model.matrix[offsets[i] + table[:, i]] for i in range(len(sizes)))
        good = np.ones(len(numbers), dtype=bool)
        for i in range(len(sizes)):
            block = total[:, offsets[i] : offsets[i + 1]]
            good &= block[np.arange(len(block)), table[:, i]] >= block.max(axis=1)
        found += int(good.sum())
    return found, model.configurations


@numba.njit(cache=True)
def _static(matrix, offsets, best_later, max_nodes):  # type: ignore[no-untyped-def]
    """Depth first in listed order.  ``best_later[d, c, r]``: the least that descriptors from d on
    add to r's balance over c's (global indices)."""
    count, total = len(offsets) - 1, matrix.shape[0]
    balance = np.zeros((count + 1, total), dtype=np.int64)
    chosen = np.full(count, -1, dtype=np.int64)
    depth, nodes, found = 0, 0, 0
    while depth >= 0:
        size = offsets[depth + 1] - offsets[depth]
        chosen[depth] += 1
        if chosen[depth] == size:
            chosen[depth] = -1
            depth -= 1
            continue
        nodes += 1
        if nodes > max_nodes:
            return -1, nodes
        row = offsets[depth] + chosen[depth]
        for v in range(total):
            balance[depth + 1, v] = balance[depth, v] + matrix[row, v]
        good = True
        for i in range(depth + 1):
            c = offsets[i] + chosen[i]
            for r in range(offsets[i], offsets[i + 1]):
                ahead = balance[depth + 1, r] - balance[depth + 1, c]
                if ahead + best_later[depth + 1, c, r] > 0:
                    good = False
        if not good:
            continue
        if depth == count - 1:
            found += 1
        else:
            depth += 1
    return found, nodes


def static_order(model: Model, limit: float) -> Answer:
    """The same bound without propagation or a choice of order."""
    matrix, offsets = model.matrix, np.asarray(model.offsets)
    total, count = len(matrix), len(model.sizes)
    ahead = matrix[:, None, :] - matrix[:, :, None]
    later = np.zeros((count + 1, total, total), dtype=np.int64)
    for d in range(count - 1, -1, -1):
        later[d] = later[d + 1] + ahead[offsets[d] : offsets[d + 1]].min(axis=0)
    _static(matrix[:1, :1] * 0, np.asarray([0, 1]), later[-2:, :1, :1] * 0, 10)
    # about 10⁶ nodes a second: the budget stands for the time limit
    found, nodes = _static(matrix, offsets, later, int(limit * 1_000_000))
    return (None if found < 0 else int(found)), int(nodes)


def cp_sat(model: Model, limit: float) -> Answer:
    """OR-Tools CP-SAT: one Boolean a variant, one conditional inequality a pair of rivals."""
    from ortools.sat.python import cp_model

    problem = cp_model.CpModel()
    matrix, offsets = model.matrix, model.offsets
    takes = [problem.new_bool_var(str(v)) for v in range(len(matrix))]
    for i in range(len(model.sizes)):
        own = range(offsets[i], offsets[i + 1])
        problem.add_exactly_one(takes[v] for v in own)
        for c in own:
            for r in own:
                if r != c:
                    ahead = matrix[:, r] - matrix[:, c]
                    terms = [int(ahead[v]) * takes[v] for v in np.nonzero(ahead)[0]]
                    problem.add(sum(terms) <= 0).only_enforce_if(takes[c])

    class Count(cp_model.CpSolverSolutionCallback):
        def __init__(self) -> None:
            super().__init__()
            self.found = 0

        def on_solution_callback(self) -> None:
            self.found += 1

    solver, count = cp_model.CpSolver(), Count()
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(problem, count)
    done = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return (count.found if done else None), int(solver.num_branches)


def timed(search: Callable[[Model, float], Answer], model: Model, limit: float) -> Any:
    started = time.perf_counter()
    found, nodes = search(model, limit)
    return found, nodes, time.perf_counter() - started


def searches(limit: float) -> None:
    print("\nAll consistent scenarios of random models (uniform −3 … 3, seeds 0–4)")
    print(f"others are stopped after {limit:g} s; '—' not finished; nodes in brackets\n")
    print(f"{'model':<16}{'seed':>5}{'scenarios':>10}  {'sharaka':<20}{'CP-SAT':<20}"
          f"{'static order':<22}brute force")  # fmt: skip
    for count, size, fill, allowed in SEARCHES:
        times = []
        for seed in SEEDS:
            model = random_model(count, size, fill, seed)
            answers = [timed(ours, model, 600)]
            peers = (cp_sat, static_order, brute_force) if seed == SEEDS[0] else ()
            answers += [timed(peer, model, limit) for peer in peers]
            finished = {found for found, _, _ in answers if found is not None}
            if len(finished) != 1:
                raise SystemExit(f"the searches disagree on {count}×{size}, seed {seed}: {answers}")
            times.append(answers[0][2])
            cells = [_cell(*answer) for answer in answers] + [""] * (4 - len(answers))
            print(f"{f'{count}×{size}, {fill:.0%}':<16}{seed:>5}{finished.pop():>10}  "
                  f"{cells[0]:<20}{cells[1]:<20}{cells[2]:<22}{cells[3]}", flush=True)  # fmt: skip
        middle = statistics.median(times)
        verdict = "within" if middle <= allowed else "OVER"
        print(f"{'':<16}median {middle:.4f} s: {verdict} the {allowed:g} s allowed\n", flush=True)


def _cell(found: int | None, nodes: int | None, seconds: float) -> str:
    if found is None:
        return "—" if nodes is None else f"— ({nodes:,})"
    return f"{seconds:.4f} s ({nodes:,})" if nodes is not None else f"{seconds:.4f} s"


def small(limit: float) -> None:
    print("A model brute force can do (13×3, 50 %)\n")
    model = random_model(13, 3, 0.5, 0)
    for name, search in (
        ("sharaka", ours), ("CP-SAT", cp_sat), ("static order", static_order),
        ("brute force", brute_force),
    ):  # fmt: skip
        found, nodes, seconds = timed(search, model, limit)
        print(f"  {name:<14}{found!s:>6} scenarios  {seconds:9.4f} s  {nodes or 0:>12,} nodes")


def ensembles() -> None:
    model = random_model(20, 3, 0.3, 1)
    told = foreseeing.ensemble(foreseeing.from_confidence(model, unstated=0.7), count=10_000)
    print(f"\n{told.matrices:,} perturbed matrices of 20×3 (30 %), each solved exactly: "
          f"{told.seconds:.1f} s ({'within' if told.seconds <= 30 else 'OVER'} 30 s)")  # fmt: skip


def nested_basins(shared: Path) -> None:
    path = shared / "data" / "cib" / "cib_nested.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    started = time.perf_counter()
    found = foreseeing.basins(foreseeing.load(path))
    seconds = time.perf_counter() - started
    weights = [found.weight(s["variants"]) for s in plain["consistent_scenarios"]]
    known = plain["global_succession"]
    agrees = weights == known["fixed_point_basins"]
    cyclic = sum(a.weight for a in found.attractors if len(a.cycle) > 1)
    agrees &= cyclic == known["configs_ending_in_cycles"]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"\nBasins of {found.configurations:,} configurations, exactly: {seconds:.0f} s, "
          f"{memory:.2f} GB, {'as published' if agrees else 'NOT AS PUBLISHED'}")  # fmt: skip
    if not agrees:
        raise SystemExit("the basins are wrong")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("--limit", type=float, default=5, help="seconds for each of the others")
    options.add_argument("--basins", action="store_true", help="also the 4·10⁸ configurations")
    chosen = options.parse_args()
    started = time.perf_counter()
    foreseeing.solve(random_model(4, 3, 1.0, 0), engine="numba")
    print(f"loading the compiled kernel: {time.perf_counter() - started:.2f} s")
    small(30)
    searches(chosen.limit)
    ensembles()
    if chosen.basins:
        root = Path(__file__).resolve().parent.parent
        nested_basins(Path(os.environ.get("SHARAKA_SHARED", root.parent / "shared")))


if __name__ == "__main__":
    main()
