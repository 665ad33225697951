"""Words against deeds: one bar each way, verbal, material, conflict."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sharaka.briefing.cite import Register
from sharaka.briefing.figures.canvas import Canvas, width_of
from sharaka.briefing.translate import Translator, plain
from sharaka.weighing.measures import Deeds

_WIDTH, _LEFT, _TALL, _STEP = 920.0, 200.0, 28.0, 50.0
_PARTS = ("verbal", "material", "conflict")


def draw(deeds: Sequence[Deeds], t: Translator, register: Register) -> Markup | None:
    """The bars; None when nothing was counted."""
    shown = [row for row in deeds if row.records and row.verbal + row.material + row.conflict]
    if not shown:
        return None
    height = 16 + _STEP * len(shown) + 34
    canvas = Canvas(
        f"{t.language}-deeds", _WIDTH, height, rtl=t.rtl,
        title=plain(t.gettext("Words against deeds")),
        description=plain(t.gettext(
            "For each direction the number of coded happenings: cooperation in words, cooperation "
            "in deeds, conflict or demands.")),
    )  # fmt: skip
    most = max(row.verbal + row.material + row.conflict for row in shown)
    unit = (_WIDTH - _LEFT - 40) / most
    stripe: dict[str, object] = {"d": "M0 6L6 0", "class": "hatch"}
    hatch = canvas.pattern("hatch", 6, [("path", stripe)])
    for n, row in enumerate(shown):
        y = 14 + n * _STEP
        words = t.gettext("%(a)s towards %(b)s", a=t.name(row.actor), b=t.name(row.recipient))
        canvas.text(_LEFT - 14, y + 19, str(words), "label strong", anchor="end")
        with canvas.group(register.attributes(row.records), plain(sentence(row, t))):
            x = _LEFT
            for part in _PARTS:
                count = getattr(row, part)
                if count:
                    _part(canvas, x, y, count, count * unit, part, hatch, t)
                    x += count * unit
    canvas.line(_LEFT, 6, _LEFT, 14 + _STEP * len(shown) - 12, "axis")
    x = _LEFT
    for part in _PARTS:
        words_of = t.headed("deed", part)
        _part(canvas, x, height - 24, 0, 22, part, hatch, t, tall=14)
        canvas.text(x + 30, height - 12.5, words_of, "label")
        x += 30 + width_of(words_of, 14) + 28
    return canvas.markup()


def sentence(row: Deeds, t: Translator) -> Markup:
    """One direction in words."""
    return t.gettext(
        "%(a)s towards %(b)s: %(verbal)s in words, %(material)s in deeds, %(conflict)s in conflict or demands",
        a=t.name(row.actor), b=t.name(row.recipient),
        verbal=row.verbal, material=row.material, conflict=row.conflict,
    )  # fmt: skip


def _part(
    canvas: Canvas, x: float, y: float, count: int, w: float, part: str, hatch: str,
    t: Translator, tall: float = _TALL,
) -> None:  # fmt: skip
    canvas.rect(x, y, w, tall, f"deed {part}")
    if part == "conflict":
        canvas.rect(x, y, w, tall, "texture", fill=hatch)
    if count and w > 16:
        if part == "conflict":
            canvas.rect(x + w / 2 - 10, y + 4, 20, tall - 8, "plate", rx=2)
        canvas.text(x + w / 2, y + 19, t.number(count), f"in {part}", anchor="middle")
