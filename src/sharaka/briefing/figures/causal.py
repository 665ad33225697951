"""Drivers and limits: the focal factor in the middle, what feeds it on one hand, what holds it
back on the other, what follows from it below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sharaka.briefing.causes import Chart, chart
from sharaka.briefing.cite import Register
from sharaka.briefing.figures.canvas import Canvas, width_of, wrapped
from sharaka.briefing.translate import Translator, plain
from sharaka.weighing.measures import Link

_WIDTH, _BOX, _TALL, _STEP = 920.0, 150.0, 50.0, 64.0
#: Centres of the columns: outer and inner drivers, the focus, inner and outer limits.
_COLUMNS = {-2: 77.0, -1: 278.0, 0: 460.0, 1: 642.0, 2: 843.0}
_FOCUS = 122.0
_TOP = 36.0


@dataclass(frozen=True, slots=True)
class _Box:
    name: str
    x: float
    y: float
    w: float
    h: float

    @property
    def left(self) -> float:
        return self.x - self.w / 2

    @property
    def right(self) -> float:
        return self.x + self.w / 2

    @property
    def middle(self) -> float:
        return self.y + self.h / 2


def draw(links: Sequence[Link], t: Translator, register: Register) -> Markup | None:
    """The map of the best attested links; None when there are none."""
    plan = chart(links)
    if plan is None:
        return None
    boxes, height = _layout(plan)
    canvas = Canvas(
        f"{t.language}-causal", _WIDTH, height, rtl=t.rtl,
        title=plain(t.gettext("Drivers and limits of the partnership")),
        description=plain(t.gettext(
            "In the middle %(focus)s; on one side what drives it, on the other what limits it, "
            "below what follows from it. A solid line with + strengthens, a broken line with − "
            "weakens, a hollow head is conditional.", focus=t.label("factor", plan.centre))),
    )  # fmt: skip
    for column, words in ((-1, t.gettext("Drivers")), (1, t.gettext("Limits"))):
        if column in plan.columns.values():
            canvas.text(_COLUMNS[column], 20, plain(words), "column-head", anchor="middle")
    canvas.text(_COLUMNS[0], 20, plain(t.gettext("Focus")), "column-head", anchor="middle")
    ways = {(link.cause, link.effect) for link in plan.links}
    for link in plan.links:
        back = (link.effect, link.cause) in ways
        _edge(canvas, link, boxes[link.cause], boxes[link.effect], plan.columns, t, register, back)
    for box in boxes.values():
        drives = plan.drives.get(box.name)
        css = "effect" if drives is None else "driver" if drives else "limit"
        _box(canvas, box, "focus" if box.name == plan.centre else css, t)
    return canvas.markup()


def _layout(plan: Chart) -> tuple[dict[str, _Box], float]:
    """Boxes by factor, and the height of the picture."""
    stacks: dict[int, list[str]] = {column: [] for column in _COLUMNS if column}
    for name in plan.order:
        stacks[plan.columns[name]].append(name)
    body = max(2, *(len(stack) for stack in stacks.values())) * _STEP
    boxes: dict[str, _Box] = {}
    for column in (-1, 1, -2, 2):
        stack = stacks[column]
        first = _TOP + (body - len(stack) * _STEP) / 2
        wanted = {name: _pull(name, plan.links, boxes) for name in stack}
        stack.sort(key=lambda n: wanted[n] or 0.0)
        rows = [wanted[n] or first + i * _STEP for i, n in enumerate(stack)]
        for name, y in zip(stack, _spread(rows, _TOP, _TOP + body), strict=True):
            boxes[name] = _Box(name, _COLUMNS[column], y + (_STEP - _TALL) / 2, _BOX, _TALL)
    boxes[plan.centre] = _Box(plan.centre, _COLUMNS[0], _TOP, _FOCUS, body)
    effects = [k.effect for k in plan.links if k.cause == plan.centre and k.effect not in boxes]
    y = _TOP + body + 58
    for start in range(0, len(effects), 5):
        row = effects[start : start + 5]
        for place, name in enumerate(row):
            x = _WIDTH * (place + 0.5) / len(row) if len(row) > 1 else _COLUMNS[0]
            boxes[name] = _Box(name, x, y, _BOX, _TALL)
        y += _TALL + 22
    return boxes, (y - 8 if effects else _TOP + body + 14)


def _pull(name: str, links: Sequence[Link], boxes: dict[str, _Box]) -> float | None:
    """The row of what a factor behind acts on; None for one that acts on the centre itself."""
    rows = [boxes[k.effect].y - (_STEP - _TALL) / 2 for k in links if k.cause == name and k.effect in boxes]  # fmt: skip
    return rows[0] if rows else None


def _spread(rows: Sequence[float], top: float, bottom: float) -> list[float]:
    """Rows in the order given, each as near to its wish as keeping a step apart allows."""
    placed: list[float] = []
    for row in rows:
        placed.append(max(row, placed[-1] + _STEP if placed else top))
    limit = bottom - _STEP
    for i in reversed(range(len(placed))):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - _STEP
    return placed


def _box(canvas: Canvas, box: _Box, css: str, t: Translator) -> None:
    canvas.rect(box.left, box.y, box.w, box.h, f"box {css}", rx=3)
    size = 15.0 if css == "focus" else 13.5
    lines = wrapped(t.headed("factor", box.name), size, box.w - 14, 4 if css == "focus" else 2)
    y = box.middle + size * 0.36 - (len(lines) - 1) * size * 0.62
    for n, line in enumerate(lines):
        canvas.text(box.x, y + n * size * 1.25, line, f"box-label {css}", anchor="middle")


def _edge(
    canvas: Canvas, link: Link, start: _Box, end: _Box, columns: dict[str, int],
    t: Translator, register: Register, back: bool,
) -> None:  # fmt: skip
    a, b, bend = _ends(start, end, columns)
    if back and bend == "across":  # there and back keep apart
        shift = 12 if start.x < end.x else -12
        a, b = (a[0], a[1] + shift), (b[0], b[1] + shift)
    if bend == "side":
        out = a[0] + (34 if a[0] >= start.x else -34)
        controls = [(out, a[1]), (out, b[1])]
    elif bend == "down":
        controls = [(a[0], (a[1] + b[1]) / 2), (b[0], (a[1] + b[1]) / 2)]
    else:
        half = (a[0] + b[0]) / 2
        controls = [(half, a[1]), (half, b[1])]
    css = "plus" if link.sign > 0 else "minus"
    certain = "told" if link.actual else "conditional"
    weight = f"w{min(4, len(link.records))}"
    with canvas.group(register.attributes(link.records), plain(sentence(link, t))):
        canvas.path([("M", [a]), ("C", [*controls, b])], f"edge {css} {certain} {weight}")
        _head(canvas, controls[1], b, f"head {css} {certain}")
        share = 0.25 if abs(columns.get(link.cause, 0)) == 2 else 0.5
        mx, my = _along((a, *controls, b), share)
        sign = "±" if link.contested else "+" if link.sign > 0 else "−"
        count = t.number(len(link.records))
        words = f"{sign}{count}" if len(link.records) > 1 else sign
        wide = max(20.0, width_of(words, 12) + 10)
        canvas.rect(mx - wide / 2, my - 9, wide, 18, f"badge {css}", rx=9)
        canvas.text(mx, my + 4.6, words, f"sign {css}", anchor="middle", ltr=True)


def _along(points: Sequence[tuple[float, float]], share: float) -> tuple[float, float]:
    """The point of a cubic Bézier curve at ``share`` of its parameter."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(w * p[i] for w, p in zip(weights, points, strict=True)) for i in (0, 1))
    return x, y


