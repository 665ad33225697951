"""Taking sources in: reuse, errors kept apart, nothing lost."""

from __future__ import annotations

import dataclasses

import pytest
from tests.ledger.helpers import document, event

from sharaka.errors import ReadingError
from sharaka.evidence import Record
from sharaka.ledger import Case, Ledger, Tools, take_in
from sharaka.ledger.tools import fingerprint


@dataclasses.dataclass
class Coded:
    records: tuple[Record, ...]
    warnings: tuple[str, ...] = ()


class Bench:
    """A reader and a coder that count their calls; every 'met' is a meeting."""

    def __init__(self) -> None:
        self.read_ids: list[str] = []
        self.coded: list[tuple[str, object]] = []
        self.coder = "rules/1"

    def read(self, path, *, id, metadata=None):  # noqa: A002
        self.read_ids.append(id)
        text = path.read_text(encoding="utf-8")
        if text.startswith("BAD"):
            raise ReadingError("no text", place=id, mend="Save it again.")
        return document(id, text, **(dataclasses.asdict(metadata) if metadata else {}))

    def code(self, doc, *, pair=None):
        self.coded.append((doc.id, pair))
        if "CRASH" in doc.text:
            raise RuntimeError("boom")
        found = (
            [event(doc, "met", "CONSULT", pair or (), coder=self.coder)]
            if "met" in doc.text
            else []
        )
        return Coded(tuple(found), ("odd",) if "odd" in doc.text else ())

    def tools(self, coder: str = "rules/1") -> Tools:
        self.coder = coder
        return Tools(read=self.read, code=self.code, coder=coder)


@pytest.fixture
def bench():
    return Bench()


@pytest.fixture
def case(tmp_path):
    made = Case.create(tmp_path / "case")
    for name, text in [("a.txt", "They met."), ("b.txt", "They met again, odd."), ("c.txt", "No.")]:
        (made.folder / "sources" / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def ledger(case):
    with Ledger.open(case.ledger_path) as opened:
        yield opened


def test_a_second_run_does_nothing_again(case, ledger, bench):
    seen = []
    report = take_in(case, ledger, tools=bench.tools(), progress=lambda *step: seen.append(step))
    assert report.read == report.coded == ("a.txt", "b.txt", "c.txt")
    assert seen == [(1, 3, "a.txt"), (2, 3, "b.txt"), (3, 3, "c.txt")]
    assert report.warnings == (("b.txt", "odd"),)
    assert report.records == 2
    again = take_in(case, ledger, tools=bench.tools())
    assert again.unchanged == ("a.txt", "b.txt", "c.txt")
    assert again.read == again.coded == ()
    assert again.records == 2
    assert len(bench.read_ids) == len(bench.coded) == 3
    assert len(ledger.runs()) == 1


def test_a_new_coder_codes_again_without_reading(case, ledger, bench):
    take_in(case, ledger, tools=bench.tools())
    report = take_in(case, ledger, tools=bench.tools("rules/2"))
    assert report.read == ()
    assert report.coded == ("a.txt", "b.txt", "c.txt")


def test_a_new_pair_codes_again(case, ledger, bench):
    take_in(case, ledger, tools=bench.tools())
    text = (case.folder / "case.toml").read_text(encoding="utf-8")
    (case.folder / "case.toml").write_text(
        text.replace("[case]", '[case]\nbetween = ["RUS", "IRN"]'), encoding="utf-8"
    )
    report = take_in(Case.open(case.folder), ledger, tools=bench.tools())
    assert report.read == ()
    assert bench.coded[-1] == ("c.txt", ("RUS", "IRN"))


def test_new_metadata_reads_again(case, ledger, bench):
    take_in(case, ledger, tools=bench.tools())
    with (case.folder / "case.toml").open("a", encoding="utf-8") as file:
        file.write('\n[sources."a.txt"]\npublished = 2024-10-11\n')
    report = take_in(Case.open(case.folder), ledger, tools=bench.tools())
    assert report.read == report.coded == ("a.txt",)
    assert ledger.document("a.txt").metadata.published == "2024-10-11"


def test_one_bad_document_does_not_cost_the_others(case, ledger, bench):
    take_in(case, ledger, tools=bench.tools())
    sources = case.folder / "sources"
    (sources / "a.txt").write_text("BAD")
    (sources / "b.txt").write_text("CRASH")
    (sources / "d.txt").write_text("They met.")
    report = take_in(case, ledger, tools=bench.tools())
    assert dict(report.errors).keys() == {"a.txt", "b.txt"}
    assert "Save it again" in dict(report.errors)["a.txt"]
    assert "RuntimeError: boom" in dict(report.errors)["b.txt"]
    assert report.coded == ("d.txt",)
    # What could not be read anew is still there as it was.
    assert ledger.document("a.txt").text == "They met."
    assert {r.document for r in ledger.records()} == {"a.txt", "d.txt"}
    # It is tried again next time, and mended when the file is.
    (sources / "b.txt").write_text("They met again.")
    assert take_in(case, ledger, tools=bench.tools()).coded == ("b.txt",)


def test_a_deleted_source_is_marked_and_comes_back(case, ledger, bench):
    take_in(case, ledger, tools=bench.tools())
    (record,) = ledger.records(document="a.txt")
    ledger.decide(record.id, "accept", "Huda")
    path = case.folder / "sources" / "a.txt"
    path.rename(case.folder / "kept.txt")
    report = take_in(case, ledger, tools=bench.tools())
    assert report.gone == ("a.txt",)
    assert [d.id for d in ledger.documents()] == ["b.txt", "c.txt"]
    assert ledger.records(document="a.txt") == []
    assert ledger.holding(record.id).standing == "source gone"
    (case.folder / "kept.txt").rename(path)
    report = take_in(case, ledger, tools=bench.tools())
    assert report.gone == ()
    assert ledger.record(record.id).state == "accepted"
    assert len(bench.read_ids) == 3


def test_a_changed_source_with_decisions_is_reported(case, ledger, bench):
    take_in(case, ledger, tools=bench.tools())
    (record,) = ledger.records(document="a.txt")
    ledger.decide(record.id, "accept", "Huda")
    (case.folder / "sources" / "a.txt").write_text("They met. Or so they say.")
    report = take_in(case, ledger, tools=bench.tools())
    assert report.changed == ("a.txt",)
    assert [r.state for r in ledger.records(document="a.txt")] == ["proposed"]


def test_a_source_described_but_missing_is_said(case, ledger, bench):
    with (case.folder / "case.toml").open("a", encoding="utf-8") as file:
        file.write('\n[sources."z.txt"]\ntitle = "Z"\n')
    report = take_in(Case.open(case.folder), ledger, tools=bench.tools())
    assert ("z.txt", "case.toml describes it, but it is not in sources/") in report.warnings


def test_the_fingerprint_changes_with_the_data(tmp_path, monkeypatch):
    package = tmp_path / "some_lexicons"
    (package / "ar").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "ar" / "verbs.toml").write_text("a = 1")
    monkeypatch.syspath_prepend(tmp_path)
    before = fingerprint("some_lexicons")
    assert fingerprint("some_lexicons") == before
    (package / "ar" / "verbs.toml").write_text("a = 2")
    assert fingerprint("some_lexicons") != before


def test_a_changed_lexicon_codes_again_without_reading(case, ledger, bench):
    take_in(case, ledger, tools=bench.tools())
    tools = dataclasses.replace(bench.tools(), code_version="2")
    report = take_in(case, ledger, tools=tools)
    assert (report.read, len(report.coded)) == ((), 3)
