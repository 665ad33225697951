"""How dates are written: a left-to-right reading of tokens into meanings.

The phrases follow Arabic and English news and official prose; their words are data
(``lexicons/*/dates.toml``), their meanings :mod:`sharaka.coding.calendars`.
"""

from __future__ import annotations

from sharaka.coding.calendars import Meaning, Moment, Offset, Span
from sharaka.coding.date_reader import DASHES, JOINS, Found, Part, grain
from sharaka.coding.date_years import Years
from sharaka.coding.scan import DIGITS, WORD

_TRIGGERS = frozenset(
    (
        "month", "hijri", "solar", "weekday", "season", "ordinal", "period", "dual", "cue", "part",
        "day", "decade", "century", "portion", "role", "relation", "demonstrative", "number",
        "tens",
    )
)  # fmt: skip
_DEEPEST = 5  # «يوم الجمعة أواخر شهر …»: phrases inside phrases
_LONGEST_LIST = 12
_QUOTES = frozenset('»”"')


class Grammar(Years):
    """All rules together: one date, its range, its name."""

    def read(self) -> list[Found]:
        """Every date, left to right, disjoint."""
        found: list[Found] = []
        place, count = 0, len(self.tokens)
        while place < count:
            here = self.senses[place]
            if (here and not _TRIGGERS.isdisjoint(here)) or self.tokens[place].kind == DIGITS:
                hit = self._at(place)
                if hit is not None:
                    self.last = hit
                    found.append(hit)
                    place = hit.end
                    continue
            place += 1
        return found

    def _at(self, place: int) -> Found | None:
        named = self._named_year(place)
        if named is not None:
            return named
        part = self._whole(place)
        if part is None:
            return None
        meaning, end = part
        equal = self.sense(self._skip(end, "،", ",", "/", "("), "equals")
        if equal is not None:  # «17 رجب 1446 الموافق 17 يناير 2025»: the second is Gregorian
            other = self._whole(self._skip(end, "،", ",", "/", "(") + equal.width)
            if other is not None and other.meaning.stated:
                meaning, end = other
        return Found(place, end, meaning, self._names(place, meaning))

    def _whole(self, place: int) -> Part | None:
        """A date and, if one follows, the end of its range."""
        part = self._single(place)
        if part is None or not isinstance(part.meaning, Moment):
            return part
        if part.meaning.weekday and not part.meaning.day:
            return part
        return self._extended(place, part.meaning, part.end)

    def _extended(self, place: int, first: Moment, end: int) -> Part:
        last, reached = first, end
        for _ in range(_LONGEST_LIST):
            how, after = self._connector(reached)
            if not how:
                break
            opened = self._opened(place)
            years = grain(first) == "year" and (how == "to" or opened)
            part = self._single(after, inside=years)
            if part is None or not isinstance(part.meaning, Moment):
                break
            other = part.meaning
            if (other.weekday and not other.day) or grain(other) != grain(first):
                break
            shares = not first.stated and first.relation is None and first.year_shift is None
            if how == "and" and not opened and not shares:
                break
            if first.stated and not other.stated:
                break
            last, reached = other, part.end
            if how == "to":
                break
        if last is first:
            return Part(first, end)
        span = Span(first, last)
        if first.stated and span.edtf(None) is None:
            return Part(first, end)
        return Part(span, reached)

    def _single(self, place: int, *, inside: bool = False) -> Part | None:
        """One date at ``place``; ``inside`` a phrase that already says a date is coming."""
        if place >= len(self.tokens) or self.depth > _DEEPEST:
            return None
        self.depth += 1
        part = self._read_single(place, inside)
        self.depth -= 1
        return part

    def _read_single(self, place: int, inside: bool) -> Part | None:
        token = self.tokens[place]
        if token.kind == DIGITS:
            return self._numeric(place) or self._day_month(place) or self._year(place, inside)
        here = self.senses[place]
        if not here or token.kind != WORD:
            return None
        for kind, read in (
            ("part", self._part), ("weekday", self._weekday), ("ordinal", self._ordinal),
            ("role", self._distance), ("portion", self._portion), ("decade", self._decade),
            ("century", self._century), ("day", self._day_word), ("season", self._season),
            ("cue", self._cued),
        ):  # fmt: skip
            if kind in here:
                part = read(place)
                if part is not None:
                    return part
        if "month" in here or "hijri" in here or "solar" in here:
            part = self._month_first(place, inside)
            if part is not None:
                return part
        if "period" in here:
            part = self._period_word(place, inside)
            if part is not None:
                return part
        if "relation" in here or "demonstrative" in here:
            part = self._relation_first(place)
            if part is not None:
                return part
        if "number" in here or "tens" in here or token.key in ("a", "an", "few"):
            return self._ago(place)
        return None

    def _part(self, place: int) -> Part | None:
        """«أواخر يوليو 2024», "early 2025": the words stay in the text, the date is the whole."""
        sense = self.senses[place]["part"]
        start = self._skip_of(place + sense.width)
        if self.key(start) in DASHES and self._latin(place):
            start += 1
        part = self._single(start, inside=True)
        if part is None:
            return None
        meaning = part.meaning
        if isinstance(meaning, Moment) and (meaning.day or meaning.weekday):
            return None
        if isinstance(meaning, Offset) and not meaning.period:
            return None
        if self.key(place) in ("earlier", "later") and not isinstance(meaning, Offset):
            return None
        return part

    def _ordinal(self, place: int) -> Part | None:
        """«السابع عشر من يناير 2025», "the first quarter of 2025", "the 20th century"."""
        sense = self.senses[place]["ordinal"]
        number, end = int(sense.value), place + sense.width
        if self._latin(place):
            portion = self.sense(end, "portion")
            if portion is not None and number <= 4:
                return self._portion_of(portion.value, number, end + portion.width)
            if self._skip(end, "-") and self.sense(self._skip(end, "-"), "century"):
                return self._century_of(number, self._skip(end, "-") + 1)
        if number <= 31:
            after = self._skip_of(end)
            if after > end or self.key(place) in ("اول", "واول", "باول"):
                period = self.sense(after, "period")
                said = period is not None and period.value == "month"
                month = self._month(after + (period.width if said and period else 0))
                if month is not None or self._period(after):
                    return self._rest_of_day(number, end)
        return None

    def _named_year(self, place: int) -> Found | None:
        """«لعام 2015», "the 2015 nuclear deal", «اتفاق 2015»: the year is part of a name."""
        cue = self.sense(place, "cue")
        if cue is not None and cue.prefix.endswith("ل") and cue.value == "one":
            if (place and self.tokens[place - 1].kind == WORD) or self.key(place - 1) in _QUOTES:
                year, kind, end = self._year_digits(place + cue.width)
                if year and not self.sense(place - 1, "month"):
                    return Found(place, end, Moment(year, calendar=kind), named=True)
            return None
        digits = self._digits(place)
        if len(digits) != 4 or not 1900 <= int(digits) <= 2100 or not place:
            return None
        before = self.senses[place - 1]
        if self._counted(place + 1) or (self._touching(place + 1) and self.key(place + 1) in JOINS):
            return None
        if "naming" in before and not self._latin(place - 1):
            return Found(place, place + 1, Moment(int(digits)), named=True)
        owner = "determiner" in before or (self.key(place - 1) == "s" and self._touching(place - 1))
        if owner and self._latin(place - 1) and self._word_follows(place + 1):
            after = self.senses[place + 1]
            if "place" in after or "role" in after or self._touching(place + 1):
                return None
            return Found(place, place + 1, Moment(int(digits)), named=True)
        of = self.key(place - 1) == "of" and "naming" in (
            self.senses[place - 2] if place > 1 else {}
        )
        if of and not self._word_follows(place + 1):
            return Found(place, place + 1, Moment(int(digits)), named=True)
        return None

    def _names(self, place: int, meaning: Meaning) -> bool:
        """«هجمات 11 سبتمبر», «حرب عام 1973»: a date in construct with a naming noun."""
        if not place or not isinstance(meaning, Moment) or meaning.relation or meaning.month_shift:
            return False
        sense = self.senses[place - 1].get("naming")
        if sense is None or self._latin(place - 1):
            return False
        return not sense.article and self.tokens[place].kind in (WORD, DIGITS)
