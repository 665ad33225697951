"""The tokens that dates and quantities are read from: words, digit runs, marks.

A token's ``key`` is folded (see :mod:`sharaka.reading.normalise`), so يناير, ينـاير and يَناير are
one key and every digit is ASCII; its offsets are code points of the text as given.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from sharaka.reading.normalise import SKIP, fold_chars

WORD, DIGITS, MARK, BREAK = "word", "digits", "mark", "break"


class Token(NamedTuple):
    """``text[start:end]``, half-open; ``kind`` is WORD, DIGITS, MARK (one sign) or BREAK."""

    start: int
    end: int
    key: str
    kind: str


#: A blank line ends everything; a single line break is only a space (PDF lines are wrapped).
_TOKEN = re.compile(
    rf"(?P<digits>[0-9]+)|(?P<word>[^\W\d_][^\W\d_{SKIP}]*(?:{SKIP}+[^\W\d_{SKIP}]*)*)"
    rf"|(?P<break>\n[ \t\r]*\n)|(?P<mark>[^\s{SKIP}])"
)


@functools.lru_cache(maxsize=32)  # a sentence is read for dates, then for quantities
def scan(text: str) -> tuple[Token, ...]:
    """The tokens of ``text`` in order; linear in its length."""
    folded = fold_chars(text)
    tokens = [Token(*m.span(), m.group(), m.lastgroup or MARK) for m in _TOKEN.finditer(folded)]
    if SKIP in folded:
        tokens = [token._replace(key=token.key.replace(SKIP, "")) for token in tokens]
    return tuple(tokens)


def adjoin(left: Token, right: Token) -> bool:
    """Whether nothing, not even a space, stands between the two."""
    return left.end == right.start
