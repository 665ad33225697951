"""Printed lines → paragraphs: lines joined by a space, pull quotes set after what they cut."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sharaka.reading.document import BlockKind, Diagnostic
from sharaka.reading.draft import Line, Piece
from sharaka.reading.repair.words import Word

_STOP = re.compile(r"[.!?؟:]['\"”’»)\]]*\Z")
_PULL_QUOTE = Diagnostic(
    code="pull-quote", message="a pull quote: the body says the same; kept as a block of kind quote"
)
_PULL_QUOTE_WORDS = range(10, 60)
_PULL_QUOTE_LINES = 9
_PULL_QUOTE_SHARE = 0.8
_PULL_QUOTE_LINE_SHARE = 0.65


@dataclass(slots=True)
class Printed:
    """A printed line: its words in reading order, and how it stood on the page."""

    words: list[Word]
    #: A blank line, or a new text frame, comes before it.
    apart: bool = False
    #: A blank line comes after it.
    closed: bool = False
    quote: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def width(self) -> int:
        return sum(len(word.text) + 1 for word in self.words)


def mark_pull_quotes(lines: Sequence[Printed]) -> None:
    """Mark line groups that stand apart and repeat the body's words.

    A group begins and ends at a break, ends with a stop, has ten to sixty words, and four fifths
    of them (two thirds in every line) stand in word trigrams that the text has elsewhere too.
    """
    keys = [[word.bare for word in line.words if word.bare] for line in lines]
    everywhere = Counter(_trigrams(word for words in keys for word in words))
    start = 0
    while start < len(lines):
        end = _quote_end(lines, keys, start, everywhere) if lines[start].apart else None
        if end is None:
            start += 1
            continue
        for line in lines[start:end]:
            line.quote = True
        start = end


def _quote_end(
    lines: Sequence[Printed],
    keys: Sequence[list[str]],
    start: int,
    everywhere: Counter[tuple[str, str, str]],
) -> int | None:
    words: list[str] = []
    for end in range(start + 1, min(len(lines), start + _PULL_QUOTE_LINES) + 1):
        words.extend(keys[end - 1])
        if end < len(lines) and not lines[end].apart:
            continue
        if len(words) not in _PULL_QUOTE_WORDS or not _STOP.search(lines[end - 1].text):
            continue
        own = Counter(_trigrams(words))
        covered = [False] * len(words)
        for place, gram in enumerate(_trigrams(words)):
            if everywhere[gram] > own[gram]:
                covered[place : place + 3] = [True] * 3
        if sum(covered) >= _PULL_QUOTE_SHARE * len(words) and _each_line(covered, keys[start:end]):
            return end
    return None


def _each_line(covered: Sequence[bool], keys: Sequence[list[str]]) -> bool:
    at = 0
    for words in keys:
        if sum(covered[at : at + len(words)]) < _PULL_QUOTE_LINE_SHARE * len(words):
            return False
        at += len(words)
    return True


def _trigrams(words: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    first = second = None
    for word in words:
        if first is not None and second is not None:
            yield first, second, word
        first, second = second, word


def paragraphs(lines: Sequence[Printed]) -> list[Line]:
    """The paragraphs of a text, a blank line between each two."""
    widths = sorted(line.width() for line in lines if len(line.words) > 3)
    usual = widths[len(widths) // 2] if widths else 0
    done: list[tuple[list[Word], BlockKind | None]] = []
    waiting: list[tuple[list[Word], BlockKind | None]] = []
    open_words: list[Word] = []
    last: Printed | None = None
    quote: list[Word] = []
    for line in lines:
        if line.quote:
            if quote and line.apart and _STOP.search(quote[-1].text):
                waiting.append((quote, "quote"))
                quote = []
            quote = quote + line.words
            continue
        if quote:
            waiting.append((quote, "quote"))
            quote = []
        if last is not None and _breaks(last, line, usual):
            done.append((open_words, _kind(open_words, last, usual)))
            open_words = []
            done.extend(waiting)
            waiting = []
        open_words.extend(line.words)
        last = line
    if open_words and last is not None:
        done.append((open_words, _kind(open_words, last, usual)))
    if quote:
        waiting.append((quote, "quote"))
    done.extend(waiting)
    result: list[Line] = []
    for words, kind in done:
        if result:
            result.append(Line([]))
        result.append(Line(_spaced(words), kind, _PULL_QUOTE if kind == "quote" else None))
    return result


def _breaks(last: Printed, line: Printed, usual: int) -> bool:
    """Whether ``line`` begins a paragraph, ``last`` being the line before it."""
    if _STOP.search(last.text) is not None:
        return line.apart or last.width() < 0.6 * usual
    if last.width() < 0.6 * usual or (last.apart and last.closed and line.apart):
        return True
    # a short line apart that ends in no stop is not the end of a paragraph
    short = line.width() < 0.6 * usual and not _STOP.search(line.text)
    return short and line.apart and line.closed


def _kind(words: Sequence[Word], last: Printed, usual: int) -> BlockKind | None:
    """A paragraph of one short line without a stop is a heading."""
    short = sum(len(word.text) + 1 for word in words) < 1.1 * usual
    alone = len(words) == len(last.words)
    return "heading" if alone and short and not _STOP.search(words[-1].text) else None


def _spaced(words: Sequence[Word]) -> list[Piece]:
    pieces: list[Piece] = []
    for word in words:
        if pieces:
            pieces.append(Piece(" "))
        pieces.extend(word.pieces)
    return pieces
