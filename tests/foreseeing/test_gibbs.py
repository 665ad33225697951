"""Probabilities as a further assumption: the definition, priors, evidence, and what is refused."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
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
    assert given[1].tolist() == [0, 0, 1]
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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"beta": -1}, "beta is -1"),
        ({"beta": math.inf}, "beta is inf"),
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
