"""``sharaka brief``: everything, in order, to one page."""

from __future__ import annotations

import datetime
from pathlib import Path

from sharaka import briefing, weighing
from sharaka.coding import actor_name
from sharaka.commands import console
from sharaka.commands.cases import COUNTED, intake
from sharaka.commands.futures import futures
from sharaka.commands.models import check_citations, model_of
from sharaka.commands.sides import sides_of
from sharaka.errors import ModelError
from sharaka.ledger import Case, Ledger


def brief(folder: Path, out: Path | None, *, again: bool, as_json: bool) -> None:
    """Write the page; what fails on the way is said, on the page too, and ends in exit code 1."""
    case = Case.open(folder)
    page = out or case.folder / "briefing.html"
    with Ledger.open(case.ledger_path) as ledger:
        report = intake(case, ledger, again=again)
        documents = ledger.documents()
        records = ledger.records(states=COUNTED)
    failures = [briefing.Failure(file=file, message=text) for file, text in report.errors]
    sides = sides_of(case, records)
    pair = sides.required(case)
    shown = None
    try:
        model = model_of(case)
        if model is not None:
            faulty, messages = check_citations(case, model, {d.id: d.text for d in documents})
            failures += [_of_model(case, message) for message in messages]
            shown = futures(model, faulty)
    except ModelError as error:
        console.fail(str(error))
        failures.append(_of_model(case, str(error)))
    html = briefing.brief(
        briefing.BriefInput(
            names=case.name,
            pair=pair,
            documents=tuple(documents),
            records=tuple(records),
            measures=weighing.weigh_records(records, pair),
            generated=datetime.date.today().isoformat(),
            futures=shown,
            failures=tuple(failures),
            cites={source: said.cites for source, said in case.described.items() if said.cites},
            actor_name=actor_name,
        )
    )
    with console.output(page) as file:
        file.write(html)
    if as_json:
        console.emit_json(
            {
                "page": str(page),
                "documents": len(documents),
                "records": len(records),
                "scenarios": None if shown is None else len(shown.scenarios),
                "between": pair,
                "inferred": sides.inferred,
                "failures": [{"file": one.file, "message": one.message} for one in failures],
            }
        )
    elif str(page) != "-":
        console.emit(f"{len(documents)} documents, {len(records)} pieces of evidence")
        console.emit(sides.said())
        console.emit(_futures_said(case, shown))
        console.emit(f"Briefing: {page.resolve()}")
    console.finish(failed=bool(failures))


def _of_model(case: Case, message: str) -> briefing.Failure:
    return briefing.Failure(file=case.model_path.name, message=message)


def _futures_said(case: Case, shown: briefing.Futures | None) -> str:
    if shown is None:
        return f"There is no model yet, so no futures: write one in {case.model_path}"
    count = len(shown.scenarios)
    noun = "scenario" if count == 1 else "scenarios"
    cut = "" if shown.complete else " (the search was cut short)"
    return f"{count:,} consistent {noun}{cut}"
