"""Sums of independent numbers, two ways of reckoning against the definition."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharaka.foreseeing import _sums

PART = st.dictionaries(st.integers(-50, 50), st.integers(1, 9), min_size=1, max_size=4)


def plain(parts: list[dict[int, int]]) -> dict[int, float]:
    found: dict[int, float] = {}
    whole = math.prod(sum(part.values()) for part in parts)
    for picks in itertools.product(*(part.items() for part in parts)):
        value = sum(number for number, _ in picks)
        weight = math.prod(share for _, share in picks)
        found[value] = found.get(value, 0) + weight / whole
    return found


@given(st.lists(PART, max_size=4), st.sampled_from([1, 10**7]))
def test_a_sum_has_the_chances_of_its_parts(parts: list[dict[int, int]], unit: int) -> None:
    """Also where the values lie so far apart that they are listed and not counted."""
    given_as = []
    for part in parts:
        values = np.asarray(sorted(part), dtype=np.int64)
        weights = np.asarray([part[int(v)] for v in values], dtype=np.float64)
        given_as.append((values * unit, weights / weights.sum()))
    found = _sums.total(given_as)
    assert found is not None
    expected = plain(parts)
    assert [int(v) // unit for v in found[0]] == sorted(expected)
    assert found[1].tolist() == pytest.approx([expected[v] for v in sorted(expected)])


def test_too_many_values_are_not_tried() -> None:
    draw = np.random.default_rng(0)
    values = np.unique(draw.integers(0, 10**9, 3000))
    part = values, np.full(len(values), 1 / len(values))
    assert _sums.total([part, part, part]) is None
