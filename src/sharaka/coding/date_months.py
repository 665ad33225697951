"""Days, months and weekdays, with the year or the words that stand for it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from sharaka.coding.calendars import IN_TEXT, Calendar, Fixed, Moment, Relation, Span, shift_of
from sharaka.coding.date_reader import DASHES, JOINS, Part
from sharaka.coding.date_relative import Relative
from sharaka.coding.scan import WORD
from sharaka.coding.wordbook import Sense

_RELATIONS = frozenset(("last", "next", "this", "same", "following", "previous"))


class Months(Relative):
    """«17 كانون الثاني/يناير 2025», "Oct. 22-24, 2024", «الجمعة 11 أكتوبر», «فبراير الماضي»."""

    def _day_at(self, place: int, *, joined: bool = False) -> tuple[int, int]:
        """(day of the month, token after it) or (0, place); ``joined`` after a dash is expected."""
        digits = self._digits(place)
        if not digits or len(digits) > 2 or not 1 <= int(digits) <= 31:
            return 0, place
        bound = self._touching(place) and self.key(place - 1) in JOINS and self._digits(place - 2)
        if bound and not joined:
            return 0, place
        end = place + 1
        if self._touching(end) and self.key(end) in ("st", "nd", "rd", "th"):
            end += 1
        return int(digits), end

    def _day_month(self, place: int) -> Part | None:
        """17 يناير [2025]; 22 إلى 24 أكتوبر; 17 من الشهر الجاري; 1st of May."""
        day, end = self._day_at(place)
        if not day:
            return None
        if end > place + 1 and self.sense(self._skip(end, "-"), "century"):
            return self._century_of(day, self._skip(end, "-") + 1)
        part = self._rest_of_day(day, end)
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
            part = self._rest_of_day(last, reached) if strong else None
            if part is not None:
                if not isinstance(part.meaning, Moment) or last <= day:
                    return None
                return Part(
                    Span(Moment(day=day, calendar=part.meaning.calendar), part.meaning), part.end
                )
        return None

    def _century_of(self, number: int, end: int) -> Part | None:
        """The ``number``-th century; None before Christ, after the Hijra, and for years below 100."""
        era = self.sense(end, "era")
        if number < 2 or (era is not None and era.value != "gregorian"):
            return None
        return Part(Fixed(f"{number - 1:02}XX"), end)

    def _rest_of_day(self, day: int, end: int) -> Part | None:
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
            return Part(moment, after)
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
        return Part(moment, after)

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
        short = len(self.key(place)) <= 4 and self._latin(place)
        if short and self.key(end) == "." and self._touching(end) and self._digits(end + 1):
            end += 1
        if self.key(end) in ("/", "-", "(", ")", "–", "،", ","):
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
        fits = year and (found == kind or kind != "gregorian")
        near = after == place or self.key(place) in (",", "،", "/") or self._touching(after)
        stop = self.key(place) == "." and not self._latin(place - 1)
        if fits and near and not stop:
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

    def _month_first(self, place: int, inside: bool) -> Part | None:
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
            return Part(moment, after)
        if kind != "gregorian":
            return Part(moment, after) if self._month_said(place) and kind == "hijri" else None
        if weak and not (inside or self._month_said(place)):
            return None
        if weak and self.senses[place]["weak"].article:
            return None  # «الأب» is the father, not August
        return Part(moment, after)

    def _month_day(
        self, number: int, kind: Calendar, day: int, end: int, latin: bool
    ) -> Part | None:
        first = 0
        if latin and self.key(end) in DASHES | {"to", "and"}:
            other, after = self._day_at(end + 1, joined=True)
            if other > day:
                first, day, end = day, other, after
        after = self._skip(end, ",", "،")
        year, _, reached = self._year_digits(after)
        if not year and not latin:
            return None
        if not year and self._touching(end) and self.key(end) in JOINS and self._digits(end + 1):
            return None
        moment = Moment(year or None, number, day, calendar=kind)
        if not year:
            moment, reached = self._with_year(moment, end)
        if not moment.possible:
            return None
        if first:
            return Part(Span(Moment(day=first), moment), reached)
        return Part(moment, reached)

    def _month_said(self, place: int) -> bool:
        """Whether the word before allows a month that is also a common word."""
        before = place - 1
        sense = self._ending(before, "place") or self._ending(before, "role")
        if sense is not None and sense.value != "of" and self.key(before) not in ("الي", "از"):
            return True
        period = self.sense(before, "period")
        return period is not None and period.value == "month"

    def _weekday(self, place: int) -> Part | None:
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
            return Part(Moment(weekday=day, relation=tie), end + relation.width)
        if "weekday" in self._blocks(place - 1):
            return None
        said = self.sense(place - 1, "period") is not None
        definite = "ال" in self.key(place)[:5] or self.key(place).startswith(("لل", "ولل", "فلل"))
        if not self._latin(place) and not definite and not (said or self.persian):
            return None
        return Part(Moment(weekday=day), end)
