"""Two readings of a page compared: words from the layout, checked against pypdf's.

Neither engine is safe for Arabic alone.  PDFium says where glyphs stand, but may split a word at a
mark or swap a ligature; pypdf follows the file's own order and gets words right but not their
order.  A word of the layout that pypdf does not have is mended when pypdf's words say how; what
cannot be mended counts as disagreement.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sharaka.reading.normalise import fold
from sharaka.reading.pdf.layout import Box, TextLine
from sharaka.reading.repair.model import UNKNOWN, ArabicModel, arabic_model

_PARTS = re.compile(r"[\u0620-\u065f\u0670-\u06ef]+|[^\W\d_\u0600-\u06ff]+|\d+")
_ARABIC_LETTER = re.compile(r"[\u0620-\u063f\u0641-\u064a\u0671-\u06d3]")
_ARABIC = re.compile(r"[\u0620-\u065f\u0670-\u06ef]")


@dataclass(slots=True)
class Witness:
    """The words another engine read on a page, folded, and by their letters sorted."""

    words: frozenset[str]
    spelt: dict[str, str]
    letters: dict[str, set[str]]


def witness_of(text: str) -> Witness:
    """Words of a page's text from another engine."""
    words: set[str] = set()
    spelt: dict[str, str] = {}
    letters: dict[str, set[str]] = {}
    for part in _PARTS.findall(unicodedata.normalize("NFKC", text)):
        word = fold(part)
        words.add(word)
        spelt.setdefault(word, part)
        if _ARABIC.search(part):
            letters.setdefault("".join(sorted(word)), set()).add(word)
    return Witness(frozenset(words), spelt, letters)


def compared(lines: Iterable[TextLine], witness: Witness) -> tuple[list[TextLine], float]:
    """The lines, mended where the witness says how; and the share of words it has."""
    mended = [replace(line, words=_mended(line.words, witness)) for line in lines]
    parts = [fold(part) for line in mended for part in _PARTS.findall(line.text)]
    if not parts:
        return mended, 1.0
    return mended, sum(part in witness.words for part in parts) / len(parts)


def _mended(words: list[tuple[str, Box]], witness: Witness) -> list[tuple[str, Box]]:
    result: list[tuple[str, Box]] = []
    for text, box in words:
        if result:
            joined = _joined(result[-1][0], text, witness)
            if joined is not None:
                result[-1] = (joined, _union(result[-1][1], box))
                continue
        for part in _split(text, witness):
            result.append((_respelt(part, witness), box))
    return result


def _joined(before: str, after: str, witness: Witness) -> str | None:
    """The two tokens as one word, when the witness has it and not both of its halves."""
    left, right = _PARTS.findall(before), _PARTS.findall(after)
    if not left or not right or not before.endswith(left[-1]) or not after.startswith(right[0]):
        return None
    if not _ARABIC.search(left[-1]) or not _ARABIC.search(right[0]):
        return None
    halves = fold(left[-1]), fold(right[0])
    whole = halves[0] + halves[1]
    if all(half in witness.words for half in halves) or not halves[1]:
        return None
    if whole in witness.words:
        spelling = witness.spelt[whole]
        return before[: len(before) - len(left[-1])] + spelling + after[len(right[0]) :]
    return None


def _split(text: str, witness: Witness) -> list[str]:
    """A token apart where a narrow space was missed: both parts are the witness's words."""
    found = list(_PARTS.finditer(text))
    for before, after in itertools.pairwise(found):
        scripts = [bool(_ARABIC.search(part.group())) for part in (before, after)]
        if before.end() != after.start() or scripts[0] == scripts[1]:
            continue
        if before.group().endswith("ـ") or min(len(before.group()), len(after.group())) < 2:
            continue
        if all(fold(part.group()) in witness.words for part in (before, after)):
            return [text[: after.start()], *_split(text[after.start() :], witness)]
    for part in found:
        word = part.group()
        if len(word) < 5 or not _ARABIC.search(word) or fold(word) in witness.words:
            continue
        places = [
            place
            for place in range(2, len(word) - 1)
            if _ARABIC_LETTER.match(word, place)
            and fold(word[:place]) in witness.words
            and fold(word[place:]) in witness.words
        ]
        if len(places) == 1:
            place = part.start() + places[0]
            return [text[:place], text[place:]]
    return [text]


def _respelt(text: str, witness: Witness) -> str:
    """A word whose letters the witness has in another order, in that order."""
    for part in _PARTS.findall(text):
        word = fold(part)
        if word in witness.words or not _ARABIC.search(part) or len(word) < 2:
            continue
        others = witness.letters.get("".join(sorted(word)), set())
        if len(others) == 1:
            text = text.replace(part, witness.spelt[next(iter(others))], 1)
    return text


def likelier(lines: list[TextLine], other: str, width: float) -> list[TextLine]:
    """The layout's lines, or the other engine's where only those are words of Arabic.

    A font map that one engine misreads leaves letters that form no words; the other's lines have
    no boxes, so they are given the page's width.
    """
    model = arabic_model()
    ours = _known("\n".join(line.text for line in lines), model)
    theirs = _known(other, model)
    if theirs < ours + 0.15 or theirs < 0.6:
        return lines
    found: list[TextLine] = []
    for place, text in enumerate(unicodedata.normalize("NFKC", other).splitlines()):
        words: list[tuple[str, Box]] = [(word, (0.0, 0.0, width, 1.0)) for word in text.split()]
        if words:
            rtl = _ARABIC.search(text) is not None
            found.append(TextLine(words, 0.0, width, -14.0 * place, 10.0, rtl))
    return found


def _known(text: str, model: ArabicModel) -> float:
    """Share of Arabic words that the model knows; 1 when there are too few to tell."""
    words = [fold(part) for part in _PARTS.findall(text) if _ARABIC.search(part)]
    if len(words) < 15:
        return 1.0
    return sum(model.word(word) > UNKNOWN for word in words) / len(words)


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
