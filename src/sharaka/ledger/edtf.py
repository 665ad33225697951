"""Extended Date/Time Format dates as ranges of days (ISO 8601-2:2019, levels 0–1 and parts of 2).

Only what comparing dates needs: the earliest and the latest day a date allows.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re

Bounds = tuple[datetime.date, datetime.date]

_DATE = re.compile(
    r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2}|XX|\dX)(?:-(?P<d>\d{2}|XX|\dX))?)?[~?%]?"
)
#: EDTF level 1 seasons, northern: the months each covers (winter ends in the next year).
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


@functools.lru_cache(maxsize=4096)
def bounds(edtf: str | None) -> Bounds | None:
    """The first and last day ``edtf`` allows, both included; None for None or no EDTF date.

    Open ends (``../2022-02``, ``2022-02/..``) reach to the ends of the calendar; a leading ``<``
    or ``>`` is read as an open interval.

    >>> bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if not edtf:
        return None
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}":
        return _spanning([bounds(part) for part in re.split(r",|\.\.", text[1:-1]) if part])
    if text.startswith("<"):
        text = "../" + text[1:]
    elif text.startswith(">"):
        text = text[1:] + "/.."
    if "/" not in text:
        return _single(text)
    left, _, right = text.partition("/")
    first = (datetime.date.min,) * 2 if left in ("", "..") else _single(left)
    last = (datetime.date.max,) * 2 if right in ("", "..") else _single(right)
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def overlap(left: str | None, right: str | None) -> bool:
    """Whether the two dates can be the same day; False when either is unknown."""
    a, b = bounds(left), bounds(right)
    return a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def precision(edtf: str | None) -> int:
    """Days the date leaves open (0 for a single day); a big number when unknown."""
    found = bounds(edtf)
    return (found[1] - found[0]).days if found else 10**7


def _spanning(parts: list[Bounds | None]) -> Bounds | None:
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    return min(part[0] for part in known), max(part[1] for part in known)


def _single(text: str) -> Bounds | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    low, high = (int(found["y"].replace("X", digit)) for digit in "09")
    if low < 1:
        return None
    if "X" in found["y"] or not found["m"] or "X" in found["m"]:
        return datetime.date(low, 1, 1), datetime.date(high, 12, 31)
    month = int(found["m"])
    if month in _SEASONS and not found["d"]:
        first, last = _SEASONS[month]
        end = low + (last < first)
        return datetime.date(low, first, 1), _month_end(end, last)
    if not 1 <= month <= 12:
        return None
    if not found["d"] or "X" in found["d"]:
        return datetime.date(low, month, 1), _month_end(low, month)
    try:
        day = datetime.date(low, month, int(found["d"]))
    except ValueError:
        return None
    return day, day


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
