"""What the readers and writers of model files share: lines, numbers, names, values in messages."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from sharaka.errors import ModelError

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")

#: As much of a value is shown in a message.
SHOWN = 40


def lines(text: str, *, ends: bool = False) -> Iterator[tuple[int, str]]:
    """The lines of a text with their numbers from 1, one at a time: a file may have millions.

    Only what editors count as ends of lines parts them, unlike ``str.splitlines``.
    """
    for number, found in enumerate(_LINE.finditer(text), 1):
        if found[0] or found.start() < len(text):
            yield number, found[0] if ends else found[1]


def number(written: str) -> float:
    """A number as files have them.  Raises ValueError for none, and for what only Python takes."""
    if "_" in written:
        raise ValueError(written)
    return float(written.replace("−", "-"))


def distinct(names: list[str]) -> list[str]:
    """Names as ids: empty ones get their number, repeated ones theirs behind (files have both)."""
    found: list[str] = []
    taken = set(names)
    for place, label in enumerate(names, 1):
        unique = label or f"#{place}"
        while unique in found or (unique != label and unique in taken):
            unique = f"{unique} ({place})"
        found.append(unique)
    return found


def flat(label: str) -> str:
    """A name on one line."""
    return " ".join(label.split())


def shown(value: Any) -> str:
    """A value as messages show it: as Python writes it, cut where it is long."""
    if isinstance(value, Mapping):
        return "{…}"  # it may be nested deeper than repr() can follow
    if isinstance(value, (str, bytes)):
        value = value[: SHOWN + 1]
    elif hasattr(value, "__len__"):
        return "[…]"
    if isinstance(value, int) and value.bit_length() > 10_000:
        # Python itself refuses to write out a number of more than 4,300 digits
        return f"a number of some {round(value.bit_length() * 0.30103):,} digits"
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def too_long(text: str) -> int | None:
    """The line of a number with more digits than Python reads, if there is one."""
    found = re.search(rf"(?<![0-9_])(?:[0-9]_?){{{sys.get_int_max_str_digits() + 1},}}", text)
    return None if found is None else text.count("\n", 0, found.start()) + 1


def whole(text: str, place: str | None) -> None:
    """Refuse a text that cannot be written: JSON and Python can hold halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        around = text[max(0, error.start - SHOWN) : error.start + 1]
        raise ModelError(
            f"a name holds half a character, at the end of {around!r}",
            place=place,
            mend="Write it anew.",
        ) from error
