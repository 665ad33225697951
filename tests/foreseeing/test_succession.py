"""Succession and basins: the rules by their definition, exact counts against plain walking."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import numpy as np
import pytest
from tests.foreseeing.support import random_model

from sharaka.errors import ModelError
from sharaka.foreseeing import Model, basins, from_matrix, solve, succession
from sharaka.foreseeing.basins import wilson
from sharaka.foreseeing.succession import RULES


def step(model: Model, state: tuple[int, ...], rule: str, order: list[int]) -> tuple[int, ...]:
    """One step, written from the rules' definition with plain loops."""
    rows = [model.offsets[i] + v for i, v in enumerate(state)]
    wish, gap = list(state), [0.0] * len(state)
    for i, size in enumerate(model.sizes):
        start = model.offsets[i]
        score = [sum(model.matrix[r, start + v] for r in rows) for v in range(size)]
        gap[i] = max(score) - score[state[i]]
        if gap[i] > 0:
            wish[i] = score.index(max(score))
    after = list(state)
    if rule == "global":
        return tuple(wish)
    if rule == "incremental":
        return tuple(v + (w > v) - (w < v) for v, w in zip(state, wish, strict=True))
    movers = [i for i in order if gap[i] > 0]
    if movers:
        mover = movers[0] if rule == "adiabatic" else gap.index(max(gap))
        after[mover] = wish[mover]
    return tuple(after)


@pytest.mark.parametrize("rule", RULES)
def test_paths_follow_the_rules(rule: Any) -> None:
    for seed in range(10):
        model = random_model([3, 4, 2, 3], seed)
        order = [2, 0, 3, 1]
        for start in itertools.product(*(range(size) for size in model.sizes)):
            path = succession(model, start, rule, order=order)
            assert path.states[0] == start
            for before, after in itertools.pairwise(path.states):
                assert after == step(model, before, rule, order)
            last = step(model, path.states[-1], rule, order)
            assert last == path.states[path.cycle_start]
            assert len(set(path.states)) == len(path.states)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("engine", ["numpy", "numba"])
def test_basins_equal_walking_from_everywhere(rule: Any, engine: Any) -> None:
    for seed in range(6):
        model = random_model([3, 2, 4, 3], seed, fill=0.8, decimals=seed % 2)
        walked = Counter(
            frozenset(succession(model, start, rule).cycle)
            for start in itertools.product(*(range(size) for size in model.sizes))
        )
        found = basins(model, rule, engine=engine)
        assert {frozenset(a.cycle): a.weight for a in found.attractors} == walked
        assert found.exact
        assert sum(a.share for a in found.attractors) == pytest.approx(1)
        assert all(a.low == a.share == a.high for a in found.attractors)
        assert all(a.cycle[0] == min(a.cycle) for a in found.attractors)


def test_engines_give_the_same_basins() -> None:
    for seed, rule in enumerate(RULES * 2):
        model = random_model([3] * 7, seed, fill=0.5)
        slow, fast = basins(model, rule, engine="numpy"), basins(model, rule, engine="numba")
        assert slow == fast


def test_resting_points_are_the_consistent_scenarios() -> None:
    for seed in range(10):
        model = random_model([3, 3, 3, 2], seed)
        consistent = {s.variants for s in solve(model).scenarios}
        for rule in RULES:
            resting = {a.cycle[0] for a in basins(model, rule).attractors if len(a.cycle) == 1}
            assert resting == consistent


def test_long_cycles_are_found_whole() -> None:
    """Two-variant descriptors in a ring, one of them contrary: a cycle twice the ring's length."""
    count = 8
    matrix = np.zeros((2 * count, 2 * count), dtype=int)
    for i in range(count):
        follower, sign = (i + 1) % count, -1 if i == count - 1 else 1
        for v in range(2):
            matrix[2 * i + v, 2 * follower + v] = sign
    model = from_matrix([2] * count, matrix)
    told = basins(model)
    assert solve(model).count == 0
    assert told.cyclic_share == 1
    assert {len(a.cycle) for a in told.attractors} == {2 * count}
    assert sum(a.weight for a in told.attractors) == 2**count
    path = succession(model, [0] * count)
    assert (len(path.states), path.cycle_start) == (2 * count, 0)


def test_sampling_is_said_and_repeatable() -> None:
    model = random_model([3] * 8, 3)
    exact = basins(model)
    one = basins(model, max_exact=100, samples=4_000, seed=1)
    again = basins(model, max_exact=100, samples=4_000, seed=1)
    assert one == again
    assert (one.exact, one.samples) == (False, 4_000)
    shares = {a.cycle: a.share for a in exact.attractors}
    assert all(a.low <= a.share <= a.high for a in one.attractors)
    assert {a.cycle for a in one.attractors} <= set(shares)
    heavy = one.attractors[0]
    assert abs(heavy.share - shares[heavy.cycle]) < 0.05


def test_wilson_interval() -> None:
    # 8 of 10 at 95 %, as tables of the score interval give it
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == pytest.approx(1)


def test_bad_requests_are_refused() -> None:
    model = random_model([2, 2], 0)
    with pytest.raises(ModelError, match="no succession rule 'random'"):
        succession(model, [0, 0], "random")  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="order does not name each"):
        basins(model, "adiabatic", order=[0, 0])
    with pytest.raises(ModelError, match="1 variants, the model 2 descriptors"):
        succession(model, [0])
    with pytest.raises(ModelError, match="no variant number 5"):
        succession(model, [0, 5])
    with pytest.raises(ModelError, match="samples is 0"):
        basins(model, max_exact=1, samples=0)
