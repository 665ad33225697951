"""Footnote numbers glued to words ("المقبلة.1"): taken out of the text and reported.

They are believed only together: numbers that go up by one through the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sharaka.reading.repair.tidy import without
from sharaka.reading.repair.words import Word

_GLUED = re.compile(
    r"(?:[^\W\d_][\u064b-\u0652]*[\"”»)\]]*[.،؛:,;!?؟]+|[^\W\d_]{2}[\u064b-\u0652]*[\"”»)\]]|"
    r"(?:19|20)\d\d[\"”»)\]]*[.،؛]|\d[\"”»)\]]+[.،؛]?)[\"”»)\]]*(\d{1,3})\Z"
)
_LEAST = 3


def note_numbers(words: Sequence[Word]) -> dict[int, int]:
    """Index of word → its footnote number, for numbers that make a rising series.

    Shapes like "word.12" count when each number is one more than the one before (a gap of up to
    two is a number lost), and at least three do.
    """
    found = []
    for index, word in enumerate(words):
        if word.text[-1:].isdigit():
            glued = _GLUED.search(word.text)
            if glued:
                found.append((index, int(glued.group(1))))
    # The longest chain of numbers rising by one to three; quadratic in notes, not in words.
    best = [1] * len(found)
    back = [-1] * len(found)
    for here in range(len(found)):
        for before in range(max(0, here - 12), here):
            if 1 <= found[here][1] - found[before][1] <= 3 and best[before] + 1 > best[here]:
                best[here], back[here] = best[before] + 1, before
    if not found or max(best) < _LEAST:
        return {}
    at = max(range(len(found)), key=best.__getitem__)
    chain: dict[int, int] = {}
    while at >= 0:
        chain[found[at][0]] = found[at][1]
        at = back[at]
    return chain


def without_number(word: Word) -> Word:
    """The word without the footnote number at its end."""
    kept = len(word.text.rstrip("0123456789"))
    return without(word, set(range(kept, len(word.text))), "unnoted")
