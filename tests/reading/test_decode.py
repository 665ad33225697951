"""Encodings are recognised, or refused; never guessed wrongly in silence."""

from pathlib import Path

import pytest
from tests.reading.texts import ARABIC, ENGLISH, PERSIAN, RUSSIAN

from sharaka.errors import ReadingError
from sharaka.reading import read

PLAIN_ARABIC = "\n".join(ARABIC[1:])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (PLAIN_ARABIC, "utf-8"),
        (PLAIN_ARABIC, "utf-8-sig"),
        (PLAIN_ARABIC, "utf-16"),
        (PLAIN_ARABIC, "utf-16-le"),
        (PLAIN_ARABIC, "utf-16-be"),
        (PLAIN_ARABIC, "cp1256"),
        (PLAIN_ARABIC, "iso8859_6"),
        (PERSIAN[0], "utf-16"),
        (ENGLISH[0] + " “Enough”, he said — twice.", "cp1252"),
        (ENGLISH[0], "utf-16-le"),
        (RUSSIAN[0], "cp1251"),
        (RUSSIAN[0], "koi8_r"),
    ],
)
def test_round_trip(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(encoding))
    document = read(file)
    assert document.text == text
    raw = file.read_bytes()
    for origin in document.origins:
        assert origin.how == "same"
        stretch = raw[origin.raw_start : origin.raw_end]
        codec = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
        assert stretch.decode(codec) == text[origin.start : origin.end]


def test_undecidable_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(bytes(range(0x80, 0x100)) * 3)
    with pytest.raises(ReadingError, match="encoding cannot be decided") as caught:
        read(file)
    assert caught.value.place == str(file)
    assert caught.value.mend


def test_damaged_utf8_is_shown_and_said(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    data = ARABIC[0].encode()
    file.write_bytes(data[:100] + b"\xff" + data[100:-1])
    document = read(file)
    assert [d.code for d in document.diagnostics] == ["damaged-bytes"]
    assert document.diagnostics[0].severity == "review"
    assert document.text.count("\ufffd") == 3
    raw = file.read_bytes()
    for origin in document.origins:
        if origin.how == "same":
            stretch = raw[origin.raw_start : origin.raw_end].decode()
            assert stretch == document.text[origin.start : origin.end]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"%PDF-1.7 ...", "a PDF"),
        ("a.txt", b"PK\x03\x04aaaa", "zip"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "not text"),
        ("a.txt", b"  \n\t ", "white space"),
        ("a.txt", b"", "empty"),
        ("a.xyz", b"hello", "cannot be read"),
        ("a.pdf", b"%PDF-1.7 broken", "cannot be opened"),
        ("a.pdf", b"not a pdf", "cannot be opened"),
        ("a.docx", b"PK\x03\x04 broken", "broken"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "no text"),
    ],
)
def test_bad_files_are_refused_with_place_and_mend(
    tmp_path: Path, name: str, data: bytes, what: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(ReadingError, match=what) as caught:
        read(file)
    assert caught.value.place == str(file)
    assert caught.value.mend


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        read(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ReadingError, match="folder"):
        read(tmp_path / "folder.txt")


def test_id_is_the_path_below_sources(tmp_path: Path) -> None:
    file = tmp_path / "sources" / "web" / "a.txt"
    file.parent.mkdir(parents=True)
    file.write_text(ENGLISH[0], "utf-8")
    assert read(file).id == "web/a.txt"
    assert read(file, id="x").id == "x"


@pytest.mark.parametrize(("text", "wrong"), [
    (PLAIN_ARABIC, "cp1252"), (PLAIN_ARABIC, "cp1256"), (RUSSIAN[0], "cp1252"),
    (RUSSIAN[0], "cp1251"), (PERSIAN[0], "cp1252"),
])  # fmt: skip
def test_text_decoded_wrongly_once_is_decoded_again(tmp_path: Path, text: str, wrong: str) -> None:
    garbled = "".join(
        bytes([byte]).decode(wrong) if _has(byte, wrong) else chr(byte) for byte in text.encode()
    )
    file = tmp_path / "a.txt"
    file.write_text(garbled, "utf-8")
    document = read(file)
    assert document.text == text
    assert ("recoded", "review") in {(d.code, d.severity) for d in document.diagnostics}


def _has(byte: int, encoding: str) -> bool:
    try:
        bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
