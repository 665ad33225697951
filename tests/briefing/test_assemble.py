"""From a case and its ledger to a page."""

from __future__ import annotations

from pathlib import Path

from tests.briefing.example import DOCUMENTS, PAIR, RECORDS

from sharaka import foreseeing
from sharaka.briefing import Failure, brief, from_ledger
from sharaka.ledger import Case, Ledger


def test_a_ledger_becomes_a_page(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case", between=PAIR)
    with Ledger.open(case.ledger_path) as ledger:
        for document in DOCUMENTS:
            ledger.put_document(document)
            own = [r for r in RECORDS if r.document == document.id and r.coder == "rules/1"]
            ledger.replace_proposals(document.id, own, "rules/1")
        given = from_ledger(
            case,
            ledger,
            PAIR,
            generated="2025-11-21",
            model=foreseeing.from_matrix([2, 2], [[0, 0, 1, -1], [0, 0, -1, 1], [0] * 4, [0] * 4]),
            failures=[Failure(file="sources/x.pdf", message="x.pdf: cannot be read")],
        )
    assert {r.id for r in given.records} <= {r.id for r in RECORDS}
    assert given.futures is not None
    page = brief(given)
    for record in given.records:
        assert f'id="q-{record.id}"' in page
    assert "روسيا" in page  # actors are named by the coder's own names
    assert "x.pdf: cannot be read" in page
