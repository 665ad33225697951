"""Persons, outlets and offices as the reader's language writes them, from the coder's gazetteer.

A document names Putin in its own language, and a briefing has two: what the gazetteer knows is shown
in the reader's letters, what it does not stays as the document wrote it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from sharaka.coding import actor_data, person_name
from sharaka.reading.normalise import fold


def proper_name(words: str, language: str) -> str:
    """A person, outlet, organisation or office in ``language``; the same words when not known."""
    person = person_name(words, language)
    if person != words:
        return person
    return _known().get(fold(words).casefold(), {}).get(language, words)


def office_of(name: str, state: str | None, office: str | None, language: str) -> str | None:
    """A listed person's office in ``language``: the one the text names, else the latest of the state.

    None for a person who is not listed, or whose office has no name in the language.
    """
    person = actor_data.person_named(name)
    if person is None:
        return None
    held = [o for o in person.offices if state is None or o.state == state]
    asked = fold(office or "").casefold()
    named = [o for o in held if asked and asked in {fold(r).casefold() for r in o.role.values()}]
    chosen = (named or held)[-1:]
    return chosen[0].role.get(language) if chosen else None


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
