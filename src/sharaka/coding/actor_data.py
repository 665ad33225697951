"""The gazetteers: states, organisations, news outlets and persons with their dated offices.

Data files in ``lexicons/actors``; each names its sources and licence in its header.  States carry
ISO 3166-1 alpha-3 codes, organisations short upper-case codes of our own, terms of office are EDTF
intervals.  Loading checks the files, so that a matcher may trust them.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar, get_args

from sharaka.errors import LexiconError
from sharaka.reading.normalise import fold

FOLDER = Path(__file__).parent / "lexicons" / "actors"

OrganisationKind = Literal[
    "alliance", "igo", "bloc", "armed group", "company", "institute", "media", "party", "agency"
]
#: What lets a matcher accept an ambiguous form; said at the head of states_extra.toml.
Cue = Literal["capital", "preposition", "state", "city", "title", "noun", "list", "antecedent"]
#: PLOVER's primary role codes that occur in our files, and IGO for officials of organisations.
Sector = Literal[
    "GOV", "MIL", "SPY", "LEG", "JUD", "PTY", "OPP", "REB", "BUS", "MED", "EDU", "NGO", "CVL", "IGO"
]  # fmt: skip
#: Surface forms by language (ISO 639-1: ar, en, ru, fa), the one to show first.
Forms = Mapping[str, tuple[str, ...]]
_A = TypeVar("_A", bound="Actor")
_DATE = re.compile(r"(\d{2}(?:\d\d|\dX|XX))(?:-(0[1-9]|1[0-2]|2[1-4]|XX)(?:-([0-3]\d|XX))?)?[~?%]?")
#: EDTF seasons as the months they lie in; winter by its first months, in the year it is named for.
_SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}


@dataclass(frozen=True, slots=True)
class Caution:
    """A form to accept only beside one of ``cues``, and why."""

    form: str
    cues: tuple[Cue, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """What the four kinds share: a code or id, names, and the forms among them that need care.

    ``ambiguous`` holds every surface form (names, demonyms, cities …) that ``cautions`` are about.
    """

    code: str
    names: Forms = field(hash=False)
    cautions: tuple[Caution, ...] = ()
    ambiguous: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The code: a name that suits persons and outlets better."""
        return self.code

    def forms(self) -> Iterator[str]:
        """Every surface form, with repeats."""
        for value in (getattr(self, each.name) for each in dataclasses.fields(self)):
            if isinstance(value, Mapping):
                for words in value.values():
                    yield from words


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Actor):
    """A state or territory.

    ``demonym`` holds stems (Arabic: masculine singular, no article; :func:`inflections` gives the
    rest); ``people`` holds plurals, in Arabic with and without the article; ``cities`` are places
    that identify the state, not ways to name it as an actor.
    """

    demonym: Forms = field(default_factory=dict, hash=False)
    people: Forms = field(default_factory=dict, hash=False)
    capital: Forms = field(default_factory=dict, hash=False)
    metonym: Forms = field(default_factory=dict, hash=False)
    cities: Forms = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Actor):
    """An organisation or group; ``state`` and ``sector`` when it is a part of a state.

    ``demonym`` and ``people`` as for a state (غربي, Western → WEST; حوثي, Houthi → HOUTHIS).
    """

    kind: OrganisationKind
    demonym: Forms = field(default_factory=dict, hash=False)
    people: Forms = field(default_factory=dict, hash=False)
    state: str | None = None
    sector: Sector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet(Actor):
    """A news outlet or agency.  ``state`` is its seat, never the code of what it reports."""

    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office: ``state`` is a state's or an organisation's code, ``role`` its title by language.

    ``term`` is an EDTF interval: ``2012-05-07/..`` in office as far as known, ``/2013-08`` begin
    not known, ``2005/`` ended but when is not known, ``""`` not known.
    """

    state: str
    role: Mapping[str, str] = field(hash=False)
    sector: Sector = "GOV"
    term: str = ""

    def covers(self, date: str | None) -> bool:
        """Whether the office may have been held on the EDTF ``date``; True for None."""
        if date is None:
            return True
        term, asked = _span(self.term), _span(date)
        return term[0] <= asked[1] and asked[0] <= term[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Actor):
    """A person: full names and surname forms, offices in order of their begin.

    ``full`` says that the surname is too common a word to be listed: full names only.
    """

    offices: tuple[Office, ...] = ()
    full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """The four files, checked against themselves and each other."""

    states: tuple[State, ...]
    organisations: tuple[Organisation, ...]
    outlets: tuple[Outlet, ...]
    persons: tuple[Person, ...]


def states() -> tuple[State, ...]:
    """Every state and territory, by code."""
    return _packaged().states


def organisations() -> tuple[Organisation, ...]:
    """Every organisation, in the file's order."""
    return _packaged().organisations


