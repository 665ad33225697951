"""Hard-wrapped text: the lines of one paragraph joined with a single space."""

from __future__ import annotations

import dataclasses
import re

from sharaka.reading.draft import Draft, Line, Piece
from sharaka.reading.repair.words import cut
from sharaka.reading.segment import begins_item, is_hard_wrapped

_SAMPLE = 2_000
_ENDED = re.compile(r"[.!?؟…:][\"'”’»)\]]*\s*\Z")


def unwrapped(draft: Draft) -> Draft:
    """The draft with each paragraph on one line, when its text is cut at a width."""
    if not is_hard_wrapped([line.text for line in draft.lines[:_SAMPLE]]):
        return draft
    wide = sorted(len(line.text.strip()) for line in draft.lines if line.text.strip())
    usual = wide[int(0.9 * len(wide))] if wide else 0
    lines: list[Line] = []
    for line in draft.lines:
        before = lines[-1] if lines else None
        if (
            before is None
            or not before.text.strip()
            or not line.text.strip()
            or begins_item(line.text)
            or _closes(before.pieces, usual)
        ):
            lines.append(Line(list(line.pieces), line.kind))
        else:
            lines[-1] = Line([*_trimmed(before.pieces), Piece(" "), *_led(line.pieces)])
    return dataclasses.replace(draft, lines=lines)


def _closes(pieces: list[Piece], usual: int) -> bool:
    """Whether the last printed line is short and ends in a stop: a paragraph without blank line."""
    last = pieces[-1].text.rstrip() if pieces else ""
    return len(last) < 0.7 * usual and (_ENDED.search(last) is not None or len(pieces) == 1)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    last = pieces[-1]
    return [*pieces[:-1], cut(last, 0, len(last.text.rstrip()))]


def _led(pieces: list[Piece]) -> list[Piece]:
    first = pieces[0]
    return [cut(first, len(first.text) - len(first.text.lstrip()), len(first.text)), *pieces[1:]]
