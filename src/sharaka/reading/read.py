"""One file → one Document."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from sharaka.errors import ReadingError
from sharaka.reading.assemble import from_draft
from sharaka.reading.document import Document, Metadata
from sharaka.reading.draft import Draft

#: Suffix → the module that loads it, imported only when such a file comes.
SUFFIXES = {
    ".txt": "plain_text", ".text": "plain_text", ".md": "plain_text",
    ".html": "web_page", ".htm": "web_page", ".xhtml": "web_page",
    ".pdf": "pdf", ".docx": "word",
}  # fmt: skip
#: Larger files are refused: an article or report is never that long.
LARGEST = {"plain_text": 64 << 20, "web_page": 64 << 20, "pdf": 512 << 20, "word": 256 << 20}

#: What a page begins with, after the mark of an encoding, an XML declaration and comments.
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|<\?xml[^>]*>|(?><!--.*?-->))*+"
    rb"(?:<!doctype\s+html\b|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)


def read(path: Path, *, id: str | None = None, metadata: Metadata | None = None) -> Document:  # noqa: A002
    """Read ``path`` (txt, html, pdf, docx) into canonical text with the way back to its bytes.

    ``id`` defaults to the path below its ``sources`` folder, else the file's name; ``metadata``
    given here comes before what the file says.  A page saved as .txt is read as the page it is.
    Raises ReadingError, with the file and the mend, for a file that is missing, empty, too large,
    broken, encrypted, without text, of a kind not supported, or in an encoding that cannot be
    decided.
    """
    path = Path(path)
    loader = SUFFIXES.get(path.suffix.lower())
    if loader is None:
        raise ReadingError(
            f"files of type {path.suffix or '(no suffix)'} cannot be read",
            place=str(path),
            mend=f"Save it as one of {', '.join(sorted(SUFFIXES))}.",
        )
    data = _bytes(path, LARGEST[loader])
    return from_draft(_load(loader, data, str(path)), id or _default_id(path), data, metadata)


def _load(loader: str, data: bytes, place: str) -> Draft:
    if loader == "pdf":
        from sharaka.reading import pdf

        return pdf.load(data, place)
    if loader == "word":
        from sharaka.reading import word

        return word.load(data, place)
    if loader == "web_page" or _is_page(data):
        from sharaka.reading import web_page

        return web_page.load(data, place)
    from sharaka.reading import plain_text

    return plain_text.load(data, place)


def _is_page(data: bytes) -> bool:
    """Whether a text file is a saved page: it begins as only a whole page begins."""
    head = data[:4096].replace(b"\0", b"")  # UTF-16 has a zero beside every ASCII letter
    return _PAGE.match(head) is not None


def _bytes(path: Path, largest: int) -> bytes:
    place = str(path)
    try:
        if path.is_dir():
            raise ReadingError("this is a folder", place=place, mend="Name a file in it.")
        size = path.stat().st_size
        if size > largest:
            raise ReadingError(
                f"the file is too large ({size:,} bytes; at most {largest:,})",
                place=place,
                mend="Split it, or convert it to plain text.",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadingError("no such file", place=place, mend="Check the path.") from error
    except OSError as error:
        raise ReadingError(
            f"the file cannot be opened ({error.strerror or error})",
            place=place,
            mend="Check its permissions.",
        ) from error
    if not data:
        raise ReadingError("the file is empty", place=place, mend="Fetch or copy it again.")
    return data


def _default_id(path: Path) -> str:
    parts = path.parts
    if "sources" in parts[:-1]:
        below = len(parts) - 1 - parts[::-1].index("sources", 1)
        return str(PurePosixPath(*parts[below + 1 :]))
    return path.name
