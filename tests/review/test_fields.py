"""A form shows a record whole: sent back as it is, it changes nothing."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.review.example import ARABIC, documents, records

from sharaka.evidence import Event, EventDate, Party, Record, to_dict
from sharaka.review import fields
from sharaka.review.form import Form
from sharaka.review.posted import changes_of

AR, EVIL = documents()


def as_sent(parts: tuple[fields.Input | fields.Group, ...]) -> dict[str, list[str]]:
    """What a browser sends of a form nobody touched."""
    sent: dict[str, list[str]] = {}
    for part in parts:
        if isinstance(part, fields.Group):
            sent |= as_sent(part.parts)
        elif part.widget == "words":
            for end in ("start", "end"):
                value = part.value.get(end)
                sent[f"{part.path}.{end}"] = ["" if value is None else str(value)]
        elif part.widget == "checks":
            sent[part.path] = ["", *part.value]
        elif part.widget == "codes":
            sent[part.path] = [", ".join(part.value)]
        else:
            # A line breaks in no input.
            sent[part.path] = [str(part.value or "").replace("\n", "")]
    return sent


def untouched(record: Record) -> dict[str, Any]:
    plain = to_dict(record)
    form = Form(as_sent(fields.inputs(type(record), plain)))
    return changes_of(type(record), form, AR if record.document == ARABIC else EVIL, plain)


def test_an_untouched_form_changes_no_record() -> None:
    for found in records().values():
        for record in found:
            assert untouched(record) == {}


def test_a_form_that_asks_for_nothing_changes_nothing() -> None:
    for record in records()[ARABIC]:
        assert changes_of(type(record), Form(), AR, to_dict(record)) == {}


WORDS = st.none() | st.text(alphabet="ab اب,\n'\"<", max_size=8)
PARTIES = st.builds(
    Party, code=st.sampled_from([None, "RUS", "IRN"]), name=WORDS, role=WORDS, text=st.just("")
)


@given(
    actors=st.lists(PARTIES.filter(lambda p: any((p.code, p.name, p.role))), max_size=4),
    contexts=st.lists(st.sampled_from(["military", "economic"]), unique=True),
    date=st.sampled_from([EventDate(edtf=None, basis="unknown"), EventDate(edtf="2025-01", basis="stated", text="يناير")]),
    place=st.sampled_from([None, "موسكو"]),
)  # fmt: skip
def test_whatever_an_event_holds_comes_back(
    actors: list[Party], contexts: list[str], date: EventDate, place: str | None
) -> None:
    event = records()[ARABIC][0]
    assert isinstance(event, Event)
    # Blank names are no names: only what a form can tell apart is compared.
    told = [
        dataclasses.replace(
            p,
            name=p.name if p.name and p.name.strip() else None,
            role=p.role if p.role and p.role.strip() else None,
        )
        for p in actors
    ]
    kept = tuple(p for p in told if p.code or p.name or p.role)
    made = dataclasses.replace(
        event, actors=kept, contexts=tuple(contexts), date=date, place=place, recipients=()
    )
    # Spaces at line breaks are lost in an input, so such names may only come back on one line.
    changed = untouched(made)
    assert set(changed) <= ({"actors"} if any("\n" in f"{p.name}{p.role}" for p in kept) else set())


def test_a_code_no_list_knows_stays_to_be_chosen() -> None:
    record = dataclasses.replace(records()[ARABIC][2], act="mumble", themes=("unheard-of",))
    inputs = {p.path: p for p in fields.inputs(type(record), to_dict(record))}
    assert "mumble" in inputs["act"].choices  # type: ignore[union-attr]
    assert "unheard-of" in inputs["themes"].choices  # type: ignore[union-attr]
    assert untouched(record) == {}


def test_every_field_of_every_kind_is_in_its_form() -> None:
    for record in records()[ARABIC]:
        shown = {part.name for part in fields.inputs(type(record), to_dict(record))}
        own = {field.name for field in dataclasses.fields(record)} - fields.KEPT
        assert own | {"quote"} == shown


def test_leaves_name_every_value_by_its_path() -> None:
    plain = {"a": 1, "b": {"c": None}, "d": [{"e": 2}, {"e": 3}], "f": ["x", "y"], "g": []}
    assert fields.leaves(plain) == {
        "a": 1, "b.c": None, "d.0.e": 2, "d.1.e": 3, "f": ["x", "y"], "g": [],
    }  # fmt: skip