def sentence(link: Link, t: Translator) -> Markup:
    """The link in words."""
    cause, effect = t.label("factor", link.cause), t.label("factor", link.effect)
    if link.contested:
        return t.gettext("Accounts differ on the effect of %(cause)s on %(effect)s", cause=cause, effect=effect)  # fmt: skip
    if not link.actual and link.sign > 0:
        return t.gettext("It is said that %(cause)s may possibly strengthen %(effect)s", cause=cause, effect=effect)  # fmt: skip
    if not link.actual:
        return t.gettext("It is said that %(cause)s may possibly weaken %(effect)s", cause=cause, effect=effect)  # fmt: skip
    if link.sign > 0:
        return t.gettext("%(cause)s strengthens %(effect)s", cause=cause, effect=effect)
    return t.gettext("%(cause)s weakens %(effect)s", cause=cause, effect=effect)


def _ends(
    start: _Box, end: _Box, columns: dict[str, int]
) -> tuple[tuple[float, float], tuple[float, float], str]:
    """Where an edge leaves and arrives, and how it bends."""
    if end.y > start.y + start.h and end.name not in columns:
        return (_within(start, end.x), start.y + start.h), (end.x, end.y), "down"
    if start.y > end.y + end.h and start.name not in columns:
        return (start.x, start.y), (_within(end, start.x), end.y + end.h), "down"
    if abs(start.x - end.x) < 1:
        inner = start.right if start.x < _COLUMNS[0] else start.left
        turn = _TALL / 4 if end.y > start.y else -_TALL / 4
        return (inner, start.middle + turn), (inner, end.middle - turn), "side"
    if start.x < end.x:
        return (start.right, _beside(start, end)), (end.left, _beside(end, start)), "across"
    return (start.left, _beside(start, end)), (end.right, _beside(end, start)), "across"


def _beside(box: _Box, other: _Box) -> float:
    """A tall box is met level with the other; a small one in its middle."""
    return other.middle if box.h > other.h and box.y < other.middle < box.y + box.h else box.middle


def _within(box: _Box, x: float) -> float:
    return min(max(x, box.left + 14), box.right - 14)


def _head(canvas: Canvas, control: tuple[float, float], tip: tuple[float, float], css: str) -> None:
    dx, dy = tip[0] - control[0], tip[1] - control[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length, dy / length
    back = (tip[0] - 9 * ux, tip[1] - 9 * uy)
    canvas.polygon(
        [tip, (back[0] - 4.5 * uy, back[1] + 4.5 * ux), (back[0] + 4.5 * uy, back[1] - 4.5 * ux)],
        css,
    )
