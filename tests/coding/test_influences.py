"""Causes and effects, their sign and modality."""

from __future__ import annotations

import pytest
from tests.coding.helpers import influences

CASES = [
    ("أدت العقوبات الغربية إلى تعزيز التعاون بين البلدين.", "western_sanctions", "partnership_depth", 1, "actual"),
    ("تحد المنافسة على الأسواق من عمق الشراكة بين البلدين.", "energy_competition", "partnership_depth", -1, "actual"),
    ("قد تدفع العقوبات موسكو إلى البحث عن شركاء.", "western_sanctions", "search_for_partners", 1, "possible"),
    ("تراجعت الصادرات بسبب العقوبات الغربية.", "western_sanctions", "economy", -1, "actual"),
    ("إذا توصلت إيران إلى اتفاق نووي، فقد تتراجع الحاجة إلى الشراكة مع موسكو.", "us_iran_relations", "partnership_depth", -1, "conditional"),
    ("Western sanctions led to closer cooperation.", "western_sanctions", "partnership_depth", 1, "actual"),
    ("Mutual distrust limits the partnership.", "mutual_distrust", "partnership_depth", -1, "actual"),
    ("If Iran reaches a nuclear deal, the partnership may weaken.", "us_iran_relations", "partnership_depth", -1, "conditional"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cause", "effect", "sign", "modality"), CASES)
def test_cause_effect_sign_modality(
    text: str, cause: str, effect: str, sign: int, modality: str
) -> None:
    found = [(i.cause.factor, i.effect.factor, i.sign, i.modality) for i in influences(text)]
    assert (cause, effect, sign, modality) in found


def test_no_known_factor_no_influence() -> None:
    assert not influences("أدى المطر إلى تأخر الحافلات.")
