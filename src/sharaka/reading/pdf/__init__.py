"""PDF → Draft: every page read by PDFium (glyphs and places) and pypdf (words), compared."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from typing import Any

from sharaka.errors import ReadingError
from sharaka.reading.document import Diagnostic, Metadata
from sharaka.reading.draft import Draft, Line
from sharaka.reading.pdf.compare import compared, likelier, witness_of
from sharaka.reading.pdf.flow import PageLine, page_lines, paragraphs, without_running_heads
from sharaka.reading.pdf.glyphs import glyphs_of
from sharaka.reading.pdf.layout import text_lines
from sharaka.reading.repair import tidy_lines
from sharaka.reading.repair.paragraphs import Printed

__all__ = ["load"]

#: Share of a page's words both engines must have, or the page is marked for review.
_AGREEMENT = 0.97
_MOST_PAGES = 5_000
_FILE_NAME = re.compile(r"\AMicrosoft \w+ - |\.(?:docx?|indd|html?|tex|rtf|odt)\Z|\Auntitled", re.I)
_OCR = "Run OCR over it first (for example ocrmypdf -l ara+eng), then read the result."


def load(data: bytes, place: str) -> Draft:
    """The paragraphs of a PDF.

    Raises ReadingError for a file that is broken, encrypted, or has no text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError(
                "the PDF is encrypted", place=place, mend="Save it without a password."
            ) from error
        raise ReadingError(
            f"the PDF cannot be opened ({error})",
            place=place,
            mend="Fetch it again, or print it to a new PDF from a viewer.",
        ) from error
    with document:
        return _draft(document, data, place)


def _draft(document: Any, data: bytes, place: str) -> Draft:
    count = len(document)
    if count > _MOST_PAGES:
        raise ReadingError(
            f"the PDF has {count} pages (at most {_MOST_PAGES})", place=place, mend="Split it."
        )
    second = _Second(data)
    diagnostics: list[Diagnostic] = []
    pages: list[list[PageLine]] = []
    empty: list[int] = []
    for number in range(1, count + 1):
        page = document[number - 1]
        glyphs = glyphs_of(page)
        lines = text_lines(glyphs)
        if not lines:
            empty.append(number)
            pages.append([])
            continue
        if glyphs.notes:
            numbers = ", ".join(map(str, glyphs.notes))
            note = f"superscript note numbers {numbers} taken out of the text"
            diagnostics.append(Diagnostic(code="note-numbers", message=note, page=number))
        other = second.text(number)
        lines, share = compared(lines, witness_of(other))
        if share < _AGREEMENT:
            lines = likelier(lines, other, glyphs.width)
            diagnostics.append(
                Diagnostic(
                    code="engines-disagree",
                    message=f"the two PDF engines agree on {share:.0%} of this page's words only",
                    severity="review",
                    page=number,
                )
            )
        if glyphs.unmapped > 0.02 * len(glyphs.glyphs):
            diagnostics.append(
                Diagnostic(
                    code="unmapped-glyphs",
                    message=f"{glyphs.unmapped} glyphs have no character in the font's map",
                    severity="review",
                    page=number,
                )
            )
        pages.append(page_lines(lines, number))
    if len(empty) == count:
        raise ReadingError(
            "the PDF has no text layer; its pages are pictures", place=place, mend=_OCR
        )
    for number in empty:
        diagnostics.append(
            Diagnostic(
                code="no-text",
                message="the page has no text layer",
                severity="warning",
                page=number,
            )
        )
    pages, gone = without_running_heads(pages)
    if gone:
        note = f"{gone} running heads and page numbers cut"
        diagnostics.append(Diagnostic(code="furniture", message=note))
    printed = [Printed(line.words) for page in pages for line in page]
    tidy_lines(printed, diagnostics)
    for line, tidied in zip((line for page in pages for line in page), printed, strict=True):
        line.words = tidied.words
    joined = paragraphs(pages)
    return Draft(joined, _metadata(document, joined), diagnostics, "application/pdf")


class _Second:
    """pypdf's text of each page; empty where it fails (PDFium alone then stands)."""

    def __init__(self, data: bytes) -> None:
        import pypdf

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            self._reader: Any = pypdf.PdfReader(io.BytesIO(data))
            len(self._reader.pages)
        except Exception:  # pypdf raises many kinds on damaged files; PDFium has read it
            self._reader = None

    def text(self, number: int) -> str:
        if self._reader is None:
            return ""
        try:
            return str(self._reader.pages[number - 1].extract_text())
        except Exception:
            return ""


def _metadata(document: Any, lines: Sequence[Line]) -> Metadata:
    """Title and author as the file gives them.

    A title left by a program is passed over for the first heading, and the day the file was made
    is not taken for the day of publication.
    """
    known = document.get_metadata_dict()
    title = known.get("Title", "").strip()
    if not title or _FILE_NAME.search(title):
        title = next((line.text for line in lines[:6] if line.kind == "heading"), "")
    return Metadata(title=title or None, author=known.get("Author", "").strip() or None)
