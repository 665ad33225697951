"""A page's markup → its blocks of visible text, every character with its place in the markup.

A scanner, not a parser: it needs only where text stands and which block elements are round it.
One pass with ``str.find``, so that no page, however broken, takes more than linear time.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from sharaka.reading.document import BlockKind
from sharaka.reading.draft import Piece

_TAG_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9:-]*)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list", "dt": "list", "dd": "list", "blockquote": "quote", "tr": "table",
}  # fmt: skip
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_CELLS = frozenset(("td", "th"))
#: Elements whose text is never read.
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "textarea",
        "select",
        "button",
        "svg",
        "iframe",
        "object",
        "head",
        "math",
    ]
)
#: Elements whose text is not the article's.
_APART = frozenset(["nav", "aside", "footer", "form", "menu"])
#: Elements that a following one of the same name closes.
_SELF_CLOSING = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "option"])
_VOID = frozenset(
    [
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "source",
        "wbr",
        "area",
        "base",
        "col",
        "embed",
        "track",
    ]
)


@dataclass(slots=True)
class Run:
    """Visible text between two block boundaries."""

    pieces: list[Piece] = field(default_factory=list)
    kind: BlockKind | None = None
    apart: bool = False
    linked: int = 0

    @property
    def text(self) -> str:
        return "".join([piece.text for piece in self.pieces])


def runs_of(markup: str) -> tuple[list[Run], int]:
    """The visible runs of ``markup`` in order, white space collapsed, entities decoded.

    And how deep its elements are nested.
    """
    scanner = _Scanner(markup)
    return scanner.scan(), scanner.deepest


class _Scanner:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.lower = markup.translate({code: code + 32 for code in range(65, 91)})
        self.runs: list[Run] = []
        self.run = Run()
        self.open: list[str] = []
        self.apart = 0
        self.links = 0
        self.deepest = 0

    def scan(self) -> list[Run]:
        markup, at = self.markup, 0
        while at < len(markup):
            less = markup.find("<", at)
            if less < 0:
                self._text(at, len(markup))
                break
            if less > at:
                self._text(at, less)
            at = self._tag(less)
        self._close_run()
        return self.runs

    def _tag(self, less: int) -> int:
        """Handle the tag at ``less``; the position after it."""
        markup = self.markup
        if markup.startswith("<!--", less):
            end = markup.find("-->", less + 4)
            return len(markup) if end < 0 else end + 3
        if markup.startswith("<![CDATA[", less):
            end = markup.find("]]>", less)
            self._text(less + 9, len(markup) if end < 0 else end)
            return len(markup) if end < 0 else end + 3
        name = _TAG_NAME.match(self.lower, less)
        if name is None and markup[less + 1 : less + 2] not in ("!", "?", "/"):
            self._text(less, less + 1)
            return less + 1
        greater = markup.find(">", less)
        end = len(markup) if greater < 0 else greater + 1
        if name is None:
            return end
        tag = name.group(1)
        if markup[less + 1] == "/":
            self._leave(tag)
        elif tag in _SILENT and not markup.startswith("/>", end - 2):
            close = self.lower.find(f"</{tag}", end)
            if close < 0:
                return end if tag in ("head", "button", "object") else len(markup)
            greater = markup.find(">", close)
            return len(markup) if greater < 0 else greater + 1
        else:
            self._enter(tag, closed=tag in _VOID or markup.startswith("/>", end - 2))
        return end

    def _enter(self, tag: str, *, closed: bool) -> None:
        if tag in _CELLS and self.run.pieces:
            self.run.pieces.append(Piece("\t"))
        if tag in _BLOCKS:
            self._close_run()
        if closed:
            return
        if tag in _SELF_CLOSING and self.open[-1:] == [tag]:
            self.open.pop()
        self.open.append(tag)
        self.deepest = max(self.deepest, len(self.open))
        self.apart += tag in _APART
        self.links += tag == "a"
        if tag in _BLOCKS:
            self.run = self._new_run()

    def _leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._close_run()
        for depth in range(1, min(12, len(self.open)) + 1):
            if self.open[-depth] == tag:
                for gone in self.open[-depth:]:
                    self.apart -= gone in _APART
                    self.links -= gone == "a"
                del self.open[-depth:]
                break
        if tag in _BLOCKS:
            self.run = self._new_run()

    def _new_run(self) -> Run:
        kind = next((_KINDS[tag] for tag in reversed(self.open[-4:]) if tag in _KINDS), None)
        return Run(kind=kind, apart=self.apart > 0)

    def _close_run(self) -> None:
        pieces = self.run.pieces
        while pieces and pieces[-1].text.isspace():
            pieces.pop()
        if pieces:
            self.runs.append(self.run)
        self.run = self._new_run()

    def _text(self, start: int, end: int) -> None:
        at = start
        for entity in _ENTITY.finditer(self.markup, start, end):
            self._plain(at, entity.start())
            decoded = html.unescape(entity.group())
            if decoded == entity.group():
                self._plain(entity.start(), entity.end())
            elif decoded.isspace() or decoded == "\xa0":
                self._space()
            else:
                self._put(Piece(decoded, "entity", entity.start(), entity.end()))
            at = entity.end()
        self._plain(at, end)

    def _plain(self, start: int, end: int) -> None:
        at = start
        for space in _SPACE.finditer(self.markup, start, end):
            if space.start() > at:
                self._put(Piece(self.markup[at : space.start()], "same", at, space.start()))
            self._space()
            at = space.end()
        if at < end:
            self._put(Piece(self.markup[at:end], "same", at, end))

    def _space(self) -> None:
        if self.run.pieces and not self.run.pieces[-1].text.isspace():
            self.run.pieces.append(Piece(" "))

    def _put(self, piece: Piece) -> None:
        self.run.pieces.append(piece)
        if self.links:
            self.run.linked += len(piece.text)
