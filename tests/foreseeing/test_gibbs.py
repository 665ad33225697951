"""Probabilities as a further assumption: the definition, priors, evidence, and what is refused."""

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
from sharaka.foreseeing import from_matrix, gibbs, tomlmodel, total_impact_score


def test_probabilities_follow_the_impact_score() -> None:
    model = random_model([3, 2, 3], 4)
    told = gibbs(model, beta=0.3)
    states = list(itertools.product(range(3), range(2), range(3)))
    weights = [math.exp(0.3 * total_impact_score(model, z)) for z in states]
    for state, weight in zip(states, weights, strict=True):
        assert told.probability(state) == pytest.approx(weight / sum(weights))
    assert told.notice.ar
    assert told.notice.en


def test_no_binding_means_even_odds() -> None:
    told = gibbs(random_model([3, 2], 1), beta=0)
    assert [m.tolist() for m in told.marginals()] == [pytest.approx([1 / 3] * 3), [0.5, 0.5]]


def test_filled_diagonal_counts() -> None:
    told = gibbs(from_matrix([2, 2], np.diag([1, 0, 0, 0])), beta=1)
    assert told.marginals()[0][0] == pytest.approx(math.e / (math.e + 1))


def test_priors_hold_and_associations_stay() -> None:
    """Iterative fitting changes marginals, never the odds ratios between descriptors."""
    model = random_model([2, 3, 2], 9)
    free = gibbs(model, beta=0.5)
    told = gibbs(model, beta=0.5, priors={"D1": [0.2, 0.8], 1: [0.5, 0.25, 0.25]})
    assert told.marginals()[0].tolist() == pytest.approx([0.2, 0.8])
    assert told.marginals()[1].tolist() == pytest.approx([0.5, 0.25, 0.25])
    for a, b in itertools.product(range(3), range(2)):
        ratios = [
            t.table[0, 0, 0] * t.table[1, a, b] / (t.table[0, a, b] * t.table[1, 0, 0])
            for t in (free, told)
        ]
        assert ratios[0] == pytest.approx(ratios[1])


def test_evidence_conditions() -> None:
    told = gibbs(random_model([2, 3, 2], 9), beta=0.5)
    given = told.marginals({"D2": "V2_3"})
    assert given[1].tolist() == pytest.approx([0, 0, 1])
    part = told.table[:, 2, :].sum(axis=1)
    assert given[0].tolist() == pytest.approx((part / part.sum()).tolist())


FORBIDDEN = """
descriptor = [{id = "a", variants = ["x", "y"]}, {id = "b", variants = ["u", "v"]}]
forbidden = [{a = "a=x", b = "b=u"}, {a = "a=x", b = "b=v"}]
"""


def test_forbidden_pairs_have_no_probability() -> None:
    model = tomlmodel.parse(FORBIDDEN)
    told = gibbs(model, beta=0.5)
    assert told.marginals()[0].tolist() == [0, 1]
    with pytest.raises(ModelError, match="probability zero"):
        told.marginals({"a": "x"})
    with pytest.raises(ModelError, match="cannot all hold at once"):
        gibbs(model, beta=0.5, priors={"a": [0.5, 0.5]})


EDGE = """
descriptor = [{id = "a", variants = ["x", "y"]}, {id = "b", variants = ["u", "v"]}]
forbidden = [{a = "a=x", b = "b=u"}]
judgement = [{from = "a=y", to = "b=v", value = 2}]
"""


def test_priors_that_hold_only_at_the_edge() -> None:
    """Half and half on either side with one pair forbidden leaves one distribution alone."""
    told = gibbs(tomlmodel.parse(EDGE), beta=1, priors={"a": [0.5, 0.5], "b": [0.5, 0.5]})
    assert told.table.ravel().tolist() == pytest.approx([0, 0.5, 0.5, 0], abs=1e-9)
    with pytest.raises(ModelError, match="cannot all hold at once"):
        gibbs(tomlmodel.parse(EDGE), beta=1, priors={"a": [0.6, 0.4], "b": [0.5, 0.5]})


