"""Names in the reader's letters."""

from __future__ import annotations

from sharaka.briefing.gazette import office_of, proper_name
from sharaka.coding import actor_data


def test_a_known_person_is_written_in_the_readers_language() -> None:
    assert proper_name("Vladimir Putin", "ar") == "فلاديمير بوتين"
    assert proper_name("بزشكيان", "en") == "Masoud Pezeshkian"


def test_spelling_variants_are_one_name() -> None:
    assert proper_name("بوتن", "ar") == proper_name("بوتين", "ar") == "فلاديمير بوتين"


def test_what_is_not_known_stays_as_written() -> None:
    assert proper_name("Ivan Nobody", "ar") == "Ivan Nobody"
    assert proper_name("", "ar") == ""


def test_a_form_two_persons_share_names_neither() -> None:
    forms: dict[str, set[str]] = {}
    for person in actor_data.persons():
        for own in person.names.values():
            for form in own:
                forms.setdefault(form, set()).add(person.names["en"][0])
    for form in (form for form, persons in forms.items() if len(persons) > 1):
        assert proper_name(form, "ar") == form


def test_a_listed_person_has_the_office_the_text_names_else_the_latest_in_the_readers_language() -> (
    None
):
    assert office_of("Putin", "RUS", "prime minister", "ar") == "رئيس الوزراء"
    assert office_of("بوتين", "RUS", None, "ar") == "الرئيس"
    assert office_of("Nobody Listed", "RUS", "president", "ar") is None
