"""Words of a line, each made of the pieces it was printed as."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sharaka.reading.draft import Line, Piece
from sharaka.reading.repair.model import bare

_TOKEN = re.compile(r"\S+")
MARK_ONLY = re.compile(r"[\u064b-\u0652\u0670]+")


@dataclass(slots=True)
class Word:
    """A printed token: its pieces, and how many spaces followed it.

    ``gap`` is 0 for the last token of a line without trailing space.  ``torn`` marks a harakah
    printed apart from its letter.
    """

    pieces: list[Piece]
    gap: int = 1
    torn: bool = False
    text: str = field(init=False)
    bare: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join([piece.text for piece in self.pieces])
        self.bare = bare(self.text)


def cut(piece: Piece, start: int, end: int | None = None) -> Piece:
    """The part ``[start:end]`` of a piece, its place cut likewise where places count characters."""
    words = piece.text[start:end]
    if piece.start is None or piece.end is None or piece.end - piece.start != len(piece.text):
        return piece._replace(text=words)
    first = piece.start + start
    return piece._replace(text=words, start=first, end=first + len(words))


def words_of(line: Line) -> list[Word]:
    """The printed tokens of a line, in printed order."""
    text = line.text
    spans = [match.span() for match in _TOKEN.finditer(text)]
    if not spans:
        return []
    ends = [start for start, _ in spans[1:]] + [len(text)]
    words = []
    for (start, end), following in zip(spans, ends, strict=True):
        words.append(Word(between(line.pieces, start, end), following - end))
    return words


def between(pieces: Iterable[Piece], start: int, end: int) -> list[Piece]:
    """The parts of the pieces that make the characters ``start`` to ``end`` of their joined text."""
    found = []
    at = 0
    for piece in pieces:
        after = at + len(piece.text)
        if at < end and after > start:
            found.append(cut(piece, max(0, start - at), min(len(piece.text), end - at)))
        at = after
    return found


def renamed(pieces: Iterable[Piece], how: str) -> list[Piece]:
    """The pieces, said to have been repaired; a piece already repaired keeps its first name."""
    return [p._replace(how=how) if p.how in ("same", "extracted") else p for p in pieces]