def outlets() -> tuple[Outlet, ...]:
    """Every news outlet, in the file's order."""
    return _packaged().outlets


def persons() -> tuple[Person, ...]:
    """Every person, in the file's order."""
    return _packaged().persons


def office_at(person: Person, date: str | None) -> Office | None:
    """The office held at the EDTF ``date`` (the latest begun, when several); None if none was.

    A date of None asks for the latest office known.
    """
    held = [office for office in person.offices if office.covers(date)]
    return max(held, key=lambda office: _span(office.term), default=None)


def affiliation(person: Person, date: str | None) -> str | None:
    """Whose the person was at the EDTF ``date``: a state's or an organisation's code.

    That of the office held then.  Out of office, a person is still of his state: that of the
    latest office begun by then, else of the first to come; an international organisation's only
    where no state is known, because its officials leave it when they leave their office.
    """
    if office := office_at(person, date):
        return office.state
    own = [office for office in person.offices if office.sector != "IGO"] or person.offices
    asked = _span(date or "")
    begun = [office for office in own if _span(office.term)[0] <= asked[1]]
    nearest = begun[-1] if begun else next(iter(own), None)
    return nearest.state if nearest else None


def display_name(code: str, language: str) -> str:
    """The name to show for a state or organisation; English for want of another, then the code."""
    names = _by_code().get(code, {})
    return (names.get(language) or names.get("en") or (code,))[0]


def person_named(name: str) -> Person | None:
    """The person in the lists who goes by a name, in any language and spelling; None if nobody."""
    return _by_form().get(fold(name))


def person_name(name: str, language: str) -> str:
    """The name to show in ``language`` for a person as named anywhere; the name itself if unlisted."""
    person = person_named(name)
    if person is None:
        return name
    return (person.names.get(language) or (name,))[0]


def inflections(stem: str) -> tuple[str, ...]:
    """The forms of an Arabic relational adjective (nisba), the stem first.

    Gender, number, case and the accusative alif.  Where the stem has several words every nisba in
    it agrees, and the definite forms are there too (الكورية الشمالية): an article inside a name is
    no clitic that a matcher could split.  A stem that is no nisba is given back alone.
    """
    words = stem.split()
    if not words[-1].endswith("ي"):
        return (stem,)
    forms = [
        [word + ending if word.endswith("ي") else word for word in words]
        for ending in ("", "ة", "ا", "ان", "ين", "ون", "تان", "تين", "ات")
    ]
    bare = tuple(" ".join(form) for form in forms)
    if len(words) == 1:
        return bare
    whole = words[0].endswith("ي")  # الكوري الشمالي, but الجنوب أفريقي
    return bare + tuple("ال" + (" ال" if whole else " ").join(form) for form in forms)


def load(folder: Path = FOLDER) -> Gazetteer:
    """Read and check the gazetteers in ``folder``; a file that is not there counts as empty.

    Raises LexiconError naming the file, the entry and the mend.
    """
    gazetteer = Gazetteer(
        states=_merged_states(folder),
        organisations=_read(folder / "organisations.toml", "organisation", Organisation),
        outlets=_read(folder / "outlets.toml", "outlet", Outlet),
        persons=_read(folder / "persons.toml", "person", Person),
    )
    _check_codes(gazetteer, folder)
    _check_shared_forms(gazetteer, folder)
    return gazetteer


@functools.cache
def _packaged() -> Gazetteer:
    return load()


@functools.cache
def _by_form() -> dict[str, Person]:
    return {fold(form): person for person in reversed(persons()) for form in person.forms()}


@functools.cache
def _by_code() -> dict[str, Forms]:
    known: tuple[Actor, ...] = (*organisations(), *states())
    return {actor.code: actor.names for actor in known}


# ---- reading the files --------------------------------------------------------------------------


