"""Accept, reject, edit, undo, note, together, by hand: each an appended row, never a guess."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from tests.review.example import ARABIC, ARABIC_TEXT, HOSTILE, documents, records
from tests.review.visitor import Visitor

from sharaka.evidence import Event, to_dict
from sharaka.ledger import Case, Ledger

KEYS = {one.kind: one.id for one in reversed(records()[ARABIC])}


def shown_next(answer: object) -> str:
    """The record a redirect leads to."""
    assert answer.status_code == 303, answer.status_code  # type: ignore[attr-defined]
    query = parse_qs(urlsplit(answer.headers["location"]).query)  # type: ignore[attr-defined]
    return query.get("record", [""])[0]


def test_a_verdict_is_one_row_and_shows_the_next(desk: Visitor) -> None:
    first, second, *_ = desk.queue()
    assert shown_next(desk.decide(first, "accept")) == second
    (decision,) = desk.decisions()
    assert (decision.record, decision.action, decision.by) == (first, "accept", "Samia")
    assert desk.state(first) == "accepted"
    assert first not in desk.queue()
    assert first in desk.queue(state="accepted")
    desk.decide(second, "reject")
    assert [row["id"] for row in desk.json("/desk", state="rejected")["rows"]] == [second]


def test_the_queue_of_the_last_record_ends_empty(desk: Visitor) -> None:
    for key in desk.queue():
        desk.decide(key, "accept")
    page = desk.json("/desk")
    assert page["total"] == 0
    assert page["chosen"] is None
    assert len(desk.decisions()) == len([r for found in records().values() for r in found])


def test_an_edit_keeps_what_the_machine_said(desk: Visitor) -> None:
    key = KEYS["transfer"]
    answer = desk.decide(key, "edit", status="ordered", **{"quantity.high": "6"})
    assert shown_next(answer) == key
    chosen = desk.json("/desk", record=key)["chosen"]
    assert chosen["record"]["status"] == "ordered"
    assert chosen["record"]["quantity"]["high"] == 6
    assert chosen["original"]["status"] == "delivered"
    assert desk.decisions()[0].after == {
        "state": "edited",
        "fields": {"status": "ordered", "quantity": chosen["record"]["quantity"]},
    }
    page = desk.page("/desk", record=key, state="all")
    assert "سُلِّم" in page.text  # what the machine had, beside the field


def test_only_what_was_changed_is_in_an_edit(desk: Visitor) -> None:
    for kind, changes in {
        "event": {"modality": "planned"},
        "statement": {"act": "deny"},
        "provision": {"present": "no"},
        "influence": {"sign": "-1"},
        "indicator": {"unit": "EUR"},
    }.items():
        desk.decide(KEYS[kind], "edit", **changes)
        (field,) = desk.decisions()[-1].after["fields"]  # type: ignore[index]
        assert field in changes


def test_lists_grow_and_shrink(desk: Visitor) -> None:
    key = KEYS["event"]
    desk.decide(key, "edit", **{"actors.1.code": "CHN", "recipients.0.code": ""})
    record = desk.json("/desk", record=key)["chosen"]["record"]
    assert [party["code"] for party in record["actors"]] == ["IRN", "CHN"]
    assert record["recipients"] == []


def test_words_come_from_the_text_by_offset(desk: Visitor) -> None:
    key = KEYS["event"]
    start = ARABIC_TEXT.index("روسيا وإيران")
    place = {"recipients.0.words.start": str(start), "recipients.0.words.end": str(start + 5)}
    desk.decide(key, "edit", **place)
    (recipient,) = desk.json("/desk", record=key)["chosen"]["record"]["recipients"]
    assert (recipient["text"], recipient["start"]) == ("روسيا", start)


def test_a_moved_quote_takes_its_sentence_with_it(desk: Visitor) -> None:
    key = KEYS["event"]
    start = ARABIC_TEXT.index("وقّعت")
    desk.decide(key, "edit", **{"quote.start": str(start), "quote.end": str(start + 5)})
    record = desk.json("/desk", record=key)["chosen"]["record"]
    assert record["quote"] == "وقّعت"
    assert record["sentence"]["text"] == ARABIC_TEXT.split("\n")[1]


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("event", {"type": "DANCE"}, "type"),
        ("event", {"modality": "perhaps"}, "modality"),
        ("event", {"date.edtf": "yesterday", "date.basis": "stated"}, "date.edtf"),
        ("event", {"date.edtf": "2024", "date.basis": "unknown"}, "date"),
        ("event", {"quote.start": "0", "quote.end": "99999"}, "quote"),
        ("event", {"quote.start": "٣", "quote.end": "9"}, "quote"),
        ("event", {"quote.start": "5", "quote.end": "9", "quote.text": "other words"}, "quote"),
        ("transfer", {"item.designation": ""}, "item.designation"),
        ("influence", {"sign": "7"}, "sign"),
        ("indicator", {"value": "much"}, "value"),
        ("indicator", {"value": "nan"}, "value"),
        ("provision", {"obligation": ""}, "obligation"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(
    desk: Visitor, kind: str, changes: dict[str, str], field: str
) -> None:
    answer = desk.decide(
        KEYS[kind], "edit", measure="kept" if kind == "indicator" else "", **changes
    )
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    # What was typed is still in the form.
    typed = next(iter(changes.items()))
    if typed[0] in ("date.edtf", "value"):
        assert f'name="{typed[0]}" value="{typed[1]}"' in answer.text
    assert desk.decisions() == []
    assert field


def test_accepting_with_unsaved_changes_is_refused(desk: Visitor) -> None:
    answer = desk.decide(KEYS["statement"], "accept", act="deny")
    assert answer.status_code == 422
    assert desk.decisions() == []


def test_an_edit_of_nothing_is_refused(desk: Visitor) -> None:
    assert desk.decide(KEYS["statement"], "edit").status_code == 422
    assert desk.decisions() == []


def test_nothing_is_decided_that_was_not_on_screen(case: Case, desk: Visitor) -> None:
    key = KEYS["statement"]
    mine = desk.form(key) | {"action": "accept"}
    other = Visitor(case, by="Omar")
    other.decide(key, "edit", act="deny")
    answer = desk.client.post("/decide", data=mine, follow_redirects=False)
    assert answer.status_code == 409
    assert [decision.by for decision in desk.decisions()] == ["Omar"]
    assert "Omar" in answer.text  # the page now shows what happened


def test_a_proposal_coded_anew_is_looked_at_again(case: Case, desk: Visitor) -> None:
    key = KEYS["event"]
    mine = desk.form(key) | {"action": "accept"}
    coded = [*records()[ARABIC]]
    coded[0] = Event(
        **{f: getattr(coded[0], f) for f in Event.__dataclass_fields__} | {"type": "AID"}
    )
    with Ledger.open(case.ledger_path) as ledger:
        ledger.replace_proposals(ARABIC, coded, "rules/1")
    assert desk.client.post("/decide", data=mine).status_code == 409
    assert desk.json("/desk", record=key)["chosen"]["record"]["type"] == "AID"


def test_pressing_twice_decides_once(desk: Visitor) -> None:
    fields = desk.form(desk.queue()[0]) | {"action": "accept"}
    first = desk.client.post("/decide", data=fields, follow_redirects=False)
    second = desk.client.post("/decide", data=fields, follow_redirects=False)
    assert (first.status_code, second.status_code) == (303, 409)
    assert len(desk.decisions()) == 1


def test_undo_goes_back_step_by_step(desk: Visitor) -> None:
    first, second, *_ = desk.queue()
    desk.decide(first, "accept")
    desk.decide(second, "reject")
    for expected in (second, first):
        form = desk.page("/desk").forms["/undo"]
        answer = desk.client.post("/undo", data=form, follow_redirects=False)
        assert shown_next(answer) == expected
    assert "/undo" not in desk.page("/desk").forms
    assert [desk.state(key) for key in (first, second)] == ["proposed", "proposed"]
    assert [d.action for d in desk.decisions()] == ["accept", "reject", "undo", "undo"]


def test_one_does_not_undo_anothers_step_by_key(case: Case, desk: Visitor) -> None:
    Visitor(case, by="Omar").decide(desk.queue()[0], "accept")
    assert "undo-step" not in desk.get("/desk").text


def test_what_was_followed_by_another_decision_is_not_undone(case: Case, desk: Visitor) -> None:
    key = desk.queue()[0]
    desk.decide(key, "accept")
    stale = desk.page("/desk").forms["/undo"]
    Visitor(case, by="Omar").decide(key, "reject")
    assert desk.client.post("/undo", data=stale).status_code == 409
    assert desk.state(key) == "rejected"


def test_rows_decided_together_are_undone_as_one(desk: Visitor) -> None:
    form = desk.page("/together", document=ARABIC).forms["/together"]
    assert len(form["row"]) == 7
    answer = desk.client.post("/together", data=form | {"action": "accept"}, follow_redirects=False)
    assert answer.status_code == 303
    assert len(desk.queue(state="accepted")) == 7
    assert len(desk.decisions()) == 7
    undo = desk.page("/desk").forms["/undo"]
    assert desk.client.post("/undo", data=undo, follow_redirects=False).status_code == 303
    assert desk.queue(state="accepted") == []
    assert len(desk.decisions()) == 14


def test_undoing_together_leaves_what_was_decided_since(desk: Visitor) -> None:
    form = desk.page("/together", document=ARABIC).forms["/together"]
    desk.client.post("/together", data=form | {"action": "accept"})
    desk.decide(KEYS["influence"], "reject")
    key = KEYS["event"]
    page = desk.page("/desk", record=key, state="all").forms["/undo"]
    desk.client.post("/undo", data={**page, "decision": [page["decision"][-1]]})
    assert desk.queue(state="rejected") == [KEYS["influence"]]
    assert desk.queue(state="accepted") == []


def test_together_is_all_or_nothing_and_never_more_than_was_listed(
    case: Case, desk: Visitor
) -> None:
    form = desk.page("/together").forms["/together"]
    Visitor(case, by="Omar").decide(KEYS["indicator"], "reject")
    assert desk.client.post("/together", data=form | {"action": "accept"}).status_code == 409
    assert len(desk.decisions()) == 1
    for rows in ([], form["row"][:1] * 2, [f"{'0' * 16}:x"], form["row"][:1] * 26):
        answer = desk.client.post("/together", data=form | {"row": rows, "action": "reject"})
        assert answer.status_code in (404, 409)
    edited = desk.client.post("/together", data=form | {"action": "edit"})
    assert edited.status_code == 409
    assert len(desk.decisions()) == 1


def test_a_note_changes_nothing_and_stays(desk: Visitor) -> None:
    key = KEYS["event"]
    assert desk.post("/note", record=key, note="راجع المصدر الأول").status_code == 303
    assert desk.state(key) == "proposed"
    assert "راجع المصدر الأول" in desk.page("/desk", record=key).text
    assert desk.post("/note", record=key, note="  ").status_code == 409
    assert (
        desk.post("/note", record=key, note="together 0123456789ab, 2 records").status_code == 409
    )


def test_a_record_is_added_from_a_selection(desk: Visitor) -> None:
    start = ARABIC_TEXT.index("أربع طائرات")
    place = {"document": ARABIC, "start": start, "end": start + len("أربع طائرات")}
    form = desk.page("/add", kind="event", **place).forms["/add"]
    filled = form | {"type": "AID", "actors.0.code": "RUS", "note": "فات المرمّز"}
    key = shown_next(desk.client.post("/add", data=filled, follow_redirects=False))
    chosen = desk.json("/desk", record=key)["chosen"]
    assert chosen["record"]["quote"] == "أربع طائرات"
    assert chosen["record"]["coder"] == "analyst:Samia"
    assert chosen["record"]["state"] == "accepted"
    assert chosen["record"]["sentence"]["text"] == ARABIC_TEXT.split("\n")[3]
    assert [d["action"] for d in chosen["decisions"]] == ["add"]


def test_every_kind_can_be_added(desk: Visitor) -> None:
    needed = {
        "event": {"type": "AGREE"},
        "statement": {"act": "say", "speaker.name": "الوزير"},
        "transfer": {"item.designation": "Su-35", "status": "ordered"},
        "provision": {"treaty": "RUS-IRN 2025", "obligation": "trade", "present": "yes", "parties": "RUS، IRN"},
        "influence": {"cause.factor": "treaty", "effect.factor": "economy", "sign": "1"},
        "indicator": {"measure": "trade volume", "value": "4.8", "unit": "USD"},
    }  # fmt: skip
    for kind, values in needed.items():
        form = desk.page("/add", kind=kind, document=ARABIC, start=0, end=9).forms["/add"]
        key = shown_next(desk.client.post("/add", data=form | values, follow_redirects=False))
        with Ledger.open(desk.case.ledger_path) as ledger:
            made = ledger.record(key)
        assert made.kind == kind
        if kind == "provision":
            assert to_dict(made)["parties"] == ["RUS", "IRN"]


def test_an_unfinished_record_is_not_added(desk: Visitor) -> None:
    form = desk.page("/add", kind="statement", document=ARABIC, start=0, end=9).forms["/add"]
    answer = desk.client.post("/add", data=form | {"speaker.name": "الوزير", "act": ""})
    assert answer.status_code == 422
    assert 'value="الوزير"' in answer.text
    assert desk.decisions() == []
    assert desk.get("/add", kind="event", document=ARABIC, start=9, end=9).status_code == 400
    assert desk.get("/add", kind="poem", document=ARABIC, start=0, end=9).status_code == 400


def test_a_name_is_asked_before_anything_is_decided(case: Case) -> None:
    nobody = Visitor(case)
    key = nobody.queue()[0]
    for path in ("/desk", "/together", "/add"):
        assert nobody.get(path).headers["location"].startswith("/name?back=")
    answer = nobody.post("/decide", record=key, action="accept")
    assert answer.headers["location"].startswith("/name?")
    assert nobody.decisions() == []
    assert (
        nobody.post("/name", name=" \u202e\n ", back="/desk")
        .headers["location"]
        .startswith("/name")
    )
    nobody.post("/name", name="  Layla\u202e   Haddad ", back="/desk")
    nobody.decide(key, "accept")
    assert nobody.decisions()[0].by == "Layla Haddad"


def test_what_lost_its_source_is_kept_and_cannot_be_decided(case: Case, desk: Visitor) -> None:
    key = desk.queue(document=HOSTILE)[0]
    desk.decide(key, "accept")
    fields = desk.form(key, state="all") | {"action": "reject"}
    ar, evil = documents()
    with Ledger.open(case.ledger_path) as ledger:
        ledger.put_document(
            type(evil)(
                **{f: getattr(evil, f) for f in evil.__dataclass_fields__} | {"text": "New text."}
            )
        )
    assert desk.queue(state="stale") == [key]
    assert "/decide" not in desk.page("/desk", record=key).forms
    assert desk.client.post("/decide", data=fields).status_code in (409, 422)
    assert len(desk.decisions()) == 1
    assert ar
