"""The wanted future that takes least, against every completion tried one by one."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.foreseeing.support import brute_force, random_model

from sharaka.errors import ModelError
from sharaka.foreseeing import (
    Model,
    cheapest_changes,
    consistency_value,
    from_matrix,
    nearest,
    solve,
    tomlmodel,
)

SIZES = (2, 3, 2, 3)


def every_completion(model: Model, wanted: dict[int, int], objective: str) -> float | None:
    """The least cost over all configurations that have what is wanted."""
    costs = []
    for variants in itertools.product(*(range(size) for size in model.sizes)):
        if all(variants[d] == v for d, v in wanted.items()):
            changes = cheapest_changes(model, variants, objective=objective)  # type: ignore[arg-type]
            if changes.possible:
                costs.append(changes.cost)
    return min(costs, default=None)


@given(st.integers(0, 10_000), st.sampled_from(["points", "cells"]), st.integers(1, 3))
def test_no_completion_costs_less(seed: int, objective: str, held: int) -> None:
    model = random_model(SIZES, seed)
    draw = np.random.default_rng(seed)
    places = draw.choice(len(SIZES), size=held, replace=False).tolist()
    wanted = {place: int(draw.integers(SIZES[place])) for place in places}
    told = nearest(model, wanted, objective=objective)  # type: ignore[arg-type]
    assert told.exact
    least = every_completion(model, wanted, objective)
    if least is None:
        assert told.changes is None
        return
    assert told.variants is not None
    assert told.changes is not None
    assert told.changes.cost == least
    assert all(told.variants[d] == v for d, v in wanted.items())
    matrix = np.array(model.matrix)
    for change in told.changes.changes:
        matrix[change.judgement.source, change.judgement.target] = change.after
    assert tuple(told.variants) in brute_force(SIZES, matrix.tolist())


@given(
    st.integers(0, 10_000),
    st.sampled_from(["points", "cells"]),
    st.sampled_from([0, 1, 2.5]),
    st.booleans(),
)
def test_no_completion_costs_less_with_doubts_decimals_and_bans(
    seed: int, objective: str, tolerance: float, barred: bool
) -> None:
    """Where the stopping rule is delicate: a tolerance, half points, confidences down to nothing."""
    draw = np.random.default_rng(seed)
    plain = from_matrix(SIZES, random_model(SIZES, seed).matrix / 2)
    model = replace(
        plain,
        scale=3,
        forbidden=((0, 5), (3, 8)) if barred else (),
        judgements=tuple(
            replace(j, confidence=float(draw.choice([0, 0.3, 1]))) for j in plain.judgements
        ),
    )
    wanted = {0: 0, 3: int(draw.integers(3))}
    told = nearest(model, wanted, objective=objective, tolerance=tolerance)  # type: ignore[arg-type]
    costs = [
        changes.cost
        for rest in itertools.product(range(3), range(2))
        if model.clash(variants := (0, *rest, wanted[3])) is None
        and (
            changes := cheapest_changes(
                model,
                variants,
                objective=objective,
                tolerance=tolerance,  # type: ignore[arg-type]
            )
        ).possible
    ]
    assert told.exact
    assert (told.changes is None) == (not costs)
    if told.changes is not None:
        assert told.changes.cost == pytest.approx(min(costs))


def test_what_is_consistent_already_costs_nothing() -> None:
    model = random_model((3, 3, 3, 3), 5, fill=0.5)
    scenario = solve(model).scenarios[0]
    told = nearest(model, {0: scenario.variants[0]})
    assert told.changes is not None
    assert told.changes.cost == 0
    assert told.variants is not None
    assert consistency_value(model, told.variants) >= 0


def test_doubtful_judgements_give_way_first() -> None:
    """Two ways to one wanted end: three sure points by way of b=x, four doubtful ones by b=y."""
    text = """
    descriptor = [
        {id = "a", variants = ["want", "other"]},
        {id = "b", variants = ["x", "y"]},
    ]
    judgement = [
        {from = "b=x", to = "a=other", value = 3, confidence = 1.0},
        {from = "b=y", to = "a=other", value = 3, confidence = 0.25},
        {from = "b=y", to = "a=want", value = -1, confidence = 0.25},
    ]
    """
    told = nearest(tomlmodel.parse(text), {"a": "want"})
    assert told.variants == (0, 1)
    assert told.changes is not None
    assert told.changes.cost == 1
    assert told.changes.points == 4


def test_what_cannot_be_reached_inside_the_scale_is_said() -> None:
    # a descriptor that judges itself: nobody else can outweigh it
    model = replace(from_matrix([2], [[0, 0], [5, 0]]), scale=3)
    told = nearest(model, {0: 1})
    assert told.variants is None
    assert told.changes is None
    assert told.exact


def test_a_search_cut_short_is_not_called_exact() -> None:
    told = nearest(random_model((3,) * 12, 1), {0: 0, 1: 1}, time_limit=0)
    assert not told.exact


def test_unknown_wants_are_refused() -> None:
    with pytest.raises(ModelError, match="no variant"):
        nearest(from_matrix([2, 2], np.zeros((4, 4), dtype=int)), {0: 7})
    with pytest.raises(ModelError, match="points or cells"):
        nearest(from_matrix([2], [[0, 0], [0, 0]]), {}, objective="least")  # type: ignore[arg-type]
