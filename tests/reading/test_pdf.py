"""PDFs made here by two engines, in one and two columns, come back in reading order."""

import difflib
import shutil
import subprocess
import unicodedata
import warnings
from pathlib import Path

import pytest
from tests.reading.texts import ARABIC, ENGLISH

from sharaka.errors import ReadingError
from sharaka.reading import read

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
TITLE = "اتفاق جمركي بين بلدين: قراءة أولى"
EXTRA = (
    "وتشمل الصفقة طائرات Falcon-900 ومنظومات Mk-41 (من الطراز القديم)، إضافة إلى 55 مركبة [مدرّعة]. "
    "وذكرت وكالة Reuters أن التسليم يبدأ خلال 12 شهرًا، فيما نفت الوزارة «وجود شروط مسبقة».",
)
BODY = (*ARABIC, *EXTRA)


def page(columns: int, font: str) -> str:
    style = (
        f"@page{{size:A4;margin:2cm}} body{{font-family:'{font}';font-size:11pt;line-height:1.6;"
        f"columns:{columns};column-gap:1cm;text-align:justify}} h1{{column-span:all;font-size:17pt}}"
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY * 2)
    return f"<html lang=ar dir=rtl><meta charset=utf-8><style>{style}</style><h1>{TITLE}</h1>{body}"


def by_weasyprint(markup: str, file: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weasyprint = pytest.importorskip(
            "weasyprint", reason="WEASYPRINT MISSING: its PDFs were NOT tested"
        )
        weasyprint.HTML(string=markup).write_pdf(file)


def by_chromium(markup: str, file: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("CHROMIUM MISSING: its PDFs were NOT tested")
    source = file.with_suffix(".html")
    source.write_text(markup, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    options += [f"--user-data-dir={file.parent / 'profile'}", f"--print-to-pdf={file}"]
    subprocess.run(
        [CHROMIUM, *options, source.as_uri()], capture_output=True, timeout=120, check=True
    )


def words(text: str) -> list[str]:
    return "".join(c for c in text if not unicodedata.combining(c)).split()


@pytest.mark.parametrize("maker", [by_weasyprint, by_chromium])
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("font", ["Noto Naskh Arabic", "Noto Sans Arabic"])
def test_words_come_back_in_order(tmp_path: Path, maker, columns: int, font: str) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "a.pdf"
    maker(page(columns, font), file)
    document = read(file)
    gold = words(" ".join([TITLE, *BODY, *BODY]))
    got = words(document.text)
    blocks = difflib.SequenceMatcher(None, gold, got, autojunk=False).get_matching_blocks()
    share = sum(block.size for block in blocks) / len(gold)
    flagged = any(d.severity == "review" for d in document.diagnostics)
    assert share >= 0.99 or flagged
    assert share >= 0.97, "far off even for a page marked for review"
    assert len(got) <= 1.01 * len(gold)
    assert document.blocks[0].kind == "heading"
    assert document.text.startswith(TITLE)
    assert document.metadata.title == TITLE
    assert document.metadata.published is None
    covered = 0
    for origin in document.origins:
        assert origin.page is not None
        assert origin.box is not None
        left, bottom, right, top = origin.box
        assert 0 <= left < right <= 600
        assert 0 <= bottom < top <= 850
        covered += len("".join(document.text[origin.start : origin.end].split()))
    assert covered == len("".join(document.text.split()))


def test_page_of_pictures_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    by_weasyprint("<svg width=200 height=200><rect width=100 height=100 fill=red /></svg>", file)
    with pytest.raises(ReadingError, match="no text layer") as caught:
        read(file)
    assert "OCR" in (caught.value.mend or "")


def test_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    plain, locked = tmp_path / "a.pdf", tmp_path / "b.pdf"
    by_weasyprint(page(1, "Noto Naskh Arabic"), plain)
    writer = pypdf.PdfWriter(clone_from=plain)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(locked)
    with pytest.raises(ReadingError, match="encrypted"):
        read(locked)


def test_running_heads_and_page_numbers_go(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    style = "@page{size:A5;margin:2cm;@top-center{content:'Quarterly of Border Trade'}"
    style += "@bottom-center{content:counter(page)}} body{font:12pt serif}"
    names = [
        "Adams",
        "Baker",
        "Clark",
        "Davis",
        "Evans",
        "Frank",
        "Ghosh",
        "Hills",
        "Irwin",
        "Jones",
        "Klein",
    ]
    text = "".join(
        f"In session {n} the committee heard {names[n % 11]} and {names[n % 7]} on duties. "
        for n in range(72)
    )
    by_weasyprint(f"<style>{style}</style>" + f"<p>{text}</p>", file)
    document = read(file)
    assert "Quarterly" not in document.text
    assert document.text.replace("\n", " ").split() == text.split()
    assert "furniture" in {d.code for d in document.diagnostics}


MIXED = """<html lang=ar dir=rtl><meta charset=utf-8><style>body{font-family:'Noto Naskh Arabic'}
</style><p>%s<sup>1</sup></p><ul><li>البند الأول: بين 2025-01-17 و17/01/2025</li>
<li>البند الثاني (Annex B): نسبة 3.5 من GDP</li></ul><p dir=ltr>%s</p><p>%s<sup>2</sup></p>"""


@pytest.mark.parametrize("maker", [by_weasyprint, by_chromium])
def test_dates_lists_notes_and_other_scripts(tmp_path: Path, maker) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "a.pdf"
    maker(MIXED % (ARABIC[0], ENGLISH[0], ARABIC[2]), file)
    document = read(file)
    lines = [line.lstrip("• ") for line in document.text.split("\n") if line]
    items = ["البند الأول: بين 2025-01-17 و17/01/2025", "البند الثاني (Annex B): نسبة 3.5 من GDP"]
    assert lines == [ARABIC[0], *items, ENGLISH[0], ARABIC[2]]
    assert [b.language for b in document.blocks] == ["ar", "ar", "ar", "en", "ar"]
    assert "note-numbers" in {d.code for d in document.diagnostics}
