"""A line that is only a date, as pages print under a headline → EDTF."""

from __future__ import annotations

import datetime
import re

from sharaka.reading.furniture.cues import Cues

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b|\b(?:am|pm|gmt|utc|msk)\b|(?:^| )[صم](?= |$)")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


def date_of(line: str, cues: Cues) -> str | None:
    """The EDTF date of a folded line that holds a date and nothing else; else None."""
    if not 6 <= len(line) <= 60 or not any(char.isdigit() for char in line):
        return None
    rest = _TIME.sub(" ", line)
    led = cues.begins("published", rest)
    if led is not None:
        rest = rest[len(led) :]
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        found = pattern.search(rest)
        if found and not _left(rest[: found.start()] + rest[found.end() :], cues):
            return _edtf(*(int(found.group(part)) for part in order))
    return _in_words(rest, cues)


def _in_words(rest: str, cues: Cues) -> str | None:
    words = _WORDS.findall(rest)
    month, kept, index = None, [], 0
    while index < len(words):
        for count in (2, 1):
            name = " ".join(words[index : index + count])
            if month is None and name in cues.months:
                month, index = cues.months[name], index + count
                break
        else:
            kept.append(words[index])
            index += 1
    numbers = [int(word) for word in kept if word.isdigit()]
    if month is None or _left(" ".join(word for word in kept if not word.isdigit()), cues):
        return None
    years = [number for number in numbers if 1900 <= number <= 2100]
    days = [number for number in numbers if 1 <= number <= 31]
    if len(years) != 1 or len(numbers) != len(years) + len(days) or len(days) > 1:
        return None
    return _edtf(years[0], month, days[0]) if days else f"{years[0]:04d}-{month:02d}"


def _left(rest: str, cues: Cues) -> bool:
    """Whether anything but weekdays is left over."""
    return any(not cues.equals("weekdays", word) for word in _WORDS.findall(rest))


def _edtf(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
