"""Reading dates: the tokens of a text and the small look-ups that every rule uses."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from sharaka.coding.calendars import Meaning, Moment
from sharaka.coding.scan import DIGITS, WORD, Token, adjoin
from sharaka.coding.wordbook import PERSIAN, Sense, Senses

DASHES = frozenset("-–—−‐‑")
#: Signs that join digits to digits without a space: dates, decimals, times, ranges.
JOINS = frozenset("/-.:–٫٬,")


class Found(NamedTuple):
    """A date from token ``first`` up to ``end``; ``named`` when it is part of a thing's name."""

    first: int
    end: int
    meaning: Meaning
    named: bool = False


class Part(NamedTuple):
    """A meaning and the token after it."""

    meaning: Meaning
    end: int


def grain(moment: Moment) -> str:
    """What the finest field is: two ends of a range must agree on it."""
    if moment.day:
        return "day"
    if moment.month:
        return "month"
    if moment.season:
        return "season"
    return "weekday" if moment.weekday else "year"


class Reader(ABC):
    """The tokens of one text and what each may mean."""

    def __init__(
        self, text: str, tokens: Sequence[Token], senses: Sequence[Senses], language: str
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.senses = senses
        self.persian = language == PERSIAN
        self.english = language == "en"
        self.last: Found | None = None
        self.depth = 0

    def sense(self, place: int, kind: str) -> Sense | None:
        """What the phrase at ``place`` means as ``kind``."""
        return self.senses[place].get(kind) if 0 <= place < len(self.tokens) else None

    def key(self, place: int) -> str:
        """The folded token, "" outside the text."""
        return self.tokens[place].key if 0 <= place < len(self.tokens) else ""

    def _digits(self, place: int) -> str:
        if 0 <= place < len(self.tokens) and self.tokens[place].kind == DIGITS:
            return self.tokens[place].key
        return ""

    def _touching(self, place: int) -> bool:
        """Whether token ``place`` stands directly against the one before it."""
        return 0 < place < len(self.tokens) and adjoin(self.tokens[place - 1], self.tokens[place])

    def _capital(self, place: int) -> bool:
        return self.text[self.tokens[place].start].isupper()

    def _latin(self, place: int) -> bool:
        return self.key(place)[:1].isascii()

    def _skip(self, place: int, *keys: str) -> int:
        return place + 1 if self.key(place) in keys else place

    def _skip_of(self, place: int) -> int:
        """Past «من» or "of", and "the"."""
        sense = self.sense(place, "place")
        if sense and sense.value == "of" and not sense.prefix:
            place += sense.width
        return self._skip(place, "the")

    def _ending(self, place: int, kind: str) -> Sense | None:
        """The phrase of ``kind`` whose last word is token ``place``."""
        for width in (1, 2, 3):
            sense = self.sense(place - width + 1, kind)
            if sense is not None and sense.width == width:
                return sense
        return None

    def _blocks(self, place: int) -> str:
        sense = self.sense(place, "blocks")
        return sense.value if sense is not None else ""

    def _counted(self, place: int) -> bool:
        here = self.senses[place] if place < len(self.tokens) else {}
        return any(kind in here for kind in ("scale", "currency", "money", "unit", "scales"))

    def _word_follows(self, place: int) -> bool:
        return place < len(self.tokens) and self.tokens[place].kind == WORD

    def _noun_follows(self, place: int) -> bool:
        if not self._word_follows(place):
            return False
        here = self.senses[place]
        return not any(kind in here for kind in ("joiner", "place", "role", "era"))

    def _skip_footnote(self, place: int) -> int:
        """«العام 5.2020»: a footnote mark that a PDF set before the year."""
        if (
            (
                len(self._digits(place)) <= 2
                and self.key(place + 1) == "."
                and self._touching(place + 1)
            )
            and len(self._digits(place + 2)) == 4
            and self._touching(place + 2)
        ):
            return place + 2
        return place

    @abstractmethod
    def _single(self, place: int, *, inside: bool = False) -> Part | None:
        """One date at ``place``; ``inside`` a phrase that already says a date is coming."""
