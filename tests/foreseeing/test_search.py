"""The search against brute force, its two engines against each other, and CIB's invariances."""

from __future__ import annotations

import itertools
import math
import sys
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.foreseeing.support import brute_force, random_model

from sharaka.errors import ModelError
from sharaka.foreseeing import Model, basins, from_matrix, solve
from sharaka.foreseeing._problem import whole_scale


def random_small(seed: int) -> tuple[Model, int]:
    draw = np.random.default_rng(10_000 + seed)
    sizes = draw.integers(1, 5, size=draw.integers(1, 6)).tolist()
    model = random_model(sizes, seed, fill=float(draw.random()), span=int(draw.integers(1, 4)))
    return model, int(draw.integers(0, 4))


@pytest.mark.parametrize("block", range(10))
def test_equals_brute_force_on_random_models(block: int) -> None:
    for seed in range(block * 50, block * 50 + 50):
        model, tolerance = random_small(seed)
        expected = brute_force(model.sizes, model.matrix.tolist(), tolerance)
        for engine in ("numpy", "numba"):
            solution = solve(model, tolerance=tolerance, engine=engine)  # type: ignore[arg-type]
            assert solution.complete
            assert {s.variants: (s.tis, s.consistency_value) for s in solution.scenarios} == {
                variants: (score, worst) for variants, (score, worst) in expected.items()
            }, (seed, engine)


def test_engines_visit_the_same_nodes() -> None:
    for seed in range(40):
        draw = np.random.default_rng(seed)
        sizes = draw.integers(2, 6, size=9).tolist()
        model = random_model(sizes, seed, fill=float(draw.uniform(0.2, 1)))
        pair = [(0, model.offsets[1]), (1, model.offsets[3] + 1)]
        slow = solve(model, engine="numpy", pins={2: 1}, forbidden=pair, tolerance=seed % 3)
        fast = solve(model, engine="numba", pins={2: 1}, forbidden=pair, tolerance=seed % 3)
        assert (slow.nodes, slow.count) == (fast.nodes, fast.count)
        assert np.array_equal(slow.table, fast.table)


def test_without_numba_everything_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    import sharaka.foreseeing as package

    model = random_model([3] * 6, 2)
    usual = solve(model), basins(model)
    for name in ("_search_numba", "_basins_numba"):
        monkeypatch.delattr(package, name, raising=False)
        monkeypatch.setitem(sys.modules, f"sharaka.foreseeing.{name}", None)
    bare = solve(model)
    assert (bare.engine, bare.nodes) == ("numpy", usual[0].nodes)
    assert bare.to_dict() == usual[0].to_dict()
    assert basins(model) == usual[1]
    with pytest.raises(ModelError, match="Install numba"):
        solve(model, engine="numba")
    with pytest.raises(ModelError, match="Install numba"):
        basins(model, engine="numba")


def test_decimal_judgements_keep_their_ties() -> None:
    # 0.1 + 0.2 against 0.3 is a tie, which binary fractions would miss
    matrix = np.zeros((6, 6))
    matrix[0, 4], matrix[2, 4], matrix[0, 5] = 0.1, 0.2, 0.3
    model = from_matrix([2, 2, 2], matrix)
    expected = brute_force(model.sizes, matrix.tolist())
    assert {s.variants for s in solve(model).scenarios} == set(expected)
    assert {(0, 0, 0), (0, 0, 1)} <= set(expected)


def test_scale_of_decimals() -> None:
    assert whole_scale(np.asarray([[1.0, -2.0]])) == 1
    assert whole_scale(np.asarray([[0.25, -2.5]])) == 100
    for seed in range(20):
        model = random_model([2, 3, 2, 3], seed, decimals=2)
        expected = brute_force(model.sizes, model.matrix.tolist(), 0.5)
        assert {s.variants for s in solve(model, tolerance=0.5).scenarios} == set(expected)


def test_thirds_tie_as_thirds() -> None:
    """The mean of three experts is no decimal: 1/3 + 1/3 against 2/3 is a tie."""
    assert whole_scale(np.asarray([[1 / 3, -2 / 3, 1.0]])) == 3
    matrix = np.zeros((6, 6))
    matrix[0, 4], matrix[2, 4], matrix[0, 5] = 1 / 3, 1 / 3, 2 / 3
    held = {s.variants for s in solve(from_matrix([2, 2, 2], matrix)).scenarios}
    assert {(0, 0, 0), (0, 0, 1)} <= held


