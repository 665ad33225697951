"""The gazetteers: offices by date, names by spelling, and how mistakes in the files are refused."""

from __future__ import annotations

import fnmatch
import itertools
import re
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from sharaka.coding.actor_data import (
    FOLDER,
    Person,
    affiliation,
    display_name,
    inflections,
    load,
    office_at,
    organisations,
    outlets,
    persons,
    states,
)
from sharaka.errors import LexiconError
from sharaka.reading.normalise import fold

PERSONS = {person.id: person for person in persons()}
STATES = {state.code: state for state in states()}
#: What only one person can be at a time.
SOLE = {
    "president", "prime minister", "foreign minister", "secretary of state", "supreme leader",
    "king", "emir", "chancellor", "secretary-general", "director general", "defence minister",
    "commander of the Revolutionary Guard", "secretary of the Supreme National Security Council",
}  # fmt: skip


def holders(code: str, role: str, date: str) -> set[str]:
    """Everybody whose office at the date is this one."""
    found = ((person.id, office_at(person, date)) for person in persons())
    return {who for who, held in found if held and (held.state, held.role["en"]) == (code, role)}


def named(name: str) -> set[str]:
    return {who for who, person in PERSONS.items() if fold(name) in map(fold, person.forms())}


# ---- offices ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "role", "date", "expected"),
    [
        ("IRN", "president", "2022-07-19", "raisi"),
        ("IRN", "president", "2025-01-17", "pezeshkian"),
        ("IRN", "acting president", "2024-06", "mokhber"),
        ("IRN", "president", "2003", "khatami"),
        ("USA", "president", "2019-05", "trump"),
        ("USA", "president", "2022", "biden"),
        ("USA", "president", "2025-06-22", "trump"),
        ("RUS", "president", "2006", "putin"),
        ("RUS", "president", "2010-04-08", "medvedev"),
        ("RUS", "prime minister", "2010-04-08", "putin"),
        ("ISR", "prime minister", "2022-01", "bennett"),
        ("ISR", "prime minister", "2022-09", "lapid"),
        ("ISR", "prime minister", "2023-10-07", "netanyahu"),
        ("SYR", "interim president", "2025-03", "sharaa"),
        ("UNO", "secretary-general", "2015-07", "ban"),
        ("NATO", "secretary-general", "2025", "rutte"),
    ],
)
def test_an_office_has_the_holder_of_its_day(
    code: str, role: str, date: str, expected: str
) -> None:
    assert holders(code, role, date) == {expected}


def test_no_two_persons_hold_a_sole_office_together() -> None:
    terms = defaultdict(list)
    for person in persons():
        for office in person.offices:
            begin, _, end = office.term.partition("/")
            if office.role["en"] in SOLE and len(begin) >= 7 and (end == ".." or len(end) >= 7):
                last = "9999-12" if end == ".." else end[:7]
                terms[office.state, office.role["en"]].append((begin[:7], last, person.id))
    assert len(terms) > 150
    for held in terms.values():
        for before, after in itertools.pairwise(sorted(held)):
            assert before[1] <= after[0], (before, after)


def test_an_office_is_not_held_before_or_after_its_term() -> None:
    raisi = PERSONS["raisi"]
    assert office_at(raisi, "2018") is None
    assert office_at(raisi, "2024-05-20") is None
    latest = office_at(raisi, None)
    assert latest is not None
    assert latest.role["en"] == "president"


def test_a_coarse_date_may_fall_in_either_term() -> None:
    putin = PERSONS["putin"]
    held = office_at(putin, "2008")
    assert held is not None
    assert held.role["en"] == "prime minister"  # the later begun of the two


@pytest.mark.parametrize(
    ("who", "date", "code"),
    [
        ("bush", "2015", "USA"),  # a former president is still of his state
        ("biden", "2001", "USA"),  # and a future one already
        ("stoltenberg", "2016", "NATO"),
        ("stoltenberg", "2024-12", "NOR"),  # out of NATO, not yet minister again
        ("elbaradei", "2005", "IAEA"),
        ("elbaradei", "2011", "EGY"),
        ("annan", "2012", "UNO"),  # nothing else is known of him
        ("haniyeh", "2020", "HAMAS"),
        ("haniyeh", "2010", "PSE"),
    ],
)
def test_affiliation_outlasts_the_office(who: str, date: str, code: str) -> None:
    assert affiliation(PERSONS[who], date) == code