def _merged_states(folder: Path) -> tuple[State, ...]:
    """The generated names with what the hand-written file adds, hand-written names first."""
    found = {state.code: state for state in _read(folder / "states.toml", "state", State)}
    extra = folder / "states_extra.toml"
    for state in _read(extra, "state", State):
        if generated := found.get(state.code):
            state = dataclasses.replace(state, names=_joined(state.names, generated.names))
        if not (state.names.get("ar") and state.names.get("en")):
            _fail(extra, state.code, "has no name", "Give it names in ar and en")
        found[state.code] = _with_ambiguous(extra, state)
    return tuple(found[code] for code in sorted(found))


def _joined(first: Forms, second: Forms) -> Forms:
    languages = dict.fromkeys((*first, *second))
    return {x: tuple(dict.fromkeys(first.get(x, ()) + second.get(x, ()))) for x in languages}


def _read(path: Path, table: str, kind: type[_A]) -> tuple[_A, ...]:
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise LexiconError(str(error), place=str(path), mend="Correct the TOML.") from error
    made: dict[str, _A] = {}
    for entry in plain.get(table, ()):
        key = entry.get("code") or entry.get("id")
        if not key:
            _fail(path, str(entry)[:60], "has no code", "Give it a code (or id)")
        if key in made:
            _fail(path, key, "is there twice", "Join the two entries, or rename one")
        try:
            actor = _built(kind, key, entry)
        except (KeyError, TypeError, AttributeError) as error:
            _fail(path, key, f"lacks or misspells a key ({error})", "Compare the entries around it")
        except ValueError as error:
            _fail(path, key, str(error), "Correct the entry")
        made[key] = actor if kind is State else _with_ambiguous(path, actor)
    return tuple(made.values())


def _built(kind: type[_A], key: str, entry: dict[str, Any]) -> _A:
    """An actor from its table; raises ValueError, KeyError or TypeError for what is wrong in it."""
    rest = {name: value for name, value in entry.items() if name not in ("code", "id", "ambiguous")}
    for name, value in rest.items():
        if isinstance(value, dict):
            rest[name] = {language: _words(name, words) for language, words in value.items()}
    if "demonym" in rest:
        rest["people"] = _peoples(rest["demonym"], rest.get("people", {}))
    if kind is State:
        rest.setdefault("names", {})
    elif not any(rest["names"].values()):
        raise ValueError("has no name")
    _one_of("kind", rest.get("kind"), OrganisationKind)
    _one_of("sector", rest.get("sector"), Sector)
    if "offices" in rest:
        rest["offices"] = tuple(_office(each) for each in rest["offices"])
        begins = [_span(office.term)[0] for office in rest["offices"]]
        if begins != sorted(begins):
            raise ValueError("has offices out of order")
    cautions = tuple(
        Caution(each["form"], tuple(each["cues"]), each.get("note", ""))
        for each in entry.get("ambiguous", ())
    )
    for cue in (cue for caution in cautions for cue in caution.cues):
        _one_of("cue", cue, Cue)
    return kind(code=key, cautions=cautions, **rest)


def _words(name: str, words: Any) -> tuple[str, ...]:
    if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
        raise ValueError(f"has an empty or ill-formed list in {name}")
    return tuple(words)


def _one_of(name: str, value: Any, allowed: Any) -> None:
    if value is not None and value not in get_args(allowed):
        raise ValueError(f"{name} {value!r} is none of {', '.join(get_args(allowed))}")


def _office(entry: dict[str, Any]) -> Office:
    office = Office(**entry)
    _one_of("sector", office.sector, Sector)
    _span(office.term)
    return office


def _peoples(demonym: Forms, people: Forms) -> Forms:
    """The plurals written down, and those that follow from the demonyms."""
    arabic = [word for word in people.get("ar", ()) if not word.startswith("ال")]
    for stem in demonym.get("ar", ()):
        if stem.endswith("ي") and " " not in stem:
            arabic += [stem + "ون", stem + "ين"]
    english = [stem + "s" for stem in demonym.get("en", ()) if stem.endswith(("an", "i"))]
    listed = {x: people.get(x, ()) for x in ("ar", "en")}
    derived = (*(f"ال{word}" for word in arabic), *arabic)
    return _joined(listed, {"ar": derived, "en": tuple(english)})


