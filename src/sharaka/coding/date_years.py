"""Numeric dates, years, decades, centuries, seasons, quarters."""

from __future__ import annotations

from typing import cast

from sharaka.coding.calendars import Calendar, Fixed, Moment, Offset, Portion, Span
from sharaka.coding.date_months import Months
from sharaka.coding.date_reader import DASHES, JOINS, Part, grain
from sharaka.coding.scan import WORD


class Years(Months):
    """A bare number is a year only when a word beside it says so."""

    def _numeric(self, place: int) -> Part | None:
        """17/1/2025, 2025-01-17, 17.1.2025, 2025/1, and Hijri or Persian y/m/d."""
        if self._touching(place) and self.key(place - 1) in JOINS:
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
                return Part(Fixed(f"{year:04}"), end) if 1500 <= year <= 2199 else None
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
        return Part(moment, end) if moment.possible and year <= 2199 else None

    def _year(self, place: int, inside: bool) -> Part | None:
        """A bare year, if something says it is one; 2015-2018; 1990s."""
        digits = self._digits(place)
        if len(digits) == 2:
            before = self.key(place - 1)
            if before in ("'", "’", "‘") and self.key(place + 1) == "s" and digits[1] == "0":
                return Part(Fixed(f"19{digits[0]}X"), place + 2)
            return None
        if len(digits) != 4:
            return None
        year = int(digits)
        if self._touching(place) and self.key(place - 1) in JOINS and self._digits(place - 2):
            return None
        if self._touching(place) and self.key(place - 1) in DASHES and not inside:
            return None
        after = self._skip(place + 1, "'", "’")
        if self._touching(after) and self.key(after) == "s" and digits[3] == "0":
            return Part(Fixed(f"{digits[:3]}X"), after + 1) if 1000 <= year <= 2199 else None
        if not 1500 <= year <= 2100 and not (1200 <= year < 1500 and self._era_after(place)):
            return None
        both = self._year_range(place, year)
        if both is not None:
            return both
        value, kind, end = self._year_digits(place)
        if not value or not (inside or self._era_after(place) or self._says_year(place, year)):
            return None
        return Part(Moment(value, calendar=kind), end)

    def _era_after(self, place: int) -> bool:
        era = self.sense(place + 1, "era")
        return (
            era is not None
            and not era.prefix
            and (len(self.key(place + 1)) > 1 or self._touching(place + 1))
        )

    def _year_range(self, place: int, year: int) -> Part | None:
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
        return Part(Span(Moment(year), Moment(int(other))), place + 3)

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
        joined = self.key(before) in ("و", ",", "،", "and", "او", "or")
        if joined and last is not None and last.end in (before, before - 1):
            return isinstance(last.meaning, Moment) and grain(last.meaning) == "year"
        place_word = self._ending(before, "place")
        if place_word and place_word.value == "in":
            return True
        if self._ending(before, "role"):
            return self.key(before) not in ("الي", "من", "از")
        if self._ending(before, "opener"):
            how, after = self._connector(place + 1)
            return bool(how) and len(self._digits(after)) == 4
        return False

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

    def _portion(self, place: int) -> Part | None:
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

    def _portion_of(self, name: str, number: int, end: int) -> Part | None:
        months = 3 if name == "quarter" else 6
        if not 1 <= number <= 12 // months:
            return None
        part = self._single(self._skip_of(end), inside=True)
        if part is None:
            return None
        year = part.meaning
        if isinstance(year, Offset) and year.unit == "year" and year.period:
            year = Moment(year_shift=year.count, points_back=year.points_back)
        if not isinstance(year, Moment) or grain(year) != "year" or year.calendar != "gregorian":
            return None
        return Part(Portion(year, (number - 1) * months + 1, number * months), part.end)

    def _decade(self, place: int) -> Part | None:
        """«تسعينيات القرن الماضي» → 199X."""
        sense = self.senses[place]["decade"]
        end = place + sense.width
        century = 19
        of = self.sense(self._skip_of(end), "century")
        if of is not None:
            part = self._century(self._skip_of(end))
            if part is not None and isinstance(part.meaning, Fixed):
                century, end = int(part.meaning.value[:2]), part.end
        elif not (self.key(place - 1) == "the" if self._latin(place) else sense.article):
            return None
        return Part(Fixed(f"{century}{sense.value[0]}X"), end)

    def _century(self, place: int) -> Part | None:
        """«القرن العشرين», «القرن الـ19», «القرن الماضي» (the twentieth)."""
        sense = self.senses[place]["century"]
        if self._latin(place):
            return None
        end = place + sense.width
        ordinal = self.sense(end, "ordinal")
        if ordinal is not None:
            return self._century_of(int(ordinal.value), end + ordinal.width)
        relation = self.sense(end, "relation")
        if relation is not None and relation.value in ("last", "this"):
            value = "19XX" if relation.value == "last" else "20XX"
            return Part(Fixed(value), end + relation.width)
        number = self._skip(end, "ال")
        digits = self._digits(number)
        if len(digits) in (1, 2) and 1 <= int(digits) <= 21:
            return self._century_of(int(digits), number + 1)
        return None

    def _season(self, place: int) -> Part | None:
        """«ربيع 2025», "the summer of 2024", «الصيف الماضي»; a season alone is no date."""
        sense = self.senses[place]["season"]
        if self.sense(place, "hijri"):
            return None
        season = Moment(season=int(sense.value))
        end = place + sense.width
        moment, after = self._with_year(season, end)
        if moment == season:
            return None
        return Part(moment, after)

    def _cued(self, place: int) -> Part | None:
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
        return Part(Moment(year, calendar=kind, approximate=self._about(place)), end)

    def _about(self, place: int) -> bool:
        return self.sense(place - 1, "approx") is not None
