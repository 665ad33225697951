"""Who says what: speakers against themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sharaka.briefing.gazette import office_of
from sharaka.briefing.translate import Translator
from sharaka.weighing.measures import SpeakerRow

_THEMES = 7
_SPEAKERS = 12


@dataclass(frozen=True, slots=True)
class Voices:
    """``themes`` head the columns; ``rows`` are (speaker, a count for each theme)."""

    themes: tuple[str, ...]
    rows: tuple[tuple[SpeakerRow, tuple[int, ...]], ...]
    more: tuple[SpeakerRow, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as shown: name, and office with state."""

    name: str
    office: str


def speaker(row: SpeakerRow, t: Translator) -> Speaker:
    """A state, or an office nobody is named for, goes by its name in the reader's language."""
    state = t.name(row.code) if row.code else ""
    known = office_of(row.name, row.code, row.office, t.language)
    office = known or (_office(row.office, t) if row.office else "")
    if row.name == row.code:
        return Speaker(state, office)
    if t.knows("office", row.name):
        return Speaker(t.headed("office", row.name), state)
    return Speaker(t.said(row.name), t.listed_plainly([office, state]))


def _office(office: str, t: Translator) -> str:
    return t.label("office", office) if t.knows("office", office) else t.said(office)


def voices(words: Sequence[SpeakerRow]) -> Voices:
    """The most quoted speakers and most frequent themes; the other speakers in ``more``."""
    totals: dict[str, int] = {}
    for row in words:
        for theme, count in row.themes:
            totals[theme] = totals.get(theme, 0) + count
    themes = tuple(sorted(totals, key=lambda theme: (-totals[theme], theme))[:_THEMES])
    ranked = sorted(words, key=lambda row: (-len(row.records), row.name))
    rows = tuple(
        (row, tuple(dict(row.themes).get(theme, 0) for theme in themes))
        for row in ranked[:_SPEAKERS]
    )
    return Voices(themes, rows, tuple(ranked[_SPEAKERS:]))
