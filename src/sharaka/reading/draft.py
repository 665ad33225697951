"""Between a loader and a Document: lines of pieces that remember where they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sharaka.reading.document import BlockKind, Diagnostic, Metadata, Origin


class Piece(NamedTuple):
    """A run of canonical text and its place in the source.

    ``start``/``end`` count characters of the loader's decoded source (None: the place is a page
    or paragraph, or, for spaces, nowhere).
    """

    text: str
    how: str = "same"
    start: int | None = None
    end: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None


@dataclass(slots=True)
class Line:
    """One line of canonical text: a paragraph, a heading, a table row, or nothing (blank)."""

    pieces: list[Piece]
    kind: BlockKind | None = None
    #: A diagnostic about this line, given its offsets when the document is assembled.
    notice: Diagnostic | None = None
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join([piece.text for piece in self.pieces])

    @property
    def page(self) -> int | None:
        return self.pieces[0].page if self.pieces else None


@dataclass(slots=True)
class Draft:
    """What a loader hands on: lines, what the file says about itself, and what was noticed."""

    lines: list[Line]
    metadata: Metadata = field(default_factory=Metadata)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    media_type: str = "text/plain"
    #: Byte offsets of sorted character positions of the source; None where bytes mean nothing.
    byte_offsets: Callable[[Sequence[int]], list[int]] | None = None


def lines_of(text: str) -> list[Line]:
    """Each line of ``text`` as one piece; CR LF, CR and the Unicode separators end lines."""
    lines: list[Line] = []
    start = 0
    if "\r" not in text and "\u2028" not in text and "\u2029" not in text and "\x0c" not in text:
        for words in text.split("\n"):
            end = start + len(words)
            lines.append(Line([Piece(words, "same", start, end)] if words else []))
            start = end + 1
        return lines
    for words in text.replace("\x0c", "\n").splitlines(keepends=True):
        body = words.rstrip("\r\n\u2028\u2029")
        lines.append(Line([Piece(body, "same", start, start + len(body))] if body else []))
        start += len(words)
    if text.endswith(("\n", "\r")):
        lines.append(Line([]))
    return lines


def origins_of_lines(
    lines: Iterable[Line], byte_offsets: Callable[[Sequence[int]], list[int]] | None
) -> tuple[Origin, ...]:
    """Origins of the text ``"\\n".join(line.text)``; neighbours of one kind become one."""
    found: list[tuple[int, int, Piece]] = []
    at = 0
    for line in lines:
        for piece in line.pieces:
            end = at + len(piece.text)
            if piece.text and not piece.text.isspace():
                if found and _continues(found[-1], at, piece):
                    start, _, first = found[-1]
                    found[-1] = (start, end, first._replace(end=piece.end))
                else:
                    found.append((at, end, piece))
            at = end
        at += 1
    places = sorted({p for _, _, q in found for p in (q.start, q.end) if p is not None})
    raw = dict(zip(places, byte_offsets(places), strict=True)) if byte_offsets else {}
    return tuple(
        Origin(
            start=start,
            end=end,
            how=piece.how,
            raw_start=None if piece.start is None else raw.get(piece.start),
            raw_end=None if piece.end is None else raw.get(piece.end),
            page=piece.page,
            box=piece.box,
            paragraph=piece.paragraph,
        )
        for start, end, piece in found
    )


def _continues(before: tuple[int, int, Piece], at: int, piece: Piece) -> bool:
    """Whether ``piece`` goes on where the piece before it stopped, in the text and the source."""
    _, end, last = before
    return (
        last.how == piece.how
        and last.end is not None
        and piece.start is not None
        and at - end == piece.start - last.end
        and at == end
        and last[4:] == piece[4:]
    )
