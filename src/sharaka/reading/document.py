"""What reading a file gives: canonical text, its structure, and the way back to the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list", "quote", "table", "note"]
Severity = Literal["info", "warning", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph-like stretch of canonical text, half-open, with its language (ISO 639-1)."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    language: str = "und"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a stretch of canonical text came from.

    ``raw_start``/``raw_end`` are byte offsets in the file (txt, html); ``page`` counts from 1 and
    ``box`` is (left, bottom, right, top) in PDF points; ``paragraph`` counts a docx body's
    paragraphs from 0.  ``how`` says what was done on the way: ``same`` when canonical characters
    are the raw ones decoded, else the name of the repair (``reordered``, ``joined`` …).
    Origins are sorted, do not overlap, and cover every non-space character of the text.
    """

    start: int
    end: int
    how: str = "same"
    raw_start: int | None = None
    raw_end: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about the source.  ``published`` is EDTF; None means the file does not say."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something reading noticed: ``code`` is a stable short word, ``message`` for a person."""

    code: str
    message: str
    severity: Severity = "info"
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source: ``id`` is its path below ``sources/`` (POSIX), ``text`` its canonical text.

    ``sentences`` are (start, end) code-point offsets, half-open, in order, inside one block each.
    ``sha256`` is of the raw file; ``media_type`` what it was taken for.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    origins: tuple[Origin, ...]
    metadata: Metadata = field(default_factory=Metadata)
    diagnostics: tuple[Diagnostic, ...] = ()
    sha256: str = ""
    media_type: str = "text/plain"
