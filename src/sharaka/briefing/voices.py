"""Who says what: speakers against themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sharaka.weighing.measures import SpeakerRow

_THEMES = 7
_SPEAKERS = 20


@dataclass(frozen=True, slots=True)
class Voices:
    """``themes`` head the columns; ``rows`` are (speaker, a count for each theme)."""

    themes: tuple[str, ...]
    rows: tuple[tuple[SpeakerRow, tuple[int, ...]], ...]
    more: tuple[SpeakerRow, ...]


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
