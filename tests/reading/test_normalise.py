"""Folding is idempotent, mapped, and one-to-one where it says so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharaka.reading import SKIP, fold, fold_chars, fold_with_map

LETTERS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x6FF)
    | st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC)
    | st.sampled_from("\u200c\u200d\u200f\u00ad\u2067پچژگکی"),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("مُعاهَدةٌ", "معاهده"),
        ("إستراتيجية", "استراتيجيه"),
        ("شـــراكة", "شراكه"),
        ("مسؤول", "مسءول"),
        ("مسئول", "مسءول"),
        ("پزشکیان", "بزشكيان"),
        ("پزشكيان", "بزشكيان"),
        ("السوڤيتي", "السوفيتي"),
        ("ﻻ", "لا"),
        ("١٧ و۲۰۲۵", "17 و2025"),
        ("Téhéran", "teheran"),
        ("می‌شود", "ميشود"),
        ("Ёлка Й", "ёлка й"),
    ],
)
def test_spellings_of_one_word_meet(written: str, key: str) -> None:
    assert fold(written) == key


@settings(deadline=None)
@given(LETTERS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(LETTERS)
def test_map_leads_back(text: str) -> None:
    folded, places = fold_with_map(text)
    assert folded == fold(text)
    assert len(places) == len(folded)
    assert places == sorted(places)
    for char, place in zip(folded, places, strict=True):
        assert char in fold(text[place])


@settings(deadline=None)
@given(LETTERS)
def test_fold_chars_keeps_length(text: str) -> None:
    out = fold_chars(text)
    assert len(out) == len(text)
    for before, after in zip(text, out, strict=True):
        assert after == (fold(before)[:1] or SKIP)


def test_fold_chars_without_ligatures_is_fold() -> None:
    text = "وقّعت مُوسكو الـمعاهدة في ١٧ ينا\u200cير"
    assert fold_chars(text).replace(SKIP, "") == fold(text)
