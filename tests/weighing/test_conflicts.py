"""Accounts that cannot all be true are listed; those that can are not."""

from __future__ import annotations

import dataclasses

from tests.ledger.helpers import document, event, indicator, provision, statement, transfer

from sharaka.evidence import Attribution, Money
from sharaka.weighing import weigh_records

PAIR = ("RUS", "IRN")


def found(*records):
    return [(c.kind, c.about, c.sides) for c in weigh_records(records, PAIR).conflicts]


def kinds(*records):
    return [kind for kind, _, _ in found(*records)]


def arms(n, text, quote, status, low=None, high=None, amount=None, item="missiles", date=None):
    made = transfer(
        document(f"{n}.txt", text), quote, "IRN", "RUS", item, status, date, category="missiles", low=low, high=high
    )  # fmt: skip
    value = Money(amount=amount, currency="USD") if amount else None
    return dataclasses.replace(made, value=value)


def test_a_denial_is_set_against_the_allegation_and_the_reports():
    doc = document("1.txt", "Iran was accused of sending missiles.\nTehran denied that.")
    alleged = transfer(doc, "sending", "IRN", "RUS", "missiles", "alleged", category="missiles")
    denial = statement(doc, "Tehran denied", "deny", "IRN", "Tehran")
    report = arms(2, "Iran sent missiles.", "sent", "reported")
    ((kind, about, sides),) = found(alleged, denial, report)
    assert (kind, about) == ("denial", "IRN → RUS: missiles")
    assert [(s.claim, s.who) for s in sides] == [
        ("alleged", "1.txt"),
        ("denied", "Tehran"),
        ("reported", "2.txt"),
    ]
    assert sides[1].records == (denial.id,)


def test_a_request_denied_by_both_sides_is_one_conflict():
    doc = document(
        "1.txt", "Sources said Tehran asked Moscow for help, but Russian and Iranian officials denied it."
    )  # fmt: skip
    asked = event(doc, "asked", "REQUEST", ["IRN"], ["RUS"], modality="reported")
    denials = [
        statement(doc, "officials denied", "deny", code, f"{code} officials", n=n)
        for n, code in enumerate(PAIR)
    ]
    ((kind, _, sides),) = found(asked, *denials)
    assert kind == "denial"
    assert [s.who for s in sides if s.claim == "denied"] == ["IRN officials", "RUS officials"]


def test_a_denial_that_names_a_delivery_denies_only_that():
    doc = document("1.txt", "Iran supports Russia.\nTehran denied having sent missiles to Moscow.")
    support = event(doc, "supports", "SUPPORT", ["IRN"], ["RUS"])
    denied = transfer(doc, "sent missiles", "IRN", "RUS", "missiles", "denied", category="missiles")
    said = "having sent missiles to Moscow"
    denial = statement(doc, f"Tehran denied {said}", "deny", "IRN", "Tehran", content=said)
    assert kinds(support, denied, denial) == []


def test_delivered_and_denied_by_status():
    one = arms(1, "Iran sent ballistic missiles.", "sent", "delivered")
    two = arms(2, "Iran never sent ballistic missiles.", "sent", "denied")
    assert kinds(one, two) == ["status"]


def test_counts_that_exclude_each_other():
    one = arms(1, "Iran sent 200 missiles in 2024.", "sent", "reported", 200, 200, date="2024")
    two = arms(2, "Iran sent 400 missiles in 2024.", "sent", "reported", 400, 400, date="2024")
    ((kind, _, sides),) = found(one, two)
    assert kind == "count"
    assert {side.claim for side in sides} == {"200", "400"}


def test_counts_that_agree_are_no_conflict():
    one = arms(1, "Iran sent hundreds of missiles.", "sent", "reported", 200, 999)
    two = arms(2, "Iran sent 400 missiles.", "sent", "reported", 400, 400)
    many = arms(3, "Iran sent more than 300 missiles.", "sent", "reported", 300, None)
    assert kinds(one, two, many) == []


def test_an_open_count_against_a_small_one():
    one = arms(1, "Iran sent more than 300 missiles in 2024.", "sent", "reported", 300, date="2024")
    two = arms(2, "Iran sent 20 missiles in 2024.", "sent", "reported", 20, 20, date="2024")
    assert kinds(one, two) == ["count"]


