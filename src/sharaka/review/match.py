"""Finding words as a reader means them: folded letters, whole words, clitics allowed in front.

``معاهدة`` finds ``المعاهدة``, ``وبالمعاهدة`` and ``معاهدات`` does not hide behind ``ال`` either;
``روس`` does not find ``بيلاروسيا``, because a hit begins where a word begins.
"""

from __future__ import annotations

import functools
import re

from sharaka.reading.normalise import fold

#: Conjunction, preposition and article as they are written together with an Arabic word.
_CLITICS = "[وفا]?[بلكس]?(?:ال|ل)?"
_ARTICLE = "ال"
#: An article is taken off a searched word only when a word is left.
_SHORTEST = 3


def words_of(query: str) -> list[str]:
    """The searched words, folded, Arabic ones without their article."""
    return [_bare(word) for word in re.findall(r"\w+", fold(query))]


@functools.lru_cache(maxsize=64)
def pattern(query: str) -> re.Pattern[str] | None:
    """An expression for folded text: the words in a row; None when the query holds no word."""
    words = words_of(query)
    if not words:
        return None
    parts = [rf"{_CLITICS if _arabic(word) else ''}{re.escape(word)}\w*" for word in words]
    return re.compile(r"(?<!\w)" + r"\W+".join(parts))


def _bare(word: str) -> str:
    rest = word.removeprefix(_ARTICLE)
    return rest if len(rest) >= _SHORTEST else word


def _arabic(word: str) -> bool:
    return "\u0600" <= word[:1] <= "\u06ff"
