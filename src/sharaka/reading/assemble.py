"""Draft → Document, and text → Document."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator

from sharaka.reading.document import Block, Diagnostic, Document, Metadata, Origin
from sharaka.reading.draft import Draft, origins_of_lines
from sharaka.reading.segment import dominant_language, segment


def from_text(text: str, id: str, *, metadata: Metadata | None = None) -> Document:  # noqa: A002
    """A Document whose canonical text is ``text`` exactly as given, segmented.

    Nothing is repaired and no furniture is cut.  ``raw`` offsets are bytes of its UTF-8 form.
    """
    data = text.encode("utf-8", "surrogatepass")
    blocks, sentences = segment(text)
    stripped = text.strip()
    start = len(text) - len(text.lstrip())
    before = len(text[:start].encode("utf-8", "surrogatepass"))
    inside = len(stripped.encode("utf-8", "surrogatepass"))
    origins = (
        (Origin(start=start, end=start + len(stripped), raw_start=before, raw_end=before + inside),)
        if stripped
        else ()
    )
    return Document(
        id=id,
        text=text,
        blocks=blocks,
        sentences=sentences,
        origins=origins,
        metadata=complete(metadata or Metadata(), Metadata(language=dominant_language(blocks))),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def from_draft(draft: Draft, id: str, data: bytes, given: Metadata | None) -> Document:  # noqa: A002
    """The Document of a draft; ``given`` metadata comes before what the file says."""
    text = "\n".join([line.text for line in draft.lines])
    blocks, sentences = segment(text)
    blocks = _with_kinds(blocks, draft)
    language = Metadata(language=dominant_language(blocks))
    return Document(
        id=id,
        text=text,
        blocks=blocks,
        sentences=sentences,
        origins=origins_of_lines(draft.lines, draft.byte_offsets),
        metadata=complete(complete(given or Metadata(), draft.metadata), language),
        diagnostics=tuple(sorted([*draft.diagnostics, *_notices(draft)], key=_order)),
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=draft.media_type,
    )


def complete(first: Metadata, then: Metadata) -> Metadata:
    """``first``, with what it leaves open taken from ``then``."""
    gaps = {
        field.name: getattr(then, field.name)
        for field in dataclasses.fields(Metadata)
        if getattr(first, field.name) is None
    }
    return dataclasses.replace(first, **gaps)


def _with_kinds(blocks: tuple[Block, ...], draft: Draft) -> tuple[Block, ...]:
    """Blocks with the kinds the loader knew (a docx heading, a table row)."""
    known = {}
    at = 0
    for line in draft.lines:
        if line.kind is not None:
            known[at + len(line.text) - len(line.text.lstrip())] = line.kind
        at += len(line.text) + 1
    if not known:
        return blocks
    return tuple(
        dataclasses.replace(block, kind=known[block.start]) if block.start in known else block
        for block in blocks
    )


def _notices(draft: Draft) -> Iterator[Diagnostic]:
    at = 0
    for line in draft.lines:
        end = at + len(line.text)
        if line.notice is not None:
            yield dataclasses.replace(line.notice, start=at, end=end)
        at = end + 1


def _order(diagnostic: Diagnostic) -> tuple[int, int]:
    return (diagnostic.page or 0, diagnostic.start if diagnostic.start is not None else -1)
