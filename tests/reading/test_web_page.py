"""Articles come out of pages whole, with metadata and exact byte offsets."""

from pathlib import Path

import pytest
from tests.reading.texts import ARABIC, PERSIAN

from sharaka.reading import read

LINKED = """<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",
"headline":"اتفاق جمركي","datePublished":"2023-03-14T09:00:00+03:00",
"author":[{"name":"ليلى منصور"}],"publisher":{"name":"دار الأفق"}}]}</script>"""
TAGS = """<meta property="og:title" content="اتفاق جمركي"><meta name="author" content="ليلى منصور">
<meta property="og:site_name" content="دار الأفق">
<meta property="article:published_time" content="2023-03-14">"""


def page(head: str, extra: str = "") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in ARABIC)
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>t</title>{head}</head>'
        '<body><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/x">رياضة</a></li></ul></nav>'
        f"<main><article><h1>اتفاق جمركي</h1>{paragraphs}{extra}</article></main>"
        "<aside><a href='/y'>مقالات ذات صلة</a></aside><footer>جميع الحقوق محفوظة</footer></body></html>"
    )


@pytest.mark.parametrize("head", [LINKED, TAGS])
def test_article_and_metadata(tmp_path: Path, head: str) -> None:
    file = tmp_path / "a.html"
    extra = (
        "<ul><li>بند أول &amp; أخير</li><li>بند&nbsp;ثانٍ</li></ul>"
        f"<p>{PERSIAN[0]}</p><p>نص <b>غلي</b>ظ</p>"
    )
    file.write_text(page(head, extra), "utf-8")
    document = read(file)
    for paragraph in (*ARABIC, PERSIAN[0], "بند أول & أخير", "بند ثانٍ", "نص غليظ"):
        assert paragraph in document.text.split("\n")
    for gone in ("الرئيسية", "رياضة", "مقالات ذات صلة", "جميع الحقوق"):
        assert gone not in document.text
    metadata = document.metadata
    assert metadata.title == "اتفاق جمركي"
    assert metadata.author == "ليلى منصور"
    assert metadata.publisher == "دار الأفق"
    assert metadata.published == "2023-03-14"
    assert metadata.language == "ar"
    assert document.blocks[0].kind == "heading"
    raw = file.read_bytes()
    covered = 0
    for origin in document.origins:
        covered += len("".join(document.text[origin.start : origin.end].split()))
        stretch = raw[origin.raw_start : origin.raw_end].decode()
        if origin.how == "same":
            assert stretch == document.text[origin.start : origin.end]
        else:
            assert stretch == "&amp;"
    assert covered == len("".join(document.text.split()))


def test_declared_legacy_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page(TAGS).replace("utf-8", "windows-1256").encode("cp1256"))
    document = read(file)
    assert ARABIC[0] in document.text


@pytest.mark.parametrize(
    "junk", ["<!--" * 50_000, "<a '" * 50_000, "&" * 200_000, "<div>" * 50_000]
)
def test_broken_markup_takes_linear_time(tmp_path: Path, junk: str) -> None:
    file = tmp_path / "a.html"
    file.write_text(page(TAGS) + junk, "utf-8")
    assert ARABIC[0] in read(file).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("before", ["", "\n<!-- saved -->\n", "<?xml version='1.0'?>\n"])
def test_a_page_saved_as_text_is_read_as_the_page_it_is(
    tmp_path: Path, encoding: str, before: str
) -> None:
    html, text = tmp_path / "a.html", tmp_path / "a.txt"
    for file in (html, text):
        file.write_bytes((before + page(TAGS)).encode(encoding))
    assert read(text).media_type == "text/html"
    assert read(text).text == read(html).text
    assert ARABIC[0] in read(text).text


def test_a_text_about_markup_stays_a_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The page began with <html> and ended badly, the ministry said.", "utf-8")
    document = read(file)
    assert document.media_type == "text/plain"
    assert "<html>" in document.text


def test_many_comments_before_nothing_take_linear_time(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("<!---->" * 1_000 + "The ministry said nothing.", "utf-8")
    assert "The ministry said nothing." in read(file).text
