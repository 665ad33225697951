"""What a date expression means: EDTF from calendar fields, with an anchor for what is left unsaid.

EDTF levels 0 and 1 (Library of Congress, 2019): ``2025-01-17``, ``2025-01``, ``2025``, seasons
``2025-21`` … ``2025-24``, ``199X``, ``19XX``, ``1979~``, intervals ``A/B``.  Quarters and halves
of a year are intervals, because EDTF has them only at level 2.

Hijri days follow Umm al-Qura (``hijridate``, 1343–1500 AH); years outside that range become an
approximate Gregorian year.  Solar Hijri (Persian) days follow the 33-year rule, which agrees with
the official calendar for 1178–1633.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Calendar = Literal["gregorian", "hijri", "solar"]
Unit = Literal["day", "week", "month", "year", "decade", "century"]
#: How an adjective ties a date to the anchor: الماضي, المقبل, الجاري, نفسه, التالي, السابق.
Relation = Literal["last", "next", "this", "same", "following", "previous"]
_SHIFT: dict[Relation, int] = {
    "last": -1, "previous": -1, "this": 0, "same": 0, "next": 1, "following": 1,
}  # fmt: skip
#: Relations that point into the text, not at the moment of writing.
IN_TEXT: frozenset[Relation] = frozenset(("same", "following", "previous"))


class Anchor(NamedTuple):
    """What is known of the day that relative words count from (Gregorian)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> datetime.date | None:
        """The day, when the anchor is as fine as that."""
        if self.month is None or self.day is None:
            return None
        return datetime.date(self.year, self.month, self.day)


_ANCHOR = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@functools.lru_cache(maxsize=256)
def anchor_of(edtf: str | None) -> Anchor | None:
    """The anchor an EDTF date gives: the start of an interval; None when not even a year is sure."""
    found = _ANCHOR.match((edtf or "").lstrip("<>").removeprefix("../"))
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or year >= datetime.MAXYEAR:
        return None
    if month is None or not 1 <= month <= 12:
        return Anchor(year)
    if day is None or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return Anchor(year, month)
    return Anchor(year, month, day)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, season or year; fields not written are None.

    ``relation`` is an adjective on the whole («20 يوليو الماضي»); ``year_shift`` and
    ``month_shift`` count from the anchor («يوليو من العام الماضي», «20 من الشهر الجاري»).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    weekday: int | None = None
    calendar: Calendar = "gregorian"
    relation: Relation | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    approximate: bool = False
    points_back: bool = False

    @property
    def stated(self) -> bool:
        """Whether the words fix the date without an anchor."""
        return self.year is not None

    @property
    def possible(self) -> bool:
        """Whether such a date is in the calendar at all (31 April is not)."""
        if self.day is None or self.month is None:
            return True
        if self.calendar != "gregorian":
            return self.day <= 30 or (self.calendar == "solar" and self.month <= 6)
        return self.day <= calendar.monthrange(self.year or 2000, self.month)[1]

    def edtf(self, anchor: Anchor | None) -> str | None:
        """EDTF, or None when the anchor is missing or too coarse."""
        whole = self if self.stated else self._anchored(anchor)
        if whole is None or whole.year is None or not 1 <= whole.year <= 9999:
            return None
        if whole.calendar != "gregorian":
            return whole._converted()
        mark = "~" if self.approximate else ""
        if whole.season:
            return f"{whole.year:04}-{whole.season}{mark}"
        if whole.month is None:
            return f"{whole.year:04}{mark}"
        if whole.day is None:
            return f"{whole.year:04}-{whole.month:02}{mark}"
        if not whole.possible:
            return None
        return f"{whole.year:04}-{whole.month:02}-{whole.day:02}{mark}"

    def _anchored(self, anchor: Anchor | None) -> Moment | None:
        if anchor is None or self.calendar != "gregorian":
            return None
        if self.year_shift is not None:
            return replace(self, year=anchor.year + self.year_shift)
        if self.month_shift is not None:
            shifted = _shift_months(anchor, self.month_shift)
            return shifted and replace(self, year=shifted.year, month=shifted.month)
        if self.season:
            return self._season(anchor)
        if self.month is None:
            return self._weekday(anchor) if self.weekday and self.day is None else None
        if self.relation in (None, "this", "same"):
            return replace(self, year=anchor.year)
        return self._beside(anchor)

    def _beside(self, anchor: Anchor) -> Moment | None:
        """The nearest such month, or day, on the side of the anchor that the adjective names."""
        if anchor.month is None or self.month is None or self.relation is None:
            return None
        here, there = (anchor.month, anchor.day), (self.month, self.day)
        if self.month == anchor.month:
            if self.day is None or anchor.day is None or self.day == anchor.day:
                later = _SHIFT[self.relation] < 0  # «يوليو الماضي» in July is last year's
            else:
                later = self.day > anchor.day
        else:
            later = there[0] > here[0]
        if _SHIFT[self.relation] < 0:
            return replace(self, year=anchor.year - later)
        same = self.month == anchor.month and (self.day is None or self.day == anchor.day)
        return replace(self, year=anchor.year + (same or not later))

    def _season(self, anchor: Anchor) -> Moment | None:
        if self.relation in (None, "this", "same"):
            return replace(self, year=anchor.year) if self.relation else None
        if anchor.month is None or self.season is None:
            return None
        first = {21: 3, 22: 6, 23: 9, 24: 12}[self.season]  # northern
        if _SHIFT[self.relation] < 0:
            over = first + 2 < anchor.month
            return replace(self, year=anchor.year - (not over))
        return replace(self, year=anchor.year + (first <= anchor.month))

    def _weekday(self, anchor: Anchor) -> Moment | None:
        """A bare weekday in news is the last such day, today included."""
        day = anchor.date
        if day is None or self.weekday is None:
            return None
        back = (day.isoweekday() - self.weekday) % 7
        if self.relation in ("last", "previous"):
            back = back or 7
        elif self.relation in ("next", "following"):
            back -= 7
        elif self.relation == "this":
            back = day.isoweekday() - self.weekday
        found = _plus_days(day, -back)
        return Moment(found.year, found.month, found.day) if found is not None else None

    def _converted(self) -> str | None:
        if self.year is None:
            return None
        ends = _day_range(self.calendar, self.year, self.month, self.day)
        if ends is None:
            return _rough_year(self.calendar, self.year)
        first, last = ends
        return first.isoformat() if first == last else f"{first}/{last}"


