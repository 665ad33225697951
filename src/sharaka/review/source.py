"""A document as the desk shows it: its text with every record's quote marked."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sharaka.briefing.highlight import Quote, passages
from sharaka.evidence import Record
from sharaka.reading.document import Document
from sharaka.reading.way_back import origins_of
from sharaka.review.board import Row
from sharaka.review.texts import Hit

_NUMBER = re.compile(r'<a class="n"[^>]*>[^<]*</a>')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block drawn; ``start`` is the code point its text begins at."""

    kind: str
    language: str
    start: int
    html: Markup


@dataclass(frozen=True, slots=True)
class Whence:
    """Where in the file a quote comes from: pages or paragraphs, and what reading did to it."""

    pages: tuple[int, ...]
    paragraphs: tuple[int, ...]
    repairs: tuple[str, ...]


def paragraphs(
    document: Document, rows: Iterable[Row], chosen: str | None = None, hits: Sequence[Hit] = ()
) -> list[Paragraph]:
    """The document's text; rows of a former text are left out, they stand nowhere in this one."""
    quotes = [_quote(row, chosen) for row in rows if row.holding.standing != "source changed"]
    quotes += [
        Quote(
            anchor=f"h-{hit.start}", key=f"h-{hit.start}", number="", css="hit",
            start=hit.start, end=hit.end, register=f"h-{hit.start}",
        )
        for hit in hits
    ]  # fmt: skip
    drawn, at = [], 0
    for passage in passages(document, quotes):
        words = plain(passage.html)
        # Passages stand in the order of the text and leave out only spaces between them.
        start = document.text.index(words, at)
        at = start + len(words)
        drawn.append(Paragraph(passage.kind, passage.language, start, passage.html))
    return drawn


def plain(marked: Markup) -> str:
    """The text under the marks, letter for letter."""
    return html.unescape(_TAG.sub("", _NUMBER.sub("", str(marked))))


def whence(document: Document, record: Record) -> Whence:
    """The way back from a record's quote to the file."""
    origins = list(origins_of(document, record.start, record.end))
    return Whence(
        tuple(sorted({origin.page for origin in origins if origin.page is not None})),
        tuple(sorted({o.paragraph + 1 for o in origins if o.paragraph is not None})),
        tuple(sorted({origin.how for origin in origins if origin.how != "same"})),
    )


def _quote(row: Row, chosen: str | None) -> Quote:
    record = row.record
    here = " here" if row.key == chosen else ""
    return Quote(
        anchor=f"q-{row.key}", key=row.key, number=str(row.number),
        css=f"k-{record.kind} s-{record.state}{here}",
        start=record.start, end=record.end, register=f"r-{row.key}",
    )  # fmt: skip
