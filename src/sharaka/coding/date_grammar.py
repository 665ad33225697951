"""How dates are written: a left-to-right reading of tokens into meanings, without back-tracking far.

The phrases follow Arabic and English news and official prose; their words are data
(``lexicons/*/dates.toml``), their meanings :mod:`sharaka.coding.calendars`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from sharaka.coding.calendars import (
    IN_TEXT,
    Calendar,
    Fixed,
    Meaning,
    Moment,
    Offset,
    Portion,
    Relation,
    Span,
    Unit,
    shift_of,
)
from sharaka.coding.number_words import number_at
from sharaka.coding.scan import DIGITS, MARK, WORD, Token, adjoin
from sharaka.coding.wordbook import Sense, Senses

DASHES = frozenset("-–—−‐‑")
_SLASH = frozenset("/")
_TRIGGERS = frozenset(
    (
        "month", "hijri", "solar", "weekday", "season", "ordinal", "period", "dual", "cue", "part",
        "day", "decade", "century", "portion", "role", "relation", "demonstrative", "number",
    )
)  # fmt: skip


class Found(NamedTuple):
    """A date from token ``first`` up to ``end``; ``named`` when it is part of a thing's name."""

    first: int
    end: int
    meaning: Meaning
    named: bool = False


class _Part(NamedTuple):
    meaning: Meaning
    end: int


