"""Who did what to whom: word orders, voices and verbal nouns, in Arabic and English."""

from __future__ import annotations

import pytest
from tests.coding.helpers import codes, events

CASES = [
    # verb first, subject first, verbal noun, relative clause, passive
    ("زار وزير الخارجية التركي العاصمة الأذرية باكو يوم 3 مارس 2023.", "CONSULT", {"TUR"}, None),
    ("قصفت القوات الإثيوبية مواقع في إريتريا.", "ASSAULT", {"ETH"}, {"ERI"}),
    ("الصين فرضت قيودًا على اليابان في عام 2010.", "SANCTION", {"CHN"}, {"JPN"}),
    ("فرضت الولايات المتحدة عقوبات على فنزويلا.", "SANCTION", {"USA"}, {"VEN"}),
    ("اتهمت أرمينيا أذربيجان بخرق الهدنة.", "ACCUSE", {"ARM"}, {"AZE"}),
    ("اتهمت كوريا الشمالية بتزويد سوريا بصواريخ.", "ACCUSE", set(), {"PRK"}),
    ("انسحبت اليابان من المحادثات مع الصين.", "RETREAT", {"JPN"}, None),
    ("هددت تركيا اليونان بإغلاق المضيق.", "THREATEN", {"TUR"}, {"GRC"}),
    ("طلبت الهند من روسيا تأجيل الدفعة.", "REQUEST", {"IND"}, {"RUS"}),
    ("Turkish forces shelled positions in Syria.", "ASSAULT", {"TUR"}, {"SYR"}),
    ("Armenia accused Azerbaijan of breaking the truce.", "ACCUSE", {"ARM"}, {"AZE"}),
    ("Venezuela was accused by Colombia of sheltering rebels.", "ACCUSE", {"COL"}, {"VEN"}),
    ("The European Union imposed sanctions on Belarus.", "SANCTION", {"EU"}, {"BLR"}),
    ("Japan withdrew from the talks.", "RETREAT", {"JPN"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), CASES)
def test_type_and_roles(
    text: str, kind: str, actors: set[str], recipients: set[str] | None
) -> None:
    found = [e for e in events(text) if e.type == kind]
    assert found, [e.type for e in events(text)]
    assert codes(found[0].actors) == actors
    if recipients is not None:
        assert codes(found[0].recipients) == recipients


def test_joint_event_names_all_parties_as_actors() -> None:
    (event,) = (
        e
        for e in events("وقّعت الهند والبرازيل اتفاقية تجارية في 5 مايو 2021.")
        if e.type == "AGREE"
    )
    assert codes(event.actors) == {"IND", "BRA"}
    assert (event.date.edtf, event.date.basis) == ("2021-05-05", "stated")


def test_the_two_sides_are_the_pair() -> None:
    (event,) = (e for e in events("اتفق الجانبان على تأجيل القمة.") if e.type == "AGREE")
    assert codes(event.actors) == {"RUS", "IRN"}


def test_a_reference_back_is_no_new_event() -> None:
    assert not events("وأثار هذا الهجوم قلقًا واسعًا.")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("وقّعت الهند والبرازيل اتفاقية تجارية.", "actual"),
        ("ستوقع الهند والبرازيل اتفاقية تجارية.", "planned"),
        ("من المقرر أن توقع الهند والبرازيل اتفاقية تجارية.", "planned"),
        ("قد توقع الهند والبرازيل اتفاقية تجارية.", "possible"),
        ("لم توقع الهند والبرازيل اتفاقية تجارية.", "negated"),
        ("وكانت الهند والبرازيل قد وقعتا اتفاقية تجارية.", "actual"),
        ("India and Brazil signed a trade agreement on 17 May 2023.", "actual"),
        ("India and Brazil will sign a trade agreement.", "planned"),
        ("India and Brazil may sign a trade agreement.", "possible"),
        ("India and Brazil did not sign a trade agreement.", "negated"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    (event,) = (e for e in events(text) if e.type == "AGREE")
    assert event.modality == modality


def test_an_undated_event_takes_no_date_from_elsewhere() -> None:
    text = "زار الرئيس المصري الخرطوم."
    (event,) = events(text)
    assert event.date.edtf is None
    assert event.date.basis == "unknown"


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("وسحبت الجزائر سفيرها من باريس.", "SANCTION", "relations"),
        ("Algeria withdrew its ambassador from Paris.", "SANCTION", "relations"),
        ("انسحبت واشنطن من الاتفاقية في مايو.", "RETREAT", "agreement"),
        ("Washington withdrew from the treaty in May.", "RETREAT", "agreement"),
        ("Russia withdrew its troops from Syria under the agreement.", "RETREAT", None),
    ],
)
def test_what_is_withdrawn_says_what_it_means(text: str, kind: str, mode: str | None) -> None:
    (event,) = events(text)
    assert (event.type, event.mode) == (kind, mode)


@pytest.mark.parametrize(
    "text",
    [
        "He flew to Cairo and met Egypt's investment minister.",
        "Donald Trump withdrew the United States from the treaty.",
        "Turkey agreed to lift visa requirements.",
    ],
)
def test_no_state_deals_with_itself(text: str) -> None:
    for event in events(text):
        assert not codes(event.actors) & codes(event.recipients)
