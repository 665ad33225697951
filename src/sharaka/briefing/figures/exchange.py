"""The exchange: one block an item, the first side's gifts to one hand, the second's to the other.

A block is one item of exchange, not its worth: guns and words have no common unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sharaka.briefing.cite import Register
from sharaka.briefing.figures.canvas import Canvas, width_of, wrapped
from sharaka.briefing.translate import Translator, plain
from sharaka.briefing.words import STANDING_ORDER, quantity, standing
from sharaka.weighing.measures import ExchangeRow

_WIDTH, _MIDDLE = 920.0, 176.0
_SIDE = (_WIDTH - _MIDDLE) / 2
_TALL, _GAP, _SIZE = 42.0, 6.0, 13.0
#: A block is as wide as the fullest line allows, between these; more items take another line.
_NARROW, _WIDE = 42.0, 178.0


@dataclass(frozen=True, slots=True)
class Item:
    """An exchange row with its number in figure and table, and how it stands."""

    number: int
    row: ExchangeRow
    standing: str


def items(exchange: Sequence[ExchangeRow], pair: tuple[str, str]) -> tuple[list[Item], list[Item]]:
    """What passes between the pair, and what involves others; numbered through."""

    def order(row: ExchangeRow) -> tuple[int, int, str, str]:
        stands = STANDING_ORDER.index(standing(row))
        return (_direction(row, pair), stands, row.category or "", row.designation)

    numbered = [Item(n, row, standing(row)) for n, row in enumerate(sorted(exchange, key=order), 1)]
    between = [item for item in numbered if _direction(item.row, pair) < 2]
    return between, [item for item in numbered if _direction(item.row, pair) == 2]


def _direction(row: ExchangeRow, pair: tuple[str, str]) -> int:
    way = (row.supplier, row.recipient)
    return 0 if way == pair else 1 if way == (pair[1], pair[0]) else 2


def draw(
    between: Sequence[Item], pair: tuple[str, str], t: Translator, register: Register
) -> Markup | None:
    """The picture; None when nothing passes between the two."""
    if not between:
        return None
    categories = _categories(between)
    tallies = [[sum(i.row.category == c and _direction(i.row, pair) == d for i in between) for d in (0, 1)] for c in categories]  # fmt: skip
    wide = _block_width(max(n for tally in tallies for n in tally))
    per_line = int(_SIDE // (wide + _GAP))
    lines = [max(1, *(-(-n // per_line) for n in tally)) for tally in tallies]
    height = 52 + sum(_height(n) for n in lines) + 16 + 30
    a, b = t.name(pair[0]), t.name(pair[1])
    canvas = Canvas(
        f"{t.language}-exchange", _WIDTH, height, rtl=t.rtl,
        title=plain(t.gettext("What each side gave, got, promised and withheld")),
        description=plain(t.gettext(
            "One block is one item of exchange. On one side what goes from %(a)s to %(b)s, on the "
            "other what goes from %(b)s to %(a)s.", a=a, b=b)),
    )  # fmt: skip
    fills = _fills(canvas)
    canvas.text(
        _SIDE - 8,
        26,
        plain(t.gettext("From %(a)s to %(b)s", a=a, b=b)),
        "head head-0",
        anchor="end",
    )
    canvas.text(
        _SIDE + _MIDDLE + 8, 26, plain(t.gettext("From %(a)s to %(b)s", a=b, b=a)), "head head-2"
    )
    top = 44.0
    for category, count in zip(categories, lines, strict=True):
        tall = _height(count)
        canvas.line(0, top, _WIDTH, top, "grid")
        _heading(canvas, category, top, tall, t)
        for direction in (0, 1):
            row = [
                i
                for i in between
                if i.row.category == category and _direction(i.row, pair) == direction
            ]
            for place, item in enumerate(row):
                _block(
                    canvas, item, direction, divmod(place, per_line), wide, top, fills, t, register
                )
        top += tall
    canvas.line(0, top, _WIDTH, top, "grid")
    _legend(canvas, top + 18, between, fills, t)
    return canvas.markup()


def _block_width(most: int) -> float:
    """The width of every block, when the fullest line of one side holds ``most``."""
    return min(_WIDE, max(_NARROW, _SIDE / most - _GAP))


def _height(lines: int) -> float:
    return lines * (_TALL + _GAP) + 2 * _GAP


def _categories(between: Sequence[Item]) -> list[str | None]:
    counts: dict[str | None, int] = {}
    for item in between:
        counts[item.row.category] = counts.get(item.row.category, 0) + 1
    return sorted(counts, key=lambda c: (c is None, -counts[c], c or ""))


def _heading(canvas: Canvas, category: str | None, top: float, tall: float, t: Translator) -> None:
    words = t.headed("category", category) or plain(t.gettext("Other"))
    lines = wrapped(words, 14, _MIDDLE - 20, 2)
    y = top + tall / 2 + 5 - 9 * (len(lines) - 1)
    for n, line in enumerate(lines):
        canvas.text(_WIDTH / 2, y + 18 * n, line, "category", anchor="middle")


def _block(
    canvas: Canvas, item: Item, direction: int, place: tuple[int, int], wide: float, top: float,
    fills: dict[str, str], t: Translator, register: Register,
) -> None:  # fmt: skip
    down, across = place
    out = across * (wide + _GAP) + _GAP
    x = _SIDE - out - wide if direction == 0 else _SIDE + _MIDDLE + out
    y = top + _GAP + down * (_TALL + _GAP) + _GAP / 2
    name, much = t.label("item", item.row.designation), quantity(item.row, t)
    stands = t.label("standing", "disputed") if item.row.disputed else t.label("status", item.row.status)  # fmt: skip
    parts = (f"{item.number}. {name}", much, stands)
    title = ", ".join(part for part in parts if part)
    lines = _fitting(t.number(item.number), name, wide - 14)
    with canvas.group(register.attributes(item.row.records), title):
        plate = max(width_of(line, _SIZE) for line in lines) + 8
        _box(canvas, x, y, wide, item.standing, direction, fills, plate)
        for at, line in enumerate(lines):
            middle = y + _TALL / 2 + 4.8 + 16 * (at - (len(lines) - 1) / 2)
            canvas.text(x + wide / 2, middle, line, f"in {item.standing}", anchor="middle")
        if item.row.disputed:
            _dispute(canvas, x + wide, y)


def _dispute(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, 8, "dispute-plate")
    canvas.text(x, y + 4.6, "!", "dispute", anchor="middle")


def _fitting(mark: str, name: str, room: float) -> list[str]:
    """The number and the name in at most two lines; the number alone where they do not fit."""
    lines = wrapped(f"{mark} · {name}", _SIZE, room, 2)
    return lines if all(width_of(line, _SIZE) <= room for line in lines) else [mark]


def _box(
    canvas: Canvas, x: float, y: float, w: float, standing: str, direction: int,
    fills: dict[str, str], plate: float,
) -> None:  # fmt: skip
    side = 0 if direction == 0 else 2
    canvas.rect(x, y, w, _TALL, f"unit {standing} line-{side} side-{side}", rx=2)
    if standing in fills:
        canvas.rect(x + 1, y + 1, w - 2, _TALL - 2, "texture", fill=fills[standing])
    if standing == "denied":
        canvas.line(x, y, x + w, y + _TALL, f"strike line-{side}")
        canvas.line(x, y + _TALL, x + w, y, f"strike line-{side}")
    if standing in ("withheld", "alleged", "disputed", "denied"):
        canvas.rect(x + (w - plate) / 2, y + 4, plate, _TALL - 8, "plate", rx=2)


def _fills(canvas: Canvas) -> dict[str, str]:
    stripe: dict[str, object] = {"d": "M0 6L6 0", "class": "hatch"}
    dot: dict[str, object] = {"cx": 3, "cy": 3, "r": 1.1, "class": "dot"}
    return {
        "withheld": canvas.pattern("hatch", 6, [("path", stripe)]),
        "alleged": (dots := canvas.pattern("dots", 6, [("circle", dot)])),
        "disputed": dots,
    }


def _legend(
    canvas: Canvas, y: float, between: Sequence[Item], fills: dict[str, str], t: Translator
) -> None:
    x = 8.0
    used = {item.standing for item in between}
    for stands in (s for s in STANDING_ORDER if s in used):
        words = t.label("standing", stands)
        side = f"unit {stands} line-1 side-1"
        canvas.rect(x, y, 22, 14, side, rx=1)
        if stands in fills:
            canvas.rect(x + 1, y + 1, 20, 12, "texture", fill=fills[stands])
        if stands == "denied":
            canvas.line(x, y, x + 22, y + 14, "strike line-1")
            canvas.line(x, y + 14, x + 22, y, "strike line-1")
        if stands == "disputed":
            _dispute(canvas, x + 22, y + 2)
        canvas.text(x + 34, y + 11.5, words, "label")
        x += 34 + width_of(words, 14) + 26
