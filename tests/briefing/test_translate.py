"""The catalogues: complete, with all plural forms, and safe to fill."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import sharaka
from sharaka import evidence
from sharaka.briefing.translate import Translator, isolate
from sharaka.errors import UsageError

PACKAGE = Path(sharaka.__file__).parent
BRIEFING = PACKAGE / "briefing"
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "_": None, "say": None}
HOLES = re.compile(r"%\((\w+)\)s")


def catalogue(language: str) -> Catalog:
    path = BRIEFING / "locale" / language / "LC_MESSAGES" / "briefing.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def used() -> set[str]:
    """Every message the code and the templates ask for (a plural by its singular)."""
    found = set()
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    for _, _, message, _, _ in extract_from_dir(
        str(BRIEFING), methods, {"**/templates/**.html": {"trimmed": "true"}}, keywords=KEYWORDS
    ):
        found.add(message[0] if isinstance(message, tuple) else message)
    return found


def forms(message: object) -> list[str]:
    string = message.string  # type: ignore[attr-defined]
    return [string] if isinstance(string, str) else list(string)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_message_used_is_translated_and_none_is_left_over(language: str) -> None:
    held = {
        (m.id[0] if isinstance(m.id, tuple) else m.id)
        for m in catalogue(language)
        if m.id and not m.context and all(forms(m))
    }
    assert held == used()


def test_arabic_has_its_six_plural_forms_and_chooses_among_them() -> None:
    arabic = catalogue("ar")
    assert arabic.num_plurals == 6
    plurals = [m for m in arabic if isinstance(m.id, tuple)]
    assert plurals
    assert all(len(forms(m)) == 6 and all(forms(m)) for m in plurals)
    t = Translator("ar", lambda code, _: code)
    said = [str(t.ngettext("%(n)s document", "%(n)s documents", n)) for n in (1, 2, 3, 11, 100)]
    assert said == ["وثيقة واحدة", "وثيقتين", "3 وثائق", "11 وثيقة", "100 وثيقة"]
    quotes = [str(t.ngettext("%(n)s quote", "%(n)s quotes", n)) for n in (10, 42, 102, 103)]
    assert quotes == ["10 شواهد", "42 شاهدًا", "102 شاهد", "103 شواهد"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_translation_has_the_holes_of_its_message_and_no_others(language: str) -> None:
    for message in catalogue(language):
        if not message.id or message.context:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set(HOLES.findall(ids[-1]))
        for form in forms(message):
            found = set(HOLES.findall(form))
            # one and two are words in Arabic: those forms may leave the number out
            assert found == wanted or (len(ids) == 2 and wanted - found <= {"n"}), form


def test_arabic_is_in_arabic_letters() -> None:
    latin = re.compile(r"[A-Za-z]{3,}")
    allowed = {"model", "toml", "ATOP", "bdi"}
    for message in catalogue("ar"):
        for form in forms(message):
            words = set(latin.findall(HOLES.sub("", form))) - allowed
            assert not message.id or not words, form


def vocabularies() -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {
        "event type": set(evidence.EVENT_TYPES),
        "obligation": set(evidence.OBLIGATIONS),
        "modality": set(evidence.MODALITIES),
        "status": set(evidence.TRANSFER_STATUSES),
        "kind": {*evidence.KINDS, "judgement"},
        "state": {"proposed", "accepted", "edited", "rejected"},
    }
    tables = {"factors": ("factor", "factor"), "themes": ("theme", "theme"), "items": ("item", "item")}  # fmt: skip
    for path in sorted((PACKAGE / "coding" / "lexicons").glob("*/*.toml")):
        if path.stem in tables:
            table, vocabulary = tables[path.stem]
            rows = tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])
            wanted.setdefault(vocabulary, set()).update(row["id"] for row in rows)
            if path.stem == "items":
                wanted.setdefault("category", set()).update(r["category"] for r in rows)
        elif path.stem == "offices":
            plain = tomllib.loads(path.read_text(encoding="utf-8"))
            rows = [row for value in plain.values() if isinstance(value, list) for row in value]
            wanted.setdefault("office", set()).update(r["role"] for r in rows if "role" in r)
        elif path.stem == "reporting":
            plain = tomllib.loads(path.read_text(encoding="utf-8"))
            rows = [row for value in plain.values() if isinstance(value, list) for row in value]
            wanted.setdefault("act", set()).update(
                r["act"] for r in rows if isinstance(r, dict) and "act" in r
            )
    return wanted


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_code_the_coder_can_write_has_its_words(language: str) -> None:
    t = Translator(language, lambda code, _: code)
    missing = {
        f"{name}: {code}"
        for name, codes in vocabularies().items()
        for code in codes
        if not t.knows(name, code)
    }
    assert missing == set(), "add these to locale/*/LC_MESSAGES/briefing.po"


def test_a_value_put_into_a_message_cannot_become_markup() -> None:
    t = Translator("en", lambda code, _: code)
    assert "<b>" not in t.gettext("Treaty of %(who)s", who="<b>x</b>")
    assert t.gettext("Treaty of %(who)s", who="100 %s") == "Treaty of 100 %s"


def test_numbers_are_isolated_left_to_right_and_arabic_words_are_left_to_themselves() -> None:
    assert isolate("−3") == '<bdi dir="ltr">−3</bdi>'
    assert isolate("17 يناير 2025") == "<bdi>17 يناير 2025</bdi>"


def test_a_language_without_a_catalogue_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="'xx'"):
        Translator("xx", lambda code, _: code).gettext("Sources")


def test_the_sides_of_the_case_are_named_first() -> None:
    t = Translator("en", lambda code, _: code, pair=("RUS", "IRN"))
    assert t.in_order(["CHN", "IRN", "RUS", "IRN"]) == ["RUS", "IRN", "CHN"]