@given(st.sampled_from(persons()), st.none() | st.dates().map(str))
def test_office_and_affiliation_agree(person: Person, date: str | None) -> None:
    held, code = office_at(person, date), affiliation(person, date)
    assert code in {office.state for office in person.offices}
    if held:
        assert held.covers(date)
        assert code == held.state


def test_a_person_without_offices_belongs_nowhere() -> None:
    nobody = Person(code="x", names={"en": ("X Y",)})
    assert office_at(nobody, "2020") is None
    assert affiliation(nobody, "2020") is None


# ---- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spellings", "who"),
    [
        (["بوتين", "بوتن", "فلاديمير بوتين", "Putin", "Путин", "پوتین"], "putin"),
        (["بزشكيان", "پزشكيان", "پزشکیان", "بيزشكيان", "بيزشكیان", "Pezeshkian"], "pezeshkian"),
        (["عراقجي", "عراقتشي", "عرقجي", "عراقچی", "Araqchi"], "araghchi"),
        (["ترامب", "ترمب", "دونالد ترمب", "Trump"], "trump"),
        (["أمير عبد اللهيان", "عبداللهيان", "Amir-Abdollahian"], "amirabdollahian"),
        (["أردوغان", "اردوغان", "إردوغان", "Erdoğan"], "erdogan"),
        (["داود أوغلو", "داوود أوغلو", "Davutoğlu"], "davutoglu"),
        (["وليام بيرنز", "ويليام بيرنز", "William Burns"], "burns.william"),
        (["الرئيس مرسي", "محمد مرسي"], "morsi"),
    ],
)
def test_a_name_is_known_however_it_is_spelt(spellings: list[str], who: str) -> None:
    for spelling in spellings:
        assert named(spelling) == {who}, spelling


@pytest.mark.parametrize("word", ["رئيسي", "سلامي", "عباس", "صالح", "الشرع", "شي", "Rice", "May"])
def test_a_common_word_is_no_name(word: str) -> None:
    assert named(word) == set()


def test_every_person_has_both_languages_and_an_office() -> None:
    for person in persons():
        assert person.names.get("ar"), person.id
        assert person.names.get("en"), person.id
        assert person.offices, person.id
        for office in person.offices:
            assert set(office.role) == {"ar", "en"}, person.id


def test_every_state_has_a_name_in_arabic_and_english() -> None:
    in_force = {
        alias
        for alias, now in get_global("territory_aliases").items()
        if len(alias) == 3 and alias.isalpha() and alias.isupper() and len(now) == 1
    }
    assert len(in_force & STATES.keys()) >= 249  # what ISO 3166-1 assigns
    for state in states():
        assert state.names["ar"], state.code
        assert state.names["en"], state.code
        assert display_name(state.code, "ar") == state.names["ar"][0]


def test_display_name_falls_back() -> None:
    assert display_name("IRN", "ar") == "إيران"
    assert display_name("IRN", "xx") == "Iran"
    assert display_name("NOBODY", "ar") == "NOBODY"


def test_inflections_follow_gender_number_and_article() -> None:
    assert {"روسي", "روسية", "روسيا", "روسيين", "روسيات"} <= set(inflections("روسي"))
    assert {"كورية شمالية", "الكورية الشمالية"} <= set(inflections("كوري شمالي"))
    assert inflections("مجر") == ("مجر",)


def test_cautioned_forms_are_listed_as_ambiguous() -> None:
    for actor in (*states(), *organisations(), *outlets(), *persons()):
        assert bool(actor.cautions) == bool(actor.ambiguous), actor.code
        assert set(actor.ambiguous) <= set(actor.forms()), actor.code


# ---- the files ----------------------------------------------------------------------------------

STATE = '[[state]]\ncode = "IRN"\nnames = {ar = ["إيران"], en = ["Iran"]}\n'
PERSON = '[[person]]\nid = "x"\nnames = {ar = ["س ص"], en = ["X Y"]}\n'
OFFICE = '{{state = "{}", role = {{en = "president"}}, term = "{}"}}'


