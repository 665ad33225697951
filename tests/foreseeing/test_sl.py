"""ScenarioWizard's solution files: whose they are, and the way out and back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.foreseeing.model_texts import MATRIX, SL, written
from tests.foreseeing.support import random_model

from sharaka.errors import ModelError
from sharaka.foreseeing import from_matrix, load_solutions, save_solutions, sl, solve


def test_solution_files_there_and_back(tmp_path: Path) -> None:
    model = random_model([3, 3, 2], 3)
    solution = solve(model, tolerance=2)
    save_solutions(solution, tmp_path / "m.sl", weight=lambda variants: 7)
    listed = load_solutions(tmp_path / "m.sl", model)
    assert [(s.variants, s.tis, s.inconsistency) for s in listed] == [
        (s.variants, s.tis, s.inconsistency) for s in solution.scenarios
    ]
    assert {s.weight for s in listed} == {7}


def test_a_foreign_solution_file_is_refused(tmp_path: Path) -> None:
    model = random_model([3, 3, 2], 3)
    save_solutions(solve(model, tolerance=2), tmp_path / "m.sl")
    other = random_model([3, 3, 2], 4)
    with pytest.raises(ModelError, match=r"the matrix .* and") as caught:
        load_solutions(tmp_path / "m.sl", other)
    assert ".sl:5" in str(caught.value.place)
    with pytest.raises(ModelError, match="does not fit the descriptors"):
        load_solutions(tmp_path / "m.sl", random_model([3, 3], 4))
    text = (tmp_path / "m.sl").read_text()
    cut = written(tmp_path, "\n".join(text.splitlines()[:-1]), "cut.sl")
    with pytest.raises(ModelError, match="the file says"):
        load_solutions(cut, model)
    with pytest.raises(ModelError, match="not a ScenarioWizard solution file"):
        load_solutions(written(tmp_path, "hello", "no.sl"), model)
    with pytest.raises(ModelError, match="not a scenario line"):
        load_solutions(written(tmp_path, text + '" 1 x",0\n', "odd.sl"), model)


@pytest.mark.parametrize("strength", [900_001, 123_456.789, 0.1, 1e-6])
def test_our_own_file_is_taken_whatever_the_figures(tmp_path: Path, strength: float) -> None:
    matrix = np.zeros((4, 4))
    matrix[0, 2] = matrix[2, 0] = strength
    model = from_matrix([2, 2], matrix)
    solution = solve(model)
    save_solutions(solution, tmp_path / "m.sl", weight=lambda variants: 408_146_688 + variants[0])
    listed = load_solutions(tmp_path / "m.sl", model)
    assert [(s.variants, s.tis, s.consistency_value) for s in listed] == [
        (s.variants, s.tis, s.consistency_value) for s in solution.scenarios
    ]
    assert {s.weight for s in listed} == {408_146_688, 408_146_689}


def test_a_scenario_without_rivals_has_a_figure_all_the_same(tmp_path: Path) -> None:
    model = from_matrix([1, 1], [[0, 1], [0, 0]])
    save_solutions(solve(model), tmp_path / "m.sl")
    (one,) = load_solutions(tmp_path / "m.sl", model)
    assert (one.variants, one.tis) == ((0, 0), 1)


def test_a_weight_that_is_no_number_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="weight of scenario 1 1 is nan"):
        save_solutions(
            solve(from_matrix([2, 2], MATRIX)), tmp_path / "m.sl", lambda _: float("nan")
        )
    assert not (tmp_path / "m.sl").exists()


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        (",2,0,3,", ",nan,0,3,", "not a scenario line", 5),
        (",2,0,3,", ",2,0,nan,", "not a scenario line", 5),
        (",2,0,3,", ",inf,inf,3,", "not a scenario line", 5),
        (",0,2,0,3", ",inf,2,0,3", "not a scenario line", 5),
        (",2,0,3,", ",2_0,0,3,", "not a scenario line", 5),
        (",2,0,3,", ",2,0,4,", "score 4 and margin 2, the matrix 3 and 2", 5),
        ('" 1 1"', '" 1 ²"', "not a scenario line", 5),
        ('" 1 1"', '" 1 ' + "9" * 5000 + '"', "not a scenario line", 5),
        (" 1 \n", "²\n", "third line", 3),
        (" 1 \n", "9" * 5000 + "\n", "third line", 3),
        (" 1 \n", "-1\n", "third line", 3),
        (" 1 \n", "2\n", "says 2 scenarios and has 1", 3),
    ],
)
def test_a_bad_line_is_named(old: str, new: str, words: str, line: int) -> None:
    model = from_matrix([2, 2], MATRIX)
    assert [one.tis for one in sl.parse(SL, model)] == [3]
    assert old in SL
    with pytest.raises(ModelError, match=words) as caught:
        sl.parse(SL.replace(old, new, 1), model)
    assert caught.value.place == f"solutions.sl:{line}"
