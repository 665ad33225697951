"""Two processes at one ledger, migrations, and speed."""

from __future__ import annotations

import dataclasses
import multiprocessing
import sqlite3
import time
from pathlib import Path

import pytest
from tests.ledger.helpers import document, event

from sharaka.errors import LedgerError
from sharaka.evidence import Stretch, record_id
from sharaka.ledger import Ledger
from sharaka.ledger.connection import connect
from sharaka.ledger.schema import STEPS, migrate

ROUNDS = 25


def analyst(path: Path, ids: list[str], name: str) -> None:
    """Accepts every record, each in its own transaction."""
    with Ledger.open(path) as ledger:
        for record in ids:
            ledger.decide(record, "accept", name)


def coder(path: Path, rounds: int) -> None:
    """Codes the document again and again."""
    doc = lines(10)
    with Ledger.open(path) as ledger:
        for _ in range(rounds):
            ledger.replace_proposals(doc.id, records(doc, 10), "rules/1")


def lines(count: int):
    return document("a.txt", "\n".join(f"Line {n:05} was said in Moscow." for n in range(count)))


def records(doc, count: int):
    return [event(doc, f"Line {n:05}", "CONSULT", ["RUS"]) for n in range(count)]


def test_two_analysts_and_a_coder_at_once(tmp_path):
    path = tmp_path / "ledger.sqlite"
    doc = lines(10)
    with Ledger.open(path) as ledger:
        ledger.put_document(doc)
        ledger.replace_proposals(doc.id, records(doc, 10), "rules/1")
    ids = [record.id for record in records(doc, 10)]
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=analyst, args=(path, ids, "Huda")),
        context.Process(target=analyst, args=(path, ids, "Sami")),
        context.Process(target=coder, args=(path, ROUNDS)),
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    with Ledger.open(path) as ledger:
        assert [record.state for record in ledger.records()] == ["accepted"] * 10
        by = [decision.by for decision in ledger.decisions()]
        assert (by.count("Huda"), by.count("Sami")) == (10, 10)


def test_two_processes_may_make_the_ledger_at_once(tmp_path):
    path = tmp_path / "ledger.sqlite"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=coder, args=(path, 0)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0


def test_a_reader_sees_the_former_state_while_another_writes(tmp_path):
    path = tmp_path / "ledger.sqlite"
    doc = lines(3)
    with Ledger.open(path) as writer, Ledger.open(path) as reader:
        writer.put_document(doc)
        with writer.together():
            writer.replace_proposals(doc.id, records(doc, 3), "rules/1")
            assert reader.records() == []
        assert len(reader.records()) == 3


def test_what_fails_together_leaves_nothing(tmp_path):
    doc = lines(3)
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        ledger.put_document(doc)

        def half() -> None:
            with ledger.together():
                ledger.replace_proposals(doc.id, records(doc, 3), "rules/1")
                ledger.decide("nowhere", "accept", "Huda")

        with pytest.raises(LedgerError, match="no record nowhere"):
            half()
        assert ledger.records() == []


def test_a_later_version_is_reached_step_by_step_and_keeps_what_is_there(tmp_path):
    path = tmp_path / "ledger.sqlite"
    doc = lines(1)
    with Ledger.open(path) as ledger:
        ledger.put_document(doc)
        ledger.replace_proposals(doc.id, records(doc, 1), "rules/1")
        ledger.decide(records(doc, 1)[0].id, "accept", "Huda")
    later = (*STEPS, ("ALTER TABLE documents ADD COLUMN shelf TEXT",), ("CREATE TABLE more (x)",))
    connection = connect(path)
    migrate(connection, str(path), later)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(later)
    assert connection.execute("SELECT shelf FROM documents").fetchall()[0][0] is None
    assert connection.execute("SELECT count(*) FROM decisions").fetchone()[0] == 1
    migrate(connection, str(path), later)  # nothing to do
    connection.close()
    # And a program that does not know it leaves it alone.
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="newer Sharaka"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_former_version(tmp_path):
    path = tmp_path / "ledger.sqlite"
    Ledger.open(path).close()
    connection = connect(path)
    broken = (*STEPS, ("CREATE TABLE more (x)", "CREATE TABLE more (x)"))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, str(path), broken)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "more" not in tables
    connection.close()
    Ledger.open(path).close()


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "ledger.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine (x)")
    other.commit()
    other.close()
    with pytest.raises(LedgerError, match="some other program"):
        Ledger.open(path)


def test_a_busy_ledger_is_explained(tmp_path, monkeypatch):
    path = tmp_path / "ledger.sqlite"
    monkeypatch.setattr("sharaka.ledger.connection.BUSY_MS", 50)
    with Ledger.open(path) as one, Ledger.open(path) as two:
        one.put_document(lines(1))
        with one.together(), pytest.raises(LedgerError, match="another process is writing"):
            two.put_document(lines(1))


def test_ten_thousand_records_go_in_and_out_quickly(tmp_path):
    doc = lines(10_000)
    proposals = _quick_records(doc)
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        ledger.put_document(doc)
        begun = time.process_time()
        ledger.replace_proposals(doc.id, proposals, "rules/1")
        written = time.process_time() - begun
        begun = time.process_time()
        assert len(ledger.records()) == 10_000
        read = time.process_time() - begun
    # Processor time, and generous: alone it takes about two seconds for both.
    assert written < 8
    assert read < 8


def _quick_records(doc):
    """As :func:`records`, without searching the text for each."""
    first = records(doc, 1)[0]
    made = []
    for start, end in doc.sentences:
        made.append(
            dataclasses.replace(
                first,
                id=record_id(doc.id, "event", start, start + 10),
                sentence=Stretch(start, end, doc.text[start:end]),
                quote=doc.text[start : start + 10],
                start=start,
                end=start + 10,
            )
        )
    return made
