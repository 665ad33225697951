"""EDTF dates as ranges of days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharaka.ledger.edtf import bounds, overlap, precision


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-10-11", "2024-10-11", "2024-10-11"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024~", "2024-01-01", "2024-12-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-04/2024-10", "2024-04-01", "2024-10-31"),
        ("../2022-02", "0001-01-01", "2022-02-28"),
        ("<2022-02", "0001-01-01", "2022-02-28"),
        ("2022-02/..", "2022-02-01", "9999-12-31"),
        ("{2001,2025}", "2001-01-01", "2025-12-31"),
    ],
)
def test_bounds(edtf, first, last):
    assert bounds(edtf) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "edtf", [None, "", "soon", "2024-13", "2024-02-30", "0000", "24", "2024-10/2024-04", "2024-1-1"]
)
def test_what_is_no_date(edtf):
    assert bounds(edtf) is None
    assert not overlap(edtf, "2024")


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_answered(text):
    found = bounds(text)
    assert found is None or found[0] <= found[1]


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_coarser_dates_hold_finer_ones(day):
    year, month, whole = day.strftime("%Y"), day.strftime("%Y-%m"), day.isoformat()
    assert overlap(year, whole)
    assert overlap(month, whole)
    assert precision(whole) < precision(month) < precision(year) < precision(None)
