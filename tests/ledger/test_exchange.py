"""Evidence out as JSON lines, and in again."""

from __future__ import annotations

import dataclasses
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.helpers import coded_by, document, event, statement

from sharaka.errors import EvidenceError, SharakaError
from sharaka.evidence import to_dict
from sharaka.ledger import Ledger, export_jsonl, import_jsonl
from sharaka.ledger.boundary import record_from_plain

TEXT = "موسكو وطهران وقعتا معاهدة.\nقال بوتين إن التعاون مهم.\nنفت طهران ذلك."


@pytest.fixture
def doc():
    return document("ا.txt", TEXT)


@pytest.fixture
def ledger(tmp_path, doc):
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        opened.put_document(doc)
        opened.replace_proposals(
            doc.id,
            [
                event(doc, "وقعتا معاهدة", "AGREE", ["RUS", "IRN"], date="2025-01-17"),
                statement(doc, "قال بوتين", "say", "RUS", "Putin", content="التعاون مهم"),
                event(doc, "نفت", "REJECT", ["IRN"]),
            ],
            "rules/1",
        )
        yield opened


def lines(ledger: Ledger, **options) -> list[str]:
    out = io.StringIO()
    count = export_jsonl(ledger, out, **options)
    found = out.getvalue().splitlines()
    assert len(found) == count
    return found


def test_a_line_is_the_record_as_plain_data(ledger):
    assert [json.loads(line) for line in lines(ledger)] == [
        json.loads(json.dumps(to_dict(record))) for record in ledger.records()
    ]
    assert "وقعتا" in lines(ledger)[0]


def test_rejected_records_are_left_out_unless_asked_for(ledger):
    first = ledger.records()[0]
    ledger.decide(first.id, "reject", "Huda")
    assert first.id not in "".join(lines(ledger))
    assert first.id in "".join(lines(ledger, rejected=True))


def test_what_goes_out_comes_in_elsewhere(ledger, doc, tmp_path):
    first, second, _ = ledger.records()
    ledger.decide(first.id, "reject", "Huda")
    ledger.decide(second.id, "edit", "Huda", after={"act": "promise"})
    exported = lines(ledger, rejected=True)
    with Ledger.open(tmp_path / "other.sqlite") as other:
        other.put_document(doc)
        report = import_jsonl(other, exported)
        assert (report.added, report.decided, report.refused) == (3, 2, ())
        assert [r.state for r in other.records()] == ["rejected", "accepted", "proposed"]
        assert other.record(second.id).act == "promise"
        before = lines(other, rejected=True)
        again = import_jsonl(other, exported)
        assert (again.decided, again.refused) == (0, ())
        assert lines(other, rejected=True) == before
        assert len(other.decisions()) == 2


def test_bad_lines_are_refused_by_number_and_the_others_go_on(ledger):
    good = to_dict(ledger.records()[0])
    moved = good | {"start": good["start"] + 1}
    elsewhere = good | {"document": "b.txt"}
    report = import_jsonl(
        ledger,
        ["{", "[]", json.dumps(moved), json.dumps(elsewhere), "", json.dumps(good), "{}"],
    )
    assert [number for number, _ in report.refused] == [1, 2, 3, 4, 7]
    assert report.added == 1


def test_another_coders_record_on_the_same_words_gets_its_own_id(ledger):
    first = ledger.records()[0]
    other = coded_by(dataclasses.replace(first, type="COOPERATE"), "llm:small")
    for _ in range(2):
        report = import_jsonl(ledger, [json.dumps(to_dict(other))])
        assert report.refused == ()
        assert len(ledger.records()) == 4
    assert ledger.record(first.id) == first


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sentence", 5),
        ("sentence", None),
        ("sentence", {"start": 0}),
        ("actors", "RUS"),
        ("actors", [7]),
        ("actors", [{"code": 7}]),
        ("confidence", "high"),
        ("confidence", None),
        ("start", "0"),
        ("start", None),
        ("quote", None),
        ("kind", "rumour"),
        ("modality", "perhaps"),
        ("state", "liked"),
        ("rules", {"a": 1}),
        ("unheard", 1),
        ("id", 7),
        ("document", None),
        ("date", "2024"),
    ],
)
def test_a_field_of_the_wrong_type_is_refused_and_nothing_is_written(ledger, field, value):
    before = lines(ledger)
    bad = json.loads(before[0]) | {field: value}
    report = import_jsonl(ledger, [json.dumps(bad)])
    assert [number for number, _ in report.refused] == [1]
    assert lines(ledger) == before
    if field not in ("kind", "id", "document", "state", "unheard"):
        with pytest.raises(SharakaError):
            ledger.decide(bad["id"], "edit", "Huda", after={field: value})
        assert ledger.decisions() == []


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda part: (
            st.lists(part, max_size=3)
            | st.dictionaries(
                st.sampled_from(["kind", "id", "sentence", "start", "quote", "type"])
                | st.text(max_size=4),
                part,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_a_record_or_refused(value):
    if isinstance(value, dict):
        value = {"kind": "event"} | value
        with pytest.raises(EvidenceError):
            record_from_plain(value)
