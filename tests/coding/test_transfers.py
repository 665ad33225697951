"""Direction, item and status of transfers: a denied delivery is never a delivery."""

from __future__ import annotations

import pytest
from tests.coding.helpers import transfers

CASES = [
    ("زوّدت تركيا أوكرانيا بطائرات مسيّرة.", "TUR", "UKR", "UAV", "delivered"),
    ("سلّمت الصين مقاتلات إلى باكستان في عام 2022.", "CHN", "PAK", "combat aircraft", "delivered"),
    ("تسلّمت الهند من روسيا منظومة S-400.", "RUS", "IND", "S-400", "delivered"),
    ("اشترت الجزائر دبابات من روسيا.", "RUS", "DZA", "tanks", "delivered"),
    ("تسعى مصر إلى الحصول على مقاتلات من فرنسا.", "FRA", "EGY", "combat aircraft", "requested"),
    ("ستسلم فرنسا اليونان مقاتلات في العام المقبل.", "FRA", "GRC", "combat aircraft", "planned"),
    ("اتُّهمت كوريا الشمالية بتزويد سوريا بصواريخ باليستية.", "PRK", "SYR", "ballistic missiles", "alleged"),
    ("نفت بيلاروسيا أنها زودت صربيا بصواريخ.", "BLR", "SRB", "missiles", "denied"),
    ("Turkey supplied Ukraine with drones.", "TUR", "UKR", "UAV", "delivered"),
    ("China delivered fighter jets to Pakistan in 2022.", "CHN", "PAK", "combat aircraft", "delivered"),
    ("Russia will deliver S-400 systems to India.", "RUS", "IND", "S-400", "planned"),
    ("Egypt seeks to buy tanks from Germany.", "DEU", "EGY", "tanks", "requested"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "supplier", "recipient", "item", "status"), CASES)
def test_direction_item_status(
    text: str, supplier: str, recipient: str, item: str, status: str
) -> None:
    found = [t for t in transfers(text) if t.item.designation == item]
    assert len(found) == 1, [(t.item.designation, t.status) for t in transfers(text)]
    (made,) = found
    assert made.supplier is not None
    assert made.recipient is not None
    assert (made.supplier.code, made.recipient.code, made.status) == (supplier, recipient, status)


def test_amounts() -> None:
    (made,) = transfers("باعت فرنسا مصر 24 مقاتلة من طراز مقاتلات حربية بقيمة 5 مليارات دولار.")[:1]
    assert made.value is not None
    assert (made.value.amount, made.value.currency) == (5e9, "USD")


def test_no_item_no_transfer() -> None:
    assert not transfers("سلّمت السفيرة أوراق اعتمادها إلى الرئيس المصري.")
