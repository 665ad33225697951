"""What a scenario hangs on: checked by making the change and looking again."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from tests.foreseeing.support import brute_force, random_model

from sharaka.errors import ModelError
from sharaka.foreseeing import (
    Model,
    audit,
    cheapest_changes,
    consistency_value,
    critical,
    from_matrix,
    solve,
    supports,
    tomlmodel,
    what_if,
)


def changed(model: Model, cells: dict[tuple[int, int], float]) -> Model:
    matrix = model.matrix.astype(float)
    for cell, value in cells.items():
        matrix[cell] = value
    return from_matrix(model.sizes, matrix)


def scenarios(seed: int, decimals: int = 0) -> tuple[Model, list[tuple[int, ...]]]:
    model = random_model([3, 2, 3, 2], seed, fill=0.7, decimals=decimals)
    return model, [s.variants for s in solve(model).scenarios]


@pytest.mark.parametrize("decimals", [0, 1])
def test_each_critical_change_breaks_the_scenario_and_a_smaller_one_does_not(
    decimals: int,
) -> None:
    step, seen = 10**-decimals, 0
    for seed in range(25):
        model, found = scenarios(seed, decimals)
        for variants in found:
            for one in critical(model, variants):
                cell, value = (one.source, one.target), one.judgement.value
                assert value == pytest.approx(model.matrix[cell])
                broken = changed(model, {cell: value + one.change})
                assert consistency_value(broken, variants) < 0
                smaller = one.change - np.sign(one.change) * step
                kept = changed(model, {cell: value + smaller})
                assert consistency_value(kept, variants) >= -1e-9
                assert abs(value + one.change) <= model.scale
                seen += 1
    assert seen > 50


def test_critical_finds_the_smallest_single_change() -> None:
    """Against trying every judged cell and every whole value of the scale."""
    for seed in range(12):
        model, found = scenarios(seed)
        for variants in found[:3]:
            smallest = {}
            for judged in model.judgements:
                cell = (judged.source, judged.target)
                for value in range(-3, 4):
                    if consistency_value(changed(model, {cell: value}), variants) < 0:
                        size = abs(value - judged.value)
                        smallest[cell] = min(size, smallest.get(cell, 99))
            told = {(c.source, c.target): abs(c.change) for c in critical(model, variants)}
            assert told == smallest


def test_critical_lists_unjudged_cells_on_request() -> None:
    model = from_matrix([2, 2], [[0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]])
    judged = critical(model, (0, 0))
    every = critical(model, (0, 0), unjudged=True)
    assert {(c.source, c.target) for c in judged} == {(0, 2)}
    assert {(0, 2), (0, 3), (2, 0), (2, 1)} == {(c.source, c.target) for c in every}
    assert all(c.basis == "analyst's assumption" for c in every)
    assert [abs(c.change) for c in every] == sorted(abs(c.change) for c in every)


def test_critical_refuses_a_scenario_that_does_not_hold() -> None:
    model = from_matrix([2, 2], [[0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]])
    with pytest.raises(ModelError, match="D2=V2_1 beats D2=V2_2 by 1"):
        critical(model, (0, 1))
    assert critical(model, (0, 1), tolerance=1)


def test_supports_add_up_to_the_margin() -> None:
    for seed in range(20):
        model, found = scenarios(seed)
        for variants in found:
            told = supports(model, variants)
            assert min(s.margin for s in told) == consistency_value(model, variants)
            for one in told:
                grounds = [*one.holds, *one.against]
                assert sum(g.strength for g in grounds) == pytest.approx(one.margin)
                assert all(g.strength > 0 for g in one.holds)
                assert all(g.strength < 0 for g in one.against)
                strengths = [g.strength for g in one.holds]
                assert strengths == sorted(strengths, reverse=True)


def test_cheapest_changes_make_it_consistent_at_the_least_cost() -> None:
    """Against the cheapest of all ways to change up to the needed cells, on tiny models."""
    for seed in range(40):
        model = random_model([2, 3], seed, span=2)
        for wanted in itertools.product(range(2), range(3)):
            told = cheapest_changes(model, wanted)
            assert told.possible
            after = {(c.judgement.source, c.judgement.target): c.after for c in told.changes}
            mended = changed(model, after)
            assert consistency_value(mended, wanted) >= 0
            assert np.abs(mended.matrix).max() <= 3
            moved = np.abs(mended.matrix - model.matrix).sum()
            assert moved == told.points == told.cost
            assert told.points == sum(least_points(model, wanted, place) for place in range(2))


def least_points(model: Model, wanted: tuple[int, ...], place: int) -> float:
    """Brute force: every new setting of the cells that decide one descriptor."""
    source = model.offsets[1 - place] + wanted[1 - place]
    start, stop = model.offsets[place], model.offsets[place + 1]
    best = float("inf")
    for values in itertools.product(range(-3, 4), repeat=stop - start):
        if values[wanted[place]] >= max(values):
            cost = sum(abs(v - model.matrix[source, start + k]) for k, v in enumerate(values))
            best = min(best, cost)
    return float(best)


def test_cheapest_changes_with_doubts_against_every_setting() -> None:
    """Two cells a column, each of its own weight: all 7⁴ settings of the four that decide."""
    for seed in range(12):
        model = doubted(random_model([2, 2, 2], seed), seed)
        for objective in ("points", "cells"):
            told = cheapest_changes(model, (0, 0, 0), objective=objective)  # type: ignore[arg-type]
            least = sum(least_cost(model, place, objective) for place in range(3))
            assert told.cost == pytest.approx(least), (seed, objective)


def doubted(model: Model, seed: int) -> Model:
    draw = np.random.default_rng(seed)
    return replace(
        model,
        judgements=tuple(
            replace(j, confidence=float(draw.choice([0.25, 0.5, 1.0]))) for j in model.judgements
        ),
    )


def least_cost(model: Model, place: int, objective: str) -> float:
    """Brute force for the scenario of first variants."""
    sources = [model.offsets[other] for other in range(3) if other != place]
    own = model.offsets[place]
    cells = [(source, own + k) for source in sources for k in range(2)]
    weights = []
    for cell in cells:
        judged = model.judgement(*cell)
        weights.append(1.0 if judged is None or judged.confidence is None else judged.confidence)
    best = float("inf")
    for values in itertools.product(range(-3, 4), repeat=4):
        if values[0] + values[2] >= values[1] + values[3]:
            moved = [abs(v - model.matrix[cell]) for v, cell in zip(values, cells, strict=True)]
            cost = (
                sum(w * m for w, m in zip(weights, moved, strict=True))
                if objective == "points"
                else sum(m > 0 for m in moved)
            )
            best = min(best, float(cost))
    return best


def test_large_judgements_do_not_make_it_slow() -> None:
    matrix = np.zeros((4, 4))
    matrix[0, 2:] = [-987_654.321, 987_654.321]
    told = cheapest_changes(from_matrix([2, 2], matrix), (0, 0))
    assert told.points == pytest.approx(2 * 987_654.321)


def test_cheapest_changes_by_cells_never_take_more_cells() -> None:
    for seed in range(30):
        model = random_model([3, 3, 2], seed)
        wanted = (seed % 3, (seed // 3) % 3, seed % 2)
        points = cheapest_changes(model, wanted)
        cells = cheapest_changes(model, wanted, objective="cells")
        assert points.possible == cells.possible
        assert len(cells.changes) <= len(points.changes)
        assert points.points <= cells.points
        assert cells.cost == len(cells.changes)


def test_changes_that_the_scale_does_not_allow_are_named() -> None:
    one_source = np.zeros((4, 4), dtype=int)
    one_source[0, 2:] = [-3, 3]
    assert cheapest_changes(from_matrix([2, 2], one_source), (0, 0)).points == 6
    # a judgement on itself is not for changing, and no other cell decides this descriptor
    alone = cheapest_changes(from_matrix([2], [[0, 0], [5, 0]]), (1,))
    assert (alone.impossible, alone.changes, alone.possible) == ((0,), (), False)


def test_doubtful_judgements_give_way_first() -> None:
    text = MODEL.replace("value = 2", "value = 2\nconfidence = 0.2")
    told = cheapest_changes(tomlmodel.parse(text), (0, 0, 0))
    by_cell = {c.cell: c.after for c in told.changes if c.descriptor == 1}
    # reliance: high is 4 behind low; lowering the doubtful +2 to −2 costs 0.8, nothing is cheaper
    assert by_cell == {"deal=yes → reliance=low": -2}
    assert told.cost == pytest.approx(0.8)


def test_what_if_sorts_futures() -> None:
    for seed in range(20):
        model = random_model([3, 2, 3, 2], seed)
        told = what_if(model, {"D1": 1, 3: "V4_2"})
        assert told.pins == ((0, 1), (3, 1))
        base = set(brute_force(model.sizes, model.matrix.tolist()))
        free = brute_force(model.sizes, model.matrix.tolist(), skip=frozenset({0, 3}))
        pinned = {z for z in free if z[0] == 1 and z[3] == 1}
        assert {s.variants for s in told.stay} == base & pinned
        assert {s.variants for s in told.vanish} == base - pinned
        assert {s.variants for s in told.appear} == pinned - base
        assert all(s.inconsistency > 0 for s in told.appear)


MODEL = """
[[descriptor]]
id = "deal"
variants = ["yes", "no"]
[[descriptor]]
id = "reliance"
variants = ["high", "low"]
[[descriptor]]
id = "weather"
variants = ["fair", "foul"]
[[judgement]]
from = "deal=yes"
to = "reliance=high"
value = -2
evidence = [{document = "a.txt", quote = "may fall"}]
[[judgement]]
from = "deal=yes"
to = "reliance=low"
value = 2
[[judgement]]
from = "reliance=low"
to = "deal=yes"
value = 1
"""


def test_audit_counts() -> None:
    told = audit(tomlmodel.parse(MODEL))
    assert (told.variants, told.cells, told.judged) == (6, 24, 3)
    assert told.negative_share == pytest.approx(1 / 3)
    assert told.evidence_share == pytest.approx(1 / 3)
    assert [j.value for j in told.without_evidence] == [2, 1]
    assert (told.blocks, told.judged_blocks) == (6, 2)
    assert told.active == (4, 1, 0)
    assert told.passive == (1, 4, 0)
    assert told.silent == (2,)
    assert told.unbalanced == 1


def test_grounds_carry_their_evidence() -> None:
    model = tomlmodel.parse(MODEL)
    told = supports(model, (0, 1, 0))[1]
    assert [(g.strength, bool(g.evidence)) for g in told.holds] == [(2, True), (2, False)]
    hinge = critical(model, (0, 1, 0))
    assert hinge[0].cell == "reliance=low → deal=yes"
    assert {c.basis for c in hinge} == {"evidence", "analyst's assumption"}


def test_a_forbidden_pair_is_no_matter_of_judgements() -> None:
    model = replace(from_matrix([2, 2], np.zeros((4, 4), dtype=int)), forbidden=((0, 2),))
    assert model.clash((0, 0)) == (0, 2)
    assert model.clash((0, 1)) is None
    for ask in (critical, cheapest_changes):
        with pytest.raises(ModelError, match="forbidden pair D1=V1_1 and D2=V2_1"):
            ask(model, (0, 0))
    assert model.matrix_hash != replace(model, forbidden=()).matrix_hash


def test_what_if_says_when_it_does_not_know_all() -> None:
    """What a base case cut short does not list has not appeared, and has not vanished."""
    model = from_matrix([2] * 12, np.zeros((24, 24), dtype=int))
    told = what_if(model, {0: 1}, base=solve(model, limit=5))
    assert not told.complete
    assert (len(told.stay), len(told.appear)) == (2048, 0)
    assert [s.variants[0] for s in told.vanish] == [0] * 5
    with pytest.raises(ModelError, match="another matrix"):
        what_if(model, {0: 1}, base=solve(from_matrix([2], np.zeros((2, 2), dtype=int))))


@pytest.mark.parametrize("tolerance", [-1, float("nan"), float("inf")])
def test_what_is_no_tolerance_is_refused(tolerance: float) -> None:
    model = from_matrix([2, 2], np.zeros((4, 4), dtype=int))
    for ask in (critical, cheapest_changes):
        with pytest.raises(ModelError, match="tolerance"):
            ask(model, (0, 0), tolerance=tolerance)
