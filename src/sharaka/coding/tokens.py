"""Text → tokens with offsets and folded keys."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from sharaka.reading.normalise import fold

_MARK = "\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u0300-\u036f"
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""
      (?P<word>[A-Za-z]{{1,9}}[-–]\d{{1,4}}[A-Za-z]{{0,3}}      # S-400, Su-35
        |[\u0621-\u064a]{{1,8}}\s?[-–]\s?\d{{2,4}}(?!\d)         # سو-35, فاتح–110
        |'s\b|’s\b
        |(?:[A-Z]\.){{2,}}                                       # U.S.
        |[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9]*          # Latin apart from Arabic glued to it
        |(?:{_LETTER}[{_MARK}]*)+)
      |(?P<number>\d+(?:[.,٫٬/]\d+)*)
      |(?P<punct>\S)
    """,
    re.VERBOSE,
)

#: Cut sentences longer than this many code points: cost stays linear and a page without stops
#: cannot hold a worker.
LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Token:
    """One token: offsets into the document's text, folded key, and what it is.

    ``passive`` is true when a written damma on the first letter marks a passive Arabic verb.
    """

    start: int
    end: int
    surface: str
    key: str
    kind: str
    passive: bool = False

    @property
    def is_word(self) -> bool:
        return self.kind == "word"


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Tokens of ``text[start:end]``, offsets into ``text``."""
    tokens = []
    for match in _TOKEN.finditer(text, start, end):
        surface = match.group()
        kind = match.lastgroup or "punct"
        tokens.append(
            Token(
                match.start(),
                match.end(),
                surface,
                _key(surface) if kind == "word" else surface,
                kind,
                "\u064f" in surface[1:4] if kind == "word" else False,
            )
        )
    return tokens


@functools.lru_cache(maxsize=1 << 16)
def _key(surface: str) -> str:
    return fold(surface).replace("–", "-").replace("’", "'").replace(" ", "")
