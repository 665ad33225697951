"""Each measure from records made by hand; every number names its records."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from tests.ledger.helpers import (
    document,
    event,
    influence,
    provision,
    statement,
    transfer,
)

from sharaka.errors import LedgerError
from sharaka.evidence import OBLIGATIONS, Money
from sharaka.ledger import Ledger
from sharaka.weighing import infer_pair, pair_counts, tables, to_dict, weigh, weigh_records
from sharaka.weighing.deeds import quad
from sharaka.weighing.treaty import WEIGHTS

PAIR = ("RUS", "IRN")
ONE = document(
    "1.txt",
    "Russia and Iran signed a treaty on 17 January 2025.\n"
    "It obliges neither to defend the other, but it forbids aid to an aggressor.\n"
    "Washington says Iran sent hundreds of missiles to Russia, which Tehran denied.\n"
    "Iran sent Shahed drones to Russia in 2022.\n"
    "Iran asked Russia for Su-35 fighters.\n"
    "Sanctions deepen the partnership, yet distrust limits it.",
)
TWO = document(
    "2.txt",
    "The treaty was signed on 17 January 2025 by Moscow and Tehran.\n"
    "Russia delivered S-300 systems in 2016 for 800 million dollars.\n"
    "Iran ordered 24 Su-35 fighters from Russia.\n"
    "Putin stressed stability. Putin warned of escalation and praised law.\n"
    "Sanctions may weaken the partnership.\n"
    "The pact does not forbid aid to an aggressor.\n"
    "Iran trained Russian crews.",
)
RECORDS = {
    "signed1": event(ONE, "signed", "AGREE", PAIR, date="2025-01-17"),
    "no defence": provision(ONE, "neither to defend", "RUS-IRN 2025", "defense", False),
    "neutral": provision(ONE, "forbids aid", "RUS-IRN 2025", "neutrality", True),
    "missiles": transfer(
        ONE, "sent hundreds", "IRN", "RUS", "missiles", "alleged", category="missiles", low=200, high=999, source="USA"
    ),
    "denial": statement(ONE, "Tehran denied", "deny", "IRN", "Tehran"),
    "drones": transfer(
        ONE, "sent Shahed", "IRN", "RUS", "Shahed drones", "delivered", "2022", category="unmanned aircraft"
    ),
    "asked": transfer(ONE, "asked", "RUS", "IRN", "Su-35 fighters", "requested", category="aircraft"),
    "deepen": influence(ONE, "Sanctions deepen", "sanctions", "partnership", 1),
    "limits": influence(ONE, "distrust limits", "distrust", "partnership", -1),
    "signed2": event(TWO, "signed", "AGREE", PAIR, date="2025-01-17"),
    "s300": dataclasses.replace(
        transfer(
            TWO, "delivered", "RUS", "IRN", "S-300 systems", "delivered", "2016", category="air defence systems"
        ),
        value=Money(amount=8e8, currency="USD"),
    ),
    "ordered": transfer(
        TWO, "ordered", "RUS", "IRN", "Su-35 fighters", "ordered", category="aircraft", low=24, high=24
    ),
    "said": statement(TWO, "Putin stressed", "say", "RUS", "Putin", themes=("stability",)),
    "warned": statement(
        TWO, "Putin warned", "warn", "RUS", "Putin", role="president", themes=("stability", "law")
    ),
    "weaken": influence(TWO, "may weaken", "sanctions", "partnership", -1, modality="possible"),
    "not neutral": provision(TWO, "does not forbid", "RUS-IRN 2025", "neutrality", False),
    "trained": event(TWO, "trained", "AID", ["IRN"], ["RUS"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def measures():
    return weigh_records(RECORDS.values(), PAIR)


def ids(*names: str) -> tuple[str, ...]:
    return tuple(sorted(RECORDS[name].id for name in names))


def test_exchange_takes_the_strongest_status_and_keeps_the_others(measures):
    rows = [(r.supplier, r.recipient, r.designation, r.statuses) for r in measures.exchange]
    assert rows == [
        ("RUS", "IRN", "S-300 systems", ("delivered",)),
        ("RUS", "IRN", "Su-35 fighters", ("ordered", "requested")),
        ("IRN", "RUS", "Shahed drones", ("delivered",)),
        ("IRN", "RUS", "missiles", ("alleged", "denied")),
    ]
    s300, su35, _, missiles = measures.exchange
    assert (s300.amount, s300.currency, s300.date.edtf) == (8e8, "USD", "2016")
    assert (su35.low, su35.high, su35.disputed) == (24, 24, False)
    assert su35.records == ids("asked", "ordered")
    assert missiles.disputed
    assert missiles.records == ids("missiles", "denial")
    assert missiles.sources == (("alleged", "USA"), ("denied", "Tehran"))
    assert dict(su35.status_records) == {"ordered": ids("ordered"), "requested": ids("asked")}


def test_words_count_acts_and_themes_by_speaker(measures):
    putin, tehran = measures.words
    assert (putin.name, putin.office, len(putin.records)) == ("Putin", "president", 2)
    assert putin.acts == (("say", 1), ("warn", 1))
    assert putin.themes == (("stability", 2), ("law", 1))
    assert dict(putin.theme_records)["law"] == ids("warned")
    assert tehran.acts == (("deny", 1),)


@pytest.mark.parametrize(
    ("speakers", "count"),
    [
        ([("USA", "John Kirby"), ("USA", "Kirby")], 1),
        ([("RUS", "فلاديمير بوتين"), (None, "فلاديمير بوتين")], 1),
        ([("IRN", "مسعود پزشكيان"), ("IRN", "بزشكيان")], 1),
        ([("USA", "John Kirby"), ("GBR", "Kirby")], 2),
        ([("USA", "John Kirby"), ("USA", "Jack Kirby"), ("USA", "Kirby")], 3),
        ([("RUS", "RUS"), ("RUS", "Putin")], 2),
        ([("RUS", "Vladimir Putin"), ("RUS", "بوتين"), (None, "فلاديمير بوتين")], 1),
    ],
)
def test_one_person_speaks_under_his_short_and_his_full_name(speakers, count):
    said = [
        statement(TWO, "Putin stressed", "say", code, name, n=n)
        for n, (code, name) in enumerate(speakers)
    ]
    rows = weigh_records(said, PAIR).words
    assert len(rows) == count
    assert sum(len(row.records) for row in rows) == len(said)


def test_a_factor_is_not_linked_to_itself():
    loop = influence(ONE, "Sanctions deepen", "sanctions", "sanctions", 1)
    assert weigh_records([loop], PAIR).links == ()


def test_a_treaty_shows_what_it_binds_and_how_its_depth_was_computed(measures):
    (treaty,) = measures.treaties
    assert (treaty.id, treaty.parties, treaty.year) == ("RUS-IRN 2025", ("IRN", "RUS"), "2025")
    told = {row.obligation: (row.present, row.disputed) for row in treaty.provisions}
    assert told == {"defense": (False, False), "neutrality": (False, True)}
    assert treaty.depth == sum(weight * share for _, weight, share in treaty.terms) == 1.0
    assert treaty.depth_max == sum(WEIGHTS.values())
    assert "2×0.5 (neutrality)" in treaty.formula
    assert "ATOP" in treaty.formula


def test_every_obligation_has_a_weight():
    assert set(WEIGHTS) == set(OBLIGATIONS)


def test_links_are_merged_and_contested(measures):
    by_name = {(link.cause, link.effect): link for link in measures.links}
    sanctions = by_name["sanctions", "partnership"]
    assert (sanctions.sign, sanctions.contested) == (1, True)
    assert (sanctions.actual, sanctions.conditional) == (1, 0)
    assert sanctions.against_records == ids("weaken")
    distrust = by_name["distrust", "partnership"]
    assert (distrust.sign, distrust.contested, distrust.actual) == (-1, False, 1)


def test_unnamed_factors_make_no_link():
    vague = influence(ONE, "Sanctions deepen", None, "partnership", 1)
    assert weigh_records([vague], PAIR).links == ()


def test_deeds_set_words_against_matter(measures):
    russia, iran = measures.deeds
    assert (russia.actor, russia.recipient) == PAIR
    # One treaty told twice counts once, and in both directions.
    assert (russia.verbal, russia.material, russia.conflict) == (1, 1, 0)
    assert (russia.delivered, russia.open, russia.claimed) == (1, 1, 0)
    # Training and drones delivered; the missiles are alleged by one and denied by another.
    assert (iran.verbal, iran.material, iran.delivered) == (1, 2, 1)
    assert (iran.claimed, iran.disputed) == (0, 1)
    assert dict(russia.counted)["verbal"] == ids("signed1", "signed2")
    assert dict(iran.counted)["material"] == ids("trained", "drones")


def test_what_others_take_part_in_or_one_side_leaves_open_is_not_between_the_two():
    beyond = [
        event(ONE, "signed", "AGREE", [*PAIR, "CHN"]),
        event(TWO, "trained", "AID", ["IRN"]),
        event(TWO, "signed", "CONSULT", PAIR, mode="invite"),
    ]
    assert weigh_records(beyond, PAIR).deeds == ()


def test_an_event_that_tells_of_a_delivery_does_not_count_beside_it():
    sent = event(ONE, "Iran sent Shahed drones", "AID", ["IRN"], ["RUS"])
    (iran,) = weigh_records([sent, RECORDS["drones"]], PAIR).deeds
    assert (iran.material, iran.delivered) == (1, 1)


def test_a_denied_delivery_is_no_delivery():
    doc = document("3.txt", "Iran sent missiles to Russia.\nTehran denied that.")
    sent = transfer(doc, "sent", "IRN", "RUS", "missiles", "delivered", category="missiles")
    denial = statement(doc, "Tehran denied", "deny", "IRN", "Tehran")
    weighed = weigh_records([sent, denial], PAIR)
    (row,) = weighed.exchange
    assert (row.status, row.statuses, row.disputed) == ("alleged", ("delivered", "denied"), True)
    (iran,) = weighed.deeds
    assert (iran.material, iran.delivered, iran.disputed) == (0, 0, 1)


def test_only_what_happened_is_a_deed():
    planned = event(ONE, "signed", "AGREE", PAIR, modality="planned")
    assert weigh_records([planned], PAIR).deeds == ()


def test_sanctions_change_quad_by_the_switch():
    assert quad("SANCTION") == "material conflict"
    assert quad("SANCTION", sanction_material=False) == "verbal conflict"
    assert quad("ASSAULT", sanction_material=False) == "material conflict"


def test_leaving_an_agreement_is_no_cooperation():
    assert quad("RETREAT") == "material cooperation"
    assert quad("RETREAT", "agreement") == "material conflict"


def test_the_timeline_holds_each_happening_once_by_date(measures):
    dates = [entry.date.edtf for entry in measures.timeline]
    known = [date for date in dates if date]
    assert known == sorted(known)
    assert dates[len(known) :] == [None] * (len(dates) - len(known))
    signing = next(entry for entry in measures.timeline if entry.type == "AGREE")
    assert [account.document for account in signing.accounts] == ["1.txt", "2.txt"]


def records_fields(value: Any) -> Iterator[tuple[str, ...]]:
    """Every ``records`` field anywhere in the measures."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            if field.name == "records":
                yield part
            yield from records_fields(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from records_fields(part)


def test_every_figure_lists_records_of_the_ledger(measures):
    known = {record.id for record in RECORDS.values()}
    fields = list(records_fields(measures))
    assert len(fields) > 20
    for field in fields:
        assert field
        assert set(field) <= known


def test_the_order_of_records_changes_nothing(measures):
    shuffled = list(RECORDS.values())
    for seed in range(3):
        random.Random(seed).shuffle(shuffled)
        assert weigh_records(shuffled, PAIR) == measures


def test_weighing_a_ledger_leaves_out_what_was_rejected(tmp_path, measures):
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        for doc in (ONE, TWO):
            ledger.put_document(doc)
            mine = [record for record in RECORDS.values() if record.document == doc.id]
            ledger.replace_proposals(doc.id, mine, "rules/1")
        assert weigh(ledger, PAIR) == measures
        ledger.decide(RECORDS["denial"].id, "reject", "Huda")
        assert not any(row.disputed for row in weigh(ledger, PAIR).exchange)


def test_tables_are_square_and_json_is_json(measures):
    for title, header, rows in tables(measures):
        assert title
        assert rows
        assert all(len(row) == len(header) for row in rows)
        assert all(isinstance(cell, str) for row in rows for cell in row)
    plain = to_dict(measures)
    assert json.loads(json.dumps(plain)) == plain
    assert plain["pair"] == ["RUS", "IRN"]


def test_an_empty_ledger_weighs_nothing():
    measures = weigh_records([], PAIR)
    assert measures.timeline == measures.exchange == measures.deeds == ()
    assert all(rows == () for _, _, rows in tables(measures))


def test_the_pair_is_the_one_most_documents_name_together():
    others = [
        event(TWO, "trained", "AID", ["USA"], ["ISR"], n=n) for n in range(3)
    ]  # often, but in one document
    records = [RECORDS["signed1"], RECORDS["signed2"], RECORDS["trained"], *others]
    assert set(infer_pair(records)) == {"RUS", "IRN"}
    assert pair_counts(records)[0] == (("IRN", "RUS"), 3)


def test_organisations_are_no_side_of_a_pair():
    records = [event(ONE, "signed", "AGREE", ["RUS", "UNO", "SCO", "NATO"])]
    with pytest.raises(LedgerError, match="--between"):
        infer_pair(records)