@pytest.mark.parametrize("span", [1, 1_000, 900_000])
def test_large_and_finely_divided_judgements(span: int) -> None:
    """Sums that go to 10¹⁵ units: both engines against the definition in exact fractions."""
    draw = np.random.default_rng(span)
    sizes = [2, 3, 2, 2]
    for _ in range(20):
        matrix = np.round(draw.uniform(-span, span, (9, 9)), 9)
        model = from_matrix(sizes, matrix)
        exact = [[Fraction(str(value)) for value in row] for row in model.matrix.tolist()]
        expected = set(brute_force(sizes, exact))  # type: ignore[arg-type]
        for engine in ("numpy", "numba"):
            solution = solve(model, engine=engine)  # type: ignore[arg-type]
            assert solution.complete
            assert {s.variants for s in solution.scenarios} == expected


def test_pins_and_forbidden_pairs_are_filters() -> None:
    for seed in range(30):
        model = random_model([3, 2, 3, 2], seed, fill=0.6)
        base = {s.variants for s in solve(model, tolerance=2).scenarios}
        pinned = solve(model, tolerance=2, pins={"D1": "V1_2", 3: 0})
        assert {s.variants for s in pinned.scenarios} == {
            z for z in base if z[0] == 1 and z[3] == 0
        }
        barred = solve(model, tolerance=2, forbidden=[(1, 3), (5, 8)])
        assert {s.variants for s in barred.scenarios} == {
            z for z in base if not (z[0] == 1 and z[1] == 0) and not (z[2] == 0 and z[3] == 0)
        }


def test_imposed_descriptors_need_not_be_consistent() -> None:
    for seed in range(30):
        model = random_model([3, 2, 3, 2], seed)
        free = brute_force(model.sizes, model.matrix.tolist(), skip=frozenset({0}))
        for engine in ("numpy", "numba"):
            imposed = solve(model, imposed={0: 2}, engine=engine)  # type: ignore[arg-type]
            assert {s.variants for s in imposed.scenarios} == {z for z in free if z[0] == 2}
            for scenario in imposed.scenarios:
                assert scenario.consistency_value == free[scenario.variants][1]


def test_independent_parts_multiply() -> None:
    left, right = random_model([3, 3, 2], 5), random_model([2, 3], 6)
    apart = np.zeros((13, 13), dtype=int)
    apart[:8, :8], apart[8:, 8:] = left.matrix, right.matrix
    model = from_matrix([3, 3, 2, 2, 3], apart)
    whole = solve(model, tolerance=1)
    pieces = solve(left, tolerance=1), solve(right, tolerance=1)
    assert len(whole.parts) >= 2
    assert whole.count == pieces[0].count * pieces[1].count
    told = whole.to_dict()["parts"]
    assert sorted(name for part in told for name in part["descriptors"]) == sorted(
        descriptor.id for descriptor in model.descriptors
    )
    assert math.prod(part["count"] for part in told) == whole.count
    assert [s.variants for s in whole.scenarios] == [
        a.variants + b.variants
        for a, b in itertools.product(pieces[0].scenarios, pieces[1].scenarios)
    ]


def test_without_influence_everything_is_consistent() -> None:
    model = from_matrix([2, 3, 1, 2], np.zeros((8, 8), dtype=int))
    solution = solve(model)
    assert (solution.count, len(solution.parts)) == (12, 4)
    assert len(solution.scenarios) == 12
    assert all(s.tis == 0 for s in solution.scenarios)


def test_a_product_too_long_to_list_is_counted() -> None:
    model = from_matrix([2] * 60, np.zeros((120, 120), dtype=int))
    solution = solve(model, limit=100)
    assert solution.count == 2**60
    assert (len(solution.scenarios), solution.complete, solution.stopped) == (100, False, "limit")


