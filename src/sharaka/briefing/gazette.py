"""Persons, outlets and offices as the reader's language writes them, from the coder's gazetteer.

A document names Putin in its own language, and a briefing has two: what the gazetteer knows is shown
in the reader's letters, what it does not stays as the document wrote it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from sharaka.coding import actor_data
from sharaka.reading.normalise import fold


def proper_name(words: str, language: str) -> str:
    """A person, outlet, organisation or office in ``language``; the same words when not known."""
    return _known().get(fold(words).casefold(), {}).get(language, words)


@functools.cache
def _known() -> Mapping[str, Mapping[str, str]]:
    """Every form that names one thing only, with that thing's first name in each language."""
    found: dict[str, Mapping[str, str]] = {}
    shared: set[str] = set()
    for forms, shown in _entries():
        for form in forms:
            key = fold(form).casefold()
            if found.get(key, shown) != shown:
                shared.add(key)
            found.setdefault(key, shown)
    return {key: shown for key, shown in found.items() if key not in shared}


def _entries() -> Iterator[tuple[list[str], Mapping[str, str]]]:
    for group in (actor_data.persons(), actor_data.outlets(), actor_data.organisations()):
        for actor in group:
            forms = [form for own in actor.names.values() for form in own]
            yield forms, {language: own[0] for language, own in actor.names.items() if own}
    for person in actor_data.persons():
        for office in person.offices:
            yield list(office.role.values()), dict(office.role)
