"""The way back: from an offset in canonical text to the place in the file it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from sharaka.reading.document import Document, Origin


def origin_at(document: Document, offset: int) -> Origin | None:
    """The origin that covers ``offset``, or None between origins (spaces put in by reading).

    Raises IndexError for an offset outside the text.
    """
    if not 0 <= offset < len(document.text):
        raise IndexError(f"offset {offset} is outside a text of {len(document.text)} code points")
    index = bisect_right(document.origins, offset, key=lambda origin: origin.start) - 1
    if index < 0 or document.origins[index].end <= offset:
        return None
    return document.origins[index]


def origins_of(document: Document, start: int, end: int) -> Iterator[Origin]:
    """The origins that overlap ``text[start:end]``, in order."""
    index = bisect_right(document.origins, start, key=lambda origin: origin.start) - 1
    for origin in document.origins[max(0, index) :]:
        if origin.start >= end:
            return
        if origin.end > start:
            yield origin