@dataclass(frozen=True, slots=True)
class Fixed:
    """An expression that means one EDTF string: a decade, a century, a numeric date."""

    value: str
    stated: bool = True
    points_back: bool = False

    def edtf(self, _anchor: Anchor | None) -> str | None:
        return self.value


@dataclass(frozen=True, slots=True)
class Portion:
    """Some months of a year (quarter, half) as an interval; ``year`` may hang on the anchor."""

    year: Moment
    first: int
    last: int

    @property
    def stated(self) -> bool:
        return self.year.stated

    @property
    def points_back(self) -> bool:
        return self.year.points_back

    def edtf(self, anchor: Anchor | None) -> str | None:
        year = self.year.edtf(anchor)
        return year and f"{year[:4]}-{self.first:02}/{year[:4]}-{self.last:02}"


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units from the anchor: «قبل ثلاثة أيام», «أمس», «العام الماضي», "two years ago".

    A period («الأسبوع الماضي») is the whole calendar unit, weeks being ISO weeks; a distance
    counted in weeks or decades is approximate.  A ``weekday`` beside it («أمس الثلاثاء») must
    agree, else the anchor is not the day the words were written on and nothing is resolved.
    """

    unit: Unit
    count: int
    period: bool = False
    points_back: bool = False
    stated: bool = False
    weekday: int | None = None

    def edtf(self, anchor: Anchor | None) -> str | None:
        if anchor is None:
            return None
        if self.unit in ("year", "decade"):
            many = self.count * (10 if self.unit == "decade" else 1)
            year = anchor.year + many
            mark = "~" if self.unit == "decade" else ""
            return f"{year:04}{mark}" if 1 <= year <= 9999 else None
        if self.unit == "month":
            month = _shift_months(anchor, self.count)
            return month and f"{month.year:04}-{month.month:02}"
        day = anchor.date
        if day is None or self.unit == "century":
            return None
        if self.unit == "day":
            found = _plus_days(day, self.count)
            if found is None or self.weekday not in (None, found.isoweekday()):
                return None
            return found.isoformat()
        if not self.period:
            found = _plus_days(day, 7 * self.count)
            return f"{found.isoformat()}~" if found is not None else None
        first = _plus_days(day, 7 * self.count - day.weekday())
        last = _plus_days(first, 6) if first is not None else None
        return f"{first}/{last}" if last is not None else None


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another; what the first leaves unsaid it shares with the second."""

    first: Moment
    last: Moment

    @property
    def stated(self) -> bool:
        return self.last.stated

    @property
    def points_back(self) -> bool:
        return self.last.points_back

    def edtf(self, anchor: Anchor | None) -> str | None:
        last = self.last.edtf(anchor)
        first = self._first().edtf(anchor)
        if first is None or last is None:
            return None
        left, right = first.partition("/")[0], last.rpartition("/")[2]
        if left[:7] > right[:7] and self.first.year is None:  # «من نوفمبر إلى فبراير 2025»
            left = f"{int(left[:4]) - 1:04}{left[4:]}"
        return f"{left}/{right}" if left[:4] <= right[:4] and left != right else None

    def _first(self) -> Moment:
        one, two = self.first, self.last
        if one.stated:
            return one
        return replace(
            one,
            year=two.year,
            month=two.month if one.month is None and one.season is None else one.month,
            relation=one.relation or two.relation,
            year_shift=two.year_shift if one.year_shift is None else one.year_shift,
            month_shift=two.month_shift if one.month is None else None,
            calendar=two.calendar if one.month is None else one.calendar,
        )


