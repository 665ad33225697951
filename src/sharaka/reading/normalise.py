"""Folding: the letters under the spelling, for matching and search only.

Evidence always quotes the canonical text; a folded string is a key, and the maps here lead back.
What folding does, to Arabic, Persian, Latin and Cyrillic letters alike:

* marks (harakat, tanwin, shadda, Quranic signs), tatweel, and invisible controls (ZWNJ, ZWJ,
  bidi marks, soft hyphen, BOM) disappear;
* alef forms ``أ إ آ ٱ`` become ``ا``; ``ؤ ئ`` become ``ء`` (so مسؤول meets مسئول);
* ``ى ی ې ے`` become ``ي``; ``ة ۀ ہ ە ھ`` become ``ه``; ``ک ڪ گ ڭ`` become ``ك``;
  ``پ`` → ``ب``, ``چ`` → ``ج``, ``ژ`` → ``ز``, ``ڤ`` → ``ف``;
* presentation forms, full-width letters and Latin ligatures are taken apart (Unicode NFKC);
* Arabic-Indic, Persian and full-width digits become ASCII; every space becomes U+0020 or stays a
  line break; other punctuation is left alone;
* Latin letters lose their diacritics and case, Cyrillic and Greek letters their case.
"""

from __future__ import annotations

import functools
import unicodedata

#: What :func:`fold_chars` writes where a character has no folded letter of its own.
SKIP = "\u200b"

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ؤئٶٷٸ", "ء"),
    **dict.fromkeys("ىیېۍێےۓؽؾؿ", "ي"),
    **dict.fromkeys("ةۀہۂۃەھۿ", "ه"),
    **dict.fromkeys("کڪګڬڭگڰ", "ك"),
    **dict.fromkeys("ۆۇۈۋۏ", "و"),
    "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ڥ": "ف", "ڨ": "ق",
    "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن", "ڵ": "ل", "ڕ": "ر",
}  # fmt: skip
_GONE = "ـ\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_RANGES = (
    (0x41, 0x250), (0x300, 0x370), (0x370, 0x530), (0x600, 0x700), (0x750, 0x780),
    (0x8A0, 0x900), (0x1E00, 0x1F00), (0x2000, 0x2010), (0xFB00, 0xFB07), (0xFB50, 0xFE00),
    (0xFE70, 0xFEFD), (0xFF01, 0xFF5F),
)  # fmt: skip


def fold(text: str) -> str:
    """``text`` as a matching key; see the module's list.  ``fold(fold(x)) == fold(x)``."""
    return text.translate(_table())


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """:func:`fold` and, for each folded character, the index of its character in ``text``.

    The map is non-decreasing and as long as the folded text.
    """
    table = _table()
    parts: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        folded = table.get(ord(char), char)
        if folded:
            parts.append(folded)
            places.extend([index] * len(folded))
    return "".join(parts), places


def fold_chars(text: str) -> str:
    """The same folding, one character for one: ``len(fold_chars(text)) == len(text)``.

    A character that :func:`fold` removes (mark, tatweel, invisible control) becomes :data:`SKIP`
    (U+200B, which is no word character); one that it takes apart (``ﻻ``, ``ß``, ``ﬁ``) becomes the
    first of its letters.  ``fold_chars(text).replace(SKIP, "")`` equals ``fold(text)`` unless the
    text holds such ligatures.
    """
    return text.translate(_table_of_one())


@functools.cache
def _table() -> dict[int, str]:
    table = {ord(char): "" for char in _GONE} | {ord(k): v for k, v in _LETTERS.items()}
    for first, end in _RANGES:
        for code in range(first, end):
            folded = _fold_one(chr(code))
            if folded != chr(code):
                table[code] = folded
    for code in (0xA0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)):
        table[code] = " "
    return table


@functools.cache
def _table_of_one() -> dict[int, str]:
    return {code: folded[:1] or SKIP for code, folded in _table().items()}


def _fold_one(char: str) -> str:
    if char in _GONE or unicodedata.category(char) in ("Mn", "Me"):
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char in _LETTERS:
        return _LETTERS[char]
    plain = unicodedata.normalize("NFKC", char)
    if plain != char:  # an isolated mark (U+FE70 …) comes apart into a space and the mark
        marks = plain[:1] == " " and all(unicodedata.combining(part) for part in plain[1:])
        plain = "" if marks and len(plain) > 1 else "".join(map(_fold_one, plain))
    if plain.isspace():
        return " " if char != "\n" else char
    if "LATIN" in unicodedata.name(char, ""):
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(part for part in apart if not unicodedata.combining(part))
    return "".join(part for part in plain.casefold() if not unicodedata.combining(part))
