"""Page furniture is cut by cue and place; the article is not."""

import tomllib
from importlib import resources
from pathlib import Path

import pytest
from tests.reading.texts import ARABIC, ENGLISH, PERSIAN, RUSSIAN

from sharaka.reading import read
from sharaka.reading.furniture.cues import LANGUAGES, LISTS, all_cues, key
from sharaka.reading.furniture.dates import date_of


def read_lines(tmp_path: Path, *lines: str):  # type: ignore[no-untyped-def]
    file = tmp_path / "a.txt"
    file.write_text("\n\n".join(lines), "utf-8")
    return read(file)


PAGES = {
    "ar": (
        ["الرئيسية » اقتصاد » اتفاق جمركي جديد بين البلدين الجارين", "اقتصاد"],
        "اتفاق جمركي جديد بين البلدين الجارين",
        ["بقلم: ليلى منصور", "14 آذار 2023", "شارك المقال", "تابعنا على فيسبوك"],
        ["مقالات ذات صلة", "وزراء المال يجتمعون", "المزيد من الأخبار"],
        ARABIC[1:],
    ),
    "en": (
        ["Skip to content", "Menu", "Search"],
        "A customs deal between two uneasy neighbours",
        ["By Layla Mansour", "March 14, 2023", "Share this article", "Follow us on Facebook"],
        ["Related articles", "Finance ministers meet", "© All rights reserved"],
        ENGLISH * 2,
    ),
    "fa": (
        ["خانه » اقتصاد » توافق گمرکی تازه میان دو همسایه"],
        "توافق گمرکی تازه میان دو همسایه",
        ["نویسنده: لیلا منصوری", "۱۴ مارس ۲۰۲۳"],
        ["مطالب مرتبط", "نشست وزیران دارایی"],
        PERSIAN * 2,
    ),
    "ru": (
        ["Меню", "Поиск"],
        "Таможенное соглашение двух непростых соседей",
        ["Автор: Лейла Мансур", "14 марта 2023", "Поделиться"],
        ["Читайте также", "Встреча министров финансов"],
        RUSSIAN * 2,
    ),
}


@pytest.mark.parametrize("language", PAGES)
def test_page_is_cleared(tmp_path: Path, language: str) -> None:
    head, title, byline, tail, body = PAGES[language]
    document = read_lines(tmp_path, *head, title, *byline, *body, *tail)
    assert document.text.startswith(title)
    assert document.text.rstrip().endswith(body[-1])
    assert document.metadata.title == title
    assert document.metadata.published == "2023-03-14"
    assert document.metadata.author is not None
    assert document.metadata.language == language
    for paragraph in body:
        assert paragraph in document.text
    for line in (*tail, *head):
        assert line == title or line not in document.text.split("\n")
    assert [d.code for d in document.diagnostics] == ["furniture"]


def test_source_and_short_link_become_metadata(tmp_path: Path) -> None:
    document = read_lines(
        tmp_path, *ARABIC, "رابط مختصر: https://example.org/?p=7", "المصدر: مركز الأفق للدراسات"
    )
    assert document.metadata.publisher == "مركز الأفق للدراسات"
    assert document.metadata.url == "https://example.org/?p=7"
    assert document.text.endswith(ARABIC[-1])


def test_headings_and_short_lines_of_an_article_stay(tmp_path: Path) -> None:
    lines = ["خلفية الاتفاق", ARABIC[0], "مواقف الأطراف", ARABIC[1], "خلاصة", ARABIC[2], "انتهى."]
    document = read_lines(tmp_path, *lines)
    assert document.text == "\n\n".join(lines)
    assert [b.kind for b in document.blocks[:4]] == ["heading", "paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("فبراير 27, 2025", "2025-02-27"),
        ("الخميس 27 شباط 2025", "2025-02-27"),
        ("نُشر في: ١٧ كانون الثاني ٢٠٢٥", "2025-01-17"),
        ("17/01/2025 10:30", "2025-01-17"),
        ("2025-01-17", "2025-01-17"),
        ("January 2025", "2025-01"),
        ("Published on 5 Sept 2024", "2024-09-05"),
        ("17 января 2025", "2025-01-17"),
        ("وقعت المعاهدة في 17 يناير 2025", None),
        ("31 فبراير 2025", None),
        ("المادة 17", None),
    ],
)
def test_date_lines(line: str, edtf: str | None) -> None:
    assert date_of(key(line), all_cues()) == edtf


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_list_and_month(language: str) -> None:
    file = resources.files("sharaka.reading.furniture").joinpath(f"{language}.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    assert set(data) == {*LISTS, "months"}
    assert sorted(map(int, data["months"])) == list(range(1, 13))
    for name in LISTS:
        folded = [key(cue) for cue in data[name]]
        assert all(folded), f"an empty cue in {language}.{name}"
        assert len(set(folded)) == len(folded) or name == "exact", f"doubles in {language}.{name}"
