"""PDF → Draft (first version: pypdfium2 alone)."""

from __future__ import annotations

from sharaka.errors import ReadingError
from sharaka.reading.draft import Draft, Line, Piece


def load(data: bytes, place: str) -> Draft:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadingError(
            f"the PDF cannot be opened ({error})",
            place=place,
            mend="Save it again without a password from a PDF viewer.",
        ) from error
    lines = []
    for number in range(len(document)):
        text = document[number].get_textpage().get_text_range()
        for words in text.splitlines():
            lines.append(Line([Piece(words, "extracted", page=number + 1)] if words else []))
    if not any(line.text.strip() for line in lines):
        raise ReadingError("no text layer", place=place, mend="Run OCR over it first.")
    return Draft(lines, media_type="application/pdf")
