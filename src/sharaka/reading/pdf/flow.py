"""Lines of pages → paragraphs: running heads out, lines joined, across columns and pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sharaka.reading.document import BlockKind
from sharaka.reading.draft import Line, Piece
from sharaka.reading.pdf.layout import TextLine
from sharaka.reading.repair.words import Word
from sharaka.reading.segment import begins_item

_STOP = re.compile(r"[.!?؟:…]['\"”’»)\]]*\Z")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|صفحة|ص|стр)?\W*\d{1,4}(?:\s*(?:/|of|من|из)\s*\d{1,4})?\W*\Z", re.I
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])[\u00ad\u2010-]\Z")


@dataclass(slots=True)
class PageLine:
    """A line with its page (from 1) and its words as pieces with boxes."""

    line: TextLine
    page: int
    words: list[Word]


def page_lines(lines: Sequence[TextLine], page: int) -> list[PageLine]:
    """The lines of a page, each word a piece that remembers its box."""
    return [
        PageLine(
            line,
            page,
            [Word([Piece(text, "extracted", page=page, box=box)]) for text, box in line.words],
        )
        for line in lines
    ]


def without_running_heads(pages: Sequence[list[PageLine]]) -> tuple[list[list[PageLine]], int]:
    """Pages without page numbers and lines repeated at their edges; how many lines went."""
    keys = [{_running(line) for line in _edges(page)} for page in pages]
    counts = Counter(key for page in keys for key in page)
    least = max(3, len(pages) // 3) if len(pages) > 3 else 2
    gone = 0
    result = []
    for page in pages:
        edge = {id(line) for line in _edges(page)}
        kept = []
        for line in page:
            repeated = counts[_running(line)] >= least and len(pages) > 1
            number = len(page) > 2 and _PAGE_NUMBER.match(line.line.text) is not None
            if id(line) in edge and (repeated or number):
                gone += 1
            else:
                kept.append(line)
        result.append(kept)
    return result, gone


def _running(line: PageLine) -> tuple[str, int]:
    """What a running head keeps from page to page: its words, numbers aside, and its height."""
    return re.sub(r"\d+", "#", line.line.text), round(line.line.base / 4)


def _edges(page: Sequence[PageLine]) -> list[PageLine]:
    """The two highest and two lowest lines of a page."""
    ordered = sorted(page, key=lambda line: -line.line.base)
    return ordered[:2] + ordered[-2:] if len(ordered) > 4 else ordered[:1] + ordered[-1:]


def paragraphs(pages: Sequence[Sequence[PageLine]]) -> list[Line]:
    """Paragraphs in reading order, with headings told by size or by standing alone."""
    lines = [line for page in pages for line in page]
    sizes = Counter(round(line.line.size, 1) for line in lines for _ in line.words)
    usual = sizes.most_common(1)[0][0] if sizes else 1.0
    leading = _leading(lines)
    groups: list[list[PageLine]] = []
    for index, line in enumerate(lines):
        if index and not _breaks(lines[index - 1], line, leading, usual, lines):
            groups[-1].append(line)
        else:
            groups.append([line])
    result: list[Line] = []
    for group in groups:
        if result:
            result.append(Line([]))
        result.append(Line(_joined(group), _kind(group, usual)))
    return result


def _leading(lines: Sequence[PageLine]) -> float:
    """The usual distance of baselines, in font sizes."""
    steps = sorted(
        (a.line.base - b.line.base) / a.line.size
        for a, b in itertools.pairwise(lines)
        if a.page == b.page and a.line.column == b.line.column and a.line.base > b.line.base
    )
    return steps[len(steps) // 3] if steps else 1.4


def _breaks(
    last: PageLine, line: PageLine, leading: float, usual: float, lines: Sequence[PageLine]
) -> bool:
    before, here = last.line, line.line
    if abs(before.size - here.size) > 0.12 * max(before.size, here.size):
        return True
    stopped = _STOP.search(before.text) is not None
    together = last.page == line.page and before.column == here.column
    if begins_item(here.text):
        return True
    if not together:
        return stopped or before.size > 1.12 * usual
    if before.base - here.base > 1.3 * leading * before.size:
        return True
    width = max((x.line.right for x in lines if _beside(x, last)), default=0.0) - min(
        (x.line.left for x in lines if _beside(x, last)), default=0.0
    )
    short = before.right - before.left < 0.8 * width
    indented = (
        before.right - here.right > 0.8 * here.size
        if here.rtl
        else here.left - before.left > 0.8 * here.size
    )
    return (stopped and (short or indented)) or before.right - before.left < 0.6 * width


def _beside(line: PageLine, other: PageLine) -> bool:
    return line.page == other.page and line.line.column == other.line.column


def _joined(group: Sequence[PageLine]) -> list[Piece]:
    pieces: list[Piece] = []
    for line in group:
        for place, word in enumerate(line.words):
            hyphen = (
                place == 0
                and pieces
                and word.text[:1].islower()
                and _HYPHEN.search(pieces[-1].text) is not None
            )
            if hyphen:
                soft = pieces[-1].text.endswith(("\u00ad", "\u2010"))
                pieces[-1] = pieces[-1]._replace(
                    text=pieces[-1].text[:-1] if soft else pieces[-1].text, how="joined"
                )
            elif pieces:
                pieces.append(Piece(" "))
            pieces.extend(word.pieces)
    return pieces


def _kind(group: Sequence[PageLine], usual: float) -> BlockKind | None:
    words = sum(len(line.words) for line in group)
    if group[0].line.size > 1.12 * usual and words <= 30:
        return "heading"
    if group[0].line.size < 0.88 * usual and re.match(r"\W*\d{1,3}\W", group[0].line.text):
        return "note"
    return None
