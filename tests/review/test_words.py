"""The desk's catalogues: complete, with the holes of their messages, every refusal in Arabic."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import sharaka
from sharaka import evidence
from sharaka.coding import actor_name
from sharaka.evidence import KINDS, kind_class
from sharaka.review import fields, vocabulary
from sharaka.review.filters import ORDERS, SHOWS
from sharaka.review.words import Voice

PACKAGE = Path(sharaka.__file__).parent
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "_": None}
HOLES = re.compile(r"%\((\w+)\)s")
RAISED = {"EvidenceError", "LedgerError", "UsageError", "_fault"}


def catalogue(language: str, room: str = "review") -> Catalog:
    path = PACKAGE / room / "locale" / language / "LC_MESSAGES" / f"{room}.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def messages(held: Catalog) -> set[str]:
    return {m.id[0] if isinstance(m.id, tuple) else m.id for m in held if m.id and not m.context}


def asked() -> set[str]:
    """Every message the templates and the code ask for."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    options = {"**/templates/**.html": {"trimmed": "true"}}
    found = extract_from_dir(str(PACKAGE / "review"), methods, options, keywords=KEYWORDS)
    return {m[0] if isinstance(m, tuple) else m for _, _, m, _, _ in found}


def refusals(folder: Path) -> Iterator[str]:
    """The plain strings errors are raised with: what happened and the mend."""
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            if name not in RAISED:
                continue
            first = node.args[1:] if name == "_fault" else node.args
            values = [*first, *(k.value for k in node.keywords if k.arg == "mend")]
            for value in values:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value


#: Said on the command line or about the address, before there is a page to say them on.
NOT_ON_A_PAGE = {
    "Give a password, or leave the host at 127.0.0.1.",
    "Choose another port, or 0 for any free one.",
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    held = messages(catalogue(language))
    own = set(refusals(PACKAGE / "review")) - NOT_ON_A_PAGE
    shared = messages(catalogue(language, "briefing"))
    assert asked() | own <= held | shared
    assert held <= asked() | own | set(refusals(PACKAGE / "ledger"))
    assert not held & shared  # what both say stands in one place


def test_a_translation_has_the_holes_of_its_message() -> None:
    arabic = catalogue("ar")
    assert arabic.num_plurals == 6
    for message in arabic:
        if not message.id or message.context:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(forms), message.id
        for form in forms:
            wanted, found = set(HOLES.findall(ids[-1])), set(HOLES.findall(form))
            assert found == wanted or (len(ids) == 2 and found <= wanted), form


def test_arabic_is_in_arabic_letters() -> None:
    latin = re.compile(r"[A-Za-z]{3,}")
    for message in catalogue("ar"):
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        for form in forms:
            assert not message.id or set(latin.findall(HOLES.sub("", form))) <= {"EDTF"}, form


def test_arabic_plurals_are_chosen() -> None:
    t = Voice("ar", actor_name)
    said = [str(t.ngettext("%(n)s place", "%(n)s places", n)) for n in (0, 1, 2, 3, 11, 100)]
    assert said == ["لا مواضع", "موضع واحد", "موضعان", "3 مواضع", "11 موضعًا", "100 موضع"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_code_a_form_or_filter_offers_has_words(language: str) -> None:
    t = Voice(language, actor_name)
    offered: set[tuple[str, str]] = {("shown", code) for code in SHOWS}
    offered |= {("order", code) for code in ORDERS} | {("kind", kind) for kind in evidence.KINDS}
    for kind in map(kind_class, KINDS):
        for part in walked(fields.inputs(kind, {})):
            if not part.name.isdecimal():
                offered.add(("field", part.name))
            if isinstance(part, fields.Input):
                offered |= {(part.context, code) for code in part.choices if code}
    held = {(m.context, m.id) for room in ("review", "briefing") for m in catalogue(language, room)}
    assert offered <= held
    assert t.label("field", "actors")


def walked(parts: tuple[fields.Input | fields.Group, ...]) -> Iterator[fields.Input | fields.Group]:
    for part in parts:
        yield part
        if isinstance(part, fields.Group):
            yield from walked(part.parts)


def test_a_refusal_names_its_field_in_words() -> None:
    t = Voice("ar", actor_name)
    assert t.said("actors.0.code: not in the list") == "الفاعلون 1، الرمز: قيمة ليست في القائمة"
    assert t.said("100% of %(nothing)s: untranslated") == "100% of %(nothing)s: untranslated"
    assert t.said(None) == ""


def test_values_are_said_in_words() -> None:
    t = Voice("en", actor_name)
    assert t.value("status", "ordered") == t.label("status", "ordered")
    assert t.value("quantity.low", 4.0) == "4"
    assert t.value("present", False) == "leaves out"
    assert t.value("themes", []) == "—"
    assert t.value("date.edtf", None) == "—"


def test_suggestions_come_from_the_lexicons() -> None:
    assert {"RUS", "IRN", "NATO"} <= set(vocabulary.codes())
    assert len(set(vocabulary.codes())) == len(vocabulary.codes())
    assert vocabulary.items()