def person(*offices: tuple[str, str]) -> str:
    return PERSON + f"offices = [{', '.join(OFFICE.format(*office) for office in offices)}]\n"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("persons.toml", "[[person]\n", "Correct the TOML"),
        ("persons.toml", '[[person]]\nnames = {en = ["X"]}\n', "has no code"),
        ("persons.toml", PERSON + PERSON, "entry x is there twice"),
        ("persons.toml", '[[person]]\nid = "x"\nnames = {en = []}\n', "entry x has no name"),
        ("persons.toml", '[[person]]\nid = "x"\nnames = {en = "X"}\n', "ill-formed list in names"),
        ("persons.toml", '[[person]]\nid = "x"\nname = {en = ["X"]}\n', "lacks or misspells a key"),
        ("persons.toml", person(("XXX", "2000/..")), "refers to the unknown code 'XXX'"),
        ("persons.toml", person(("IRN", "soon")), "'soon' is no EDTF date"),
        ("persons.toml", person(("IRN", "2009/.."), ("IRN", "2001/2005")), "offices out of order"),
        ("persons.toml", '[[person]]\nid = "x"\nfull = true\nnames = {en = ["X"]}\n', "is full but lists a surname"),
        ("persons.toml", '[[person]]\nid = "x"\nnames = {ar = ["ايران"]}\n', "shares the form"),
        ("organisations.toml", '[[organisation]]\ncode = "O"\nkind = "club"\nnames = {en = ["O"]}\n', "kind 'club' is none of"),
        ("organisations.toml", '[[organisation]]\ncode = "IRN"\nkind = "igo"\nnames = {en = ["O"]}\n', "is a state's code"),
        ("organisations.toml", '[[organisation]]\ncode = "O"\nkind = "igo"\nnames = {en = ["O"]}\nambiguous = [{form = "Z", cues = ["capital"]}]\n', "cautions about 'Z'"),
        ("organisations.toml", '[[organisation]]\ncode = "O"\nkind = "igo"\nnames = {en = ["O"]}\nambiguous = [{form = "O", cues = ["luck"]}]\n', "cue 'luck' is none of"),
        ("outlets.toml", '[[outlet]]\nid = "o"\nstate = "XXX"\nnames = {en = ["O"]}\n', "refers to the unknown code 'XXX'"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_place_and_mend(
    tmp_path: Path, file: str, text: str, message: str
) -> None:
    (tmp_path / "states_extra.toml").write_text(STATE, "utf-8")
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(LexiconError, match=re.escape(message)) as caught:
        load(tmp_path)
    assert caught.value.place == str(tmp_path / file)
    assert caught.value.mend


def test_a_form_of_two_actors_passes_when_both_say_so(tmp_path: Path) -> None:
    wary = 'names = {en = ["Twin"]}\nambiguous = [{form = "Twin", cues = ["title"]}]\n'
    both = "".join(f'[[person]]\nid = "{who}"\n{wary}' for who in ("a", "b"))
    (tmp_path / "persons.toml").write_text(both, "utf-8")
    found = load(tmp_path).persons
    assert [each.ambiguous for each in found] == [("Twin",), ("Twin",)]


def test_an_empty_folder_is_an_empty_gazetteer(tmp_path: Path) -> None:
    assert load(tmp_path).states == ()


def test_generated_states_are_up_to_date(root: Path) -> None:
    script = root / "scripts" / "make_states.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0, "run: python scripts/make_states.py"


def test_loading_is_quick() -> None:
    def seconds() -> float:
        begin = time.process_time()
        load()
        return time.process_time() - begin

    assert min(seconds() for _ in range(3)) < 0.5


def test_every_data_file_is_in_the_docs(root: Path) -> None:
    page = (root / "docs" / "data.md").read_text("utf-8")
    patterns = [word for word in page.split("`")[1::2] if word.startswith("src/")]
    package = root / "src" / "sharaka"
    files = [path for kind in ("toml", "gz", "npz", "po") for path in package.rglob(f"*.{kind}")]
    assert FOLDER / "persons.toml" in files
    for path in files:
        name = path.relative_to(root).as_posix()
        assert any(fnmatch.fnmatch(name, pattern) for pattern in patterns), f"{name} is missing"
