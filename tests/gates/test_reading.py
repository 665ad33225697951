"""Floors for reading: they may rise, never fall."""

import difflib
import re
from pathlib import Path

import pytest

from sharaka.reading import Document, read

IN_ORDER = 1.0
EXTRA = 0.0

_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ـ": None})


def seed(shared: Path, number: str) -> Document:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    return read(path)


def words(text: str) -> list[str]:
    """As tools/score_repair.py counts them."""
    return re.findall(
        r"[^\W\d_]+|\d{3,}", re.sub(r"[\u064b-\u0652\u0670]", "", text).translate(_FOLD)
    )


def test_repair_of_seed_004(shared: Path) -> None:
    gold = words((shared / "gold" / "repair_dev_004_intro.txt").read_text("utf-8"))
    got = words(seed(shared, "004").text)
    matcher = difflib.SequenceMatcher(None, gold, got, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    same = sum(block.size for block in blocks)
    span = blocks[-1].b + blocks[-1].size - blocks[0].b
    assert same / len(gold) >= IN_ORDER
    assert (span - same) / span <= EXTRA


def test_seed_004_is_whole(shared: Path) -> None:
    document = seed(shared, "004")
    (path,) = (shared / "seeds").glob("004_*.txt")
    raw = path.read_text("utf-8")
    letters = [
        sorted(re.findall(r"[\u0621-\u064a]", t.replace("ـ", ""))) for t in (raw, document.text)
    ]
    assert letters[0] == letters[1], "no letter is lost or invented"
    assert not re.search(r"\s[\u064b-\u0652]", document.text), "no mark stands apart"
    assert not re.search(r"[^\W\d][.،]\d", document.text), "no footnote number is glued"
    quotes = [d for d in document.diagnostics if d.code == "pull-quote"]
    assert len(quotes) == 5
    kinds = {(b.start, b.end): b.kind for b in document.blocks}
    assert all(kinds[d.start, d.end] == "quote" for d in quotes)
    assert document.text.count("(") == document.text.count(")")
    paragraphs = [b for b in document.blocks if b.kind == "paragraph"]
    closed = [
        document.text[b.start : b.end].endswith((".", "؟", ")", "»", '"')) for b in paragraphs
    ]
    assert all(closed), "every paragraph ends as one"


@pytest.mark.parametrize(
    ("number", "starts", "ends", "metadata"),
    [
        ("000", "“روسيا وإيران", "لتلك الحدود.", {"publisher": "csis"}),
        ("001", "أمن دولي ـ هل يؤثر", "لهذا الأمر”.", {"published": "2025-02-27"}),
        ("002", "العقوبات الغربية", "دوليًّا”.", {}),
        ("003", "في خضم مشهد", "لهذه التحولات.", {}),
        ("004", "منطق الصفقات", "أفريقيا والعالم.", {}),
    ],
)
def test_seeds_begin_and_end_with_the_article(
    shared: Path, number: str, starts: str, ends: str, metadata: dict[str, str]
) -> None:
    document = seed(shared, number)
    assert document.text.startswith(starts)
    assert document.text.endswith(ends)
    assert document.metadata.language == "ar"
    if number != "004":
        (path,) = (shared / "seeds").glob(f"{number}_*.txt")
        raw = path.read_text("utf-8").split("\n")
        assert set(document.text.split("\n")) <= set(raw), "what is right is not touched"
    for name, value in metadata.items():
        assert getattr(document.metadata, name) == value
