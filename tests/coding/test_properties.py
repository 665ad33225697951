"""What must hold for any text."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sharaka.coding import code
from sharaka.evidence import check, from_dict, to_dict
from sharaka.reading import from_text

_WORDS = [
    "قال",
    "زودت",
    "إيران",
    "روسيا",
    "بصواريخ",
    "S-400",
    "أن",
    "إن",
    "نفت",
    "وقعت",
    "معاهدة",
    "إذا",
    "فقد",
    "بسبب",
    "العقوبات",
    "على",
    "من",
    "إلى",
    "«»",
    '"',
    ":",
    ".",
    "،",
    "؛",
    "لم",
    "قد",
    "سوف",
    "الرئيس",
    "الروسي",
    "بوتين",
    "وزير",
    "الخارجية",
    "2024",
    "800",
    "مليون",
    "دولار",
    "التي",
    "الذي",
    "البلدان",
    "وأضاف",
    "هجمات",
    "تخلو",
    "بند",
    "الدفاع",
    "المشترك",
    "Russia",
    "supplied",
    "Iran",
    "with",
    "drones",
    "if",
    "may",
    "not",
    "said",
    "that",
    "treaty",
    "(",
    ")",
    "[",
    "]",
    "\n",
    "\u202e",
    "\u200f",
    "ﷺ",
    "é",
    "5.2020",
]
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join),
)


@given(texts)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_codes_and_every_quote_is_there(text: str) -> None:
    document = from_text(text, "t.txt")
    coded = code(document, pair=("RUS", "IRN"))
    for record in coded.records:
        check(record, document.text)
        assert 0 < record.confidence <= 1
        assert from_dict(to_dict(record)) == record
    assert len({record.id for record in coded.records}) == len(coded.records)


def test_ids_do_not_move_when_the_text_is_coded_again() -> None:
    text = "زوّدت تركيا أوكرانيا بطائرات مسيّرة. وقالت أنقرة إن الصفقة قديمة."
    document = from_text(text, "t.txt")
    assert code(document).records == code(document).records


def test_an_endless_sentence_is_cut_with_a_warning() -> None:
    document = from_text("قالت إيران إن روسيا " + "وعدت ومضت " * 12_000, "t.txt")
    started = time.process_time()
    coded = code(document)
    assert any("cut" in warning for warning in coded.warnings)
    assert time.process_time() - started < 20


def test_other_languages_are_passed_over_and_said() -> None:
    document = from_text("Министр сказал, что договор подписан в Москве. " * 3, "t.txt")
    coded = code(document)
    assert not coded.records
    assert any("ru" in warning for warning in coded.warnings)
