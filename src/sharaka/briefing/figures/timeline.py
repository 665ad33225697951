"""The timeline: a lane for each side, one for what they did together, one for third parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sharaka.briefing.cite import Register
from sharaka.briefing.dates import Stretch, stretch
from sharaka.briefing.figures.canvas import Canvas, width_of
from sharaka.briefing.figures.scale import Axis, axis
from sharaka.briefing.translate import Translator, plain
from sharaka.briefing.words import entry_words, quad
from sharaka.ledger.telling import JOINT
from sharaka.weighing.measures import Entry

_WIDTH = 920.0
_MARGIN = 132.0
_ROW = 27.0
_SIZE = 14.0
#: Labels beyond this many would crowd the picture; the rest are numbered, and in the table.
_LABELLED = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One happening: its number in figure and table, its lane (0 first side, 1 joint …)."""

    number: int
    lane: int
    entry: Entry
    span: Stretch | None


def lane_of(entry: Entry, pair: tuple[str, str]) -> int:
    """0: the first side alone acts; 1: both; 2: the second side; 3: others."""
    first, second = (code in entry.actors for code in pair)
    joint = entry.type in JOINT and set(pair) <= {*entry.actors, *entry.recipients}
    if joint or (first and second):
        return 1
    return 0 if first else 2 if second else 3


def rows(entries: Sequence[Entry], pair: tuple[str, str]) -> tuple[list[Row], list[Row]]:
    """Dated and undated happenings, numbered together in the order of time."""
    spans = {entry.id: stretch(entry.date.edtf) for entry in entries}

    def when(entry: Entry) -> tuple[int, int, str]:
        span = spans[entry.id]
        if span is None:
            return (1, 0, entry.id)
        return (0, span.first.toordinal() * 100000 + span.last.toordinal() % 100000, entry.id)

    numbered = [
        Row(n, lane_of(entry, pair), entry, spans[entry.id])
        for n, entry in enumerate(sorted(entries, key=when), 1)
    ]
    return [r for r in numbered if r.span], [r for r in numbered if not r.span]


def draw(
    dated: Sequence[Row], pair: tuple[str, str], t: Translator, register: Register
) -> Markup | None:
    """The picture; None when nothing has a date."""
    spans = [row.span for row in dated if row.span]
    if not spans:
        return None
    time = axis(spans, _MARGIN + 14, _WIDTH - 22)
    labelled = _worth_a_label(dated)
    lanes = [_Lane([row for row in dated if row.lane == i], time, labelled, t) for i in range(4)]
    height = 44 + sum(lane.height for lane in lanes) + 8
    canvas = Canvas(
        f"{t.language}-timeline", _WIDTH, height, rtl=t.rtl,
        title=plain(t.gettext("Timeline of the partnership")),
        description=plain(t.gettext(
            "Four lanes: %(a)s, joint, %(b)s and third parties. Each mark is one happening; the "
            "table below lists them all.", a=t.name(pair[0]), b=t.name(pair[1]))),
    )  # fmt: skip
    names = [t.name(pair[0]), t.gettext("Joint"), t.name(pair[1]), t.gettext("Third parties")]
    _grid(canvas, time, height, t)
    top = 44.0
    for i, (lane, name) in enumerate(zip(lanes, names, strict=True)):
        canvas.rect(0, top, _WIDTH, lane.height, f"lane lane-{i}")
        canvas.rect(0, top, 5, lane.height, f"key side-{i}")
        canvas.text(18, top + lane.height / 2 + 5, str(name), "lane-name")
        lane.draw(canvas, top, t, register, i)
        top += lane.height
    return canvas.markup()


def _worth_a_label(dated: Sequence[Row]) -> set[int]:
    ranked = sorted(dated, key=lambda r: (-len(r.entry.accounts), -len(r.entry.records), r.number))
    return {row.number for row in ranked[:_LABELLED]}


