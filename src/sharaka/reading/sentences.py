"""Sentences with offsets: Arabic, Persian, Russian and English reports.

A sentence ends at ``. ! ? ؟ ۔ …`` or where its block ends.  It does not end inside brackets or a
short quotation, after an abbreviation, an initial or a list number, or inside a number, an
address or an abbreviation of letters and dots; a closing quote or bracket after the stop belongs
to the sentence it closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"[.!?؟۔…。]+")
_AFTER = re.compile(r"[\"'”’»›)\]}\u200f\u200e]*")
#: Brackets and quotations, up to 300 code points, hold a sentence together.
_ASIDE = re.compile(
    r"\([^()\n]{0,300}\)|\[[^\[\]\n]{0,300}\]|«[^«»\n]{0,300}»|“[^“”\n]{0,300}”|\"[^\"\n]{0,300}\""
)
_ABBREVIATIONS = frozenset(
    # Latin
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "maj",
        "adm",
        "gov",
        "sen",
        "rep",
        "st",
        "jr",
        "sr",
        "vs",
        "etc",
        "eg",
        "ie",
        "cf",
        "al",
        "no",
        "nos",
        "vol",
        "pp",
        "ed",
        "eds",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "est",
        "fig",
        "approx",
        "ave",
        "د",
        "م",
        "أ",
        "ا",
        "ص",
        "ج",
        "ط",
        "ق",
        "ه",
        "هـ",
        "ت",
        "ع",
        "ش",
        "س",
        "ب",
        "ر",
        "ف",
        "ل",
        "ن",
        "و",
        "إلخ",
        "الخ",
        "أ.د",
        "г",
        "гг",
        "в",
        "вв",
        "т",
        "тт",
        "д",
        "др",
        "ул",
        "им",
        "проф",
        "акад",
        "ген",
        "тыс",
        "млн",
        "млрд",
        "руб",
        "долл",
        "стр",
        "рис",
        "св",
        "о-в",
        "обл",
        "ред",
        "ق.م",
        "ه.ش",
    ]
)
#: Of these, the ones that may also close a sentence when what follows starts like a new one.
_MAY_CLOSE = frozenset(
    [
        "etc",
        "inc",
        "ltd",
        "co",
        "corp",
        "إلخ",
        "الخ",
        "г",
        "гг",
        "др",
        "млн",
        "млрд",
        "тыс",
        "руб",
        "долл",
    ]
)
_ERAS = frozenset(["م", "هـ", "ه", "ق.م", "ه.ش"])
_LAST_WORD = re.compile(
    r"[^\W\d_\u064b-\u0652][^\W\d_]*(?:[\u064b-\u0652]+[^\W\d_]*)*(?:[.\-][^\W\d_]+)*\Z"
)
_LIST_NUMBER = re.compile(r"[\s(]*(?:\d{1,3}|[A-Za-zء-ي])\Z")


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of the block ``text[start:end]``: (start, end), half-open, trimmed."""
    asides = _asides(text, start, end)
    here = start
    at = 0
    for stop in _STOP.finditer(text, start, end):
        if stop.start() < here:
            continue
        while at < len(asides) and asides[at][1] <= stop.start():
            at += 1
        inside = at < len(asides) and asides[at][0] < stop.start() < asides[at][1]
        if inside and not _closes(text, here, stop.end(), asides[at]):
            continue
        after = _AFTER.match(text, stop.end(), end)
        close = after.end() if after else stop.end()
        if close < end and not _ends_here(text, here, stop, close, end):
            continue
        yield from _trimmed(text, here, close)
        here = close
    yield from _trimmed(text, here, end)


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Brackets and short quotations of the block, outermost ones, in order."""
    return [match.span() for match in _ASIDE.finditer(text, start, end)]


def _closes(text: str, here: int, position: int, aside: tuple[int, int]) -> bool:
    """Whether a stop inside an aside is its last character, so that the sentence ends with it.

    A bracket counts only when it is the whole sentence: "(See chapter 2.)".
    """
    return position == aside[1] - 1 and (
        text[aside[1] - 1] not in ")]" or not text[here : aside[0]].strip()
    )


def _ends_here(text: str, here: int, stop: re.Match[str], close: int, end: int) -> bool:
    following = text[close]
    mark = stop.group()
    if not following.isspace():
        # «قال.ثم»: a missing space after a stop is common in Arabic pages, never after ASCII.
        return (mark in ("؟", "!", "؟!", "…") and following.isalpha()) or (
            mark == "."
            and "\u0621" <= following <= "\u064a"
            and _long_arabic_word(text, here, stop.start())
            and _long_arabic_word_after(text, close, end)
        )
    next_char = _next_visible(text, close, end)
    if mark[0] in "!?؟۔。":
        return not next_char.islower()
    if mark == "..":
        return False  # a pause, in Arabic pages
    if len(mark) > 1 or mark == "…":
        return not next_char.islower()
    return not _not_a_stop(text, here, stop.start(), next_char)


def _long_arabic_word(text: str, here: int, stop: int) -> bool:
    word = _LAST_WORD.search(text[max(here, stop - 30) : stop])
    return word is not None and len(word.group()) > 2 and "." not in word.group()


def _long_arabic_word_after(text: str, close: int, end: int) -> bool:
    return end - close > 2 and text[close : close + 3].isalpha()


def _not_a_stop(text: str, here: int, stop: int, next_char: str) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation, initial or list number."""
    if next_char.islower():
        return True
    before = text[max(here, stop - 30) : stop]
    if _LIST_NUMBER.fullmatch(text[here:stop]) if stop - here < 8 else False:
        return True
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    letters = word.group()
    if len(letters) == 1 and letters.isalpha() and letters.lower() != letters:
        return True  # an initial: "J. Smith", «В. Путин»
    if re.fullmatch(r"(?:[A-Za-zА-Яа-я]\.)+[A-Za-zА-Яа-я]", letters):
        return not next_char.isupper()  # "U.S. officials" goes on, "in the U.S. The" does not
    known = letters.lower().replace(".", "")
    if known not in _ABBREVIATIONS:
        return False
    if known in _ERAS and before[: -len(letters)].rstrip()[-1:].isdigit():
        return next_char.isdigit()  # «عام 2024م.» closes
    if known in ("no", "st", "ed", "al", "co", "est", "fig", "mar", "jun", "sep", "dec", "gen"):
        return next_char.isdigit() or letters[:1].isupper()
    return known not in _MAY_CLOSE or next_char.isdigit()


def _next_visible(text: str, position: int, end: int) -> str:
    while position < end and (text[position].isspace() or text[position] in "\"'“‘«‹([{"):
        position += 1
    return text[position] if position < end else ""


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
