"""A document's text with every coded quote marked, however the quotes overlap.

Quotes may nest, cross and repeat.  Nested ones become nested ``<mark>`` elements; where two cross,
the later one is closed and opened again, so one quote may have several pieces.  Its first piece
carries the anchor (``id``), all of them its key (``data-q``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sharaka.reading.document import Block, Document

#: ISO dates are isolated: after an Arabic letter their hyphens would turn them round.
_ISO_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}(?:-\d{2})?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch to mark: anchor id, number shown, css class, offsets (code points, half-open)."""

    anchor: str
    key: str
    number: str
    css: str
    start: int
    end: int
    register: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A block drawn: its element's kind, language, and marked text."""

    kind: str
    language: str
    html: Markup


def passages(document: Document, quotes: Sequence[Quote]) -> list[Passage]:
    """The whole text block by block; text outside every block comes as paragraphs of its own."""
    ordered = sorted(quotes, key=lambda quote: (quote.start, -quote.end, quote.anchor))
    done: set[str] = set()
    drawn = []
    starts = [quote.start for quote in ordered]
    open_: list[Quote] = []
    at = 0
    for block in _covering(document):
        # Blocks come in order: those still open from before, and those that begin up to its end.
        following = max(at, bisect_left(starts, block.end))
        open_ = [q for q in (*open_, *ordered[at:following]) if q.end > block.start]
        at = following
        inside = [q for q in open_ if q.start < block.end]
        html = _marked(document.text, block.start, block.end, inside, done)
        drawn.append(Passage(block.kind, block.language, html))
    return drawn


def _covering(document: Document) -> list[Block]:
    """The blocks, and a paragraph for each run of words that no block holds: nothing is lost."""
    found: list[Block] = []
    at = 0
    for block in sorted(document.blocks, key=lambda b: b.start):
        found.extend(_gap(document, at, block.start))
        if block.end > at:
            found.append(block)
            at = block.end
    found.extend(_gap(document, at, len(document.text)))
    return found


def _gap(document: Document, start: int, end: int) -> list[Block]:
    between = document.text[start:end]
    if not between.strip():
        return []
    lead = len(between) - len(between.lstrip())
    return [Block(start=start + lead, end=start + len(between.rstrip()))]


def _marked(text: str, start: int, end: int, quotes: Sequence[Quote], done: set[str]) -> Markup:
    """``text[start:end]`` with its quotes as well-nested marks.

    ``done`` holds the keys whose anchor is already placed; it grows.
    """
    out: list[Markup] = []
    stack: list[Quote] = []
    waiting = list(quotes)
    points = {start, end}
    for quote in quotes:
        points |= {max(quote.start, start), min(quote.end, end)}
    edges = sorted(points)
    for edge, following in zip(edges, [*edges[1:], end], strict=True):
        out.extend(_close(stack, edge, last=edge == end))
        while waiting and max(waiting[0].start, start) <= edge:
            quote = waiting.pop(0)
            out.append(_open(quote, done))
            stack.append(quote)
        out.append(_plain(text[edge:following]))
    return Markup("").join(out)


def _close(stack: list[Quote], edge: int, *, last: bool) -> list[Markup]:
    """Close what ends here; what was opened inside it and goes on is closed and opened again.

    At the ``last`` edge of a block everything closes: the next block opens it again.
    """
    ending = [i for i, quote in enumerate(stack) if last or quote.end <= edge]
    if not ending:
        return []
    tail = stack[ending[0] :]
    del stack[ending[0] :]
    out = []
    for quote in reversed(tail):
        if quote.end <= edge:
            out.append(_number(quote))
        out.append(Markup("</mark>"))
    for quote in tail:
        if quote.end > edge and not last:
            out.append(Markup('<mark class="{}" data-q="{}">').format(quote.css, quote.key))
            stack.append(quote)
    return out


def _open(quote: Quote, done: set[str]) -> Markup:
    if quote.key in done:
        return Markup('<mark class="{}" data-q="{}">').format(quote.css, quote.key)
    done.add(quote.key)
    return Markup('<mark class="{}" id="{}" data-q="{}">').format(
        quote.css, quote.anchor, quote.key
    )


def _number(quote: Quote) -> Markup:
    return Markup('<a class="n" href="#{}">{}</a>').format(quote.register, quote.number)


def _plain(text: str) -> Markup:
    out = []
    at = 0
    for match in _ISO_DATE.finditer(text):
        out += [escape(text[at : match.start()]), Markup("<bdi>{}</bdi>").format(match.group())]
        at = match.end()
    return Markup("").join([*out, escape(text[at:])])
