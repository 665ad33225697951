"""DOCX: order, tables, revisions, metadata; hostile archives are refused."""

import datetime
import io
import zipfile
from pathlib import Path

import docx
import pytest
from tests.reading.texts import ARABIC

from sharaka.errors import ReadingError
from sharaka.reading import Metadata, read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make(file: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "اتفاق"
    document.core_properties.author = "ليلى"
    document.core_properties.created = datetime.datetime(2023, 3, 14)
    document.add_heading("عنوان التقرير", 1)
    document.add_paragraph(ARABIC[0])
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "السنة", "القيمة"
    document.add_paragraph("بند", style="List Bullet")
    revised = document.add_paragraph("قبل ")
    for tag, text in (("ins", "أضيف"), ("del", "حذف")):
        change = docx.oxml.parse_xml(
            f'<w:{tag} xmlns:w="{W}" w:id="1"><w:r><w:t>{text}</w:t></w:r></w:{tag}>'
        )
        revised._p.append(change)
    document.save(file)


def test_order_tables_and_metadata(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    make(file)
    document = read(file, metadata=Metadata(author="محررة"))
    assert document.text.split("\n") == [
        "عنوان التقرير", ARABIC[0], "السنة\tالقيمة", "بند", "قبل أضيف",
    ]  # fmt: skip
    assert [b.kind for b in document.blocks] == [
        "heading",
        "paragraph",
        "table",
        "list",
        "paragraph",
    ]
    assert document.metadata == Metadata(
        title="اتفاق", author="محررة", published="2023-03-14", language="ar"
    )
    assert [o.paragraph for o in document.origins] == [0, 1, 2, 3, 4, 5]


def repacked(file: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = data
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    file.write_bytes(buffer.getvalue())


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    make(file)
    repacked(file, "word/media/x.bin", bytes(64 << 20))
    with pytest.raises(ReadingError, match="swells"):
        read(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_declarations_are_refused(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.docx"
    make(file)
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    repacked(file, "word/document.xml", bomb.encode(encoding))
    with pytest.raises(ReadingError, match="entities"):
        read(file)


def test_document_part_missing(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "x")
    with pytest.raises(ReadingError, match="broken"):
        read(file)
