"""The store keeps quotes true, decisions whole, and says so when it cannot."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest
from tests.ledger.helpers import coded_by, document, event

from sharaka.errors import EvidenceError, LedgerError
from sharaka.evidence import Event, Party
from sharaka.ledger import Ledger

TEXT = "Moscow and Tehran signed a treaty in January.\nTehran denied it sent missiles."


@pytest.fixture
def doc():
    return document("a.txt", TEXT)


@pytest.fixture
def signed(doc) -> Event:
    return event(doc, "signed a treaty", "AGREE", ["RUS", "IRN"], date="2025-01")


@pytest.fixture
def denied(doc) -> Event:
    return event(doc, "denied", "REJECT", ["IRN"])


@pytest.fixture
def ledger(tmp_path, doc, signed, denied):
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        opened.put_document(doc)
        opened.replace_proposals(doc.id, [signed, denied], "rules/1")
        yield opened


def test_documents_and_records_come_back_equal(ledger, doc, signed, denied):
    assert ledger.documents() == [doc]
    assert ledger.document("a.txt") == doc
    assert ledger.records() == [signed, denied]
    assert ledger.records(kind="statement") == []
    assert ledger.record(signed.id) == signed


def test_a_record_that_does_not_quote_its_text_is_refused_and_nothing_changes(ledger, signed):
    wrong = dataclasses.replace(signed, quote="signed a treatY")
    with pytest.raises(EvidenceError, match=r"a\.txt.*quote"):
        ledger.replace_proposals("a.txt", [wrong], "rules/1")
    false_party = dataclasses.replace(
        signed, actors=(Party(code="RUS", text="Minsk", start=0, end=5),)
    )
    with pytest.raises(EvidenceError, match="actors"):
        ledger.replace_proposals("a.txt", [false_party], "rules/1")
    assert ledger.record(signed.id) == signed
    assert len(ledger.records()) == 2


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan"), "high"])
def test_confidence_is_a_share(ledger, signed, confidence):
    with pytest.raises(EvidenceError, match="confidence"):
        ledger.replace_proposals(
            "a.txt", [dataclasses.replace(signed, confidence=confidence)], "rules/1"
        )


def test_one_id_twice_is_refused(ledger, signed):
    with pytest.raises(LedgerError, match="twice"):
        ledger.replace_proposals("a.txt", [signed, signed], "rules/1")


def test_decisions_change_the_state_and_are_kept(ledger, signed):
    ledger.decide(signed.id, "accept", "Huda")
    assert ledger.record(signed.id).state == "accepted"
    ledger.decide(signed.id, "edit", "Huda", after={"type": "COOPERATE"}, note="not a treaty")
    edited = ledger.record(signed.id)
    assert (edited.state, edited.type) == ("edited", "COOPERATE")
    assert ledger.original(signed.id) == signed
    ledger.decide(signed.id, "accept", "Sami")
    assert ledger.record(signed.id).state == "edited"  # its fields are still not the coder's
    ledger.decide(signed.id, "reject", "Sami")
    assert ledger.record(signed.id).state == "rejected"
    history = ledger.history(signed.id)
    assert [d.action for d in history] == ["accept", "edit", "accept", "reject"]
    assert history[1].before == {"state": "accepted", "fields": {"type": "AGREE"}}
    assert history[1].after == {"state": "edited", "fields": {"type": "COOPERATE"}}
    assert history[1].note == "not a treaty"


def test_undo_walks_back_one_decision_at_a_time(ledger, signed):
    ledger.decide(signed.id, "accept", "Huda")
    ledger.decide(signed.id, "edit", "Huda", after={"type": "COOPERATE"})
    ledger.undo(signed.id, "Huda")
    assert ledger.record(signed.id) == dataclasses.replace(signed, state="accepted")
    ledger.undo(signed.id, "Huda")
    assert ledger.record(signed.id) == signed
    with pytest.raises(LedgerError, match="nothing to undo"):
        ledger.undo(signed.id, "Huda")
    assert len(ledger.history(signed.id)) == 4


def test_a_note_changes_nothing_but_is_remembered(ledger, signed):
    ledger.decide(signed.id, "note", "Huda", note="check the date")
    assert ledger.record(signed.id) == signed
    assert ledger.history(signed.id)[0].note == "check the date"


@pytest.mark.parametrize(
    ("after", "error"),
    [
        ({"id": "x"}, "cannot be edited"),
        ({"nonsense": 1}, "no field nonsense"),
        ({"type": "AGREE"}, "changes nothing"),
        ({"quote": "signed a treatise"}, "is not the text it quotes"),
        ({"modality": "perhaps"}, "modality|perhaps"),
    ],
)
def test_a_bad_edit_is_refused(ledger, signed, after, error):
    with pytest.raises((LedgerError, EvidenceError), match=error):
        ledger.decide(signed.id, "edit", "Huda", after=after)
    assert ledger.history(signed.id) == []


def test_decisions_cannot_be_changed_or_deleted(ledger, signed):
    ledger.decide(signed.id, "accept", "Huda")
    raw = sqlite3.connect(ledger.path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        raw.execute("UPDATE decisions SET note = 'x'")
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        raw.execute("DELETE FROM decisions")
    raw.close()


def test_coding_again_keeps_what_was_decided_on(ledger, doc, signed, denied):
    ledger.decide(signed.id, "accept", "Huda")
    better = coded_by(dataclasses.replace(signed, type="COOPERATE"), "rules/2")
    ledger.replace_proposals(doc.id, [better], "rules/2")
    holding = ledger.holding(signed.id)
    assert holding.record == dataclasses.replace(signed, state="accepted")
    assert holding.latest == better
    assert ledger.records() == [holding.record]  # the other was no longer proposed
    ledger.undo(signed.id, "Huda")
    assert ledger.record(signed.id) == better


def test_a_decided_record_that_is_no_longer_proposed_stays_marked(ledger, doc, signed, denied):
    ledger.decide(signed.id, "accept", "Huda")
    ledger.decide(denied.id, "reject", "Huda")
    ledger.replace_proposals(doc.id, [], "rules/2")
    assert {h.record.id: h.standing for h in ledger.holdings()} == {
        signed.id: "withdrawn",
        denied.id: "withdrawn",
    }
    assert [r.id for r in ledger.records()] == [signed.id]
    ledger.replace_proposals(doc.id, [signed, denied], "rules/1")
    assert [r.state for r in ledger.records()] == ["accepted", "rejected"]


def test_a_changed_source_never_takes_over_decisions(ledger, doc, signed):
    ledger.decide(signed.id, "accept", "Huda")
    changed = document("a.txt", TEXT + "\nMore was said.")
    ledger.put_document(changed)
    same_place = event(changed, "signed a treaty", "AGREE", ["RUS", "IRN"])
    assert same_place.id == signed.id
    ledger.replace_proposals("a.txt", [same_place], "rules/1")
    assert ledger.record(signed.id).state == "proposed"
    standings = {h.standing: h.record.state for h in ledger.holdings()}
    assert standings == {"current": "proposed", "source changed": "accepted"}
    assert len(ledger.history(signed.id)) == 1
    ledger.put_document(doc)  # the former text again: what was decided on it holds again
    assert ledger.record(signed.id).state == "accepted"


def test_a_record_whose_source_changed_cannot_be_decided(ledger, signed):
    ledger.decide(signed.id, "accept", "Huda")
    ledger.put_document(document("a.txt", "Something else."))
    with pytest.raises(LedgerError, match="source changed"):
        ledger.decide(signed.id, "reject", "Huda")


def test_an_analysts_own_record(ledger, doc):
    own = coded_by(event(doc, "missiles", "AID", ["IRN"], ["RUS"]), "analyst:Huda")
    ledger.add(own, "Huda")
    assert ledger.record(own.id).state == "accepted"
    ledger.replace_proposals(doc.id, [], "rules/1")
    assert [r.id for r in ledger.records()] == [own.id]
    with pytest.raises(LedgerError, match="there already"):
        ledger.add(own, "Huda")
    with pytest.raises(LedgerError, match="nothing to undo"):
        ledger.undo(own.id, "Huda")
    ledger.decide(own.id, "reject", "Huda")
    assert ledger.record(own.id).state == "rejected"


def test_proposals_of_another_coder_are_left_alone(ledger, doc, signed, denied):
    other = coded_by(event(doc, "sent missiles", "AID", ["IRN"], ["RUS"]), "llm:small")
    ledger.replace_proposals(doc.id, [other], "llm:small")
    assert {r.id for r in ledger.records()} == {signed.id, denied.id, other.id}
    with pytest.raises(LedgerError, match="already proposed by rules/1"):
        ledger.replace_proposals(doc.id, [coded_by(signed, "llm:small")], "llm:small")


def test_unknown_ids_are_named(ledger):
    with pytest.raises(LedgerError, match="no record nowhere"):
        ledger.record("nowhere")
    with pytest.raises(LedgerError, match=r"no document b\.txt"):
        ledger.document("b.txt")
    with pytest.raises(LedgerError, match=r"no document b\.txt"):
        ledger.replace_proposals("b.txt", [], "rules/1")


def test_runs_are_remembered(ledger):
    ledger.log_run("code", coder="rules/1", details={"read": 2})
    assert ledger.runs()[0]["details"] == {"read": 2}


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_damaged_file_is_named_with_a_mend(tmp_path: Path, content: bytes):
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"damaged|not a ledger") as caught:
        Ledger.open(path)
    assert caught.value.place == str(path)
    assert caught.value.mend
    assert path.read_bytes() == content


def test_a_file_damaged_in_the_middle_is_named(ledger, tmp_path):
    path = ledger.path
    many = document("b.txt", "\n".join(f"Line {n} was said in Moscow." for n in range(3000)))
    ledger.put_document(many)
    ledger.replace_proposals(
        "b.txt", [event(many, f"Line {n} ", "CONSULT", ["RUS"]) for n in range(1, 2000)], "rules/1"
    )
    ledger.close()
    data = bytearray(path.read_bytes())
    data[8192 : len(data) - 4096] = b"\xaa" * (len(data) - 12288)
    path.write_bytes(bytes(data))

    def use() -> None:
        with Ledger.open(path) as broken:
            broken.records()
            broken.documents()

    with pytest.raises(LedgerError) as caught:
        use()
    assert str(path) in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path / "nowhere" / "ledger.sqlite")