class Grammar:
    """The tokens of one text and what each may mean."""

    def __init__(
        self, text: str, tokens: Sequence[Token], senses: Sequence[Senses], language: str
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.senses = senses
        self.persian = language == "fa"
        self.english = language == "en"
        self.last: Found | None = None

    def read(self) -> list[Found]:
        """Every date, left to right, disjoint."""
        found: list[Found] = []
        place, count = 0, len(self.tokens)
        while place < count:
            token = self.tokens[place]
            if token.kind == DIGITS or not _TRIGGERS.isdisjoint(self.senses[place]):
                hit = self._at(place)
                if hit is not None:
                    self.last = hit
                    found.append(hit)
                    place = hit.end
                    continue
            place += 1
        return found

    # -- small look-ups ------------------------------------------------------------------------

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

    # -- one date ------------------------------------------------------------------------------

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

    def _whole(self, place: int) -> _Part | None:
        """A date and, if one follows, the end of its range."""
        part = self._single(place)
        if part is None or not isinstance(part.meaning, Moment):
            return part
        if part.meaning.weekday and not part.meaning.day:
            return part
        return self._extended(place, part.meaning, part.end)

    def _extended(self, place: int, first: Moment, end: int) -> _Part:
        last, reached = first, end
        while True:
            how, after = self._connector(reached)
            if not how:
                break
            opened = self._opened(place)
            years = _grain(first) == "year" and (how == "to" or opened)
            part = self._single(after, inside=years)
            if part is None or not isinstance(part.meaning, Moment):
                break
            other = part.meaning
            if other.weekday and not other.day or _grain(other) != _grain(first):
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
            return _Part(first, end)
        span = Span(first, last)
        if first.stated and span.edtf(None) is None:
            return _Part(first, end)
        return _Part(span, reached)

    def _connector(self, place: int) -> tuple[str, int]:
        """("to" or "and" or "", the token after it) at ``place``."""
        key = self.key(place)
        if not key:
            return "", place
        if key in DASHES:
            return "to", place + 1
        sense = self.sense(place, "joiner")
        if sense is not None:
            return sense.value, self._skip_cue_word(place + sense.width)
        if any(sense.prefix == "و" for sense in self.senses[place].values()):
            return "and", place  # «أبريل وأكتوبر»
        return "", place

    def _skip_cue_word(self, place: int) -> int:
        sense = self.sense(place, "place")
        return place + sense.width if sense and sense.value == "in" else place

    def _opened(self, place: int) -> bool:
        """Whether بين, من, "between" … stands before the date."""
        before = place - 1
        while before >= 0 and (self.sense(before, "cue") or self.sense(before, "period")):
            before -= 1
        return self.sense(before, "opener") is not None

    def _single(self, place: int, *, inside: bool = False) -> _Part | None:
        """One date at ``place``; ``inside`` a phrase that already says a date is coming."""
        if place >= len(self.tokens):
            return None
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

    # -- digits --------------------------------------------------------------------------------

    def _numeric(self, place: int) -> _Part | None:
        """17/1/2025, 2025-01-17, 17.1.2025, 2025/1, and Hijri or Persian y/m/d."""
        if self._touching(place) and self.key(place - 1) in _JOINS:
            return None
        groups, mark, end = [self._digits(place)], "", place + 1
        while len(groups) < 3 and self._digits(end + 1) and self._touching(end):
            if not self._touching(end + 1) or self.key(end) not in "/-.–" or self.key(end) == "":
                break
            if mark and self.key(end) != mark:
                break
            mark = self.key(end)
            groups.append(self._digits(end + 1))
            end += 2
        more = self._touching(end) and self.key(end) in "/-" and self._digits(end + 1)
        if len(groups) < 3 or more:
            return None
        numbers = [int(group) if len(group) <= 4 else 0 for group in groups]
        lengths = [len(group) for group in groups]
        if lengths[0] == 4 and max(lengths[1:]) <= 2:
            year, month, day = numbers
        elif lengths[2] == 4 and max(lengths[:2]) <= 2:
            day, month, year = numbers
            if mark == "/" and self.english and day != month and max(day, month) <= 12:
                return _Part(Fixed(f"{year:04}"), end) if 1500 <= year <= 2199 else None
            if month > 12 >= day:
                day, month = month, day
        else:
            return None
        kind: Calendar = "gregorian"
        era = self.sense(end, "era")
        if era is not None and era.value != "before":
            kind, end = cast(Calendar, era.value), end + era.width
        elif 1200 <= year < 1500:
            kind = "solar" if self.persian else "hijri"
        if not (1 <= month <= 12 and 1 <= day <= 31 and (kind != "gregorian" or year >= 1500)):
            return None
        moment = Moment(year, month, day, calendar=kind)
        return _Part(moment, end) if moment.possible and year <= 2199 else None

    def _day_at(self, place: int, *, joined: bool = False) -> tuple[int, int]:
        """(day of the month, token after it) or (0, place); ``joined`` after a dash is expected."""
        digits = self._digits(place)
        if not digits or len(digits) > 2 or not 1 <= int(digits) <= 31:
            return 0, place
        if not joined and self._touching(place):
            if self.key(place - 1) in _JOINS and self._digits(place - 2):
                return 0, place
        end = place + 1
        if self._touching(end) and self.key(end) in ("st", "nd", "rd", "th"):
            end += 1
        return int(digits), end

    def _day_month(self, place: int) -> _Part | None:
        """17 يناير [2025]; 22 إلى 24 أكتوبر; 17 من الشهر الجاري; 1st of May."""
        day, end = self._day_at(place)
        if not day:
            return None
        if end > place + 1 and self.sense(self._skip(end, "-"), "century"):
            return _Part(Fixed(f"{day - 1:02}XX"), self._skip(end, "-") + 1)
        part = self._rest_of_day(place, day, end)
        if part is not None:
            return part
        last, reached, strong = day, end, False
        for _ in range(6):
            key = self.key(reached)
            joiner = self.sense(reached, "joiner")
            if key in DASHES or key in (",", "،"):
                step, strong = reached + 1, strong or key in DASHES
            elif joiner is not None:
                step, strong = reached + joiner.width, True
            else:
                return None
            last, reached = self._day_at(step, joined=True)
            if not last:
                return None
            part = self._rest_of_day(step, last, reached) if strong else None
            if part is not None:
                if not isinstance(part.meaning, Moment) or last <= day:
                    return None
                return _Part(
                    Span(Moment(day=day, calendar=part.meaning.calendar), part.meaning), part.end
                )
        return None

    def _rest_of_day(self, place: int, day: int, end: int) -> _Part | None:
        """The month and year after a day; the meaning is a Moment."""
        if self.key(end) in ("/", "-") and self._touching(end) and self._touching(end + 1):
            end += 1
        else:
            end = self._skip_of(end)
        relative = self._period(end)
        if relative is not None and relative[0] == "month":
            _, relation, after = relative
            moment = Moment(
                day=day, month_shift=shift_of(relation), points_back=relation in IN_TEXT
            )
            return _Part(moment, after)
        period = self.sense(end, "period")
        if period is not None and period.value == "month":
            end += period.width
        month = self._month(end)
        if month is None:
            return None
        number, kind, after = month
        if self._latin(end) and self.sense(end, "weak") and not self._capital(end):
            return None
        moment, after = self._with_year(Moment(month=number, day=day, calendar=kind), after)
        if not moment.possible or (kind == "solar" and not moment.stated and not self.persian):
            return None
        if self.key(end) == "صفر" and not moment.stated:
            return None
        return _Part(moment, after)

    def _year_digits(self, place: int, kind: Calendar = "gregorian") -> tuple[int, Calendar, int]:
        """(year, its calendar, token after it) or (0, …): 2022, 2022م, 1446هـ."""
        digits = self._digits(place)
        end = place + 1
        if not 3 <= len(digits) <= 4:
            return 0, kind, place
        year = int(digits)
        era = self.sense(end, "era")
        if era is not None and era.value == "before":
            return 0, kind, place  # before Christ: EDTF can say it, no briefing needs it
        if era is not None and not era.prefix:
            kind, end = cast(Calendar, era.value), end + era.width
        elif len(digits) != 4:
            return 0, kind, place
        elif self._touching(end):
            if self._latin(end) and self.tokens[end].kind == WORD:
                return 0, kind, place  # 2000km
            if self.key(end) in "%٪٫٬" or (
                self.key(end) == "," and len(self._digits(end + 1)) == 3
            ):
                return 0, kind, place
        low, high = {"gregorian": (1000, 2199), "hijri": (1, 1600), "solar": (1, 1600)}[kind]
        return (year, kind, end) if low <= year <= high else (0, kind, place)

    def _year(self, place: int, inside: bool) -> _Part | None:
        """A bare year, if something says it is one; 2015-2018; 1990s."""
        digits = self._digits(place)
        if len(digits) == 2:
            before = self.key(place - 1)
            if before in ("'", "’", "‘") and self.key(place + 1) == "s" and digits[1] == "0":
                return _Part(Fixed(f"19{digits[0]}X"), place + 2)
            return None
        if len(digits) != 4:
            return None
        year = int(digits)
        if self._touching(place) and self.key(place - 1) in _JOINS and self._digits(place - 2):
            return None
        if self._touching(place) and self.key(place - 1) in DASHES and not inside:
            return None
        after = self._skip(place + 1, "'", "’")
        if self._touching(after) and self.key(after) == "s" and digits[3] == "0":
            return _Part(Fixed(f"{digits[:3]}X"), after + 1) if 1000 <= year <= 2199 else None
        if not 1500 <= year <= 2100 and not (1200 <= year < 1500 and self._era_after(place)):
            return None
        both = self._year_range(place, year)
        if both is not None:
            return both
        value, kind, end = self._year_digits(place)
        if not value or not (inside or self._era_after(place) or self._says_year(place, year)):
            return None
        return _Part(Moment(value, calendar=kind), end)

    def _era_after(self, place: int) -> bool:
        era = self.sense(place + 1, "era")
        return (
            era is not None
            and not era.prefix
            and (len(self.key(place + 1)) > 1 or self._touching(place + 1))
        )

    def _year_range(self, place: int, year: int) -> _Part | None:
        """2015-2018, 2023/24."""
        mark, other = self.key(place + 1), self._digits(place + 2)
        if not (mark in DASHES or mark == "/") or not other:
            return None
        if self._touching(place + 3) and self.key(place + 3) in "/-" and self._digits(place + 4):
            return None
        if len(other) == 2 and mark != "-" and int(other) == (year + 1) % 100:
            other = f"{year + 1:04}"
        if len(other) != 4 or not 1900 <= year < int(other) <= min(2100, year + 150):
            return None
        if mark == "/" and int(other) != year + 1:
            return None
        return _Part(Span(Moment(year), Moment(int(other))), place + 3)

    def _says_year(self, place: int, year: int) -> bool:
        """Whether the words round a bare 1900–2100 make it a year and not a count."""
        if self._counted(place + 1):
            return False
        if (year < 1900 or year % 500 == 0) and self._noun_follows(place + 1):
            return False  # "in 2000 villages"
        before = place - 1
        if self.sense(before, "approx"):
            before -= 1
        if self.key(before) == "(":
            return self.key(place + 1) in (")", ",", "،", ";", "؛", "–", "-") or not self.key(
                place + 1
            )
        last = self.last
        if last is not None and isinstance(last.meaning, Moment) and _grain(last.meaning) == "year":
            if last.end in (before, before - 1) and self.key(before) in (
                "و",
                ",",
                "،",
                "and",
                "او",
                "or",
            ):
                return True
        place_word = self._ending(before, "place")
        if place_word and place_word.value == "in":
            return True
        if self._ending(before, "role"):
            return self.key(before) not in ("الي", "من", "از")
        if self._ending(before, "opener"):
            how, after = self._connector(place + 1)
            return bool(how) and len(self._digits(after)) == 4
        return False

    def _ending(self, place: int, kind: str) -> Sense | None:
        """The phrase of ``kind`` whose last word is token ``place``."""
        for width in (1, 2, 3):
            sense = self.sense(place - width + 1, kind)
            if sense is not None and sense.width == width:
                return sense
        return None

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

    # -- names ---------------------------------------------------------------------------------

    def _named_year(self, place: int) -> Found | None:
        """«لعام 2015», "the 2015 nuclear deal", «اتفاق 2015»: the year is part of a name."""
        cue = self.sense(place, "cue")
        if cue is not None and cue.prefix.endswith("ل") and cue.value == "one":
            if place and self.tokens[place - 1].kind == WORD or self.key(place - 1) in _QUOTES:
                year, kind, end = self._year_digits(place + cue.width)
                if year and not self.sense(place - 1, "month"):
                    return Found(place, end, Moment(year, calendar=kind), named=True)
            return None
        digits = self._digits(place)
        if len(digits) != 4 or not 1900 <= int(digits) <= 2100 or not place:
            return None
        before = self.senses[place - 1]
        if self._counted(place + 1) or self._touching(place + 1) and self.key(place + 1) in _JOINS:
            return None
        if "naming" in before and not self._latin(place - 1):
            return Found(place, place + 1, Moment(int(digits)), named=True)
        owner = "determiner" in before or self.key(place - 1) == "s" and self._touching(place - 1)
        if owner and self._latin(place - 1) and self._word_follows(place + 1):
            if not ("place" in self.senses[place + 1] or "role" in self.senses[place + 1]):
                if not self._touching(place + 1):
                    return Found(place, place + 1, Moment(int(digits)), named=True)
            return None
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

    # -- months --------------------------------------------------------------------------------

    def _month(self, place: int) -> tuple[int, Calendar, int] | None:
        """(month, calendar, token after it), with its other name: «كانون الثاني/يناير»."""
        best: tuple[Sense, Calendar] | None = None
        for kind, name in (("month", "gregorian"), ("hijri", "hijri"), ("solar", "solar")):
            sense = self.sense(place, kind)
            if sense and (best is None or sense.width > best[0].width):
                best = sense, cast(Calendar, name)
        if best is None:
            return None
        sense, name = best
        number, end = int(sense.value), place + sense.width
        if len(self.key(place)) <= 4 and self.key(end) == "." and self._latin(place):
            if self._touching(end) and self._digits(end + 1):
                end += 1
        if self.key(end) in ("/", "-", "(", "–", "،", ","):
            alias = self.sense(end + 1, "month")
            if alias and name == "gregorian" and int(alias.value) == number:
                bracket = self.key(end) == "("
                end = end + 1 + alias.width
                if bracket:
                    end = self._skip(end, ")")
        return number, name, end

    def _with_year(self, moment: Moment, place: int) -> tuple[Moment, int]:
        """The year after a month, or the words that tie it to an anchor."""
        kind = moment.calendar
        after = self._skip(place, ",", "،", "/", "-", ".", "–")
        year, found, end = self._year_digits(after, kind)
        if year and (found == kind or kind != "gregorian"):
            if after == place or self.key(place) in (",", "،", "/") or self._touching(after):
                if not (self.key(place) == "." and not self._latin(place - 1)):
                    return replace(moment, year=year, calendar=found), end
        relation = self.sense(place, "relation")
        if relation is not None and relation.value in _RELATIONS and not self._latin(place):
            tie = cast(Relation, relation.value)
            if self._period(place) is None:
                return replace(
                    moment, relation=tie, points_back=tie in IN_TEXT
                ), place + relation.width
        after = self._skip_of(place)
        cue = self.sense(after, "cue")
        if cue is not None:
            year, found, end = self._year_digits(self._skip_footnote(after + cue.width), kind)
            if year:
                return replace(moment, year=year, calendar=found), end
        elif after > place:
            year, found, end = self._year_digits(after, kind)
            if year:
                return replace(moment, year=year, calendar=found), end
        relative = self._period(after)
        if relative is not None and relative[0] == "year":
            _, tie, end = relative
            return replace(moment, year_shift=shift_of(tie), points_back=tie in IN_TEXT), end
        return moment, place

    def _month_first(self, place: int, inside: bool) -> _Part | None:
        """يوليو 2024; February 27, 2025; «فبراير الماضي»; a bare month if it can be nothing else."""
        month = self._month(place)
        if month is None or "month" in self._blocks(place - 1):
            return None
        number, kind, end = month
        weak = "weak" in self.senses[place]
        latin = self._latin(place)
        if latin and not self._capital(place):
            return None
        day, after = self._day_at(end)
        if day:
            part = self._month_day(number, kind, day, after, latin)
            if part is not None:
                return part
        moment, after = self._with_year(Moment(month=number, calendar=kind), end)
        if moment.year or moment.year_shift is not None or moment.relation:
            if kind != "gregorian" and weak and not moment.stated and not self._month_said(place):
                return None
            return _Part(moment, after)
        if kind != "gregorian":
            return _Part(moment, after) if self._month_said(place) and kind == "hijri" else None
        if weak and not (inside or self._month_said(place)):
            return None
        return _Part(moment, after)

    def _month_day(
        self, number: int, kind: Calendar, day: int, end: int, latin: bool
    ) -> _Part | None:
        first = 0
        if latin and self.key(end) in DASHES | {"to", "and"}:
            other, after = self._day_at(end + 1, joined=True)
            if other > day:
                first, day, end = day, other, after
        after = self._skip(end, ",", "،")
        year, _, reached = self._year_digits(after)
        if not year and not latin:
            return None
        if not year and self._touching(end) and self.key(end) in ",.%:/":
            if self._digits(end + 1):
                return None
        moment = Moment(year or None, number, day, calendar=kind)
        if not year:
            moment, reached = self._with_year(moment, end)
        if not moment.possible:
            return None
        if first:
            return _Part(Span(Moment(day=first), moment), reached)
        return _Part(moment, reached)

    def _month_said(self, place: int) -> bool:
        """Whether the word before allows a month that is also a common word."""
        before = place - 1
        sense = self._ending(before, "place") or self._ending(before, "role")
        if sense is not None and sense.value != "of" and self.key(before) not in ("الي", "از"):
            return True
        period = self.sense(before, "period")
        return period is not None and period.value == "month"

    # -- words that open a date ----------------------------------------------------------------

    def _part(self, place: int) -> _Part | None:
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

    def _weekday(self, place: int) -> _Part | None:
        """«الجمعة 11 أكتوبر 2024», "on Tuesday", «الثلاثاء الماضي»."""
        sense = self.senses[place]["weekday"]
        day, end = int(sense.value), place + sense.width
        if self._latin(place) and not self._capital(place):
            return None
        after = self._skip(end, ",", "،")
        part = self._single(after)
        if part is not None and isinstance(part.meaning, Moment) and part.meaning.day:
            return part
        if part is not None and isinstance(part.meaning, Span) and part.meaning.first.day:
            return part
        relation = self.sense(end, "relation")
        if relation is not None and not self._latin(end):
            tie = cast(Relation, relation.value)
            return _Part(Moment(weekday=day, relation=tie), end + relation.width)
        if "weekday" in self._blocks(place - 1):
            return None
        said = self.sense(place - 1, "period") is not None
        definite = "ال" in self.key(place)[:5] or self.key(place).startswith(("لل", "ولل", "فلل"))
        if not self._latin(place) and not definite and not (said or self.persian):
            return None
        return _Part(Moment(weekday=day), end)

    def _ordinal(self, place: int) -> _Part | None:
        """«السابع عشر من يناير 2025», "the first quarter of 2025", "the 20th century"."""
        sense = self.senses[place]["ordinal"]
        number, end = int(sense.value), place + sense.width
        if self._latin(place):
            portion = self.sense(end, "portion")
            if portion is not None and number <= 4:
                return self._portion_of(portion.value, number, end + portion.width)
            if self._skip(end, "-") and self.sense(self._skip(end, "-"), "century"):
                return _Part(Fixed(f"{number - 1:02}XX"), self._skip(end, "-") + 1)
        if number <= 31:
            after = self._skip_of(end)
            if after > end or self.key(place) in ("اول", "واول", "باول"):
                period = self.sense(after, "period")
                said = period is not None and period.value == "month"
                month = self._month(after + (period.width if said and period else 0))
                if month is not None or self._period(after):
                    return self._rest_of_day(place, number, end)
        return None

    def _portion(self, place: int) -> _Part | None:
        """«الربع الأول من عام 2025»."""
        sense = self.senses[place]["portion"]
        if self._latin(place):
            return None
        end = place + sense.width
        ordinal = self.sense(end, "ordinal")
        if ordinal is not None:
            return self._portion_of(sense.value, int(ordinal.value), end + ordinal.width)
        last = self.sense(end, "relation")
        if last is not None and self.key(end) == "الاخير":
            return self._portion_of(sense.value, 4 if sense.value == "quarter" else 2, end + 1)
        return None

    def _portion_of(self, name: str, number: int, end: int) -> _Part | None:
        months = 3 if name == "quarter" else 6
        if not 1 <= number <= 12 // months:
            return None
        part = self._single(self._skip_of(end), inside=True)
        if part is None:
            return None
        year = part.meaning
        if isinstance(year, Offset) and year.unit == "year" and year.period:
            year = Moment(year_shift=year.count, points_back=year.points_back)
        if not isinstance(year, Moment) or _grain(year) != "year" or year.calendar != "gregorian":
            return None
        return _Part(Portion(year, (number - 1) * months + 1, number * months), part.end)

    def _decade(self, place: int) -> _Part | None:
        """«تسعينيات القرن الماضي» → 199X."""
        sense = self.senses[place]["decade"]
        end = place + sense.width
        century = 19
        of = self.sense(self._skip_of(end), "century")
        if of is not None:
            part = self._century(self._skip_of(end))
            if part is not None and isinstance(part.meaning, Fixed):
                century, end = int(part.meaning.value[:2]), part.end
        elif self._latin(place) and self.key(place - 1) != "the":
            return None
        elif not self._latin(place) and not sense.article:
            return None
        return _Part(Fixed(f"{century}{sense.value[0]}X"), end)

    def _century(self, place: int) -> _Part | None:
        """«القرن العشرين», «القرن الـ19», «القرن الماضي» (the twentieth)."""
        sense = self.senses[place]["century"]
        if self._latin(place):
            return None
        end = place + sense.width
        ordinal = self.sense(end, "ordinal")
        if ordinal is not None:
            return _Part(Fixed(f"{int(ordinal.value) - 1:02}XX"), end + ordinal.width)
        relation = self.sense(end, "relation")
        if relation is not None and relation.value in ("last", "this"):
            value = "19XX" if relation.value == "last" else "20XX"
            return _Part(Fixed(value), end + relation.width)
        number = self._skip(end, "ال")
        digits = self._digits(number)
        if len(digits) in (1, 2) and 1 <= int(digits) <= 21:
            return _Part(Fixed(f"{int(digits) - 1:02}XX"), number + 1)
        return None

    def _day_word(self, place: int) -> _Part | None:
        """«أمس», "yesterday", and the weekday after it."""
        sense = self.senses[place]["day"]
        end = place + sense.width
        if "day" in self._blocks(place - 1) or self.key(self._skip(end, "'", "’")) == "s":
            return None
        weekday = self.sense(end, "weekday")
        if weekday is not None and not (self._latin(place) and not self._capital(end)):
            offset = Offset("day", int(sense.value), weekday=int(weekday.value))
            return _Part(offset, end + weekday.width)
        return _Part(Offset("day", int(sense.value)), end)

    def _season(self, place: int) -> _Part | None:
        """«ربيع 2025», "the summer of 2024", «الصيف الماضي»; a season alone is no date."""
        sense = self.senses[place]["season"]
        if self.sense(place, "hijri"):
            return None
        season = Moment(season=int(sense.value))
        end = place + sense.width
        moment, after = self._with_year(season, end)
        if moment == season:
            return None
        return _Part(moment, after)

    def _cued(self, place: int) -> _Part | None:
        """«عام 2022», «العام ٢٠١٤», «عام 1446هـ», "the year 2015"."""
        sense = self.senses[place]["cue"]
        number = self._skip_footnote(place + sense.width)
        number = self._skip(number, "ال")
        kind: Calendar = "gregorian"
        digits = self._digits(number)
        if self.persian and len(digits) == 4 and 1200 <= int(digits) < 1500:
            kind = "solar"
        year, kind, end = self._year_digits(number, kind)
        if not year or (kind == "gregorian" and not 1500 <= year <= 2100):
            return None
        if self._counted(end) and self.tokens[end].kind == WORD:
            return None
        if sense.value == "many" or not self._latin(place):
            both = self._year_range(number, year)
            if both is not None:
                return both
        return _Part(Moment(year, calendar=kind, approximate=self._about(place)), end)

    def _about(self, place: int) -> bool:
        return self.sense(place - 1, "approx") is not None

    def _skip_footnote(self, place: int) -> int:
        """«العام 5.2020»: a footnote mark that a PDF set before the year."""
        if (
            len(self._digits(place)) <= 2
            and self.key(place + 1) == "."
            and self._touching(place + 1)
        ):
            if len(self._digits(place + 2)) == 4 and self._touching(place + 2):
                return place + 2
        return place

    # -- relative words ------------------------------------------------------------------------

    def _period(self, place: int) -> tuple[Unit, Relation, int] | None:
        """«العام الماضي», «هذا الشهر», "last week": (unit, relation, token after it)."""
        demonstrative = self.sense(place, "demonstrative")
        if demonstrative is not None:
            end = place + demonstrative.width
            period = self.sense(end, "period")
            if period is not None and (period.article or self._latin(end)):
                tie = cast(Relation, demonstrative.value)
                return cast(Unit, period.value), tie, end + period.width
        start = self._skip(place, "the")
        relation = self.sense(start, "relation")
        if relation is not None and self._latin(start):
            period = self.sense(start + relation.width, "period")
            if period is not None and not self.key(start + relation.width).endswith("s"):
                end = start + relation.width + period.width
                return cast(Unit, period.value), cast(Relation, relation.value), end
        period = self.sense(place, "period")
        if period is None or self._latin(place):
            return None
        if not (period.article or self.persian) or "period" in self._blocks(place - 1):
            return None
        end = place + period.width
        relation = self.sense(end, "relation")
        if relation is None or relation.prefix or self.key(end) == "الاخير":
            return None
        if self.key(place).endswith(_PLURAL):
            return None  # «السنوات المقبلة» is no calendar unit
        return cast(Unit, period.value), cast(Relation, relation.value), end + relation.width

    def _offset(self, unit: Unit, tie: Relation) -> Offset | None:
        if unit in ("decade", "century"):
            return None
        return Offset(unit, shift_of(tie), period=True, points_back=tie in IN_TEXT)

    def _period_word(self, place: int, inside: bool) -> _Part | None:
        """«شهر يوليو 2024», «يوم الجمعة», «العام الماضي», «مساء اليوم», «نهاية العام»."""
        sense = self.senses[place]["period"]
        unit, end = cast(Unit, sense.value), place + sense.width
        relative = self._period(place)
        if relative is not None:
            _, tie, after = relative
            offset = self._offset(unit, tie)
            return offset and _Part(offset, after)
        if self._latin(place):
            return None
        if unit in ("day", "month") and not sense.article:
            part = self._single(end, inside=True) if end < len(self.tokens) else None
            wanted = part is not None and isinstance(part.meaning, Moment | Span | Offset)
            if wanted and part is not None and "cue" not in self.senses[end]:
                grain = _grain(part.meaning) if isinstance(part.meaning, Moment) else unit
                if grain in (unit, "weekday") or (unit == "day" and grain == "day"):
                    return part
        if unit == "day" and sense.article:
            weekday = self.sense(end, "weekday")
            if weekday is not None:
                offset = Offset("day", 0, weekday=int(weekday.value))
                return _Part(offset, end + weekday.width)
            if self._ending(place - 1, "clock") is not None:
                return _Part(Offset("day", 0), end)
        if inside and sense.article and unit in ("year", "month"):
            return _Part(Offset(unit, 0, period=True), end)
        return None

    def _relation_first(self, place: int) -> _Part | None:
        """ "last month", «هذا العام», "next Tuesday", "last July"."""
        relative = self._period(place)
        if relative is not None:
            unit, tie, end = relative
            offset = self._offset(unit, tie)
            return offset and _Part(offset, end)
        sense = self.sense(place, "relation")
        if sense is None or not self._latin(place):
            return None
        end = place + sense.width
        tie = cast(Relation, sense.value)
        weekday = self.sense(end, "weekday")
        if weekday is not None and self._capital(end):
            return _Part(Moment(weekday=int(weekday.value), relation=tie), end + weekday.width)
        month = self._month(end)
        if month is not None and self._capital(end):
            return _Part(Moment(month=month[0], relation=tie), month[2])
        season = self.sense(end, "season")
        if season is not None:
            return _Part(Moment(season=int(season.value), relation=tie), end + season.width)
        return None

    def _distance(self, place: int) -> _Part | None:
        """«قبل ثلاثة أيام», «منذ عامين», «بعد شهر»; not «قبل ثلاثة أيام من توليه»."""
        sense = self.senses[place]["role"]
        if self._latin(place) or sense.value not in ("since", "before", "after"):
            return None
        if self.key(place).lstrip("وف") not in _DISTANCE:
            return None
        start = place + sense.width
        bound = self.sense(start, "bound")
        if bound is not None and bound.value == "about":
            start += bound.width
        counted = self._count(start)
        if counted is None:
            return None
        unit, count, end = counted
        if self.sense(end, "distance") or self._digits(end) or self.sense(end, "relation"):
            return None
        return _Part(Offset(unit, count if sense.value == "after" else -count), end)

    def _count(self, place: int) -> tuple[Unit, int, int] | None:
        """(unit, how many, token after it): «ثلاثة أيام», «عامين», «شهر»."""
        dual = self.sense(place, "dual")
        if dual is not None and not dual.prefix:
            return cast(Unit, dual.value), 2, place + dual.width
        period = self.sense(place, "period")
        if period is not None and not period.prefix and not period.article:
            if self.key(place) in _SINGULAR:
                return cast(Unit, period.value), 1, place + period.width
            return None
        if place >= len(self.tokens):
            return None
        number = number_at(self.tokens, self.senses, place, not self.english)
        if number is None or number.low != number.high or not 0 < number.low <= 2000:
            return None
        if number.low != int(number.low):
            return None
        period = self.sense(number.end, "period")
        if period is None or period.article or period.prefix:
            return None
        return cast(Unit, period.value), int(number.low), number.end + period.width

    def _ago(self, place: int) -> _Part | None:
        """ "three days ago", "two years later", "a year ago", «سه سال پیش»."""
        if self.key(place) in ("a", "an"):
            period = self.sense(place + 1, "period")
            if period is None:
                return None
            unit, count, end = cast(Unit, period.value), 1, place + 1 + period.width
        else:
            counted = self._count(place)
            if counted is None:
                return None
            unit, count, end = counted
        ago = self.sense(end, "ago")
        if ago is None or not (self._latin(end) or self.persian):
            return None
        later = ago.value == "later"
        return _Part(Offset(unit, count if later else -count, points_back=later), end + ago.width)

    def _blocks(self, place: int) -> str:
        sense = self.sense(place, "blocks")
        return sense.value if sense is not None else ""


_JOINS = frozenset("/-.:–٫٬,")
_QUOTES = frozenset('»”"')
_RELATIONS = frozenset(("last", "next", "this", "same", "following", "previous"))
_DISTANCE = frozenset(("منذ", "مذ", "قبل", "بعد", "قبيل", "بعيد"))
_PLURAL = ("ايام", "اسابيع", "اشهر", "شهور", "اعوام", "سنوات", "سنين", "عقود", "قرون")
_SINGULAR = frozenset(("يوم", "اسبوع", "شهر", "عام", "سنه", "عقد"))


def _grain(moment: Moment) -> str:
    """What the finest field is: two ends of a range must agree on it."""
    if moment.day:
        return "day"
    if moment.month:
        return "month"
    if moment.season:
        return "season"
    return "weekday" if moment.weekday else "year"
