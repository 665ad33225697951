"""Repair: text that an extractor left in visual order, torn or stretched, put right.

Text that shows none of the faults passes through as the same objects.
"""

from __future__ import annotations

import dataclasses
import re

from sharaka.reading.document import Diagnostic
from sharaka.reading.draft import Draft
from sharaka.reading.repair.letters import (
    MIRROR_SIGN,
    has_forms,
    is_mirrored,
    marks_lead,
    unmirrored,
    without_forms,
)
from sharaka.reading.repair.lines import Raw, raw_lines
from sharaka.reading.repair.model import arabic_model
from sharaka.reading.repair.notes import note_numbers, without_number
from sharaka.reading.repair.paragraphs import Printed, mark_pull_quotes, paragraphs
from sharaka.reading.repair.tidy import (
    facing_brackets,
    font_map_faults,
    straight_number,
    without_invented,
    without_kashida,
)
from sharaka.reading.repair.visual import Context, context_of, is_visual, reading_order
from sharaka.reading.repair.words import Word

__all__ = ["repair", "tidy_lines"]

_GAP = re.compile(r"[\u0620-\u0652،][ ]{2,}(?=[\u0620-\u064a])")
_LEAST_GAPS = 8
_LEAST_SIGNS = 4
_CLOSING = 1.5


def repair(draft: Draft) -> Draft:
    """The draft with its faults mended and each kind of mend reported; the same draft if none."""
    draft = _letters(draft)
    if not _suspicious(draft):
        return draft
    raw = raw_lines(draft.lines)
    context = context_of([line.words for line in raw], arabic_model())
    if not is_visual([line.words for line in raw], context):
        return draft
    return _from_visual(draft, raw, context)


def _letters(draft: Draft) -> Draft:
    """Presentation forms and mirrored lines put right."""
    lines, notes = draft.lines, list(draft.diagnostics)
    formed = sum(has_forms(line) for line in lines)
    if formed:
        lines = [without_forms(line) if has_forms(line) else line for line in lines]
        message = f"{formed} lines held presentation forms; written as letters"
        notes.append(Diagnostic(code="presentation-forms", message=message))
    signs = sum(len(MIRROR_SIGN.findall(line.text)) for line in lines[:400])
    if signs >= _LEAST_SIGNS and is_mirrored(lines, arabic_model()):
        led = marks_lead(lines)
        lines = [unmirrored(line, led=led) for line in lines]
        message = "the letters of every line were stored backwards; put in reading order"
        notes.append(Diagnostic(code="mirrored", message=message))
    if lines is draft.lines:
        return draft
    return dataclasses.replace(draft, lines=lines, diagnostics=notes)


def _suspicious(draft: Draft) -> bool:
    """A cheap look for wide gaps inside Arabic lines."""
    gaps = 0
    for line in draft.lines:
        if "  " in line.text:
            gaps += len(_GAP.findall(line.text))
            if gaps >= _LEAST_GAPS:
                return True
    return False


def _from_visual(draft: Draft, raw: list[Raw], context: Context) -> Draft:
    notes = list(draft.diagnostics)
    printed: list[Printed] = []
    moved = 0
    for line in raw:
        closing = _CLOSING * line.blank_after * (1 + line.blank_before)
        words = reading_order(line.words, context, closing=closing)
        moved += any(word.pieces[0].how == "reordered" for word in words)
        printed.append(Printed(words, line.blank_before or line.indented, line.blank_after))
    notes.append(
        Diagnostic(
            code="visual-order",
            message=f"{moved} of {len(raw)} lines were stored in visual order; put in reading order",
        )
    )
    tidy_lines(printed, notes)
    mark_pull_quotes(printed)
    lines = paragraphs(printed)
    metadata = draft.metadata
    if lines and lines[0].kind == "heading" and metadata.title is None:
        metadata = dataclasses.replace(metadata, title=lines[0].text)
    return dataclasses.replace(draft, lines=lines, metadata=metadata, diagnostics=notes)


def tidy_lines(printed: list[Printed], notes: list[Diagnostic]) -> None:
    """Mend what is wrong inside words, in place."""
    faults = font_map_faults(word.text for line in printed for word in line.words)
    if faults:
        letters = "، ".join(sorted({letter for letter, _ in faults}))
        notes.append(
            Diagnostic(
                code="font-map",
                message=f"the font's map adds a shadda after {letters}; taken out",
            )
        )
    for line in printed:
        words = [without_kashida(straight_number(word)) for word in line.words]
        line.words = [without_invented(word, faults) for word in words]
    every: list[Word] = [word for line in printed for word in line.words]
    numbers = note_numbers(every)
    if numbers:
        notes.append(
            Diagnostic(
                code="note-numbers",
                message=f"footnote numbers {', '.join(map(str, sorted(numbers.values())))} "
                "were glued to words; taken out of the text",
            )
        )
    at = 0
    for line in printed:
        words = []
        for word in line.words:
            words.append(without_number(word) if at in numbers else word)
            at += 1
        line.words = facing_brackets(words)
