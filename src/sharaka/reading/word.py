"""DOCX → Draft, with python-docx; guarded against archives and XML made to hurt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from sharaka.errors import ReadingError
from sharaka.reading.document import BlockKind, Diagnostic, Metadata
from sharaka.reading.draft import Draft, Line, Piece

_LARGEST_PART = 256 << 20
_LARGEST_WHOLE = 1 << 30
_HIGHEST_RATIO = 400
_GUARDED = 4 << 20  # bytes of each XML part searched for declarations
_MOST_PARTS = 10_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: The day python-docx gives every document it makes.
_TEMPLATE_DAY = "2013-12-23"
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def load(data: bytes, place: str) -> Draft:
    """Body paragraphs and table rows in order, then footnotes.  Raises ReadingError."""
    _guard(data, place)
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_body(document.element.body, _headings(document)))
        lines.extend(_footnotes(document))
        metadata = _metadata(document.core_properties)
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError, OSError) as error:
        raise _broken(place, str(error) or type(error).__name__) from error
    if not any(line.text.strip() for line in lines):
        raise ReadingError(
            "the document holds no text",
            place=place,
            mend="If its pages are pictures, run OCR over them first.",
        )
    diagnostics: list[Diagnostic] = []
    return Draft(lines, metadata, diagnostics, _MEDIA_TYPE)


def _broken(place: str, why: str) -> ReadingError:
    return ReadingError(
        f"the DOCX file is broken ({why})",
        place=place,
        mend="Open it in a word processor and save it again.",
    )


def _guard(data: bytes, place: str) -> None:
    """Refuse encrypted files, archives that swell, and XML with entity declarations."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadingError(
            "the file is encrypted, or in the old .doc format",
            place=place,
            mend="Open it in a word processor and save it as .docx without a password.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > _LARGEST_WHOLE:
                raise _hostile(place, "it unpacks to too much")
            for part in parts:
                if part.flag_bits & 1:
                    raise ReadingError(
                        "the file is encrypted", place=place, mend="Save it without a password."
                    )
                _guard_part(archive, part, place)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise _broken(place, str(error) or type(error).__name__) from error


def _guard_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, place: str) -> None:
    swells = part.file_size > _HIGHEST_RATIO * max(1, part.compress_size)
    if part.file_size > _LARGEST_PART or (swells and part.file_size > 1 << 20):
        raise _hostile(place, f"its part {part.filename} swells when unpacked")
    if not part.filename.endswith((".xml", ".rels")):
        return
    with archive.open(part) as stream:
        head = stream.read(_GUARDED).upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\x00!\x00" in head:
        raise _hostile(place, f"its part {part.filename} declares XML entities")


def _hostile(place: str, why: str) -> ReadingError:
    return ReadingError(
        f"the DOCX file is not safe to open: {why}",
        place=place,
        mend="Ask for the document in another form; no word processor writes such files.",
    )


def _headings(document: Any) -> dict[str, BlockKind]:
    """Style id → kind, for the styles that say one."""
    kinds: dict[str, BlockKind] = {}
    for style in document.styles:
        name = (style.name or "").lower()
        if name.startswith(("heading", "title", "subtitle", "عنوان")):
            kinds[style.style_id] = "heading"
        elif name.startswith("list"):
            kinds[style.style_id] = "list"
        elif "quote" in name:
            kinds[style.style_id] = "quote"
    return kinds


def _body(body: Any, kinds: dict[str, BlockKind]) -> Iterator[Line]:
    """Lines in reading order; a table gives a line a row, its cells apart by tabs."""
    number = {paragraph: index for index, paragraph in enumerate(body.iter(_W + "p"))}
    for element in _blocks(body):
        if element.tag == _W + "p":
            yield from _paragraph(element, number, kinds)
        else:
            for row in element.iter(_W + "tr"):
                yield _row(row, number)


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _blocks(child)


def _paragraph(element: Any, number: dict[Any, int], kinds: dict[str, BlockKind]) -> Iterator[Line]:
    text = _words(element)
    yield Line(_pieces(text, number[element]), _kind(element, kinds) if text.strip() else None)
    for box in element.iter(_W + "txbxContent"):
        if any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            continue
        for inner in box.iter(_W + "p"):
            yield Line(_pieces(_words(inner), number[inner]))


def _row(row: Any, number: dict[Any, int]) -> Line:
    pieces: list[Piece] = []
    for index, cell in enumerate(row.iter(_W + "tc")):
        if index:
            pieces.append(Piece("\t"))
        words = [(_words(p), number[p]) for p in cell.iter(_W + "p")]
        for at, (text, paragraph) in enumerate((t, n) for t, n in words if t.strip()):
            if at:
                pieces.append(Piece(" "))
            pieces.extend(_pieces(text.replace("\t", " ").replace("\n", " "), paragraph))
    return Line(pieces, "table")


def _pieces(text: str, paragraph: int) -> list[Piece]:
    return [Piece(text, paragraph=paragraph)] if text else []


def _words(paragraph: Any) -> str:
    """The paragraph's text as accepted: insertions in, deletions and field codes out."""
    parts: list[str] = []
    stack = list(reversed(list(paragraph)))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in (_W + "del", _W + "moveFrom", _W + "txbxContent", _W + "instrText", _FALLBACK):
            continue
        if tag == _W + "t":
            parts.append(element.text or "")
        elif tag == _W + "tab":
            if element.getparent().tag == _W + "r":
                parts.append("\t")
        elif tag in (_W + "br", _W + "cr"):
            parts.append("\n")
        elif tag == _W + "noBreakHyphen":
            parts.append("-")
        else:
            stack.extend(reversed(list(element)))
    return "".join(parts)


def _kind(element: Any, kinds: dict[str, BlockKind]) -> BlockKind | None:
    properties = element.find(_W + "pPr")
    if properties is None:
        return None
    style = properties.find(_W + "pStyle")
    named = kinds.get(style.get(_W + "val")) if style is not None else None
    if named is None and properties.find(_W + "outlineLvl") is not None:
        return "heading"
    if named is None and properties.find(_W + "numPr") is not None:
        return "list"
    return named


def _footnotes(document: Any) -> Iterator[Line]:
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype == _NOTES and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            for note in root.iter(_W + "footnote"):
                if note.get(_W + "type") is None:
                    text = " ".join(_words(p) for p in note.iter(_W + "p")).strip()
                    yield Line([Piece(text, "footnote")] if text else [], "note")


def _metadata(properties: Any) -> Metadata:
    created = properties.created
    day = created.date().isoformat() if created else None
    author = (properties.author or "").strip()
    return Metadata(
        title=(properties.title or "").strip() or None,
        author=None if author in ("", "python-docx") else author,
        published=None if day == _TEMPLATE_DAY else day,
        language=(properties.language or "").split("-")[0].lower() or None,
    )
