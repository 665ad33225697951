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
    groups: list[list[Line]] = []
    for line in draft.lines:
        last = groups[-1][-1] if groups else None
        if (
            last is None
            or not last.text.strip()
            or not line.text.strip()
            or begins_item(line.text)
            or _closes(last.text, usual, alone=len(groups[-1]) == 1)
        ):
            groups.append([line])
        else:
            groups[-1].append(line)
    return dataclasses.replace(draft, lines=[_joined(group) for group in groups])


def _joined(group: list[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    pieces: list[Piece] = []
    for place, line in enumerate(group):
        here = list(line.pieces)
        if place:
            pieces.append(Piece(" "))
            here[0] = cut(here[0], len(here[0].text) - len(here[0].text.lstrip()))
        if place + 1 < len(group):
            here[-1] = cut(here[-1], 0, len(here[-1].text.rstrip()))
        pieces.extend(here)
    return Line(pieces, group[0].kind)


def _closes(last: str, usual: int, *, alone: bool) -> bool:
    """Whether a printed line is short and ends in a stop: a paragraph without a blank line."""
    last = last.rstrip()
    return len(last) < 0.7 * usual and (alone or _ENDED.search(last) is not None)
