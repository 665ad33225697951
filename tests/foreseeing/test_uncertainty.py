"""Uncertain judgements: the exact product against Monte Carlo, against listing, and ensembles."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.foreseeing.support import random_model

from sharaka.errors import ModelError
from sharaka.foreseeing import (
    consistency_value,
    decisive,
    descriptor_probabilities,
    ensemble,
    from_confidence,
    from_experts,
    from_matrix,
    monte_carlo,
    probability,
    solve,
    tomlmodel,
)


def test_distribution_of_a_confidence() -> None:
    text = """
    descriptor = [{id = "a", variants = ["x"]}, {id = "b", variants = ["y", "z"]}]
    judgement = [{from = "a=x", to = "b=y", value = 1, confidence = 0.6},
                 {from = "a=x", to = "b=z", value = 0, confidence = 0}]
    """
    told = from_confidence(tomlmodel.parse(text))
    values, chances = told.cells[0, 1]
    assert values.tolist() == [-3, -2, -1, 0, 1, 2, 3]
    by_value = dict(zip(values.tolist(), chances.tolist(), strict=True))
    assert by_value[1] == pytest.approx(0.6)
    # a point further off is less likely by the same factor, in both directions
    factor = by_value[2] / by_value[1]
    assert 0 < factor < 1
    for value, off in ((0, 1), (-1, 2), (3, 2), (-2, 3), (-3, 4)):
        assert by_value[value] == pytest.approx(0.6 * factor**off)
    assert sum(by_value.values()) == pytest.approx(1)
    assert told.cells[0, 2][1].tolist() == pytest.approx([1 / 7] * 7)


@given(st.integers(-3, 3), st.floats(0, 1))
def test_the_stated_value_has_its_confidence_and_none_is_likelier(value: int, share: float) -> None:
    """Down to mere guessing, and without a jump there."""
    text = f"""
    descriptor = [{{id = "a", variants = ["x"]}}, {{id = "b", variants = ["y", "z"]}}]
    judgement = [{{from = "a=x", to = "b=y", value = {value}, confidence = {min(share, 0.999)}}}]
    """
    values, chances = from_confidence(tomlmodel.parse(text)).cells[0, 1]
    by_value = dict(zip(values.tolist(), chances.tolist(), strict=True))
    assert by_value[value] == pytest.approx(max(min(share, 0.999), 1 / 7), abs=1e-6)
    assert max(chances) == pytest.approx(by_value[value])


def test_certain_judgements_give_certainty() -> None:
    for seed in range(10):
        model = random_model([3, 2, 3], seed)
        told = from_confidence(model)
        for variants in itertools.product(range(3), range(2), range(3)):
            assert probability(told, variants) == (consistency_value(model, variants) >= 0)


def test_exact_probability_equals_listing_every_matrix() -> None:
    """Three experts, few disputed cells: all combinations of their values, one by one."""
    base = random_model([2, 3, 2], 5)
    experts = []
    for shift in (0, 1, -2):
        matrix = base.matrix.copy()
        matrix[0, 2] += shift
        matrix[0, 3] += min(shift, 0)
        matrix[5, 0] -= shift
        matrix[2, 5] += shift
        experts.append(from_matrix(base.sizes, matrix))
    told = from_experts(experts)
    assert set(told.cells) == {(0, 2), (0, 3), (5, 0), (2, 5)}
    cells = sorted(told.cells)
    expected = dict.fromkeys(itertools.product(range(2), range(3), range(2)), 0.0)
    for picks in itertools.product(*(range(len(told.cells[c][0])) for c in cells)):
        matrix, chance = base.matrix.copy(), 1.0
        for cell, pick in zip(cells, picks, strict=True):
            matrix[cell] = told.cells[cell][0][pick]
            chance *= told.cells[cell][1][pick]
        for scenario in solve(from_matrix(base.sizes, matrix)).scenarios:
            expected[scenario.variants] += chance
    for variants, chance in expected.items():
        assert probability(told, variants) == pytest.approx(chance, abs=1e-12)


@pytest.mark.parametrize("decimals", [0, 1])
def test_exact_probability_agrees_with_monte_carlo(decimals: int) -> None:
    model = random_model([3, 3, 2, 3], 11, decimals=decimals)
    told = from_confidence(model, unstated=0.6)
    count = 20_000
    likely = sorted(
        (s.variants for s in solve(model, tolerance=3).scenarios),
        key=lambda z: -probability(told, z),
    )[:4]
    for variants in likely:
        for tolerance in (0, 1):
            exact = probability(told, variants, tolerance=tolerance)
            drawn = monte_carlo(told, variants, count=count, seed=3, tolerance=tolerance)
            error = math.sqrt(max(exact * (1 - exact), 1e-4) / count)
            assert abs(drawn - exact) < 4.5 * error
            factors = descriptor_probabilities(told, variants, tolerance=tolerance)
            assert exact == pytest.approx(float(np.prod(factors)))


def test_ensemble_agrees_with_the_exact_probability() -> None:
    model = random_model([3, 2, 3, 2], 2)
    told = from_confidence(model, unstated=0.7)
    found = ensemble(told, count=2_000, seed=5)
    assert found.complete
    assert found.matrices == sum(found.counts) == 2_000
    assert sum(k * n for k, n in enumerate(found.counts)) == sum(m.hits for m in found.members)
    heavy = [m for m in found.members if m.share > 0.05]
    assert heavy
    for member in heavy:
        exact = probability(told, member.variants)
        assert abs(member.share - exact) < 4.5 * math.sqrt(exact * (1 - exact) / 2_000)
    slow = ensemble(told, count=100, seed=5, engine="numpy")
    fast = ensemble(told, count=100, seed=5, engine="numba")
    assert (slow.members, slow.nodes) == (fast.members, fast.nodes)


def test_ensemble_says_when_time_ran_out() -> None:
    told = from_confidence(random_model([3, 3], 2), unstated=0.5)
    found = ensemble(told, count=1_000, time_limit=0)
    assert not found.complete
    assert (found.wanted, found.matrices) == (1_000, 0)


def test_decisive_judgements() -> None:
    model = random_model([2, 3, 2], 8)
    told = from_confidence(model, unstated=0.7)
    variants = solve(model, tolerance=3).scenarios[0].variants
    ranked = decisive(told, variants)
    whole = probability(told, variants)
    active = {model.offsets[i] + v for i, v in enumerate(variants)}
    assert {d.judgement.source for d in ranked} <= active
    assert [d.swing for d in ranked] == sorted((d.swing for d in ranked), reverse=True)
    for one in ranked:
        assert one.low <= whole <= one.high
    # knowing a judgement's value: the average over its values gives the chance back
    first = ranked[0]
    cell = (first.judgement.source, first.judgement.target)
    values, chances = told.cells[cell]
    average = 0.0
    for value, chance in zip(values.tolist(), chances.tolist(), strict=True):
        known = dict(told.cells)
        known[cell] = (np.asarray([value]), np.ones(1))
        average += chance * probability(type(told)(model, told.units, known), variants)
    assert average == pytest.approx(whole)


def test_bad_requests_are_refused() -> None:
    model = random_model([2, 2], 1)
    with pytest.raises(ModelError, match="confidence is 2"):
        from_confidence(model, unstated=2)
    with pytest.raises(ModelError, match="no expert"):
        from_experts([])
    with pytest.raises(ModelError, match="same descriptors"):
        from_experts([model, random_model([2, 3], 1)])
    with pytest.raises(ModelError, match="at least 1"):
        ensemble(from_confidence(model), count=0)


def test_a_forbidden_scenario_has_no_chance() -> None:
    model = replace(from_matrix([2, 2], np.eye(4, dtype=int)[:, ::-1]), forbidden=((0, 2),))
    told = from_confidence(model, unstated=0.5)
    assert probability(told, (0, 0)) == 0 == monte_carlo(told, (0, 0), count=10)
    assert decisive(told, (0, 0)) == ()


def test_thirds_of_experts_need_no_more_room_than_points() -> None:
    """Means of three: sums counted in thirds, checked by drawing."""
    draw = np.random.default_rng(3)
    matrix = draw.integers(-9, 10, (6, 6))
    small = replace(from_matrix([2, 2, 2], matrix / 3), scale=3)
    told = from_confidence(small, unstated=0.6)
    assert told.units == 3
    for variants in itertools.product(range(2), repeat=3):
        drawn = monte_carlo(told, variants, count=20_000, seed=5)
        assert probability(told, variants) == pytest.approx(drawn, abs=0.02)


def test_an_ensemble_keeps_its_time_inside_a_matrix() -> None:
    model = random_model([3] * 40, 0, fill=0.3)
    found = ensemble(
        from_confidence(model, unstated=0.9), count=50, tolerance=30, time_limit=0.5, limit=10**6
    )
    # without its limit a single one of these takes minutes
    assert found.matrices < found.wanted
    assert not found.complete
