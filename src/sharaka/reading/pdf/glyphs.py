"""Glyphs of a page, with the place and the characters PDFium gives each."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

_ZWNJ = 0x200C
_RTL = re.compile(r"[\u0590-\u08ff]")
#: Letters that a font ties to a lam before them; ى never stands inside a word.
_AFTER_LAM = frozenset("اأإآى")


@dataclass(slots=True)
class Glyph:
    """A drawn character: its text (NFKC), advance box in points, baseline and size."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bottom: float
    top: float
    mark: bool = False
    #: A space was drawn just before or after it; where it stands, only the gaps tell.
    by_space: bool = False

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class PageGlyphs:
    """The glyphs of a page; ``unmapped`` and ``turned`` count what could not be read."""

    width: float
    height: float
    glyphs: list[Glyph]
    #: Numbers of superscript notes, taken out of the lines by the layout.
    notes: list[int] = field(default_factory=list)
    unmapped: int = 0
    turned: int = 0


def glyphs_of(page: Any) -> PageGlyphs:
    """The glyphs of a pypdfium2 page, spaces apart."""
    import ctypes

    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    width, height = page.get_size()
    found = PageGlyphs(width, height, [])
    handle = text_page.raw
    matrix = raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    pending = 0
    spaced = joiner = False
    origin = (math.nan, math.nan)
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if 0xD800 <= code <= 0xDBFF:
            pending = code
            continue
        if 0xDC00 <= code <= 0xDFFF and pending:
            code = 0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00)
        pending = 0
        if raw.FPDFText_IsGenerated(handle, index):
            continue
        if code in (0x20, 0xA0, 0x3000) or 0x2000 <= code <= 0x200A:
            spaced = True
            if found.glyphs:
                found.glyphs[-1].by_space = True
            continue
        if code == _ZWNJ:
            joiner = True
            continue
        if code < 0x20 or code in (0xFFFE, 0xFFFD, 0xFFFF) or 0xE000 <= code <= 0xF8FF:
            found.unmapped += code not in (9, 10, 13)
            continue
        if abs(math.sin(raw.FPDFText_GetCharAngle(handle, index))) > 0.2:
            found.turned += 1
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetMatrix(handle, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = raw.FPDFText_GetFontSize(handle, index) * scale
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        glyph = _glyph(chr(code), left, right, y.value, size, bottom, top)
        if glyph is None:
            continue
        glyph.by_space = spaced
        spaced = False
        if (x.value, y.value) == origin and found.glyphs:
            _add_to_cluster(found.glyphs, glyph)
        elif not _drawn_twice(found.glyphs, glyph):
            if joiner and found.glyphs:  # it follows, in reading, the letter on its right
                last = found.glyphs[-1]
                bearer = last if glyph.left < last.left else glyph
                bearer.text += chr(_ZWNJ)
            found.glyphs.append(glyph)
        joiner = False
        origin = (x.value, y.value)
    text_page.close()
    return found


def _add_to_cluster(glyphs: list[Glyph], glyph: Glyph) -> None:
    """Put together the characters of one glyph (a ligature, a letter with its mark).

    PDFium hands them out in the order of the font's map or, in runs it takes for reversed, from
    last to first; a mark never precedes its letter, nor an alef its lam.
    """
    last = glyphs[-1]
    reverse = (last.mark and not glyph.mark) or (last.text in _AFTER_LAM and glyph.text == "ل")
    if not reverse and not glyph.mark and len(glyphs) > 1 and _RTL.search(glyph.text):
        reverse = glyphs[-2].left < last.left and abs(glyphs[-2].base - last.base) < 1
        reverse = reverse and not (last.text == "ل" and glyph.text in _AFTER_LAM)
    last.text = glyph.text + last.text if reverse else last.text + glyph.text
    last.mark = last.mark and glyph.mark
    last.left, last.right = min(last.left, glyph.left), max(last.right, glyph.right)
    last.bottom, last.top = min(last.bottom, glyph.bottom), max(last.top, glyph.top)
    last.by_space = last.by_space or glyph.by_space


def _glyph(
    char: str, left: float, right: float, base: float, size: float, bottom: float, top: float
) -> Glyph | None:
    if "\ufb50" <= char <= "\ufefc" or "\ufb00" <= char <= "\ufb06":
        char = unicodedata.normalize("NFKC", char).strip()
    if not char or unicodedata.category(char[0]) in ("Cf", "Cc"):
        return None
    mark = unicodedata.category(char[0]) == "Mn"
    return Glyph(char, left, right, base, size or 1.0, bottom, top, mark)


def _drawn_twice(glyphs: list[Glyph], glyph: Glyph) -> bool:
    """Whether a bold effect draws the last glyph again a hair aside."""
    if not glyphs:
        return False
    last = glyphs[-1]
    return (
        last.text == glyph.text
        and abs(last.left - glyph.left) < 0.05 * glyph.size
        and abs(last.base - glyph.base) < 0.05 * glyph.size
    )
