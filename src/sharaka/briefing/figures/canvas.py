"""A drawing surface that mirrors itself for right-to-left languages.

Figures are laid out as for a left-to-right reader; a right-to-left canvas turns every x round its
width and every text anchor with it.  ``<svg>`` itself stays ``direction: ltr`` (so that anchors
mean the same everywhere) and each label is isolated in its language's direction (Unicode
Bidirectional Algorithm, RLI/LRI … PDI).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import combining
from xml.etree import ElementTree as ET

from markupsafe import Markup

_RLI, _LRI, _PDI = "\u2067", "\u2066", "\u2069"
_FLIP = {"start": "end", "middle": "middle", "end": "start"}


def width_of(text: str, size: float) -> float:
    """An estimate of a label's width, on the wide side, in the units of ``size``."""
    ems = 0.0
    for char in text:
        if combining(char):
            continue
        if char in " .,:;'|!()[]ilاأإآ،؛":
            ems += 0.32
        elif "\u0600" <= char <= "\u06ff":
            ems += 0.56
        else:
            ems += 0.66 if char.isupper() or char in "mw%+" else 0.55
    return ems * size


def wrapped(text: str, size: float, room: float, most: int = 3) -> list[str]:
    """Words laid in at most ``most`` lines of ``room``; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        last = lines[most - 1].split()
        while len(last) > 1 and width_of(f"{' '.join(last)}…", size) > room:
            last.pop()
        lines = [*lines[: most - 1], f"{' '.join(last)}…"]
    return lines


class Canvas:
    """One SVG picture, ``width`` × ``height`` in user units (scaled to its column by CSS)."""

    def __init__(
        self, name: str, width: float, height: float, *, rtl: bool, title: str, description: str
    ) -> None:
        self.name, self.width, self.height, self.rtl = name, width, height, rtl
        self.root = ET.Element(
            "svg",
            {
                "class": f"figure {name.split('-', 1)[-1]}",
                "viewBox": f"0 0 {_n(width)} {_n(height)}",
                "role": "group",
                "aria-labelledby": f"{name}-t {name}-d",
            },
        )
        self._child(self.root, "title", {"id": f"{name}-t"}, title)
        self._child(self.root, "desc", {"id": f"{name}-d"}, description)
        self._into = self.root

    def x(self, value: float) -> float:
        """A layout x on the canvas."""
        return self.width - value if self.rtl else value

    def rect(self, x: float, y: float, w: float, h: float, css: str, **more: object) -> None:
        left = self.width - x - w if self.rtl else x
        self._draw("rect", {"x": left, "y": y, "width": w, "height": h, "class": css} | more)

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        self._draw("line", {"x1": self.x(x1), "y1": y1, "x2": self.x(x2), "y2": y2, "class": css})

    def circle(self, x: float, y: float, r: float, css: str) -> None:
        self._draw("circle", {"cx": self.x(x), "cy": y, "r": r, "class": css})

    def polygon(self, points: Sequence[tuple[float, float]], css: str) -> None:
        written = " ".join(f"{_n(self.x(x))},{_n(y)}" for x, y in points)
        self._draw("polygon", {"points": written, "class": css})

    def path(self, steps: Sequence[tuple[str, Sequence[tuple[float, float]]]], css: str) -> None:
        """``steps`` are SVG path commands, absolute, each with its points."""
        drawn = " ".join(
            command + " ".join(f"{_n(self.x(x))} {_n(y)}" for x, y in points)
            for command, points in steps
        )
        self._draw("path", {"d": drawn, "class": css})

    def text(
        self, x: float, y: float, words: str, css: str = "label", *, anchor: str = "start",
        ltr: bool = False,
    ) -> None:  # fmt: skip
        """A label in the language's own direction; ``anchor`` as for a left-to-right reader.

        ``ltr`` for what reads left to right in every language: numbers with a sign, ranges.
        """
        opening = _RLI if self.rtl and not ltr else _LRI
        side = _FLIP[anchor] if self.rtl else anchor
        attributes = {"x": self.x(x), "y": y, "class": css, "text-anchor": side}
        self._draw("text", attributes, f"{opening}{words}{_PDI}")

    def group(self, attributes: Mapping[str, str], title: str = "") -> Group:
        """Draw into a ``<g>`` (or ``<a>`` when there is an ``href``) inside a ``with``."""
        tag = "a" if "href" in attributes else "g"
        return Group(self, tag, attributes, title)

    def markup(self) -> Markup:
        """The picture, ready to stand in a page."""
        return Markup(ET.tostring(self.root, encoding="unicode", short_empty_elements=True))

    def pattern(self, name: str, size: float, draw: Sequence[tuple[str, dict[str, object]]]) -> str:
        """Define a fill pattern; gives its ``url(#…)``, unique to this picture."""
        identity = f"{self.name}-{name}"
        made = ET.SubElement(
            ET.SubElement(self.root, "defs"),
            "pattern",
            {
                "id": identity,
                "width": _n(size),
                "height": _n(size),
                "patternUnits": "userSpaceOnUse",
            },
        )
        for tag, attributes in draw:
            self._child(made, tag, attributes)
        return f"url(#{identity})"

    def _draw(self, tag: str, attributes: Mapping[str, object], words: str = "") -> None:
        self._child(self._into, tag, attributes, words)

    @staticmethod
    def _child(
        parent: ET.Element, tag: str, attributes: Mapping[str, object], words: str = ""
    ) -> ET.Element:
        plain = {
            key.replace("_", "-"): _n(value) if isinstance(value, (int, float)) else str(value)
            for key, value in attributes.items()
        }
        child = ET.SubElement(parent, tag, plain)
        child.text = words or None
        return child


class Group:
    """The ``with`` of :meth:`Canvas.group`."""

    def __init__(self, canvas: Canvas, tag: str, attributes: Mapping[str, str], title: str) -> None:
        self._canvas, self._tag, self._attributes, self._title = canvas, tag, attributes, title

    def __enter__(self) -> Canvas:
        canvas = self._canvas
        self._outer = canvas._into
        canvas._into = ET.SubElement(self._outer, self._tag, dict(self._attributes))
        if self._title:
            canvas._draw("title", {}, self._title)
        return canvas

    def __exit__(self, *_: object) -> None:
        self._canvas._into = self._outer


def _n(value: float) -> str:
    """A coordinate, short and always the same."""
    return f"{round(float(value), 2):g}"
