"""What a treaty binds and leaves out."""

from __future__ import annotations

import pytest
from tests.coding.helpers import provisions

HEAD = "وقّعت تركيا وأذربيجان معاهدة شراكة في عام 2021. "
CASES = [
    ("وتنص المعاهدة على تبادل المعلومات الاستخباراتية.", "intelligence sharing", True),
    ("وتخلو المعاهدة من أي بند للدفاع المشترك.", "defense", False),
    ("ويلتزم الطرفان بموجب المعاهدة بعدم السماح باستخدام أراضيهما ضد الطرف الآخر.", "non-use of territory", True),
    ("وتشجع المعاهدة على التبادل التجاري بالعملات الوطنية.", "national currencies", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "obligation", "present"), CASES)
def test_obligation_present_or_absent(text: str, obligation: str, present: bool) -> None:
    found = {(p.obligation, p.present): p for p in provisions(HEAD + text, ("TUR", "AZE"))}
    assert (obligation, present) in found
    assert found[obligation, present].treaty == "TUR-AZE 2021"


def test_english() -> None:
    text = (
        "Turkey and Azerbaijan signed a treaty in 2021. "
        "The treaty provides for joint exercises. It contains no mutual defence clause."
    )
    found = {(p.obligation, p.present) for p in provisions(text, ("TUR", "AZE"))}
    assert {("joint exercises", True), ("defense", False)} <= found


def test_no_treaty_no_provision() -> None:
    assert not provisions("ينص القانون الجديد على زيادة التجارة.")