def test_amounts_that_differ():
    one = arms(
        1, "The missiles cost 800 million in 2016.", "cost", "delivered", amount=8e8, date="2016"
    )
    two = arms(2, "The missiles cost 900 million in 2016.", "cost", "delivered", amount=9e8, date="2016")  # fmt: skip
    assert kinds(one, two) == ["value"]
    assert kinds(one, dataclasses.replace(two, value=one.value)) == []


def test_one_signing_on_two_days():
    one = event(
        document("1.txt", "They signed the strategic partnership treaty in Moscow on 17 January 2025."),
        "signed", "AGREE", PAIR, date="2025-01-17",
    )  # fmt: skip
    two = event(
        document("2.txt", "They signed the strategic partnership treaty on 16 January 2025."),
        "signed", "AGREE", PAIR, date="2025-01-16",
    )  # fmt: skip
    ((kind, _, sides),) = found(one, two)
    assert kind == "date"
    assert [side.claim for side in sides] == ["2025-01-16", "2025-01-17"]
    old = event(
        document("3.txt", "They signed the strategic partnership treaty in March 2001."),
        "signed", "AGREE", PAIR, date="2001-03",
    )  # fmt: skip
    assert kinds(one, old) == []


def test_one_deed_by_two_doers():
    def strike(n, text, who):
        return event(document(f"{n}.txt", text), "struck", "ASSAULT", [who], ["IRN"], "2025-06-22")

    one = strike(1, "Bombers struck the enrichment plant at Fordow at dawn.", "USA")
    two = strike(2, "Jets struck the enrichment plant at Fordow at dawn.", "ISR")
    other = strike(3, "A drone struck a radar near Tabriz.", "ISR")
    assert kinds(one, two) == ["attribution"]
    assert kinds(one, other) == []


def test_a_provision_told_both_ways():
    doc = document("1.txt", "It binds them to consult.\nIt holds no word on consulting.")
    told = [
        provision(doc, "binds", "RUS-IRN 2025", "consultation", True),
        provision(doc, "no word", "RUS-IRN 2025", "consultation", False),
    ]
    ((kind, about, _),) = found(*told)
    assert (kind, about) == ("provision", "RUS-IRN 2025: consultation")


def test_indicators_of_one_period():
    doc = document(
        "1.txt", "Trade was 4 billion in 2023.\nTrade was 5 billion in 2023.\nTrade was 3."
    )
    four = indicator(doc, "4 billion", "trade", 4e9, "USD", "2023")
    five = indicator(doc, "5 billion", "trade", 5e9, "USD", "2023")
    undated = indicator(doc, "3", "trade", 3e9, "USD")
    assert kinds(four, five) == ["indicator"]
    assert kinds(four, undated) == []
    assert kinds(four, dataclasses.replace(five, unit="EUR")) == []


def test_promised_and_delivered_is_no_conflict():
    promised = arms(1, "Iran will send missiles.", "send", "planned")
    delivered = arms(2, "Iran sent missiles.", "sent", "delivered")
    assert kinds(promised, delivered) == []


def asked(n, text, quote, denial, date=None):
    doc = document(f"{n}.txt", text)
    source = Attribution(code=None, name="Reuters", text="Reuters")
    return [
        event(doc, quote, "REQUEST", ["IRN"], ["RUS"], date=date, attribution=source),
        statement(doc, denial, "deny", "RUS", "RUS"),
    ]


def test_one_report_in_two_languages_is_one_conflict():
    told = asked(1, "Iran asked Moscow for help.\nRussian officials denied it.", "asked", "denied")
    again = asked(2, "طلبت إيران من موسكو عونًا.\nونفى مسؤولون روس ذلك.", "طلبت", "نفى")
    (conflict,) = weigh_records([*told, *again], PAIR).conflicts
    assert set(conflict.records) == {record.id for record in (*told, *again)}


def test_two_requests_of_different_years_stay_two_conflicts():
    told = asked(1, "Iran asked Moscow for help.\nRussia denied it.", "asked", "denied", "2022")
    again = asked(2, "طلبت إيران عونًا.\nونفت روسيا ذلك.", "طلبت", "نفت", "2025")
    assert len(weigh_records([*told, *again], PAIR).conflicts) == 2
