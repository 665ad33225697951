"""Numbers that count nothing: designations, labels, scores, times, footnotes, bare years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sharaka.coding.number_words import Number
from sharaka.coding.scan import DIGITS, WORD, Token, adjoin
from sharaka.coding.wordbook import Sense, Senses

DASHES = frozenset("-–—−‐‑")
#: Signs that, standing directly before a digit, make it part of a name, a score or a time.
_BINDING = DASHES | frozenset("/+:.,_#×=?&@")
_CLITICS = frozenset(
    (
        "و",
        "ف",
        "ب",
        "ل",
        "ك",
        "ال",
        "وال",
        "بال",
        "فال",
        "لل",
        "كال",
        "وب",
        "ول",
        "فب",
        "فل",
        "وبال",
    )
)


class Measure(NamedTuple):
    """What stands after a number: ``end`` is the token after it."""

    end: int
    unit: str | None = None
    currency: str | None = None
    factor: float = 1.0
    per: str | None = None


class NumberReader:
    """The tokens of one text, and which of its numbers are only names."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        senses: Sequence[Senses],
        arabic: bool,
        dates: Sequence[tuple[int, int]],
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.senses = senses
        self.arabic = arabic
        self.starts = [start for start, _ in dates]
        self.ends = [end for _, end in dates]

    def _sense(self, place: int, kind: str) -> Sense | None:
        return self.senses[place].get(kind) if 0 <= place < len(self.tokens) else None

    def _key(self, place: int) -> str:
        return self.tokens[place].key if 0 <= place < len(self.tokens) else ""

    def _touching(self, place: int) -> bool:
        return 0 < place < len(self.tokens) and adjoin(self.tokens[place - 1], self.tokens[place])

    def _phrase_before(self, place: int, floor: int, kind: str) -> tuple[int, str] | None:
        """The longest phrase of ``kind`` that ends right before token ``place``."""
        stop = place
        if stop > floor and self._key(stop - 1) in ("the", "ال"):
            stop -= 1
        for width in (4, 3, 2, 1):
            start = stop - width
            if start < floor:
                continue
            sense = self._sense(start, kind)
            if sense is not None and sense.width == width:
                return start, sense.value
        return None

    def _lonely(self, place: int, number: Number, measure: Measure, currency: str | None) -> bool:
        """A number that counts nothing: "one" as a pronoun, a list mark, a label's number."""
        if measure.unit or measure.currency or currency:
            return False
        if number.spelled and number.low <= 1 and number.scale == 1:
            return True
        if number.article and "label" in self.senses[place - 1]:
            return True  # «مجموعة العشرين»
        token = self.tokens[place]
        if token.kind != DIGITS:
            return False
        if place and "cue" in self.senses[place - 1]:
            return True  # «عام 352»
        year = number.end == place + 1 and 1000 <= number.low <= 2100 and len(token.key) == 4
        if year and (number.end >= len(self.tokens) or self.tokens[number.end].kind != WORD):
            return True  # a year that nothing says is one
        if year and number.low >= 1900 and number.low % 50 and not self._bounded(place):
            return True  # «كأس العالم 2006 بألمانيا»
        before = self.tokens[place - 1] if place else None
        if before is None and self._key(number.end) in (".", ")", "-", ":"):
            return True
        if before is not None and self._label(place - 1):
            return True
        follows = self.tokens[number.end] if number.end < len(self.tokens) else None
        return bool(
            follows is not None
            and follows.kind == WORD
            and adjoin(self.tokens[number.end - 1], follows)
            and follows.key[0].isascii()
        )

    def _bounded(self, place: int) -> bool:
        return self._phrase_before(place, 0, "bound") is not None

    def _ordinal_tail(self, place: int) -> bool:
        """«الثانية عشرة», «الخامس والأربعين»: the end of an ordinal counts nothing."""
        here = self.senses[place]
        return "teen" in here or ("tens" in here and here["tens"].article)

    def _score(self, end: int) -> bool:
        """«2 - 1» with spaces: what is no range is a score."""
        after = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
        zero = "number" in self.senses[end + 1] if after is not None else False
        return self._key(end) in DASHES and after is not None and (after.kind == DIGITS or zero)

    def _label(self, place: int) -> bool:
        """Whether the word before names what follows: "Article 5", «رقم 7», "Sukhoi 35"."""
        here = self.senses[place]
        if self._key(place) == ".":
            return place > 0 and "label" in self.senses[place - 1]
        if "designator" in here:
            return True
        for width in (1, 2, 3, 4):  # «رقم 7», «قرار مجلس الأمن الدولي 1701»
            sense = self._sense(place - width + 1, "label")
            if sense is not None and sense.width == width:
                return True
        return False

    def _bound_name(self, place: int) -> bool:
        """Whether digits at ``place`` belong to a designation, a score, a time or a footnote."""
        token = self.tokens[place]
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if after is not None and adjoin(token, after):
            beyond = self.tokens[place + 2] if place + 2 < len(self.tokens) else None
            digits = beyond is not None and beyond.kind == DIGITS and adjoin(after, beyond)
            if after.key in "/:+_×" and digits:
                return True
            if after.key in ("st", "nd", "rd", "th"):
                return True
            if after.key in DASHES and digits and self._joined_digits(place):
                return True
        if not place:
            return False
        before = self.tokens[place - 1]
        if not adjoin(before, token):
            return False
        if before.kind == WORD:
            return before.key not in _CLITICS and "currency" not in self.senses[place - 1]
        if before.key in _BINDING:
            if place < 2 or not adjoin(self.tokens[place - 2], before):
                return before.key in "#_:=?&@"  # «- 5» with a space is a dash or a sign
            earlier = self.tokens[place - 2]
            return not (before.key in DASHES and earlier.kind == WORD and earlier.key in _CLITICS)
        return before.key in ")»”" and self.arabic

    def _joined_digits(self, place: int) -> bool:
        """Whether D-D at ``place`` is a score (2-1) or a number code (1-2-3), not a range."""
        left, right = self.tokens[place].key, self.tokens[place + 2].key
        third, fourth = self._key(place + 3), self._key(place + 4)
        if third in DASHES and self._touching(place + 3) and fourth.isdigit():
            return True
        falling = max(len(left), len(right)) > 9 or int(left) >= int(right)
        return falling and third not in (".", ",", "٫", "٬")

    def _past_name(self, place: int) -> int:
        """The token after a name with numbers, so that its other digits are passed too."""
        end = place + 1
        while (
            end + 1 < len(self.tokens)
            and self._touching(end)
            and self._touching(end + 1)
            and self.tokens[end].key in _BINDING
            and self.tokens[end + 1].kind == DIGITS
        ):
            end += 2
        return end
