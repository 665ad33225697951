"""Sentences end where an editor would end them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharaka.reading import from_text


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in from_text(text, "t").sentences]


@pytest.mark.parametrize(
    "sentences",
    [
        ["التقى الوزيران في المنامة.", "ثم غادرا إلى مسقط."],
        ["هل يصمد الاتفاق؟", "لا أحد يعلم!", "ربما."],
        ["قال د. كريم إن المادة 4.5 ملغاة.", "ولم يعلّق م. سعيد."],
        ["قال: «انتهى الأمر. لا عودة» ثم خرج.", "وبقي الوفد."],
        ["أضاف: «سنوقّع غدًا.»", "وغادر القاعة."],
        ["وصل الوفد (نحو 20 شخصًا. بينهم خبراء) مساءً.", "وبدأت الجولة."],
        ["نما التبادل عام 2021م.", "ثم تراجع."],
        ["The U.S. delegation met Mr. Brown at 5 p.m. sharp.", "It left early."],
        ["He lives in the U.S. now.", "She moved to No. 5 Main St. in 2020."],
        ["J. R. Smith paid $3.5 million.", "Why?", "Nobody knows…", "Still, he paid."],
        ["По словам И. П. Соколова, в 2023 г. вырос экспорт.", "Это рекорд."],
        ["وزیر گفت: «کار تمام شد.»", "سپس رفت."],
        ["راجع الموقع example.com/a.html والنسخة 2.0.1 منه.", "وهي مجانية."],
    ],
)
def test_splits(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_list_numbers_do_not_end_sentences() -> None:
    assert split("1. وقف إطلاق النار.\n2. تبادل الأسرى.") == [
        "1. وقف إطلاق النار.",
        "2. تبادل الأسرى.",
    ]


def test_hard_wrapped_lines_are_one_block() -> None:
    wrapped = (
        "The ministers met in the capital on Monday and agreed to open\n"
        "three crossings by the end of the year, although the date was\n"
        "left to a committee that has never met before and whose rules\n"
        "are still being written by the two ministries concerned. They\n"
        "will meet again in June.\n\nNothing else was signed."
    )
    document = from_text(wrapped, "t")
    assert len(document.blocks) == 2
    assert len(document.sentences) == 3


@settings(deadline=None)
@given(st.text(st.sampled_from('ab ابت.؟!…\n\t()«»"“”,،12د'), max_size=120))
def test_sentences_tile_blocks(text: str) -> None:
    document = from_text(text, "t")
    last = 0
    for start, end in document.sentences:
        assert last <= start < end
        assert text[start:end].strip() == text[start:end]
        assert any(block.start <= start and end <= block.end for block in document.blocks)
        last = end
    inside = "".join(text[start:end] for start, end in document.sentences)
    assert "".join(inside.split()) == "".join(text.split())
