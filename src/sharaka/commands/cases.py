"""The commands that make, fill and look into a case."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from sharaka.commands import console
from sharaka.commands.sides import sides_of
from sharaka.errors import CaseError, ReadingError
from sharaka.evidence import KINDS, Record, State
from sharaka.ledger import Case, IntakeReport, Ledger, export_jsonl, take_in

#: The states in which evidence counts.
COUNTED: tuple[State, ...] = ("proposed", "accepted", "edited")


def new(folder: Path, between: str | None, *, as_json: bool) -> None:
    """Make a case and say what comes next."""
    case = Case.create(folder, between=console.pair_from(between))
    if as_json:
        console.emit_json({"case": str(folder), "between": case.between, "name": case.name})
        return
    sides = ",".join(case.between) if case.between else "inferred from the documents"
    console.emit(f"Made the case {folder} (sides: {sides}).")
    console.emit(f"Copy documents (txt, html, pdf, docx) into {folder / 'sources'}, then:")
    console.emit(f"  sharaka brief {folder}")


def read(path: Path, *, as_json: bool) -> None:
    """Print canonical text, and on stderr what reading noticed."""
    from sharaka import reading

    if path.is_dir():
        raise ReadingError(
            "this is a folder",
            place=str(path),
            mend="Name a file in it; sharaka code reads all the sources of a case.",
        )
    document = reading.read(path)
    if as_json:
        console.emit_json(reading.document_to_dict(document))
        return
    console.emit(document.text)
    for noticed in document.diagnostics:
        if noticed.severity != "info":
            where = f" (page {noticed.page})" if noticed.page else ""
            console.warn(f"{path}{where}: {noticed.message}")


def intake(case: Case, ledger: Ledger, *, again: bool) -> IntakeReport:
    """Read and code what changed; failures and warnings are said on stderr."""
    with console.progress("Reading and coding") as step:
        report = take_in(case, ledger, progress=step, again=again)
    for document, message in report.warnings:
        console.warn(f"{document}: {message}")
    for document, message in report.errors:
        console.fail(message if document in message else f"{document}: {message}")
    for document in report.changed:
        console.warn(f"{document}: the source changed; decisions on its former text are kept apart")
    return report


def code(folder: Path, *, again: bool, as_json: bool) -> None:
    """Code a case; exit code 1 when a document failed."""
    case = Case.open(folder)
    with Ledger.open(case.ledger_path) as ledger:
        report = intake(case, ledger, again=again)
        records = ledger.records(states=COUNTED)
        holds = bool(ledger.shelves())
    sides = sides_of(case, records)
    kinds = collections.Counter(record.kind for record in records)
    counts = {kind: kinds[kind] for kind in KINDS}
    if as_json:
        plain = dataclasses.asdict(report) | {"kinds": counts, "between": sides.pair}
        console.emit_json(plain | {"inferred": sides.inferred})
    else:
        done = f"Coded {console.counted(len(report.coded), 'document')}"
        kept = f", {len(report.unchanged)} unchanged" if report.unchanged else ""
        pieces = console.counted(report.records, "piece of evidence", "pieces of evidence")
        console.emit(f"{done}{kept}: {pieces}")
        console.emit("  " + ", ".join(f"{kind} {count}" for kind, count in counts.items()))
        if holds:  # where nothing could be read, that is what is wrong, not the sides
            console.emit(sides.said())
    console.finish(failed=bool(report.errors))


def weigh(folder: Path, *, as_json: bool) -> None:
    """Print the measures of what the ledger holds."""
    from sharaka import weighing

    case = Case.open(folder)
    records = held(case)
    sides = sides_of(case, records)
    measures = weighing.weigh_records(records, sides.required(case))
    if as_json:
        console.emit_json(weighing.to_dict(measures))
        return
    console.emit(sides.said())
    for title, head, rows in weighing.tables(measures):
        console.emit()
        console.emit(title)
        lines = console.table(head, rows, clip=48) if rows else ["nothing told"]
        for line in lines:
            console.emit("  " + line)


def export(folder: Path, form: str, out: Path | None, *, rejected: bool) -> None:
    """Write the evidence in an exchange format."""
    case = Case.open(folder)
    writers = {"jsonl": export_jsonl}
    with _holding(case) as ledger, console.output(out) as file:
        writers[form](ledger, file, rejected=rejected)


@contextlib.contextmanager
def _holding(case: Case) -> Iterator[Ledger]:
    """The case's ledger.  Raises CaseError when it is not there or holds no document."""
    if not case.ledger_path.exists():
        raise _not_coded(case)
    with Ledger.open(case.ledger_path) as ledger:
        if not ledger.shelves():
            raise not_read(case) if ledger.runs() else _not_coded(case)
        yield ledger


def held(case: Case) -> list[Record]:
    """The evidence that counts.  Raises CaseError when the case has not been coded."""
    with _holding(case) as ledger:
        return ledger.records(states=COUNTED)


def not_read(case: Case) -> CaseError:
    """The error of a case none of whose sources could be read."""
    return CaseError(
        "no document could be read",
        place=str(case.folder / "sources"),
        mend=f"Mend or replace the documents (sharaka code {case.folder} says what is wrong).",
    )


def _not_coded(case: Case) -> CaseError:
    return CaseError(
        "the case has not been coded",
        place=str(case.folder),
        mend=f"First: sharaka code {case.folder}",
    )
