"""Every page: drawn in both languages, with a twin, with the figures of the ledger, documented."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.review.example import ARABIC, ARABIC_TEXT, HOSTILE, documents, records
from tests.review.visitor import Visitor

from sharaka.evidence import record_id
from sharaka.ledger import Case, Holding, Ledger
from sharaka.reading.document import Block
from sharaka.review.application import PAGES, _forms
from sharaka.review.board import Board, _row
from sharaka.review.desk import Desk
from sharaka.review.filters import PAGE, Filters
from sharaka.review.settings import Settings
from sharaka.review.source import paragraphs, plain

#: What a page must be asked for.
ASKED: dict[str, dict[str, Any]] = {
    "/document": {"id": ARABIC},
    "/add": {"document": ARABIC, "start": 0, "end": 9, "kind": "event"},
    "/search": {"q": "معاهدة"},
}
ALL = [record for found in records().values() for record in found]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_drawn_in_both_languages(case: Case, path: str, language: str) -> None:
    desk = Visitor(case, by="Samia", language=language)
    page = desk.page(path, **ASKED.get(path, {}))
    html = dict(page.elements)["html"]
    assert (html["lang"], html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert page.text.count("None") == 0


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_twin_in_json(desk: Visitor, path: str) -> None:
    assert desk.json(path, **ASKED.get(path, {})) is not None


def test_every_page_and_form_is_documented(case: Case, root: Path) -> None:
    text = (root / "docs" / "review.md").read_text("utf-8")
    desk = Desk(case, Settings(), Board(case.ledger_path))
    missing = [path for path in (*PAGES, *_forms(desk)) if f"`{path}`" not in text]
    assert missing == []


def test_labels_belong_to_fields_and_ids_are_there_once(desk: Visitor) -> None:
    for path in PAGES:
        page = desk.page(path, **ASKED.get(path, {}))
        ids = [given["id"] for _, given in page.elements if "id" in given]
        assert len(ids) == len(set(ids)), path
        labels = {given["for"] for tag, given in page.elements if tag == "label" and "for" in given}
        assert labels <= set(ids), path


def test_the_language_is_switched_and_kept(desk: Visitor) -> None:
    answer = desk.post("/language", language="en", back="/actors")
    assert answer.headers["location"] == "/actors"
    assert dict(desk.page("/actors").elements)["html"]["lang"] == "en"
    desk.post("/language", language="xx", back="/actors")
    assert dict(desk.page("/actors").elements)["html"]["lang"] == "en"


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ({"kind": "event"}, lambda r: r.kind == "event"),
        ({"document": HOSTILE}, lambda r: r.document == HOSTILE),
        ({"high": "0.5"}, lambda r: r.confidence <= 0.5),
        ({"low": "0.5"}, lambda r: r.confidence >= 0.5),
        (
            {"actor": "ISR"},
            lambda r: "ISR" in json.dumps([p.code for p in getattr(r, "actors", ())]),
        ),
        ({"q": "معاهدة"}, lambda r: "معاهدة" in r.sentence.text or "المعاهدة" in r.sentence.text),
        ({"q": "ايران", "kind": "transfer"}, lambda r: r.kind == "transfer"),
        ({"state": "rejected"}, lambda r: False),
        ({"state": "all"}, lambda r: True),
    ],
)
def test_filters_let_through_what_they_say(
    desk: Visitor, filters: dict[str, str], passes: Any
) -> None:
    assert sorted(desk.queue(**filters)) == sorted(r.id for r in ALL if passes(r))


def test_a_filter_that_cannot_be_meant_is_an_error(desk: Visitor) -> None:
    for name, value in {
        "kind": "poem",
        "state": "x",
        "low": "2",
        "page": "one",
        "order": "?",
    }.items():
        answer = desk.get("/desk.json", **{name: value})
        assert answer.status_code == 400
        assert name in answer.json()["error"]
        assert answer.json()["mend"]


def test_filters_survive_their_own_address() -> None:
    filters = Filters(kind="event", q="معاهدة & روسيا", low=0.25, page=3, state="all")
    assert Filters.read(dict(parse_qsl(filters.query()))) == filters
    assert Filters().query() == ""


def test_the_unsure_come_first_when_asked(desk: Visitor) -> None:
    sure = [row["confidence"] for row in desk.json("/desk", order="unsure")["rows"]]
    assert sure == sorted(sure)


def test_a_long_queue_is_turned_page_by_page(case: Case) -> None:
    first = records()[ARABIC][0]
    many = [
        replace(first, coder="many/1", id=record_id(ARABIC, "event", first.start, first.end, n))
        for n in range(1, 2 * PAGE)
    ]
    with Ledger.open(case.ledger_path) as ledger:
        ledger.replace_proposals(ARABIC, many, "many/1")
    desk = Visitor(case, by="Samia")
    pages = [desk.queue(page=number) for number in (1, 2, 3)]
    assert [len(page) for page in pages[:2]] == [PAGE, PAGE]
    assert len({key for page in pages for key in page}) == len(ALL) + len(many)
    # Asked for a record, the desk opens the page it is on.
    assert desk.json("/desk", record=pages[2][0])["page"] == 3
    assert len(desk.page("/together", page=2).forms["/together"]["row"]) == PAGE


def test_the_chosen_quote_is_marked_in_the_text(desk: Visitor) -> None:
    record = records()[ARABIC][1]
    page = desk.page("/desk", record=record.id)
    marks = [given for tag, given in page.elements if tag == "mark"]
    here = [given["id"] for given in marks if "here" in (given["class"] or "").split()]
    assert here == [f"q-{record.id}"]


@given(
    st.lists(st.tuples(st.integers(0, 330), st.integers(1, 90)), max_size=12),
    st.lists(st.integers(1, 320), max_size=4, unique=True),
)
def test_paragraphs_know_where_their_text_begins(
    quotes: list[tuple[int, int]], cuts: list[int]
) -> None:
    """Whatever is marked, however the blocks lie, with words that no block holds."""
    text = ARABIC_TEXT
    first = records()[ARABIC][0]
    rows = [
        _row(Holding(record=made, original=made, standing="current", latest=None, decisions=()), n)
        for n, (start, length) in enumerate(quotes)
        if start + length <= len(text)
        for made in [replace(first, id=f"{n:016x}", start=start, end=start + length)]
    ]
    edges = [0, *sorted(c for c in cuts if c < len(text)), len(text)]
    blocks = tuple(Block(start=a, end=b) for a, b in pairwise(edges))[::2]
    drawn = paragraphs(replace(documents()[0], blocks=blocks), rows)
    for one in drawn:
        words = plain(one.html)
        assert text[one.start : one.start + len(words)] == words
    assert "".join("".join(plain(one.html).split()) for one in drawn) == "".join(text.split())


def test_documents_and_actors_count_what_the_ledger_holds(desk: Visitor) -> None:
    desk.decide(desk.queue(document=ARABIC)[0], "accept")
    rows = {row["id"]: row for row in desk.json("/documents")}
    assert rows[ARABIC]["states"] == {"proposed": 6, "accepted": 1}
    assert rows[HOSTILE]["records"] == 3
    actors = {row["code"]: row for row in desk.json("/actors")}
    assert actors["ISR"]["records"] == 1
    assert actors["RUS"]["kinds"] == {"event": 2, "statement": 1, "transfer": 1, "provision": 1}


def test_the_timeline_is_in_order_and_leaves_out_what_was_rejected(desk: Visitor) -> None:
    entries = desk.json("/timeline")["entries"]
    assert entries[0]["date"]["edtf"] == "2025-01-17"
    agreed = records()[ARABIC][1].id
    desk.decide(agreed, "reject")
    assert agreed not in [k for e in desk.json("/timeline")["entries"] for k in e["records"]]
    assert desk.get("/timeline", page="-1").status_code == 404


def test_what_another_process_writes_is_seen(case: Case, desk: Visitor) -> None:
    first, second, *_ = desk.queue()
    with Ledger.open(case.ledger_path) as ledger:
        ledger.decide(first, "accept", "Omar")
    assert first not in desk.queue()
    with Ledger.open(case.ledger_path) as ledger:
        ledger.replace_proposals(HOSTILE, [], "rules/1")
        ledger.undo(first, "Omar")
    assert set(desk.queue()) == {record.id for record in records()[ARABIC]}
    assert second in desk.queue()


def test_a_renewed_board_is_what_a_fresh_one_would_be(case: Case) -> None:
    board = Board(case.ledger_path)
    keys = [row.key for row in board.rows()]
    with Ledger.open(case.ledger_path) as ledger:
        for number, key in enumerate(keys):
            ledger.decide(key, ("accept", "reject")[number % 2], "Omar")  # type: ignore[arg-type]
            assert board.rows() == Board(case.ledger_path).rows()
        ledger.undo(keys[0], "Omar")
        assert board.rows() == Board(case.ledger_path).rows()
