"""Blocks and sentences of canonical text.

A line is a block, unless the text is hard-wrapped (its lines end in mid-sentence at about one
width); then the lines between two blank lines are one block.  Text is never changed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sharaka.reading.document import Block, BlockKind
from sharaka.reading.language import language_of
from sharaka.reading.sentences import sentences_in

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[•‣▪●○◦·*]\s+|[-–—ـ]\s+|\(?[\d٠-٩۰-۹]{1,2}[.)\-]\s+\S)")
_NOTE = re.compile(r"\s*(?:\[\d{1,3}\]|\d{1,3}\s+[A-Z]\w+,|[*†‡]\S)")
_STOPPED = re.compile(r"[.!?؟…:؛;،,\"”»)\]]\s*\Z")
_ENDED = re.compile(r"[.!?؟…:]['\"”’»)\]]*\s*\Z")
_LONGEST_HEADING = 140


def segment(text: str) -> tuple[tuple[Block, ...], tuple[tuple[int, int], ...]]:
    """The blocks of ``text`` and its sentences, each sentence inside one block."""
    spans = list(_spans(text))
    blocks: list[Block] = []
    sentences: list[tuple[int, int]] = []
    kinds = [_kind(text, spans, index) for index in range(len(spans))]
    language = "und"
    for (start, end), kind in zip(spans, kinds, strict=True):
        found = language_of(text[start:end])
        language = found if found != "und" else language
        blocks.append(Block(start=start, end=end, kind=kind, language=language))
        sentences.extend(sentences_in(text, start, end))
    return tuple(blocks), tuple(sentences)


def dominant_language(blocks: Sequence[Block]) -> str | None:
    """The language most of the text is in; None when no block tells."""
    weight: dict[str, int] = {}
    for block in blocks:
        weight[block.language] = weight.get(block.language, 0) + block.end - block.start
    weight.pop("und", None)
    return max(weight, key=weight.__getitem__) if weight else None


def is_hard_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are cut at a width rather than at paragraph ends.

    In wrapped text, most lines that have a neighbour right below run on: they do not end in a
    stop, and are nearly as long as the longest ones.
    """
    pairs = [(a.strip(), b.strip()) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(pairs) < 3:
        return False
    widths = sorted(len(a) for a, _ in pairs)
    wide = widths[int(len(widths) * 0.9)]
    if not 30 <= wide <= 140:
        return False
    running = sum(1 for a, _ in pairs if not _ENDED.search(a) and len(a) >= 0.7 * wide)
    return running >= 0.6 * len(pairs)


def begins_item(line: str) -> bool:
    """Whether a line begins an item of a list."""
    return _BULLET.match(line) is not None


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each block, trimmed."""
    if not is_hard_wrapped(text[:40_000].split("\n")):
        for line in _LINE.finditer(text):
            yield from _trim(text, *line.span())
        return
    open_start, last_end = -1, -1
    for line in _LINE.finditer(text):
        words = line.group()
        blank = not words.strip()
        broken = open_start >= 0 and (
            blank or line.start() > last_end + 1 or _BULLET.match(words) is not None
        )
        if broken:
            yield from _trim(text, open_start, last_end)
            open_start = -1
        if not blank:
            open_start = line.start() if open_start < 0 else open_start
            last_end = line.end()
    if open_start >= 0:
        yield from _trim(text, open_start, last_end)


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    if left < len(words):
        yield start + left, start + len(words.rstrip())


def _kind(text: str, spans: Sequence[tuple[int, int]], index: int) -> BlockKind:
    start, end = spans[index]
    if "\t" in text[start:end] and text.count("\t", start, end) >= 2:
        return "table"
    if _BULLET.match(text, start, end):
        return "list"
    if end - start > _LONGEST_HEADING or "\n" in text[start:end]:
        return "paragraph"
    if _NOTE.match(text, start, end):
        return "note"
    words = text[start:end]
    if _STOPPED.search(words) and not words.endswith(("؟", "?", ":")):
        return "paragraph"
    if not any(char.isalpha() for char in words):
        return "paragraph"
    later = spans[index + 1 : index + 4]
    longer = any(e - s > max(120, 1.5 * (end - start)) for s, e in later)
    return "heading" if longer else "paragraph"
