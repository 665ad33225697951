"""What the shared analyses tell of, weighed: found by the coder, so a gate for both."""

from __future__ import annotations

import shutil

import pytest

from sharaka.ledger import Case, Ledger, take_in
from sharaka.weighing import infer_pair, weigh


@pytest.fixture(scope="module")
def weighed(shared, tmp_path_factory):
    case = Case.create(tmp_path_factory.mktemp("seeds") / "case")
    for path in sorted((shared / "seeds").glob("*.txt")):
        shutil.copy(path, case.folder / "sources")
    with Ledger.open(case.ledger_path) as ledger:
        report = take_in(case, ledger)
        assert report.errors == ()
        pair = infer_pair(ledger.records())
        return weigh(ledger, pair), {record.id: record for record in ledger.records()}


def test_the_pair_is_found_in_the_documents(weighed):
    assert set(weighed[0].pair) == {"RUS", "IRN"}


def test_the_treaty_of_january_2025_is_one_event_with_three_accounts(weighed):
    measures, _ = weighed
    signings = [
        entry
        for entry in measures.timeline
        if entry.type == "AGREE" and entry.date.edtf == "2025-01-17" and "RUS" in entry.actors
    ]
    assert len(signings) == 1
    assert len({account.document for account in signings[0].accounts}) >= 3


def test_the_s300_is_one_transfer(weighed):
    measures, _ = weighed
    (row,) = [row for row in measures.exchange if "300" in row.designation]
    assert (row.supplier, row.recipient, row.status) == ("RUS", "IRN", "delivered")
    assert (row.amount, row.currency, row.date.edtf) == (8e8, "USD", "2016")


def test_the_denied_missiles_are_one_transfer_with_its_denial(weighed):
    measures, records = weighed
    denials = [conflict for conflict in measures.conflicts if conflict.kind == "denial"]
    missiles = [c for c in denials if any(records[id_].kind == "transfer" for id_ in c.records)]
    assert missiles
    claims = {side.claim for conflict in missiles for side in conflict.sides}
    assert {"alleged", "denied"} <= claims
