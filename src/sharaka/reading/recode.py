"""Text decoded wrongly once before ("Ø§Ù„Ø´Ø±Ø§ÙƒØ©"): UTF-8 read as a one-byte encoding.

Recognised by the letters UTF-8's first bytes turn into, and mended only when every line decodes
the other way (by chance valid UTF-8 does not arise) and gives words of a language.
"""

from __future__ import annotations

import dataclasses
import re

from sharaka.reading.document import Diagnostic
from sharaka.reading.draft import Draft, Line, Piece
from sharaka.reading.language import hits

#: One-byte encoding → the letters that UTF-8 of Arabic or Cyrillic text is full of in it.
_SIGNS = {
    "cp1252": re.compile(r"[ØÙÚÛÐÑ](?=[^A-Za-z\s])"),
    "cp1256": re.compile(r"[طظعغذر](?=[^\u0621-\u064a\s])|[طظ][طظ\u00a0-\u00ff]"),
    "cp1251": re.compile(r"[ШЩЪЫРС](?=[^а-яёА-ЯЁ\s])|[РС][А-Яа-яЂ-џ°±µ¶·»јЅѕї]"),
}
_LANGUAGES = ("ar", "fa", "ru", "en")
_SAMPLE = 4_000
_LEAST_SHARE = 0.2


def recoded(draft: Draft) -> Draft:
    """The draft with its text decoded as it should have been; the same draft if it is right."""
    sample = "\n".join(line.text for line in draft.lines[:200])[:_SAMPLE]
    for encoding, sign in _SIGNS.items():
        if len(sign.findall(sample)) < max(4, _LEAST_SHARE * len(sample)):
            continue
        lines = [_line(line, encoding) for line in draft.lines]
        text = "\n".join(line.text for line in lines if line is not None)[:_SAMPLE]
        if None in lines or not _words(text):
            continue
        note = Diagnostic(
            code="recoded",
            message=f"the text was UTF-8 once decoded as {encoding} by mistake; decoded again",
            severity="review",
        )
        whole = [line for line in lines if line is not None]
        return dataclasses.replace(draft, lines=whole, diagnostics=[*draft.diagnostics, note])
    return draft


def _words(text: str) -> int:
    return max(hits(text, language) for language in _LANGUAGES)


def _line(line: Line, encoding: str) -> Line | None:
    if not line.pieces:
        return line
    try:
        text = b"".join(_byte(char, encoding) for char in line.text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    first, last = line.pieces[0], line.pieces[-1]
    return Line([Piece(text, "recoded", first.start, last.end)], line.kind)


def _byte(char: str, encoding: str) -> bytes:
    """The byte a character stands for; bytes the encoding leaves open decode to themselves."""
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return char.encode("latin-1")
