"""Words: who speaks, in which acts, on which themes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sharaka.evidence import Record, Statement
from sharaka.weighing.measures import Counted, SpeakerRow
from sharaka.weighing.names import Speaker, one_person


def words(records: Iterable[Record]) -> tuple[SpeakerRow, ...]:
    """One row a speaker, by how often he speaks, then by name.

    A speaker without a name goes by his role, his state's code or the words for him; statements
    of nobody in particular are left out.  A family name alone is counted with the full name when
    only one speaker can be meant.
    """
    groups: dict[Speaker, list[Statement]] = defaultdict(list)
    said_by: list[tuple[Statement, Speaker]] = []
    for record in records:
        if isinstance(record, Statement):
            speaker = record.speaker
            name = speaker.name or speaker.role or speaker.code or speaker.text
            if name:
                said_by.append((record, (speaker.code, name)))
    persons = one_person(speaker for _, speaker in said_by)
    for statement, said_as in said_by:
        groups[persons[said_as]].append(statement)
    rows = [_row(code, name, said) for (code, name), said in groups.items()]
    return tuple(sorted(rows, key=lambda row: (-len(row.records), row.code or "~", row.name)))


def _row(code: str | None, name: str, said: list[Statement]) -> SpeakerRow:
    acts: dict[str, list[str]] = defaultdict(list)
    themes: dict[str, list[str]] = defaultdict(list)
    for statement in said:
        acts[statement.act].append(statement.id)
        for theme in dict.fromkeys(statement.themes):
            themes[theme].append(statement.id)
    offices = Counter(s.speaker.role for s in said if s.speaker.role)
    office = min(offices, key=lambda role: (-offices[role], role), default=None)
    counted_acts, counted_themes = _counted(acts), _counted(themes)
    return SpeakerRow(
        code=code,
        name=name,
        office=office,
        acts=tuple((act, len(ids)) for act, ids in counted_acts),
        themes=tuple((theme, len(ids)) for theme, ids in counted_themes),
        records=tuple(sorted(statement.id for statement in said)),
        act_records=counted_acts,
        theme_records=counted_themes,
    )


def _counted(groups: dict[str, list[str]]) -> Counted:
    """Most frequent first, then by name."""
    return tuple(
        (name, tuple(sorted(ids)))
        for name, ids in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    )