def test_a_strong_beta_loses_no_configuration() -> None:
    """Chances far below the smallest float still bend to the priors."""
    model = random_model([3] * 10, 2)
    even = [1 / 3] * 3
    assert (gibbs(model, beta=6).marginals()[0] < 1e-30).any()
    told = gibbs(model, beta=6, priors={0: even, 1: even, 2: even})
    for place in range(3):
        assert told.marginals()[place].tolist() == pytest.approx(even, abs=1e-5)


@given(st.integers(0, 1000))
def test_any_coherent_priors_are_fitted(seed: int) -> None:
    """Marginals of a distribution that keeps the bans can always be had."""
    draw = np.random.default_rng(seed)
    plain = random_model([2, 3, 3], seed)
    pairs = [(0, 2), (1, 4), (3, 6), (4, 7)]
    model = replace(plain, forbidden=tuple(p for p in pairs if draw.random() < 0.6))
    allowed = gibbs(model, beta=0).table > 0
    some = np.where(allowed & (draw.random(allowed.shape) < 0.6), draw.random(allowed.shape), 0)
    if not some.any():
        return
    some /= some.sum()
    priors = {
        place: some.sum(axis=tuple(a for a in range(3) if a != place)).tolist()
        for place in range(3)
    }
    told = gibbs(model, beta=0.7, priors=priors)
    for place, prior in priors.items():
        assert told.marginals()[place].tolist() == pytest.approx(prior, abs=1e-6)
    assert (told.table[~allowed] == 0).all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"beta": -1}, "beta is -1"),
        ({"beta": math.inf}, "beta is inf"),
        ({"beta": 1e308}, "beta is 1e[+]308"),
        ({"priors": {"D1": [0.5, 0.6]}}, "sum to one"),
        ({"priors": {"D1": [1.5, -0.5]}}, "sum to one"),
        ({"priors": {"D1": [1]}}, "has 1 numbers, not 2"),
        ({"priors": {"D9": [1]}}, "no descriptor 'D9'"),
    ],
)
def test_bad_requests_are_refused(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        gibbs(random_model([2, 2], 0), **({"beta": 0.5} | arguments))  # type: ignore[arg-type]


def test_a_model_too_big_is_refused() -> None:
    with pytest.raises(ModelError, match="too many for exact probabilities"):
        gibbs(random_model([3] * 16, 0), beta=0.5)


def test_priors_out_of_reach_are_said_to_be() -> None:
    even = [1 / 3] * 3
    with pytest.raises(ModelError, match="Use a smaller beta"):
        gibbs(random_model([3] * 10, 2), beta=60, priors={0: even, 1: even, 2: even})


def test_a_share_that_is_only_dust_is_none() -> None:
    """1 − 0.7 − 0.2 − 0.1 is not nought in floats."""
    text = """
    descriptor = [{id = "a", variants = ["p", "q", "r", "s"]}, {id = "b", variants = ["u", "v"]}]
    forbidden = [{a = "a=p", b = "b=u"}]
    """
    rest = 1 - 0.7 - 0.2 - 0.1
    assert rest != 0
    told = gibbs(
        tomlmodel.parse(text), beta=0, priors={"a": [0.7, 0.2, 0.1, abs(rest)], "b": [0.2, 0.8]}
    )
    assert told.marginals()[0].tolist() == pytest.approx([0.7, 0.2, 0.1, 0], abs=1e-9)


def test_incoherent_priors_of_a_large_table_are_told_at_once() -> None:
    """59,049 joint cells: nine in ten on either side of one forbidden pair."""
    model = replace(from_matrix([3] * 10, np.zeros((30, 30), dtype=int)), forbidden=((0, 3),))
    priors = {place: [0.9, 0.05, 0.05] for place in range(10)}
    with pytest.raises(ModelError, match="cannot all hold at once"):
        gibbs(model, beta=0, priors=priors)
    fits = priors | {0: [0.4, 0.3, 0.3], 1: [0.5, 0.25, 0.25]}
    assert gibbs(model, beta=0, priors=fits).marginals()[0].tolist() == pytest.approx(fits[0])


def test_too_many_axes_are_refused() -> None:
    with pytest.raises(ModelError, match="70 descriptors"):
        gibbs(from_matrix([1] * 70, np.zeros((70, 70), dtype=int)), beta=1)
