"""The audit of a matrix, diagonal blocks and all."""

from __future__ import annotations

import numpy as np
import pytest

from sharaka.foreseeing import audit, from_matrix, solve


def test_what_moves_itself_is_not_silent() -> None:
    matrix = np.zeros((4, 4), dtype=int)
    matrix[0, 1] = matrix[1, 1] = 5
    model = from_matrix([2, 2], matrix)
    told = audit(model)
    assert told.silent == (1,)
    assert told.filled_diagonal == (0,)
    # any variant of a silent descriptor is consistent, and of the other one not
    chosen = {tuple(one.variants) for one in solve(model).scenarios}
    assert chosen == {(1, 0), (1, 1)}


def test_cells_and_judgements_are_counted_alike() -> None:
    told = audit(from_matrix([2, 2], np.ones((4, 4), dtype=int)))
    assert (told.cells, told.judged) == (8, 8)
    assert len(told.without_evidence) == 8
    assert {one.source // 2 != one.target // 2 for one in told.without_evidence} == {True}
    bare = audit(from_matrix([2, 2], np.diag([1, 0, 0, 0])))
    assert (bare.judged, bare.evidence_share, bare.judged_blocks) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(5))
def test_every_variant_of_a_silent_descriptor_is_consistent(seed: int) -> None:
    draw = np.random.default_rng(seed)
    matrix = draw.integers(-3, 4, (9, 9)) * np.kron(draw.random((3, 3)) < 0.4, np.ones((3, 3)))
    model = from_matrix([3, 3, 3], matrix)
    scenarios = {one.variants for one in solve(model).scenarios}
    for silent in audit(model).silent:
        for one in scenarios:
            for variant in range(3):
                # it may move others, so these are asked only of a scenario's own margin
                moved = (*one[:silent], variant, *one[silent + 1 :])
                alone = solve(model, imposed={k: v for k, v in enumerate(moved) if k != silent})
                assert moved in {it.variants for it in alone.scenarios}
