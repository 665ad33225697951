"""Relative dates: «أمس», «العام الماضي», «قبل ثلاثة أيام», "two years later"."""

from __future__ import annotations

from abc import abstractmethod
from typing import cast

from sharaka.coding.calendars import (
    IN_TEXT,
    Calendar,
    Moment,
    Offset,
    Relation,
    Span,
    Unit,
    shift_of,
)
from sharaka.coding.date_reader import Part, Reader, grain
from sharaka.coding.number_words import number_at

_DISTANCE = frozenset(("منذ", "مذ", "قبل", "بعد", "قبيل", "بعيد"))
_PLURAL = ("ايام", "اسابيع", "اشهر", "شهور", "اعوام", "سنوات", "سنين", "عقود", "قرون")
_SINGULAR = frozenset(("يوم", "اسبوع", "شهر", "عام", "سنه", "عقد"))


class Relative(Reader):
    """Dates that count from an anchor."""

    @abstractmethod
    def _month(self, place: int) -> tuple[int, Calendar, int] | None:
        """(month, calendar, token after it) of a month's name at ``place``."""

    def _day_word(self, place: int) -> Part | None:
        """«أمس», "yesterday", and the weekday after it."""
        sense = self.senses[place]["day"]
        end = place + sense.width
        if "day" in self._blocks(place - 1) or self.key(self._skip(end, "'", "’")) == "s":
            return None
        weekday = self.sense(end, "weekday")
        if weekday is not None and not (self._latin(place) and not self._capital(end)):
            offset = Offset("day", int(sense.value), weekday=int(weekday.value))
            return Part(offset, end + weekday.width)
        return Part(Offset("day", int(sense.value)), end)

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

    def _period_word(self, place: int, inside: bool) -> Part | None:
        """«شهر يوليو 2024», «يوم الجمعة», «العام الماضي», «مساء اليوم», «نهاية العام»."""
        sense = self.senses[place]["period"]
        unit, end = cast(Unit, sense.value), place + sense.width
        relative = self._period(place)
        if relative is not None:
            _, tie, after = relative
            offset = self._offset(unit, tie)
            return Part(offset, after) if offset is not None else None
        if self._latin(place):
            return None
        if unit in ("day", "month") and not sense.article:
            part = self._single(end, inside=True) if end < len(self.tokens) else None
            wanted = part is not None and isinstance(part.meaning, Moment | Span | Offset)
            if wanted and part is not None and "cue" not in self.senses[end]:
                fine = grain(part.meaning) if isinstance(part.meaning, Moment) else unit
                if fine in (unit, "weekday"):
                    return part
        if unit == "day" and sense.article:
            weekday = self.sense(end, "weekday")
            if weekday is not None:
                offset = Offset("day", 0, weekday=int(weekday.value))
                return Part(offset, end + weekday.width)
            if self._ending(place - 1, "clock") is not None:
                return Part(Offset("day", 0), end)
        if inside and sense.article and unit in ("year", "month"):
            return Part(Offset(unit, 0, period=True), end)
        return None

    def _relation_first(self, place: int) -> Part | None:
        """ "last month", «هذا العام», "next Tuesday", "last July"."""
        relative = self._period(place)
        if relative is not None:
            unit, tie, end = relative
            offset = self._offset(unit, tie)
            return Part(offset, end) if offset is not None else None
        sense = self.sense(place, "relation")
        if sense is None or not self._latin(place):
            return None
        end = place + sense.width
        tie = cast(Relation, sense.value)
        weekday = self.sense(end, "weekday")
        if weekday is not None and self._capital(end):
            return Part(Moment(weekday=int(weekday.value), relation=tie), end + weekday.width)
        month = self._month(end)
        if month is not None and self._capital(end):
            return Part(Moment(month=month[0], relation=tie), month[2])
        season = self.sense(end, "season")
        if season is not None:
            return Part(Moment(season=int(season.value), relation=tie), end + season.width)
        return None

    def _distance(self, place: int) -> Part | None:
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
        if any(self.sense(end, kind) for kind in ("distance", "relation", "month", "hijri")):
            return None  # «قبل عامين من …», «منذ شهر سبتمبر»
        if self._digits(end):
            return None
        return Part(Offset(unit, count if sense.value == "after" else -count), end)

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

    def _ago(self, place: int) -> Part | None:
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
        return Part(Offset(unit, count if later else -count, points_back=later), end + ago.width)
