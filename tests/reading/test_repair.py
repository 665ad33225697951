"""Scrambled text is put right; right text is not touched."""

import difflib
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.scramble import scrambled, wrapped
from tests.reading.texts import ARABIC, CLEAN, ENGLISH

from sharaka.reading import fold, read
from sharaka.reading.draft import Piece
from sharaka.reading.repair.model import arabic_model
from sharaka.reading.repair.notes import note_numbers, without_number
from sharaka.reading.repair.tidy import (
    facing_brackets,
    font_map_faults,
    straight_number,
    without_invented,
    without_kashida,
)
from sharaka.reading.repair.words import Word


def word(text: str) -> Word:
    return Word([Piece(text, "same", 0, len(text))])


def in_order(gold: str, got: str) -> float:
    a, b = (re.findall(r"[^\W_]+", fold(text)) for text in (gold, got))
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(a)


def read_text(tmp_path: Path, text: str):  # type: ignore[no-untyped-def]
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    return read(file)


@pytest.mark.parametrize("seed", range(6))
def test_visual_order_is_undone(tmp_path: Path, seed: int) -> None:
    mixed = scrambled(ARABIC, seed)
    document = read_text(tmp_path, mixed)
    gold = "\n".join(ARABIC)
    assert in_order(gold, mixed) < 0.9
    assert in_order(gold, document.text) >= 0.97
    assert "visual-order" in {d.code for d in document.diagnostics}


def test_origins_of_repaired_text_hold_its_characters(tmp_path: Path) -> None:
    mixed = scrambled(ARABIC, 1)
    document = read_text(tmp_path, mixed)
    raw = mixed.encode()
    covered = 0
    for before, after in zip(document.origins, document.origins[1:], strict=False):
        assert before.end <= after.start
    for origin in document.origins:
        stretch = raw[origin.raw_start : origin.raw_end].decode()
        assert stretch == document.text[origin.start : origin.end]
        covered += origin.end - origin.start - stretch.count(" ")
    assert covered == len("".join(document.text.split()))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(CLEAN), min_size=1, max_size=6), st.sampled_from(["\n", "\n\n"]))
def test_clean_text_comes_through_unchanged(
    tmp_path: Path, paragraphs: list[str], between: str
) -> None:
    text = between.join(paragraphs)
    assert read_text(tmp_path, text).text == text


@pytest.mark.parametrize("gap", ["  ", "   "])
def test_wide_spaces_alone_are_not_visual_order(tmp_path: Path, gap: str) -> None:
    text = "\n".join(paragraph.replace(" ", gap) for paragraph in ARABIC)
    assert read_text(tmp_path, text).text == text


@pytest.mark.parametrize(
    ("printed", "mended"),
    [("،1979", "1979،"), ("5.2020", "2020.5"), ("12.)2024", "2024).12")],
)
def test_mirrored_numbers(printed: str, mended: str) -> None:
    assert straight_number(word(printed)).text == mended


@pytest.mark.parametrize(
    "right", ["2,5", "4.8", "17.1.2025", "2025-01-17", "1979", "3.14159", "12:30"]
)
def test_right_numbers_stay(right: str) -> None:
    assert straight_number(word(right)).text == right


def test_brackets_face_their_contents() -> None:
    words = [word(w) for w in (")في", "2024(.", "»نص«،", "(صحيح)", "وفد]", "a(b)c")]
    got = [w.text for w in facing_brackets(words)]
    assert got == ["(في", "2024).", "«نص»،", "(صحيح)", "وفد]", "a(b)c"]


def test_note_numbers_need_a_series() -> None:
    words = [word(w) for w in ("المقبلة.1", "كلمة", "أوسع.2", "رئيسية.3", "نص", "S-400", "2024.4")]
    assert note_numbers(words) == {0: 1, 2: 2, 3: 3, 6: 4}
    assert without_number(words[6]).text == "2024."
    assert note_numbers([word("فاتح.110"), word("نص.3")]) == {}


def test_invented_shadda_is_found_by_its_company() -> None:
    faulty = ["قيّود", "دليّل", "طبيّعة", "تفاصيّل", "سيّاق", "رئيّس", "قيّمة", "ميّزان"] * 3
    faults = font_map_faults(faulty)
    assert ("ي", "medial") in faults
    assert without_invented(word("السيّاسيّّة"), faults).text == "السياسيّة"
    assert font_map_faults(" ".join(ARABIC).split()) == frozenset()
    assert without_invented(word("سيّد"), frozenset()).text == "سيّد"


def test_kashida_goes() -> None:
    assert without_kashida(word("مجلــس")).text == "مجلس"
    assert without_kashida(word("هـ")).text == "ه"


def test_model_loads_fast_and_knows_words() -> None:
    model = arabic_model()
    assert model.word("تعزيز") > model.word("يز")
    assert model.follows("في", "العام") > model.follows("العام", "في")
    assert model.word("قضضضض") < -8


def test_presentation_forms_become_letters(tmp_path: Path) -> None:
    text = "ﻭﻗّﻊ ﺍﻟﻮﺯﻳﺮﺍﻥ ﺍﺗﻔﺎﻗًﺎ ﻻ ﻳﻠﺰﻡ ﺃﺣﺪًﺍ في 2023."
    document = read_text(tmp_path, text)
    assert document.text == "وقّع الوزيران اتفاقًا لا يلزم أحدًا في 2023."
    raw = text.encode()
    for origin in document.origins:
        stretch = raw[origin.raw_start : origin.raw_end].decode()
        assert fold(stretch) == fold(document.text[origin.start : origin.end])


@pytest.mark.parametrize("marks", [True, False])
def test_mirrored_letters_are_turned(tmp_path: Path, marks: bool) -> None:
    gold = [re.sub("[\u064b-\u0652]", "", p) if not marks else p for p in ARABIC]
    swap = str.maketrans("()«»[]", ")(»«][")
    turned = [
        re.sub(r"\d+(?:\.\d+)*", lambda m: m.group()[::-1], p[::-1]).translate(swap) for p in gold
    ]
    document = read_text(tmp_path, "\n".join(turned))
    assert document.text == "\n".join(gold)
    assert "mirrored" in {d.code for d in document.diagnostics}


def test_hard_wrapped_paragraphs_are_joined(tmp_path: Path) -> None:
    lines = [list(wrapped(p, 60)) for p in (*ARABIC, ENGLISH[0])]
    document = read_text(tmp_path, "\n\n".join("\n".join(part) for part in lines))
    assert document.text == "\n\n".join([*ARABIC, ENGLISH[0]])
