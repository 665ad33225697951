"""EDTF dates as stretches of days, for axes and for words.

The subset of EDTF levels 0 and 1 that the ledger writes: ``2024``, ``2024-10``, ``2024-10-11``,
intervals of these with open ends, seasons 21-24, and the qualifiers ``~ ? %`` (Library of
Congress, Extended Date/Time Format, 2019; ISO 8601-2).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from sharaka.ledger.edtf import bounds as edtf_bounds

_ONE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?\Z")
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """First and last day meant, both included; ``precision`` as written.

    ``first`` is written with the same precision as ``parts[0]``; ``parts`` are the one or two
    dates of the expression, None for an open end.
    """

    first: date
    last: date
    parts: tuple[Part | None, ...]

    @property
    def middle(self) -> float:
        """The ordinal day halfway."""
        return (self.first.toordinal() + self.last.toordinal()) / 2


@dataclass(frozen=True, slots=True)
class Part:
    """One date of an expression: year, and month (or season 21-24) and day where written."""

    year: int
    month: int | None
    day: int | None
    hedged: bool

    def bounds(self) -> tuple[date, date]:
        if self.month is None:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        low, high = _SEASON_MONTHS.get(self.month, (self.month, self.month))
        if self.day is not None:
            return (date(self.year, low, self.day),) * 2
        return (
            date(self.year, low, 1),
            date(self.year, high, calendar.monthrange(self.year, high)[1]),
        )


def stretch(edtf: str | None) -> Stretch | None:
    """The days an EDTF expression covers; None for what is missing or not understood.

    An open interval covers only the end it states: nothing is supposed about the other.
    """
    if not edtf:
        return None
    text = edtf.strip()
    if text[:1] in "<>":
        text = f"/{text[1:]}" if text[0] == "<" else f"{text[1:]}/"
    parts = [_part(piece) for piece in text.split("/", 1)]
    known = [part for part in parts if part is not None]
    try:
        ends = [part.bounds() for part in known]
    except ValueError:
        return None
    if not ends:
        return _unworded(text)
    first, last = ends[0][0], ends[-1][1]
    return Stretch(min(first, last), max(first, last), tuple(parts))


def _unworded(text: str) -> Stretch | None:
    """Sets and unspecified digits (``202X``): their days are known, their words stay as written."""
    found = edtf_bounds(text)
    if found is None or found[0].year < 1000 or found[1].year > 3000:
        return None
    return Stretch(*found, ())


def _part(text: str) -> Part | None:
    match = _ONE.match(text.strip())
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    assert year is not None
    return Part(year, month, day, hedged=text.strip()[-1] in "~?%")
