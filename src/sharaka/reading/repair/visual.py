"""Lines stored in visual order: chunks of text stand from left to right, each in reading order.

A justified line of a PDF is drawn in chunks.  Extractors that sort chunks by their x co-ordinate
give Arabic lines in which the last chunk comes first.  A chunk that ends with its own space is
followed by two spaces; a chunk without one, by a single space, so that the boundary is hidden.
Such a chunk ends in a torn word ("تعز" of "تعزيز"), in a word whose mark was drawn apart, in a
number, or at the end of the line.

Each line is decoded as the most likely reading order by dynamic programming over the places where
chunks may begin, scored by :class:`~sharaka.reading.repair.model.ArabicModel` and by the word
pairs of the document's own undisturbed lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sharaka.reading.repair.model import UNKNOWN, ArabicModel
from sharaka.reading.repair.words import Word, renamed

_ARABIC = re.compile(r"[\u0620-\u064a]")
_OPEN_END = re.compile(r"[\u0620-\u0652]\Z")
_OPEN_START = re.compile(r"[\u0620-\u0652]")
_STOP = re.compile(r"[.!?؟](?:\d{1,3})?[\"”»)(]?\Z")
_CLOSED = re.compile(r"[.!?؟)(\]\"”»](?:\d{1,3})?\Z")
_DEFINITE = re.compile(r"[وف]?(?:ب|ك)?ال|[وف]?لل")
_OWNED = re.compile(r"[^ا](?:ها|هم|هما|هن|كم|نا)\Z")
_PARTICLES = frozenset(
    [
        "في",
        "من",
        "علي",
        "الي",
        "عن",
        "مع",
        "بين",
        "بعد",
        "قبل",
        "عند",
        "منذ",
        "حتي",
        "او",
        "ثم",
        "ان",
        "لا",
        "لم",
        "لن",
        "ما",
        "قد",
        "كل",
        "هذا",
        "هذه",
        "ذلك",
        "التي",
        "الذي",
        "و",
        "هو",
        "هي",
        "كما",
        "لكن",
        "حيث",
        "خلال",
        "تحت",
        "فوق",
        "دون",
        "ضد",
        "نحو",
        "لدي",
    ]
)
#: log10 prices of the places where a chunk may begin without two spaces before it.
_HIDDEN_AT_JOIN = 0.5
_HIDDEN_AT_MARK = 0.5
_HIDDEN_AT_LINE_END = 2.5
_HIDDEN_AFTER_LONE_NUMBER = -1.0
_HIDDEN_AT_NUMBER = 1.5
_HIDDEN_ELSEWHERE = 7.0
#: Tokens of the longest line that is decoded (the work grows with their cube).
_LONGEST = 60
_NEVER = -1e9
#: What the seen order must gain to be kept where lines are known to be reversed.
_STRAIGHT = 5.0


@dataclass(slots=True)
class Context:
    """What scoring knows of the document: its words, and pairs from undisturbed lines."""

    model: ArabicModel
    counts: dict[str, int]
    pairs: dict[tuple[str, str], int]

    def word(self, word: str) -> float:
        """log10 probability of a word; one the document uses often is known."""
        known = self.model.word(word)
        count = self.counts.get(word, 0)
        return max(known, -6.5 + min(1.5, 0.3 * count)) if count >= 2 and len(word) > 3 else known

    def follows(self, before: Word, after: Word) -> float:
        """Association of two words in reading order."""
        if _STOP.search(before.text):
            return 0.0
        score = self.model.follows(before.bare, after.bare)
        seen = self.pairs.get((before.bare, after.bare), 0)
        return score + min(2.0, 0.9 * seen) if before.bare and after.bare else score

    def join(self, before: Word, after: Word) -> float | None:
        """Gain of reading two tokens as one word; None when they cannot be one."""
        if not _OPEN_END.search(before.text) and not before.text.endswith("ـ"):
            return None
        if not _OPEN_START.match(after.text) and not after.text.startswith("ـ"):
            return None
        first, second = before.bare, after.bare
        whole = first + second
        likely = self.word(whole)
        if len(whole) > 4 and self.counts.get(whole):  # the document has it whole elsewhere
            likely = max(likely, -5.5)
        elongated = before.text.endswith("ـ") or after.text.startswith("ـ")
        if elongated:  # a kashida at an edge: surely torn, so the price is only of the wrong mate
            return 3.0 + likely - self.word(first) - UNKNOWN
        if likely <= UNKNOWN or not whole or (first in _PARTICLES and len(first) > 1):
            return None
        if len(first) > 1 and self.word(first) > -3.5 and self.word(second) > -3.5:
            return None
        return likely - self.word(first) - self.word(second) - 2.5


def context_of(lines: Iterable[Sequence[Word]], model: ArabicModel) -> Context:
    """Counts of words, and of pairs standing in lines without wide gaps."""
    counts: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for line in lines:
        plain = all(word.gap < 2 for word in line)
        for index, word in enumerate(line):
            # only a token inside a chunk is surely whole
            if 0 < index < len(line) - 1 and line[index - 1].gap < 2 and word.gap < 2:
                counts[word.bare] = counts.get(word.bare, 0) + 1
            if index and (plain or len(line) > 6) and line[index - 1].gap < 2:
                pair = (line[index - 1].bare, word.bare)
                pairs[pair] = pairs.get(pair, 0) + 1
    return Context(model, counts, pairs)


def is_visual(lines: Iterable[Sequence[Word]], context: Context) -> bool:
    """Whether wide gaps part chunks in reverse order, by what follows what over all lines."""
    gain, seen = 0.0, 0
    for line in lines:
        if len(line) < 3:
            continue
        bounds = [0, *(i + 1 for i, word in enumerate(line[:-1]) if word.gap >= 2), len(line)]
        chunks = [line[a:b] for a, b in itertools.pairwise(bounds)]
        if len(chunks) < 2 or not all(_ARABIC.search(chunk[0].text) for chunk in chunks[:2]):
            continue
        for left, right in itertools.pairwise(chunks):
            reverse = context.model.follows(right[-1].bare, left[0].bare)
            gain += reverse - context.model.follows(left[-1].bare, right[0].bare)
            seen += 1
    return seen >= 8 and gain > 6.0 and gain > 0.08 * seen


def reading_order(line: Sequence[Word], context: Context, *, closing: float = 0.0) -> list[Word]:
    """The words of a visual line in reading order, torn words joined across chunks.

    ``closing`` is the log10 weight of the evidence that the line ends its paragraph.
    """
    if len(line) < 2:
        return list(line)
    if len(line) > _LONGEST:
        return _by_gaps(line)
    decoder = _Decoder(line, context, closing)
    starts, score = decoder.best()
    if all(word.gap < 2 for word in line[:-1]) and len(starts) == 1:
        return list(line)
    straight = sum(context.follows(a, b) for a, b in itertools.pairwise(line))
    if straight > score + _STRAIGHT and not any(word.torn for word in line):
        return list(line)
    bounds = [*starts, len(line)]
    ordered: list[Word] = []
    for start, end in reversed(list(itertools.pairwise(bounds))):
        chunk = list(line[start:end])
        if ordered:
            last = ordered[-1]
            if chunk[0].torn:
                ordered[-1] = _with_mark(last, chunk[0])
                ordered.extend(chunk[1:])
                continue
            gain = decoder.link_gain(last, chunk[0])
            if gain is not None and gain > 0:
                ordered[-1] = Word([*last.pieces, *renamed(chunk[0].pieces, "joined")], 1)
                chunk = chunk[1:]
        ordered.extend(chunk)
    return [Word(renamed(word.pieces, "reordered"), 1) for word in ordered]


def _by_gaps(line: Sequence[Word]) -> list[Word]:
    """A line too long to be a printed one: its chunks by wide gaps alone, last to first."""
    bounds = [0, *(i + 1 for i, word in enumerate(line[:-1]) if word.gap >= 2), len(line)]
    if len(bounds) == 2:
        return list(line)
    chunks = [line[start:end] for start, end in itertools.pairwise(bounds)]
    return [Word(renamed(word.pieces, "reordered")) for chunk in reversed(chunks) for word in chunk]


def _with_mark(word: Word, mark: Word) -> Word:
    """The word with its torn mark put back after its last letter."""
    return Word([*word.pieces, *renamed(mark.pieces, "joined")], 1)


class _Decoder:
    """Dynamic programming over chunk starts; chunks are read last to first."""

    def __init__(self, line: Sequence[Word], context: Context, closing: float) -> None:
        self.line = line
        self.context = context
        self.closing = closing
        self.gapped = any(word.gap >= 2 for word in line[:-1])
        self.must = [i == 0 or line[i - 1].gap >= 2 or line[i].torn or line[i - 1].torn
                     for i in range(len(line))]  # fmt: skip
        inner = [0.0]
        for before, after in itertools.pairwise(line):
            gain = 0.0 if before.torn or after.torn else context.follows(before, after)
            inner.append(inner[-1] + gain)
        self.inner = inner

    def best(self) -> tuple[list[int], float]:
        """The chunk starts of the likeliest reading order, and its score."""
        n = len(self.line)
        # score[a][b]: chunks up to b closed, the last of them starting at a
        score: dict[tuple[int, int], float] = {}
        back: dict[tuple[int, int], int] = {}
        for end in range(1, n + 1):
            for start in range(end - 1, -1, -1):
                inside = self.inner[end - 1] - self.inner[start]
                if start == 0:
                    score[0, end] = inside + self._at_line_end(end)
                else:
                    found, where = _NEVER, -1
                    for previous in range(start):
                        before = score.get((previous, start))
                        if before is None:
                            continue
                        earlier = back.get((previous, start), -1)
                        value = before + inside + self._boundary(earlier, start)
                        value += self._link(end - 1, previous, start)
                        if value > found:
                            found, where = value, previous
                    score[start, end] = found
                    back[start, end] = where
                if self.must[start]:
                    break
        start = max((s for s in range(n) if (s, n) in score), key=lambda s: score[s, n])
        total = score[start, n]
        starts, end = [start], n
        while start:
            start, end = back[start, end], start
            starts.append(start)
        return starts[::-1], total

    def _at_line_end(self, end: int) -> float:
        """Whether the chunk read last ends as the end of a paragraph does."""
        if not self.closing or end == len(self.line):
            return 0.0
        return self.closing if _CLOSED.search(self.line[end - 1].text) else 0.0

    def _boundary(self, earlier: int, start: int) -> float:
        """Price of beginning a chunk at ``start``.

        ``earlier`` is where the chunk printed two before it began, -1 when there is none.
        """
        if self.must[start]:
            return 0.0
        prices = [_HIDDEN_ELSEWHERE]
        if earlier >= 0:
            gain = self.link_gain(self.line[start - 1], self.line[earlier])
            if gain is not None and gain > 0:
                prices.append(_HIDDEN_AT_JOIN)
            if self.line[earlier].torn:
                prices.append(_HIDDEN_AT_MARK)
        else:
            prices.append(_HIDDEN_AT_LINE_END)
        if self._is_number(start - 1) and self.gapped:
            short = self._run_length(start) == 2
            prices.append(_HIDDEN_AFTER_LONE_NUMBER if short else _HIDDEN_AT_NUMBER)
        return -min(prices)

    def _run_length(self, index: int) -> int:
        first = index
        while first > 0 and not self.must[first]:
            first -= 1
        last = index + 1
        while last < len(self.line) and not self.must[last]:
            last += 1
        return last - first

    def _is_number(self, index: int) -> bool:
        return not _ARABIC.search(self.line[index].text)

    def _link(self, last: int, first: int, end: int) -> float:
        """Score of reading ``line[last]`` and then the chunk ``line[first:end]``."""
        before, after = self.line[last], self.line[first]
        if after.torn:
            return self._carries_mark(before)
        if before.torn:
            return 0.0
        gain = self.link_gain(before, after)
        plain = self.context.follows(before, after)
        if gain is None or gain <= plain:
            return plain
        if first + 1 < end:  # what follows the torn half follows the whole word
            whole = Word([*before.pieces, *after.pieces])
            gain += self.context.follows(whole, self.line[first + 1])
            gain -= self.inner[first + 1] - self.inner[first]
        return gain

    def link_gain(self, before: Word, after: Word) -> float | None:
        """Gain of joining two chunk edges; a word followed by two spaces is whole."""
        if before.torn or after.torn or (before.gap >= 2 and not before.text.endswith("ـ")):
            return None
        return self.context.join(before, after)

    def _carries_mark(self, word: Word) -> float:
        """How well a word bears a torn tanwin: an indefinite noun does, a particle does not."""
        if not _OPEN_END.search(word.text):
            return -4.0
        if _DEFINITE.match(word.bare) and len(word.bare) > 4:
            return -3.0
        return -3.0 if word.bare in _PARTICLES or _OWNED.search(word.bare) else 0.0
