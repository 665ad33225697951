"""Lines whose letters are faulty throughout: presentation forms, and lines stored mirrored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sharaka.reading.draft import Line, Piece
from sharaka.reading.normalise import fold
from sharaka.reading.repair.model import ArabicModel
from sharaka.reading.repair.words import cut

_FORMS = re.compile(r"[\ufb50-\ufdcf\ufdf0-\ufdfb\ufe70-\ufefc]+")
_ARABIC_WORD = re.compile(r"[\u0620-\u064a]{3,}")
_MARKS = "".join(map(chr, range(0x64B, 0x653)))
_FOREIGN = (
    r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f\d ,.'&+\-]*[A-Za-z\u00c0-\u024f\d]|"
    r"\d+(?:[.,:/]\d+)*|"
)
_RUN = re.compile(_FOREIGN + rf"[^{_MARKS}][{_MARKS}]*")
_LED_RUN = re.compile(_FOREIGN + rf"[{_MARKS}]*[^{_MARKS}]|[{_MARKS}]+")
_LEADING_MARK = re.compile(rf"(?:^|\s)[{_MARKS}]")
#: ة and ى never begin a word.
MIRROR_SIGN = re.compile(r"(?<![\u0620-\u0652])[ةى][\u0620-\u064a]")
_MIRROR = str.maketrans("()[]{}«»‹›<>“”", ")(][}{»«›‹><”“")
_LEAST = 8


def has_forms(line: Line) -> bool:
    """Whether a line holds Arabic presentation forms."""
    return _FORMS.search(line.text) is not None


def without_forms(line: Line) -> Line:
    """The line with presentation forms as the letters they show (NFKC), one piece a form run."""
    pieces: list[Piece] = []
    for piece in line.pieces:
        at = 0
        for found in _FORMS.finditer(piece.text):
            if found.start() > at:
                pieces.append(cut(piece, at, found.start()))
            form = cut(piece, *found.span())
            letters = unicodedata.normalize("NFKC", found.group())
            pieces.append(form._replace(text=letters, how="letters"))
            at = found.end()
        if at < len(piece.text):
            pieces.append(cut(piece, at, len(piece.text)))
    return Line(pieces, line.kind)


def is_mirrored(lines: Sequence[Line], model: ArabicModel) -> bool:
    """Whether the words of the lines are words only when read backwards."""
    right = back = 0.0
    seen = 0
    for line in lines:
        for word in _ARABIC_WORD.findall(line.text):
            key = fold(word)
            right += model.knows(key)
            back += model.knows(key[::-1])
            seen += 1
            if seen > 2000:
                break
    return seen >= _LEAST and back > 0.7 * seen and back > 1.6 * right


def marks_lead(lines: Sequence[Line]) -> bool:
    """Whether marks stand before their letters, as they do when characters are simply reversed."""
    return any(_LEADING_MARK.search(line.text) for line in lines)


def unmirrored(line: Line, *, led: bool) -> Line:
    """A line with its characters in logical order; numbers and Latin runs keep theirs."""
    pattern = _LED_RUN if led else _RUN
    pieces: list[Piece] = []
    for piece in reversed(line.pieces):
        for run in reversed(list(pattern.finditer(piece.text))):
            part = cut(piece, *run.span())
            letters = part.text.lstrip(_MARKS)
            text = letters + part.text[: len(part.text) - len(letters)]
            text = text if len(text) > 1 else text.translate(_MIRROR)
            pieces.append(part._replace(text=text, how="mirrored"))
    return Line(pieces, line.kind)
