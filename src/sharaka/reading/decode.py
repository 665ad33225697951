"""Bytes → characters: UTF-8, UTF-16, windows-1256, ISO-8859-6 and their neighbours.

A byte-order mark or valid UTF-8 decides.  Other files are decoded in each legacy encoding, and the
one whose words look like words of one language is taken; when two are as likely, or none is, the
file is refused rather than read wrongly.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sharaka.errors import ReadingError
from sharaka.reading.document import Diagnostic
from sharaka.reading.language import hits

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = {
    "cp1252": ("en", "fr", "de", "es"),
    "cp1256": ("ar", "fa", "ur"),
    "iso8859_6": ("ar",),
    "cp1251": ("ru", "uk"),
    "koi8_r": ("ru",),
}
_SAMPLE = 60_000
#: The share of function words below which a reading shows no language.
_KNOWN = 0.02
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_COMMON_LATIN1 = frozenset("éèàçêâîôûùëïüöäßñóíáúœÉÀÇÖÜÄ’‘“”–—…«»°€£§©®•\xa0")
_ODD = re.compile(r"[\x80-\x9f\u00a1-\u00a9\u00ac\u00ae-\u00b6\u00b8-\u00ba\u00bc-\u00be×÷]")
_SIGNATURES = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a zip or Office file", b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file", b"{\\rtf": "an RTF file", b"Rar!": "a RAR archive",
    b"\x7fELF": "a program", b"7z\xbc\xaf": "a 7-Zip archive",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` and how it was encoded; ``bom`` is the number of bytes before its first character.

    Bytes that are not valid UTF-8 are kept as lone surrogates (``surrogateescape``), so that
    every character still has its bytes.
    """

    text: str
    encoding: str
    bom: int
    diagnostics: tuple[Diagnostic, ...] = ()

    def byte_offsets(self, positions: Sequence[int]) -> list[int]:
        """The byte offset of each character position; ``positions`` must be sorted."""
        offsets: list[int] = []
        at, here = 0, self.bom
        for position in positions:
            here += len(self.text[at:position].encode(self.encoding, "surrogateescape"))
            at = position
            offsets.append(here)
        return offsets


def decode(data: bytes, place: str, declared: str | None = None) -> Decoded:
    """Decode a text file.  ``declared`` is what the file itself claims (HTML), tried first.

    Raises ReadingError for data that is not text, or whose encoding cannot be decided.
    """
    _refuse_binary(data, place)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_decode_with_bom(data, mark, encoding, place), place)
    wide = _wide(data)
    if wide:
        return _checked(Decoded(data.decode(wide, "replace"), wide, 0), place)
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8", 0), place)
    except UnicodeDecodeError as error:
        damaged = _damaged_utf8(data, error)
        if damaged is not None:
            return _checked(damaged, place)
    return _checked(_legacy(data, place, declared), place)


def _refuse_binary(data: bytes, place: str) -> None:
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise ReadingError(
                f"this is {name}, not text",
                place=place,
                mend="Give the file its right suffix, or save it as plain text.",
            )


def _decode_with_bom(data: bytes, mark: bytes, encoding: str, place: str) -> Decoded:
    try:
        return Decoded(data[len(mark) :].decode(encoding), encoding, len(mark))
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"the byte-order mark says {encoding}, but byte {len(mark) + error.start} is not",
            place=place,
            mend="Save the file again as UTF-8.",
        ) from error


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is one of the few high bytes of text."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 8 or len(data) % 2:
        return None
    highs = frozenset(b"\x00\x04\x06\x20\xfb\xfe")
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[first::2]
        low = sample[1 - first :: 2]
        if (
            sum(byte in highs for byte in high) > 0.95 * len(high)
            and high.count(0) > 0.02 * len(high)
            and low.count(0) < 0.01 * len(low) + 1
            and len(set(low)) > len(set(high))
        ):
            return encoding
    return None


def _damaged_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 with a few bad bytes; None when the file is more likely in another encoding."""
    text = data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= char <= "\udcff" for char in text)
    good = sum(char > "\x7f" for char in text) - bad
    if good < 20 * bad:
        return None
    note = Diagnostic(
        code="damaged-bytes",
        message=f"{bad} bytes are not valid UTF-8 (the first at byte {error.start}); "
        "each is shown as U+FFFD",
        severity="review",
    )
    return Decoded(text, "utf-8", 0, (note,))


def _legacy(data: bytes, place: str, declared: str | None) -> Decoded:
    sample = data[:_SAMPLE]
    scores: dict[str, float] = {}
    for encoding, languages in _LEGACY.items():
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        scores[encoding] = _likelihood(sample.decode(encoding), languages)
    named = _known_encoding(declared)
    if named and named not in scores:
        try:
            scores[named] = _likelihood(sample.decode(named), ("ar", "fa", "ru", "fr", "de", "tr"))
        except (UnicodeDecodeError, LookupError):
            named = None
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    best = ranked[0] if ranked else ""
    if named and scores.get(named, 0) >= scores[best] - 0.1:
        best = named
    rivals = [
        other
        for other in ranked
        if other != best and sample.decode(other) != sample.decode(best) and other != named
    ]
    if not best or scores[best] < 0.8 or (rivals and scores[best] - scores[rivals[0]] < 0.12):
        raise ReadingError(
            "its encoding cannot be decided: it is not UTF-8 or UTF-16, and no other reading "
            "gives words of a language we know",
            place=place,
            mend="Open it in the program that wrote it and save it as UTF-8.",
        )
    note = Diagnostic(code="encoding", message=f"read as {best}")
    return Decoded(data.decode(best), best, 0, (note,))


def _known_encoding(declared: str | None) -> str | None:
    try:
        return codecs.lookup(declared).name if declared else None
    except LookupError:
        return None


def _likelihood(text: str, languages: Sequence[str]) -> float:
    """0–2: how much the non-ASCII words of ``text`` look like words of these languages."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    odd = len(_ODD.findall(text))
    if len(words) < 3 or ("en" in languages and len(words) * 12 < len(text) / 6):
        foreign = [char for char in text if char > "\x7f"]
        if "en" not in languages or not foreign:
            return 0.0
        common = sum(char in _COMMON_LATIN1 for char in foreign)
        return common / len(foreign)
    whole = sum(map(_whole, words)) / len(words)
    # one letter is a word by chance («и», «в»): only longer ones show that a language is there
    longer = [word for word in words if len(word) > 1]
    known = max(hits(" ".join(longer), language) for language in languages) / max(1, len(longer))
    if known < _KNOWN:
        return min(whole, 0.5)
    return whole - min(0.5, odd / len(words)) + min(1.0, 3 * known)


def _whole(word: str) -> bool:
    """Whether a word is in one script, and in lower, upper or title case."""
    scripts = sum(1 for script in (_ARABIC, _LATIN, _CYRILLIC) if script.search(word) is not None)
    cased = word == word.lower() or word == word.upper() or word[1:] == word[1:].lower()
    return scripts == 1 and cased


def _checked(decoded: Decoded, place: str) -> Decoded:
    """Refuse what decodes but is not text."""
    sample = decoded.text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls > 0.01 * len(sample) or "\x00" in sample:
        raise ReadingError(
            f"this is not text ({controls} control characters in the first {len(sample)})",
            place=place,
            mend="Export the document as plain text, HTML, PDF or DOCX.",
        )
    if not decoded.text.strip():
        raise ReadingError(
            "the file holds only white space", place=place, mend="Check how it was saved."
        )
    return decoded
