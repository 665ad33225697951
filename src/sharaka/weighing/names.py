"""Which speakers are one person: a full name and the family name alone, with and without a state.

Listed persons are told by the coder's list, in any language.  Conservative: a short name joins a longer one only when no other speaker could be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sharaka.coding import actor_data
from sharaka.reading.normalise import fold

#: A state's code (or None) and a name as written.
Speaker = tuple[str | None, str]


def one_person(speakers: Iterable[Speaker]) -> Mapping[Speaker, Speaker]:
    """For each speaker the one he is counted as, the longest and best known form of the name."""
    known = sorted(
        set(speakers), key=lambda s: (-len(_words(s[1])), s[0] is None, s[0] or "", s[1])
    )
    chosen: dict[Speaker, Speaker] = {}
    heads: list[Speaker] = []
    for speaker in known:
        meant = [head for head in heads if _may_be(speaker, head)]
        if len(meant) == 1:
            chosen[speaker] = meant[0]
        else:
            chosen[speaker] = speaker
            heads.append(speaker)
    return chosen


def _may_be(short: Speaker, full: Speaker) -> bool:
    one, two = _listed(short), _listed(full)
    if one is not None and two is not None:
        return one == two
    if short[0] and full[0] and short[0] != full[0]:
        return False
    left, right = _words(short[1]), _words(full[1])
    if left == right:
        return True
    # The family name stands last; a bare code or an office is nobody's family name.
    return len(left) < len(right) and right[-len(left) :] == left and short[1] != short[0]


def _listed(speaker: Speaker) -> str | None:
    """The id of the listed person of that name, if he held an office of that state."""
    code, name = speaker
    person = actor_data.person_named(name)
    if person is None or (code and code not in {office.state for office in person.offices}):
        return None
    return person.code


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())