def _with_ambiguous(path: Path, actor: _A) -> _A:
    """The actor, told which of its forms (as written, with or without article) are cautioned."""
    if not actor.cautions:
        return actor
    found: dict[str, list[str]] = {}
    for form in dict.fromkeys(actor.forms()):
        found.setdefault(fold(form).removeprefix("ال"), []).append(form)
    ambiguous: list[str] = []
    for caution in actor.cautions:
        forms = found.get(fold(caution.form).removeprefix("ال"))
        if not forms:
            _fail(
                path, actor.code, f"cautions about {caution.form!r}, which is none of its forms",
                "Add the form or remove the caution",
            )  # fmt: skip
        ambiguous += forms
    return dataclasses.replace(actor, ambiguous=tuple(ambiguous))


# ---- checking them against each other -----------------------------------------------------------


def _check_codes(gazetteer: Gazetteer, folder: Path) -> None:
    """No code for two actors; every code that is referred to is there."""
    known = {state.code for state in gazetteer.states}
    for organisation in gazetteer.organisations:
        if organisation.code in known:
            _fail(
                folder / "organisations.toml", organisation.code, "is a state's code", "Rename it"
            )
        if organisation.state is not None and organisation.state not in known:
            _unknown(folder / "organisations.toml", organisation.code, organisation.state)
    for outlet in gazetteer.outlets:
        if outlet.state is not None and outlet.state not in known:
            _unknown(folder / "outlets.toml", outlet.code, outlet.state)
    known.update(organisation.code for organisation in gazetteer.organisations)
    for person in gazetteer.persons:
        for office in person.offices:
            if office.state not in known:
                _unknown(folder / "persons.toml", person.code, office.state)
        if person.full and any(" " not in name for name in person.forms()):
            _fail(folder / "persons.toml", person.code, "is full but lists a surname", "Remove it")


def _check_shared_forms(gazetteer: Gazetteer, folder: Path) -> None:
    """A form of two actors must be listed as ambiguous by both: nothing is resolved in silence."""
    files = {
        "states_extra.toml": gazetteer.states, "organisations.toml": gazetteer.organisations,
        "outlets.toml": gazetteer.outlets, "persons.toml": gazetteer.persons,
    }  # fmt: skip
    owner: dict[str, tuple[str, str, bool]] = {}
    for file, actors in files.items():
        for actor in actors:
            for form in dict.fromkeys(actor.forms()):
                wary = form in actor.ambiguous
                name, code, was_wary = owner.setdefault(fold(form), (file, actor.code, wary))
                if code == actor.code and name == file:
                    continue
                if not (wary and was_wary):
                    here = (name, code) if wary else (file, actor.code)
                    other = actor.code if wary else code
                    _fail(
                        folder / here[0], here[1], f"shares the form {form!r} with {other}",
                        "List the form under ambiguous in both entries",
                    )  # fmt: skip


def _unknown(path: Path, entry: str, code: str) -> NoReturn:
    _fail(path, entry, f"refers to the unknown code {code!r}", "Use a code of the other files")


def _fail(path: Path, entry: str, what: str, mend: str) -> NoReturn:
    raise LexiconError(f"entry {entry} {what}", place=str(path), mend=f"{mend}.")


# ---- dates --------------------------------------------------------------------------------------


def _span(edtf: str) -> tuple[str, str]:
    """First and last day of an EDTF date or interval as ISO strings, which sort as the days do.

    An open or unknown end reaches to the end of time.  Raises ValueError for no EDTF date.
    """
    first, slash, last = edtf.partition("/")
    low = "0000" if first in ("", "..") else _padded(first, "01", "01", "0")
    if not slash and first:
        return low, _padded(first, "12", "31", "9")
    return low, "9999-12-31" if last in ("", "..") else _padded(last, "12", "31", "9")


def _padded(date: str, month: str, day: str, digit: str) -> str:
    found = _DATE.fullmatch(date)
    if not found:
        raise ValueError(f"{date!r} is no EDTF date")
    year = found[1].replace("X", digit)
    if found[2] in _SEASONS:
        month = _SEASONS[found[2]][month == "12"]
    elif found[2] and found[2] != "XX":
        month = found[2]
    return f"{year}-{month}-{day if found[3] in (None, 'XX') else found[3]}"
