"""Measured quantities."""

from __future__ import annotations

import pytest
from tests.coding.helpers import indicators


@pytest.mark.parametrize(
    ("text", "value", "unit", "date"),
    [
        ("بلغ حجم التجارة بين البلدين نحو 4.8 مليار دولار في عام 2023.", 4.8e9, "USD", "2023"),
        ("وتضم الاتفاقية 31 مادة.", 31, "article", None),
        ("وارتفعت الصادرات بنسبة 12 في المئة.", 12, "percent", None),
        ("Exports reached 1.3 million barrels per day in 2021.", 1.3e6, "barrel/day", "2021"),
    ],
)
def test_value_unit_date(text: str, value: float, unit: str, date: str | None) -> None:
    (found,) = indicators(text)
    assert (found.value, found.unit, found.date.edtf) == (value, unit, date)


def test_a_count_of_arms_is_no_indicator() -> None:
    assert not indicators("سلّمت فرنسا اليونان 18 مقاتلة.")
