"""The gazetteers put into a language's trie."""

from __future__ import annotations

from sharaka.coding.actor_data import inflections, organisations, outlets, persons, states
from sharaka.coding.lexicon import Entry, Lexicon


def add_actors(made: Lexicon) -> None:
    """States with their adjectives, peoples, capitals and cities; organisations; outlets; persons."""
    language = made.language
    capital = language == "en"
    for state in states():
        wary = frozenset(state.ambiguous)
        for part, words in (
            ("name", state.names), ("capital", state.capital),
            ("metonym", state.metonym), ("city", state.cities),
        ):  # fmt: skip
            kind = "city" if part == "city" else "state"
            for word in words.get(language, ()):
                made.add(
                    word,
                    Entry(
                        kind,
                        state.code,
                        "wary" if word in wary else part,
                        data=state,
                        capital=capital,
                    ),
                )
        for word in state.demonym.get(language, ()):
            for form in inflections(word) if language == "ar" else (word,):
                made.add(
                    form,
                    Entry(
                        "demonym",
                        state.code,
                        "wary" if form in wary or word in wary else "",
                        data=state,
                        capital=capital,
                    ),
                )
        for word in state.people.get(language, ()):
            made.add(
                word,
                Entry(
                    "people",
                    state.code,
                    "wary" if word in wary else "",
                    data=state,
                    capital=capital,
                ),
            )
    for organisation in organisations():
        latin = organisation.names.get("en", ()) if language == "ar" else ()
        for word in (*organisation.names.get(language, ()), *latin):
            made.add(
                word,
                Entry(
                    "org", organisation.code, organisation.kind, data=organisation, capital=capital
                ),
            )
        for word in organisation.demonym.get(language, ()):
            for form in inflections(word) if language == "ar" else (word,):
                made.add(
                    form, Entry("demonym", organisation.code, data=organisation, capital=capital)
                )
        for word in organisation.people.get(language, ()):
            made.add(word, Entry("people", organisation.code, data=organisation, capital=capital))
    for outlet in outlets():
        for word in outlet.names.get(language, ()):
            made.add(
                word,
                Entry("outlet", outlet.names.get("en", (word,))[0], data=outlet, capital=capital),
            )
    for person in persons():
        for word in person.names.get(language, ()):
            made.add(word, Entry("person", person.id, data=person, capital=capital))