def test_limits_are_marked_incomplete() -> None:
    model = random_model([3] * 6, 1)
    everything = solve(model, tolerance=6)
    for engine in ("numpy", "numba"):
        some = solve(model, tolerance=6, limit=5, engine=engine)  # type: ignore[arg-type]
        assert (some.complete, some.stopped, len(some.scenarios)) == (False, "limit", 5)
        assert {s.variants for s in some.scenarios} <= {s.variants for s in everything.scenarios}
    late = solve(model, tolerance=6, time_limit=0)
    assert (late.complete, late.stopped) == (False, "time")
    exact = solve(model, tolerance=6, limit=everything.count)
    assert exact.to_dict()["scenarios"] == everything.to_dict()["scenarios"]


def test_a_hard_part_does_not_hide_the_others() -> None:
    """Time runs out inside one part: what it found is multiplied with the whole of the rest."""
    hard, easy = random_model([3] * 40, 0, fill=0.3), random_model([2, 2], 4)
    apart = np.zeros((124, 124), dtype=int)
    apart[:120, :120], apart[120:, 120:] = hard.matrix, easy.matrix
    model = from_matrix([3] * 40 + [2, 2], apart)
    # loading the kernel would take the time that is to be shared
    solve(easy, engine="numba")
    for engine in ("numpy", "numba"):
        late = solve(model, tolerance=60, time_limit=1, engine=engine)  # type: ignore[arg-type]
        assert not late.complete
        # what ended it is told of the part that was cut short; the other one is whole
        assert late.stopped in ("time", "memory")
        assert sorted(part.complete for part in late.parts) == [False, True]
        assert max(s.inconsistency for s in late.first(50)) <= 60


