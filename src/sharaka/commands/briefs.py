"""``sharaka brief``: everything, in order, to one page."""

from __future__ import annotations

import datetime
from pathlib import Path

from sharaka import briefing
from sharaka.commands import console
from sharaka.commands.cases import COUNTED, intake, not_read
from sharaka.commands.models import check_citations, model_of, without
from sharaka.commands.sides import sides_of
from sharaka.errors import ModelError
from sharaka.foreseeing import Model
from sharaka.ledger import Case, Ledger


def brief(folder: Path, out: Path | None, *, again: bool, as_json: bool) -> None:
    """Write the page; what fails on the way is said, on the page too, and ends in exit code 1."""
    case = Case.open(folder)
    page = out or case.folder / "briefing.html"
    with Ledger.open(case.ledger_path) as ledger:
        report = intake(case, ledger, again=again)
        failures = [briefing.Failure(file=file, message=text) for file, text in report.errors]
        sides = sides_of(case, ledger.records(states=COUNTED))
        if sides.pair is None and not ledger.shelves():
            raise not_read(case)
        pair = sides.required(case)
        model, messages = _model(case, ledger)
        failures += [briefing.Failure(file=case.model_path.name, message=m) for m in messages]
        given = briefing.from_ledger(
            case,
            ledger,
            pair,
            generated=datetime.date.today().isoformat(),
            model=model,
            failures=failures,
        )
    html = briefing.brief(given)
    with console.output(page) as file:
        file.write(html)
    shown = given.futures
    if as_json:
        console.emit_json(
            {
                "page": str(page),
                "documents": len(given.documents),
                "records": len(given.records),
                "scenarios": None if shown is None else len(shown.scenarios),
                "between": pair,
                "inferred": sides.inferred,
                "failures": [{"file": one.file, "message": one.message} for one in failures],
            }
        )
    elif str(page) != "-":
        pieces = console.counted(report.records, "piece of evidence", "pieces of evidence")
        console.emit(f"{console.counted(len(given.documents), 'document')}, {pieces}")
        console.emit(sides.said())
        console.emit(_futures_said(case, shown, messages))
        console.emit(f"Briefing: {page.resolve()}")
    console.finish(failed=bool(failures))


def _model(case: Case, ledger: Ledger) -> tuple[Model | None, list[str]]:
    """The model with what is wrong of it left out, and the messages that say what that is."""
    try:
        model = model_of(case)
    except ModelError as error:
        console.fail(str(error))
        return None, [str(error)]
    if model is None:
        return None, []
    texts = {document.id: document.text for document in ledger.documents()}
    faulty, messages = check_citations(case, model, texts)
    return without(model, faulty), messages


def _futures_said(case: Case, shown: briefing.Futures | None, messages: list[str]) -> str:
    if shown is None:
        mend = "mend" if messages else "write one in"
        what = "The model cannot be used" if messages else "There is no model yet"
        return f"{what}, so no futures: {mend} {case.model_path}"
    count = len(shown.scenarios)
    noun = "scenario" if count == 1 else "scenarios"
    cut = "" if shown.complete else " (the search was cut short)"
    return f"{count:,} consistent {noun}{cut}"
