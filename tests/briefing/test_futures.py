"""From a solved model to what is shown of it."""

from __future__ import annotations

from dataclasses import replace

from tests.briefing.example import FUTURES, GIVEN, actor_name

from sharaka import foreseeing
from sharaka.briefing import cite
from sharaka.briefing.futures import futures
from sharaka.briefing.grid import grid
from sharaka.briefing.tableau import tableau
from sharaka.briefing.translate import Translator

EN = Translator("en", actor_name)


def small() -> foreseeing.Model:
    """Two descriptors that pull together: (0,0) and (1,1) hold, and a third that follows."""
    matrix = [
        [0, 0, 2, -2, 1, -1],
        [0, 0, -2, 2, -1, 1],
        [2, -2, 0, 0, 2, -2],
        [-2, 2, 0, 0, -2, 2],
        [0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
    ]
    return foreseeing.from_matrix([2, 2, 2], matrix, descriptors=["a", "b", "end"])


def test_every_consistent_scenario_is_there_in_the_order_of_the_search() -> None:
    model = small()
    made = futures(model)
    assert made is not None
    solved = {s.variants for s in foreseeing.solve(model).scenarios}
    assert {s.variants for s in made.scenarios} == solved == {(0, 0, 0), (1, 1, 1)}
    assert [s.variants for s in made.scenarios] == [
        s.variants for s in foreseeing.solve(model).scenarios
    ]
    assert made.matrix_hash == model.matrix_hash
    assert made.today_consistent is None  # the model does not say what holds today


def test_what_a_future_rests_on_points_at_its_judgements() -> None:
    made = futures(small())
    assert made is not None
    for scenario in made.scenarios:
        assert scenario.supports
        for index in scenario.supports:
            judgement = made.judgements[index]
            descriptor, variant = judgement.source
            assert scenario.variants[descriptor] == variant
        for critical in scenario.critical:
            assert critical.change != 0


def test_what_ifs_suppose_causes_and_not_the_outcome() -> None:
    made = futures(small())
    assert made is not None
    pinned = {descriptor for run in made.what_ifs for descriptor, _ in run.pins}
    assert pinned <= {0, 1}
    for run in made.what_ifs:
        for (descriptor, variant), scenarios in zip(run.pins, [run.scenarios], strict=True):
            assert all(s[descriptor] == variant for s in scenarios)


def test_a_model_without_descriptors_has_no_futures() -> None:
    assert futures(foreseeing.Model(descriptors=(), matrix=small().matrix[:0, :0])) is None


def test_a_judgement_without_a_quote_is_an_assumption_in_the_tableau() -> None:
    shown = tableau(FUTURES, EN, cite.register(GIVEN))
    grounds = [g for f in shown.futures for g in (*f.supports, *f.critical)]
    assert any(not ground.records for ground in grounds)
    assert any(ground.records and ground.quote for ground in grounds)
    assert shown.assumptions == sum(not j.evidence for j in FUTURES.judgements)


def test_the_tableau_marks_today_and_counts_what_it_hides() -> None:
    many = replace(FUTURES, scenarios=FUTURES.scenarios * 10)
    shown = tableau(many, EN, cite.register(GIVEN))
    assert len(shown.futures) + shown.hidden == len(many.scenarios)
    assert [high for _, high in shown.blocks][-1] == len(shown.futures)
    for (_, now, cells), descriptor in zip(shown.rows, FUTURES.descriptors, strict=True):
        assert descriptor.now is not None
        assert now == descriptor.variants[descriptor.now].names["en"]
        assert all(cell.now == (cell.name == now) for cell in cells)


def test_a_what_if_stands_beside_the_base_with_its_differences() -> None:
    shown = tableau(FUTURES, EN, cite.register(GIVEN))
    assert not any(shown.base.differs)
    for run, given in zip(shown.what_ifs, FUTURES.what_ifs, strict=True):
        assert run.count == len(given.scenarios)
        for cells, base, differs in zip(run.possible, shown.base.possible, run.differs, strict=True):  # fmt: skip
            assert differs == (cells != base)


def test_the_glance_lays_every_future_in_the_cell_of_its_two_drivers() -> None:
    """Two switches that act on all: four futures, one for each pair of their states."""
    matrix = [
        [0, 0, 0, 0, 2, -2, 1, -1],
        [0, 0, 0, 0, -2, 2, -1, 1],
        [0, 0, 0, 0, 1, -1, 3, -3],
        [0, 0, 0, 0, -1, 1, -3, 3],
        *[[0] * 8] * 4,
    ]
    names = ["a", "b", "c", "end"]
    made = futures(foreseeing.from_matrix([2, 2, 2, 2], matrix, descriptors=names))
    assert made is not None
    now = [replace(d, now=0) for d in made.descriptors]
    numbered = list(enumerate(made.scenarios, 1))
    given = grid(replace(made, descriptors=tuple(now)), numbered, 3, "en")
    assert given is not None
    # b passes 16 points in all, a 12: b goes down the side
    assert (given.down, given.across) == ("b", "a")
    told = [[[place.number for place in cell] for cell in cells] for _, cells in given.rows]
    for row, cells in enumerate(told):
        for column, numbers in enumerate(cells):
            assert [made.scenarios[n - 1].variants[:2] for n in numbers] == [(column, row)]
    today = [
        place.number for _, cells in given.rows for cell in cells for place in cell if place.now
    ]
    assert [made.scenarios[n - 1].variants for n in today] == [(0, 0, 0, 0)]


def test_few_futures_need_no_glance() -> None:
    made = futures(small())
    assert made is not None
    assert grid(made, list(enumerate(made.scenarios, 1)), 2, "en") is None


def test_futures_have_the_numbers_of_the_search_and_the_strongest_are_shown() -> None:
    """Six descriptors, two of them drawn together: more futures than the page shows."""
    matrix = [[0] * 12 for _ in range(12)]
    matrix[1][11], matrix[11][1] = 3, 3
    model = foreseeing.from_matrix([2] * 6, matrix)
    made = futures(model)
    assert made is not None
    drawn = tableau(made, EN, cite.Register((), ()))
    assert len(made.scenarios) > 24
    assert (len(drawn.futures), drawn.hidden) == (24, len(made.scenarios) - 24)
    order = [s.variants for s in foreseeing.solve(model).scenarios]
    best = max(range(len(order)), key=lambda n: made.scenarios[n].tis) + 1
    assert best in [future.number for future in drawn.futures]
    assert drawn.grid is not None
    # what is not shown may stand in an empty cell
    assert not drawn.grid.full


def test_futures_of_a_cell_are_told_apart() -> None:
    """No two futures of one cell look alike, and none is told more than it takes."""
    model = foreseeing.from_matrix([2] * 6, [[0] * 12 for _ in range(12)])
    made = futures(model)
    assert made is not None
    drawn = grid(made, list(enumerate(made.scenarios, 1)), 5, "en")
    assert drawn is not None
    for _, cells in drawn.rows:
        for cell in cells:
            told = [(place.outcome, place.apart) for place in cell]
            assert len(told) == 16
            assert len(set(told)) == 16
            assert {len(place.apart) for place in cell} == {3}


def test_a_name_with_an_apostrophe_is_escaped_once() -> None:
    listed = EN.listed(
        [EN.gettext("%(descriptor)s: %(variant)s", descriptor="Iran's", variant="<b>")]
    )
    assert str(listed) == "Iran&#39;s: &lt;b&gt;"
    assert str(EN.listed(["Iran's", "<b>"])) == "Iran&#39;s and &lt;b&gt;"