@pytest.mark.parametrize("edge", [1 << 14, 1 << 15, 1 << 30, 1 << 31])
def test_judgements_at_the_bounds_of_the_kernel_s_integers(edge: int) -> None:
    """Sums just below and above what 16 and 32 bits hold: the kernel equals numpy there."""
    for seed in range(12):
        plain = random_model([3, 2, 3, 2, 3], seed)
        largest = int(np.abs(plain.matrix).max()) * 12
        for factor in (edge // largest - 1, edge // largest, edge // largest + 1):
            # in thousandths, whose sums are whole numbers near the edge
            model = from_matrix(plain.sizes, plain.matrix * factor / 1000)
            slow, fast = solve(model, engine="numpy"), solve(model, engine="numba")
            assert np.array_equal(slow.table, fast.table)
            assert slow.nodes == fast.nodes


def test_what_numpy_found_is_kept_when_the_kernel_has_no_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sharaka.foreseeing import _search_numba, _search_numpy, search

    model = random_model([3] * 8, 0)
    known = solve(model, tolerance=60, limit=3, engine="numpy")

    def some(*_: object, **__: object) -> tuple[object, int, bool]:
        return known.table, 5, False

    def nothing(*_: object, **__: object) -> tuple[object, int, bool]:
        return known.table[:0], 1, False

    monkeypatch.setattr(_search_numpy, "search", some)
    monkeypatch.setattr(_search_numba, "search", nothing)
    monkeypatch.setattr(search, "sys", SimpleNamespace(modules={}))
    monkeypatch.setattr(search, "_cut", lambda *_: False)
    late = solve(model, tolerance=60, time_limit=60)
    assert not late.complete
    assert late.scenarios == known.scenarios


def test_a_part_without_any_settles_the_whole() -> None:
    """Two silent descriptors, and two that can never agree: none, whatever the limit."""
    contrary = [[0, 0, 1, -1], [0, 0, -1, 1], [-1, 1, 0, 0], [1, -1, 0, 0]]
    matrix = np.zeros((8, 8), dtype=int)
    matrix[4:, 4:] = contrary
    model = from_matrix([2, 2, 2, 2], matrix)
    for limit in (None, 1):
        solution = solve(model, limit=limit)
        assert (solution.complete, solution.stopped, solution.count) == (True, None, 0)


def test_dictionary_is_the_contract() -> None:
    model = random_model([3, 2, 2], 4)
    plain = solve(model, tolerance=3).to_dict()
    assert list(plain)[:4] == ["matrix_hash", "complete", "nodes", "scenarios"]
    assert plain["matrix_hash"] == model.matrix_hash
    first = plain["scenarios"][0]
    assert {"variants", "tis", "consistency_value"} <= set(first)


def test_hash_follows_values_and_names() -> None:
    model = random_model([3, 2], 4)
    again = from_matrix([3, 2], model.matrix.astype(float))
    assert again.matrix_hash == model.matrix_hash
    changed = model.matrix.copy()
    changed[0, 3] += 1
    assert from_matrix([3, 2], changed).matrix_hash != model.matrix_hash
    named = from_matrix([3, 2], model.matrix, descriptors=["a", "b"])
    assert named.matrix_hash != model.matrix_hash


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"pins": {"nobody": 0}}, "no descriptor 'nobody'"),
        ({"pins": {"D1": "nothing"}}, "no variant 'nothing'"),
        ({"pins": {0: 9}}, "no variant number 9"),
        ({"pins": {"D1": 0, 0: 1}}, "is pinned to"),
        ({"pins": {0: 0}, "imposed": {0: 1}}, "is pinned to"),
        ({"pins": {0: 0, 1: 0}, "forbidden": [(0, 3)]}, "are a forbidden pair"),
        ({"forbidden": [(0, 1)]}, "does not name variants of two descriptors"),
        ({"tolerance": -1}, "tolerance"),
        ({"tolerance": math.nan}, "tolerance"),
        ({"limit": 0}, "limit"),
    ],
)
def test_bad_requests_are_refused(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(ModelError, match=words) as caught:
        solve(random_model([3, 2], 0), **arguments)  # type: ignore[arg-type]
    assert caught.value.mend


sizes_and_seed = st.tuples(
    st.lists(st.integers(2, 4), min_size=2, max_size=5), st.integers(0, 2**31)
)


def consistent(model: Model, tolerance: float = 0) -> set[tuple[int, ...]]:
    return {s.variants for s in solve(model, tolerance=tolerance).scenarios}


@settings(deadline=None, max_examples=60)
@given(sizes_and_seed, st.data())
def test_adding_a_constant_to_a_judgement_group_changes_nothing(
    drawn: tuple[list[int], int], data: st.DataObject
) -> None:
    sizes, seed = drawn
    model = random_model(sizes, seed)
    row = data.draw(st.integers(0, sum(sizes) - 1))
    target = data.draw(st.integers(0, len(sizes) - 1))
    start, stop = model.offsets[target], model.offsets[target + 1]
    shifted = model.matrix.copy()
    shifted[row, start:stop] += data.draw(st.integers(-5, 5))
    assert consistent(from_matrix(sizes, shifted)) == consistent(model)


@settings(deadline=None, max_examples=60)
@given(sizes_and_seed, st.integers(2, 7), st.data())
def test_scaling_what_a_descriptor_receives_changes_nothing(
    drawn: tuple[list[int], int], factor: int, data: st.DataObject
) -> None:
    sizes, seed = drawn
    model = random_model(sizes, seed)
    target = data.draw(st.integers(0, len(sizes) - 1))
    start, stop = model.offsets[target], model.offsets[target + 1]
    scaled = model.matrix.copy()
    scaled[:, start:stop] *= factor
    assert consistent(from_matrix(sizes, scaled)) == consistent(model)


@settings(deadline=None, max_examples=60)
@given(sizes_and_seed, st.integers(-5, 5), st.data())
def test_moving_a_constant_between_blocks_changes_nothing(
    drawn: tuple[list[int], int], constant: int, data: st.DataObject
) -> None:
    """What one source adds to a target's variant whatever its own variant, another may add."""
    sizes, seed = drawn
    model = random_model(sizes, seed)
    column = data.draw(st.integers(0, sum(sizes) - 1))
    giver = data.draw(st.integers(0, len(sizes) - 1))
    taker = data.draw(st.integers(0, len(sizes) - 1))
    moved = model.matrix.copy()
    moved[model.offsets[giver] : model.offsets[giver + 1], column] -= constant
    moved[model.offsets[taker] : model.offsets[taker + 1], column] += constant
    tolerance = data.draw(st.integers(0, 3))
    assert consistent(from_matrix(sizes, moved), tolerance) == consistent(model, tolerance)
