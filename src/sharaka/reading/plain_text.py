"""Plain text → Draft."""

from __future__ import annotations

import re

from sharaka.reading.decode import decode
from sharaka.reading.draft import Draft, Line, lines_of
from sharaka.reading.furniture import without_furniture
from sharaka.reading.recode import recoded
from sharaka.reading.repair import repair
from sharaka.reading.unwrap import unwrapped

_SURROGATE = re.compile(r"[\udc80-\udcff]+")


def load(data: bytes, place: str) -> Draft:
    """The lines of a text file, whatever its encoding.  Raises ReadingError."""
    decoded = decode(data, place)
    lines = lines_of(decoded.text)
    if decoded.diagnostics and decoded.encoding == "utf-8":
        lines = [_mended(line) for line in lines]
    draft = Draft(lines, diagnostics=list(decoded.diagnostics), byte_offsets=decoded.byte_offsets)
    mended = repair(recoded(draft))
    if any(note.code == "visual-order" for note in mended.diagnostics):
        return mended
    return without_furniture(unwrapped(mended))


def _mended(line: Line) -> Line:
    """A line in which bytes that could not be decoded are shown as U+FFFD."""
    if not _SURROGATE.search(line.text):
        return line
    pieces = []
    for piece in line.pieces:
        at = 0
        start = piece.start or 0
        for bad in _SURROGATE.finditer(piece.text):
            first, end = bad.span()
            pieces.append(
                piece._replace(text=piece.text[at:first], start=start + at, end=start + first)
            )
            pieces.append(
                piece._replace(
                    text="\ufffd" * (end - first),
                    how="damaged",
                    start=start + first,
                    end=start + end,
                )
            )
            at = end
        pieces.append(piece._replace(text=piece.text[at:], start=start + at))
    return Line([piece for piece in pieces if piece.text], line.kind)