Meaning = Moment | Fixed | Portion | Offset | Span


def shift_of(relation: Relation) -> int:
    """-1, 0 or +1 units from the anchor."""
    return _SHIFT[relation]


def _plus_days(day: datetime.date, count: int) -> datetime.date | None:
    try:
        return day + datetime.timedelta(days=count)
    except OverflowError:
        return None


def _shift_months(anchor: Anchor, count: int) -> Anchor | None:
    if anchor.month is None:
        return None
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + count, 12)
    return Anchor(year, month + 1) if 1 <= year <= 9999 else None


def _day_range(
    kind: Calendar, year: int, month: int | None, day: int | None
) -> tuple[datetime.date, datetime.date] | None:
    """First and last Gregorian day; None where the calendar cannot say."""
    first = _gregorian(kind, year, month or 1, day or 1)
    if first is None or day is not None:
        return (first, first) if first is not None else None
    after = (year + 1, 1) if month in (None, 12) else (year, (month or 1) + 1)
    following = _gregorian(kind, *after, 1)
    return (first, following - datetime.timedelta(days=1)) if following is not None else None


def _gregorian(kind: Calendar, year: int, month: int, day: int) -> datetime.date | None:
    if kind == "solar":
        return _solar(year, month, day)
    from hijridate import Hijri  # loads its month table: only for texts that need it

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return datetime.date(found.year, found.month, found.day)


def _solar(year: int, month: int, day: int) -> datetime.date | None:
    """Solar Hijri by the 33-year rule: eight leap years in every 33, from 475 AP's cycle."""
    if not (1178 <= year <= 1633 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    if day > (31 if month <= 6 else 30 if month <= 11 or _solar_leap(year) else 29):
        return None
    leaps = sum(1 for past in range(1178, year) if _solar_leap(past))
    days = 365 * (year - 1178) + leaps + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    return datetime.date(1799, 3, 21) + datetime.timedelta(days=days)


def _solar_leap(year: int) -> bool:
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def _rough_year(kind: Calendar, year: int) -> str | None:
    if kind == "solar":
        return f"{year + 621:04}~"
    return f"{int(year * 0.970224 + 621.57):04}~"