def _grid(canvas: Canvas, time: Axis, height: float, t: Translator) -> None:
    taken = _MARGIN
    for column in time.columns:
        if column.folded:
            canvas.rect(column.left, 30, column.right - column.left, height - 38, "fold")
            years = f"{column.first}–{column.last}"
        else:
            canvas.line(column.left, 30, column.left, height - 8, "grid")
            years = str(column.first)
        middle, half = (column.left + column.right) / 2, width_of(years, _SIZE) / 2
        if not column.folded and middle - half > taken:
            canvas.text(middle, 24, t._digits(years), "tick", anchor="middle")
            taken = middle + half + 6
        elif column.folded and middle - 8 > taken:
            canvas.text(middle, 22, "⋯", "tick", anchor="middle")
            taken = middle + 14


class _Lane:
    """One lane: its rows packed so that no mark or label touches another."""

    def __init__(self, rows: Sequence[Row], time: Axis, labelled: set[int], t: Translator) -> None:
        self._placed: list[tuple[Row, int, float, float, float, str, bool]] = []
        ends: list[list[tuple[float, float]]] = []
        for row in rows:
            assert row.span is not None
            left, right = time.extent(row.span)
            middle = (left + right) / 2
            words = plain(entry_words(row.entry, t, short=True)) if row.number in labelled else ""
            room = width_of(words, _SIZE) + 8 if words else 0
            # a label that would run off the end of the page goes before its mark
            edge_left, edge_right = min(left, middle - 12), max(right, middle + 12)
            before = edge_right + room > _WIDTH - 4
            low = edge_left - (room if before else 0)
            high = edge_right + (0 if before else room)
            level = self._free(ends, low, high)
            ends[level].append((low, high))
            self._placed.append((row, level, left, right, middle, words, before))
        self.height = max(2, len(ends)) * _ROW + 14

    @staticmethod
    def _free(ends: list[list[tuple[float, float]]], low: float, high: float) -> int:
        for level, taken in enumerate(ends):
            if all(high + 6 < a or low - 6 > b for a, b in taken):
                return level
        ends.append([])
        return len(ends) - 1

    def draw(
        self, canvas: Canvas, top: float, t: Translator, register: Register, side: int
    ) -> None:
        for row, level, left, right, middle, words, before in self._placed:
            y = top + 7 + _ROW * level + _ROW / 2
            title = f"{row.number}. {t.date(row.entry.date.edtf)}: {entry_words(row.entry, t)}"
            with canvas.group(register.attributes(row.entry.records), title):
                if right - left > 20:
                    canvas.line(left, y, right, y, f"extent line-{side}")
                told = row.entry.modality in ("actual", "reported") and not row.entry.disputed
                style = "sure" if told else "unsure"
                _shape(canvas, quad(row.entry), middle, y, f"mark side-{side} {style}")
                if row.entry.modality in ("denied", "negated"):
                    canvas.line(middle - 13, y + 13, middle + 13, y - 13, "strike")
                canvas.text(middle, y + 4, t.number(row.number), f"in {style}", anchor="middle")
                if words and before:
                    canvas.text(min(left, middle - 12) - 4, y + 4.8, words, "label", anchor="end")
                elif words:
                    canvas.text(max(right, middle + 12) + 4, y + 4.8, words, "label")


def _shape(canvas: Canvas, kind: str, x: float, y: float, css: str) -> None:
    """Circle: words in cooperation; square: deeds; triangle and diamond: conflict, likewise."""
    if kind == "material cooperation":
        canvas.rect(x - 9, y - 9, 18, 18, css, rx=2)
    elif kind == "verbal conflict":
        canvas.polygon([(x, y - 12), (x + 12, y + 9), (x - 12, y + 9)], css)
    elif kind == "material conflict":
        canvas.polygon([(x, y - 12), (x + 12, y), (x, y + 12), (x - 12, y)], css)
    else:
        canvas.circle(x, y, 10, css)
