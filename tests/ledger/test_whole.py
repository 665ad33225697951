"""A case with the project's own reader and coder, from folder to JSON lines."""

from __future__ import annotations

import io
import json

from sharaka.evidence import check, from_dict
from sharaka.ledger import Case, Ledger, export_jsonl, take_in
from sharaka.weighing import tables, weigh

REPORTS = {
    "تقرير.txt": "وقّعت روسيا وإيران معاهدة شراكة في موسكو في 17 يناير 2025.\n\n"
    "قال المتحدث باسم الكرملين إن المعاهدة لا تتضمن بندًا للدفاع المشترك.\n",
    "report.html": "<html><body><p>Russia and Iran signed a partnership treaty on "
    "17 January 2025. Tehran denied that it had sent missiles to Moscow.</p></body></html>",
}


def test_from_folder_to_lines(tmp_path):
    case = Case.create(tmp_path / "case", between=("RUS", "IRN"))
    for name, text in REPORTS.items():
        (case.folder / "sources" / name).write_text(text, encoding="utf-8")
    (case.folder / "sources" / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    with Ledger.open(case.ledger_path) as ledger:
        report = take_in(case, ledger)
        assert [document for document, _ in report.errors] == ["broken.pdf"]
        assert set(report.coded) == set(REPORTS)
        assert report.records
        out = io.StringIO()
        assert export_jsonl(ledger, out) == report.records
        texts = {document.id: document.text for document in ledger.documents()}
        for line in out.getvalue().splitlines():
            record = from_dict(json.loads(line))
            check(record, texts[record.document])
        again = take_in(case, ledger)
        assert set(again.unchanged) == set(REPORTS)
        assert again.coded == ()
        measures = weigh(ledger, ("RUS", "IRN"))
        assert any(rows for _, _, rows in tables(measures))
