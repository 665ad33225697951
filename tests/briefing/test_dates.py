"""EDTF dates as stretches of days and as words."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharaka.briefing.dates import stretch
from sharaka.briefing.translate import Translator

AR = Translator("ar", lambda code, _: code)
EN = Translator("en", lambda code, _: code)
DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_coarser_date_holds_the_finer_one(day: date) -> None:
    written = [f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"]
    spans = [stretch(text) for text in written]
    for wide, narrow in pairwise(spans):
        assert wide is not None
        assert narrow is not None
        assert wide.first <= narrow.first <= narrow.last <= wide.last
    assert spans[2] is not None
    assert spans[2].first == spans[2].last == day


@given(DAYS, DAYS)
def test_an_interval_runs_from_its_earlier_to_its_later_end(one: date, other: date) -> None:
    low, high = sorted((one, other))
    span = stretch(f"{low}/{high}")
    assert span is not None
    assert (span.first, span.last) == (low, high)


@pytest.mark.parametrize("text", [None, "", "unknown", "2024-13", "2024-02-31", "yesterday"])
def test_what_is_no_date_has_no_stretch(text: str | None) -> None:
    assert stretch(text) is None


def test_an_open_interval_supposes_nothing_about_its_open_end() -> None:
    for text in ("2022-02/..", ">2022-02"):
        span = stretch(text)
        assert span is not None
        assert (span.first, span.last) == (date(2022, 2, 1), date(2022, 2, 28))


def test_an_unusual_date_keeps_its_days_and_stands_as_written() -> None:
    span = stretch("202X")
    assert span is not None
    assert (span.first.year, span.last.year) == (2020, 2029)
    assert EN.date("202X") == "202X"


@pytest.mark.parametrize(
    ("edtf", "arabic", "english"),
    [
        ("2025-01-17", "17 يناير 2025", "17 January 2025"),
        ("2025-06", "يونيو 2025", "June 2025"),
        ("2016", "2016", "2016"),
        ("2022-22", "صيف 2022", "summer 2022"),
        ("2024~", "نحو 2024", "about 2024"),
        ("2024-10-22/2024-10-24", "من 22 أكتوبر 2024 إلى 24 أكتوبر 2024", "22 October 2024 to 24 October 2024"),
        ("../2022", "حتى 2022", "until 2022"),
        (None, "تاريخ غير معلوم", "date not known"),
    ],
)  # fmt: skip
def test_dates_in_words_say_no_more_than_is_written(
    edtf: str | None, arabic: str, english: str
) -> None:
    assert (AR.date(edtf), EN.date(edtf)) == (arabic, english)


def test_arabic_indic_digits_are_an_option_of_arabic_only() -> None:
    indic = Translator("ar", lambda code, _: code, digits="arab")
    assert indic.date("2025-01-17") == "١٧ يناير ٢٠٢٥"
    assert indic.number(1234.5) == "١,٢٣٤.٥" or indic.number(1234.5) == "١٬٢٣٤٫٥"
    assert Translator("en", lambda code, _: code, digits="arab").date("2016") == "2016"
