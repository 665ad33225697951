"""Printed lines put together again where a torn mark had cut them in three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sharaka.reading.draft import Line
from sharaka.reading.repair.words import MARK_ONLY, Word, words_of


@dataclass(slots=True)
class Raw:
    """A line as printed: its tokens in printed order."""

    words: list[Word]
    blank_before: bool
    blank_after: bool
    indented: bool


def raw_lines(lines: Sequence[Line]) -> list[Raw]:
    """The lines that hold words.  A line of only a harakah joins what stands before and after it:

    the line was drawn as its left part, the mark, and its right part.
    """
    found: list[Raw] = []
    index = 0
    left_is_blank = False
    while index < len(lines):
        words = words_of(lines[index])
        text = lines[index].text
        if not words:
            left_is_blank = left_is_blank or bool(text)
            index += 1
            continue
        if len(words) == 1 and MARK_ONLY.fullmatch(words[0].text):
            index = _mend(found, words[0], lines, index, left_is_blank)
            left_is_blank = False
            continue
        blank = index == 0 or not lines[index - 1].text.strip()
        after = index + 1 >= len(lines) or not lines[index + 1].text.strip()
        found.append(Raw(words, blank, after, text[:1].isspace()))
        left_is_blank = False
        index += 1
    return found


def _mend(
    found: list[Raw], mark: Word, lines: Sequence[Line], index: int, left_is_blank: bool
) -> int:
    """Join the parts round the mark at ``index``; the index of the line after them."""
    mark.torn = True
    mark.gap = 2
    left = None if left_is_blank or not found else found.pop()
    after = index + 1
    right: list[Word] = []
    while after < len(lines) and not right:
        right = words_of(lines[after])
        after += 1
    words = [mark, *right]
    if left is not None:
        left.words[-1].gap = 2
        words = [*left.words, *words]
    blank = left.blank_before if left else True
    blank_after = after >= len(lines) or not lines[after].text.strip()
    indented = bool(right) and lines[after - 1].text[:1].isspace()
    found.append(Raw(words, blank and indented, blank_after, indented))
    return after
